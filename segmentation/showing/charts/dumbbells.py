"""Two groups on several features: a row each, two marks with their values, a line between."""

import textwrap
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from segmentation.showing.charts.style import NEUTRAL, PAGE, STRONG, WRITING, figure, segment_style

ROW, LABEL_ABOVE = 58, 11
LONGEST_LINE, LONGEST_NAME = 48, 38
# A letter's width and what the marks take, in parts of a phone's.
LETTER, MARK = 7.2 / 340, 16 / 340


@dataclass(frozen=True)
class Side:
    """A group as its marks show it: its name, and a Plotly marker."""

    name: str
    marker: dict


def segment_side(name: str, segment: int, theme: str) -> Side:
    """A segment, in its colour and shape."""
    return Side(name, segment_style(segment, theme).marker)


def everybody_side(theme: str) -> Side:
    """Everybody, as a ring."""
    ring = {"symbol": "circle-open", "color": NEUTRAL[theme]}
    return Side("Everybody", {**ring, "line": {"width": 2, "color": NEUTRAL[theme]}})


def dumbbells(
    rows: pd.DataFrame, own: Side, other: Side, *, theme: str, start: float | None = None
) -> go.Figure:
    """A row for each of these, from the top.

    Args:
        rows: label, own and other (where the marks stand), value and reference (what is written
            at them).
        start: where the axis begins at the latest, as 0 for shares; none where it does not matter.
    """
    places = list(range(len(rows)))
    between = go.Scatter(
        x=[x for row in rows.itertuples() for x in (row.own, row.other, None)],
        y=[y for place in places for y in (place, place, None)],
        mode="lines",
        line={"color": NEUTRAL[theme], "width": 3},
        opacity=0.45,
        hoverinfo="skip",
        showlegend=False,
    )
    is_right = (rows.own >= rows.other).to_list()
    marks = [
        _marks(side, rows[at], rows[text], rows.label, right, (theme, colour))
        for side, at, text, right, colour in (
            (other, "other", "reference", [not right for right in is_right], WRITING),
            (own, "own", "value", is_right, STRONG),
        )
    ]
    chart = figure(between, *marks, theme=theme, height=52 + ROW * len(rows))
    for place, label in enumerate(rows.label):
        chart.add_annotation(
            text="<br>".join(textwrap.wrap(label, LONGEST_LINE)),
            x=0,
            xref="paper",
            xanchor="left",
            y=place,
            yanchor="bottom",
            yshift=LABEL_ABOVE,
            align="left",
            showarrow=False,
            font={"size": 13, "color": WRITING[theme]},
            # The line of everybody goes on behind it.
            bgcolor=PAGE[theme],
        )
    chart.update_layout(
        showlegend=True,
        legend={"orientation": "h", "y": 1, "yanchor": "bottom", "x": 0, "traceorder": "reversed"},
        legend_font_size=13,
    )
    chart.update_xaxes(
        range=_reach(rows, start),
        showgrid=False,
        showticklabels=False,
        zeroline=start == 0 or not rows.other.any(),
        zerolinecolor=NEUTRAL[theme],
        zerolinewidth=1,
    )
    return chart.update_yaxes(
        range=[len(rows) - 0.6, -0.75], showgrid=False, showticklabels=False, zeroline=False
    )


def _marks(
    side: Side,
    at: pd.Series,
    text: pd.Series,
    labels: pd.Series,
    is_right: list[bool],
    writing: tuple[str, dict[str, str]],
) -> go.Scatter:
    theme, colour = writing
    return go.Scatter(
        x=at,
        y=list(range(len(at))),
        mode="markers+text",
        name="<br>".join(textwrap.wrap(side.name, LONGEST_NAME)),
        marker={**side.marker, "size": 13},
        text=text,
        textposition=["middle right" if right else "middle left" for right in is_right],
        textfont={"size": 13, "color": colour[theme]},
        cliponaxis=False,
        customdata=labels,
        hovertemplate="%{customdata}: %{text}<extra>%{fullData.name}</extra>",
    )


def _reach(rows: pd.DataFrame, start: float | None) -> list[float]:
    """From where to where, with room for what is written beside the marks on a phone."""
    low, high = rows[["own", "other"]].min().min(), rows[["own", "other"]].max().max()
    if start is not None:
        low = min(low, start)
    letters = max(rows.value.str.len().max(), rows.reference.str.len().max())
    beside = min(letters * LETTER + MARK, 0.4)
    size = (high - low or 1.0) / (1 - 2 * beside)
    return [low - beside * size, high + beside * size]
