"""The note as one page to print: a single file of HTML that asks nobody for anything."""

from collections.abc import Sequence
from datetime import date
from html import escape

import pandas as pd

from segmentation.answering.answer import Answer, pull_table
from segmentation.card.segments import Segment
from segmentation.models.model import Model
from segmentation.showing.charts.style import OUTLINES, segment_style
from segmentation.showing.note import Note, note_of
from segmentation.words import percent

# The strongest pulls; what the others add is too little to see in print.
MOST_BARS = 8
NUMBERED = "Ideas to test"
STYLE = """
:root { color-scheme: light }
@page { margin: 11mm }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 194mm; background: #fff; color: #16191d;
  font: 9.2pt/1.3 "Segoe UI", Roboto, "Helvetica Neue", Arial, system-ui, sans-serif;
  print-color-adjust: exact; -webkit-print-color-adjust: exact }
h1 { font-size: 16pt; line-height: 1.2; margin: 0 0 1.5mm; display: flex; gap: 2.5mm }
h2 { font-size: 10.2pt; margin: 2.4mm 0 0.6mm; break-after: avoid }
p, ul, ol { margin: 0 0 0.8mm }
ul, ol { padding-left: 4.5mm }
.mark { flex: none; width: 4mm; height: 4mm; margin-top: 1mm }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 0 7mm }
.care { border-left: 0.8mm solid #b45309; padding-left: 3mm }
.care h2 { margin-top: 1.5mm }
.care ul { columns: 2; column-gap: 7mm; font-size: 8.8pt; line-height: 1.2 }
.pulls { list-style: none; padding: 0 }
.pulls li { display: grid; grid-template-columns: 45% 1fr; gap: 2mm; align-items: center }
.track { position: relative; height: 2.4mm; background: #f1f1ee }
.track span { position: absolute; top: 0; bottom: 0; min-width: 0.2mm }
table { border-collapse: collapse; width: 100%; font-size: 8.2pt; line-height: 1.2 }
th, td { text-align: left; padding: 0.35mm 1.5mm 0.35mm 0; border-bottom: 0.2mm solid #cfd3d8;
  vertical-align: top }
footer { margin-top: 2.5mm; color: #4b5563; font-size: 8.2pt }
@media screen { body { padding: 8mm; font-size: 11pt } table, footer { font-size: 10pt } }
@media screen and (max-width: 700px) { .sides { display: block } section { overflow-x: auto } }
"""


def note_html(model: Model, found: Answer, who: str, day: date) -> str:
    """The note as an HTML document that fits a printed page, A4 or letter.

    Args:
        who, day: as for `note_of`.
    """
    note, segment = note_of(model, found, who, day), found.assignment.segment
    title = escape(f"{note.name}: a customer of {model.card.title}")
    sections = {heading: _section(heading, said) for heading, said in note.sections.items()}
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
            "style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>",
            f"<h1>{_mark(segment)}<span>{escape(note.name)}</span></h1>",
            f"<p>{escape(note.of_whom)}</p>",
            *(f"<p>{escape(sentence)}</p>" for sentence in note.opening),
            sections.get("Take care", ""),
            '<div class="sides"><div>',
            sections.get(NUMBERED, ""),
            sections.get("Why", ""),
            "</div><div>",
            _pulls(pull_table(found, model), segment, found.runner_up),
            sections.get("What would change it", ""),
            "</div></div>",
            _beside(note),
            f"</main>\n<footer>{escape(note.origin)}</footer>\n</body>\n</html>\n",
        ]
    )


def _section(heading: str, said: Sequence[str]) -> str:
    kind = "ol" if heading == NUMBERED else "ul"
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in said)
    care = ' class="care"' if heading == "Take care" else ""
    return f"<section{care}><h2>{escape(heading)}</h2><{kind}>{items}</{kind}></section>"


def _pulls(pulls: pd.DataFrame, segment: Segment, runner_up: Segment) -> str:
    """A bar for each feature: to the right of the common start for the segment."""
    left = max(float(-pulls.pull.min()), 0.0)
    whole = (left + max(float(pulls.pull.max()), 0.0)) or 1.0
    everything = float(pulls.pull.abs().sum()) or 1.0
    bars = []
    for row in pulls.head(MOST_BARS).itertuples():
        side = segment if row.pull > 0 else runner_up
        begin, width = (left + min(row.pull, 0)) / whole, abs(row.pull) / whole
        said = f"{row.label}: {percent(abs(row.pull) / everything)} of all pulls, for {side.name}"
        bars.append(
            f'<li><span>{escape(row.label)}</span><div class="track" role="img" '
            f'aria-label="{escape(said)}"><span style="left:{begin:.2%};width:{width:.2%};'
            f'background:{segment_style(side.id, "light").colour}"></span></div></li>'
        )
    return (
        f'<section><h2>How strongly</h2><ul class="pulls">{"".join(bars)}</ul>'
        f"<p>Bars to the right speak for {escape(segment.name)}, bars to the left for the next "
        f"nearest, {escape(runner_up.name)}.</p></section>"
    )


def _beside(note: Note) -> str:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in note.values)
    rows = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(value)}</td>" for value in others)
        + "</tr>"
        for first, *others in note.values.itertuples(index=False)
    )
    return (
        f"<section><h2>This customer beside others</h2><p>{escape(note.similar)}</p>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _mark(segment: Segment) -> str:
    style = segment_style(segment.id, "light")
    shape = f"background:{style.colour};clip-path:{OUTLINES[style.mark]}"
    return f'<span class="mark" style="{shape}"></span>'
