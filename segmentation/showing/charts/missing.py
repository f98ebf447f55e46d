"""Which segment a missing number would lead to: one bar over all that it could be."""

import textwrap

import pandas as pd
import plotly.graph_objects as go

from segmentation.showing.charts.style import PAGE, figure, segment_style, written_on

LONGEST_LINE = 16
SMALLEST = 12
# Places closer than this part of the axis would be written into one another.
CLOSE = 0.12
# At the very ends Plotly leaves out what stands at the axis.
MARGIN = 0.01


def missing_value_bar(stretches: pd.DataFrame, title: str, *, theme: str) -> go.Figure:
    """A part for each stretch, with where it begins below.

    Args:
        stretches: as `tables.answer.stretch_table` returns them.
        title: of the axis.
    """
    traces = [
        go.Bar(
            x=[row.end - row.start],
            y=[""],
            base=[row.start],
            orientation="h",
            name=row.name,
            marker={
                "color": segment_style(row.segment, theme).colour,
                "line": {"color": PAGE[theme], "width": 1},
            },
            text=["<br>".join(textwrap.wrap(row.name, LONGEST_LINE))],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={
                "color": written_on(segment_style(row.segment, theme).colour),
                "size": SMALLEST,
            },
            hovertemplate=f"{row.from_value} to {row.to_value}<extra>%{{fullData.name}}</extra>",
        )
        for row in stretches.itertuples(index=False)
    ]
    chart = figure(*traces, theme=theme, height=130, bargap=0, barmode="overlay")
    chart.update_layout(
        uniformtext={"mode": "hide", "minsize": SMALLEST}, margin={"l": 32, "r": 32}
    )
    low, high = stretches.start.min(), stretches.end.max()
    places, texts = _ticks(stretches, (high - low) * CLOSE)
    chart.update_yaxes(visible=False, fixedrange=True)
    return chart.update_xaxes(
        range=[low - MARGIN * (high - low), high + MARGIN * (high - low)],
        tickvals=places,
        ticktext=texts,
        tickangle=0,
        title_text=title,
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )


def _ticks(stretches: pd.DataFrame, least: float) -> tuple[list[float], list[str]]:
    """Where stretches begin, and where the last one ends; without what stands too close."""
    last = stretches.iloc[-1]
    kept: list[tuple[float, str]] = []
    for place, text in zip(stretches.start, stretches.from_value):
        far_enough = not kept or place - kept[-1][0] >= least
        if far_enough and last.end - place >= least:
            kept.append((place, text))
    kept.append((last.end, last.to_value))
    return [place for place, _ in kept], [text for _, text in kept]
