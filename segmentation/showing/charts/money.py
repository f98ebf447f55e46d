"""Who the customers are and who brings the money: two bars, a segment's parts joined."""

import textwrap

import pandas as pd
import plotly.graph_objects as go

from segmentation.showing.charts.style import PAGE, WRITING, figure, segment_style, written_on
from segmentation.words import percent

HALF = 0.21
NAMES = 0.5
LINES, LEAST_LINE = 3, 13
SMALLEST = 12


def customers_and_money(table: pd.DataFrame, titles: list[str], *, theme: str) -> go.Figure:
    """A bar of customers by segment and, where there is money, one of it below.

    What does not fit into its part, on a narrow screen, is left to who points at it.

    Args:
        table: as `tables.overview.overview_table` returns it.
        titles: what stands beside the bars, the customers' first.
    """
    bars = [table.share.to_list(), *([table.part.to_list()] if len(titles) > 1 else [])]
    top = len(bars) - 1
    traces: list[go.Bar | go.Scatter] = []
    starts = [0.0] * len(bars)
    for at, row in enumerate(table.itertuples()):
        parts = [shares[at] for shares in bars]
        if len(bars) > 1:
            traces.append(_join(starts, parts, segment_style(row.segment, theme).colour))
        traces += [
            _parts(row, starts, parts, titles, theme),
            _name(row, starts[0], top, theme),
        ]
        starts = [start + part for start, part in zip(starts, parts)]
    chart = figure(*traces, theme=theme, height=140 + 120 * top, barmode="overlay")
    chart.update_layout(uniformtext={"mode": "hide", "minsize": SMALLEST})
    chart.update_yaxes(
        range=[-HALF, top + HALF + NAMES],
        tickvals=[top - at for at in range(len(titles))],
        ticktext=titles,
        showgrid=False,
        zeroline=False,
        automargin=True,
        fixedrange=True,
    )
    return chart.update_xaxes(range=[0, 1], visible=False, fixedrange=True)


def _parts(
    row: tuple, starts: list[float], parts: list[float], titles: list[str], theme: str
) -> go.Bar:
    colour = segment_style(row.segment, theme).colour
    return go.Bar(
        x=parts,
        y=list(range(len(parts)))[::-1],
        base=starts,
        orientation="h",
        width=2 * HALF,
        name=row.name,
        marker={"color": colour, "line": {"color": PAGE[theme], "width": 1}},
        text=[percent(part) for part in parts],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": written_on(colour), "size": 14},
        customdata=[title.replace("<br>", ", ") for title in titles],
        hovertemplate="%{fullData.name}: %{text} of %{customdata}<extra></extra>",
    )


def _name(row: tuple, start: float, top: int, theme: str) -> go.Bar:
    return go.Bar(
        x=[row.share],
        y=[top + HALF + NAMES / 2],
        base=[start],
        orientation="h",
        width=NAMES,
        marker={"color": "rgba(0,0,0,0)"},
        text=[_wrapped(row.name)],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": WRITING[theme], "size": SMALLEST},
        hoverinfo="skip",
    )


def _wrapped(name: str) -> str:
    """A name in the three lines that there is room for, or fewer."""
    return "<br>".join(textwrap.wrap(name, max(LEAST_LINE, len(name) // LINES + 3)))


def _join(starts: list[float], parts: list[float], colour: str) -> go.Scatter:
    (above, below), (wide, narrow) = starts, parts
    return go.Scatter(
        x=[above, above + wide, below + narrow, below, above],
        y=[1 - HALF, 1 - HALF, HALF, HALF, 1 - HALF],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=colour,
        opacity=0.35,
        hoverinfo="skip",
    )
