"""The answer for one customer as a note to keep: what it says, and as plain text."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from segmentation.answering.answer import Answer, group_in_words
from segmentation.answering.reasons import with_their_scores
from segmentation.answering.similar import similar_in_words
from segmentation.models.model import Model
from segmentation.showing.tables.about import in_one_line
from segmentation.showing.tables.customers import beside

MOST_FIGURES = 3


@dataclass(frozen=True)
class Note:
    """What a note says: of whom and when, the segment's name, what it is, sections of sentences.

    `sections` are the sentences under each heading, without those that would be empty.
    `values` are the figures that decide most, at most three, beside the segment's and everybody's.
    """

    of_whom: str
    name: str
    opening: list[str]
    sections: dict[str, list[str]]
    similar: str
    values: pd.DataFrame
    origin: str


def note_of(model: Model, found: Answer, who: str, day: date) -> Note:
    """What is worth keeping of an answer.

    Args:
        who: the customer's number or name; empty where nobody said.
        day: on which the answer is given.
    """
    assignment, segment = found.assignment, found.assignment.segment
    opening = [
        f"{found.sure}." if found.sure else "",
        segment.description,
        group_in_words(assignment.rfm_group) if assignment.rfm_group else "",
    ]
    sections = {
        "Take care": found.cautions,
        "Ideas to test": [f"{idea.what} {idea.why}" for idea in found.ideas],
        "Why": found.reasons,
        "What would change it": found.changes,
    }
    values = assignment.values
    said = f"{day.day} {day:%B %Y}"
    return Note(
        of_whom=f"Customer {who.strip()}, {said}" if who.strip() else said,
        name=segment.name,
        opening=[sentence for sentence in opening if sentence],
        sections={heading: said for heading, said in sections.items() if said},
        similar=similar_in_words(found.similar, values, model),
        values=_figures(model, found),
        origin=in_one_line(model.card),
    )


def note_text(model: Model, found: Answer, who: str, day: date) -> str:
    """The note as text to copy: one sentence a line, headings in lines of their own.

    Args:
        who, day: as for `note_of`.
    """
    note = note_of(model, found, who, day)
    parts = [[note.name, note.of_whom, *note.opening]]
    parts += [[heading, *map(_item, said)] for heading, said in note.sections.items()]
    parts += [["This customer beside others", note.similar, *_value_lines(note.values)]]
    parts += [[note.origin]]
    return "\n\n".join("\n".join(part) for part in parts)


def _figures(model: Model, found: Answer) -> pd.DataFrame:
    """The values that decide most, the strongest first."""
    strongest = [pull.feature for pull in with_their_scores(found.pulls, model.recipe)]
    order = [model.card.feature_names.index(name) for name in strongest[:MOST_FIGURES]]
    segment, values = found.assignment.segment, found.assignment.values
    table = beside(model.card, segment, values, model.recipe, found.similar)
    return table.iloc[order][["Feature", "This customer", "The segment", "Everybody"]]


def _item(sentence: str) -> str:
    return f"- {sentence}"


def _value_lines(values: pd.DataFrame) -> list[str]:
    _, own, *others = values.columns
    return [
        f"- {row['Feature']}: {row[own]} "
        f"({'; '.join(f'{_small(name)} {row[name]}' for name in others)})"
        for row in values.to_dict("records")
    ]


def _small(heading: str) -> str:
    return heading[0].lower() + heading[1:]
