"""How segments stand against everybody: bars for one segment, a heat map for all."""

import textwrap

import pandas as pd
import plotly.graph_objects as go

from segmentation.card.card import Card
from segmentation.showing.charts.style import DIVERGING, NEUTRAL, STRONG, figure, segment_style

LONGEST_LINE = 16


def standing_bars(standing: pd.DataFrame, segment: int, *, theme: str) -> go.Figure:
    """One segment's distance from everybody on each feature.

    Args:
        standing: as `tables.segments.standing` returns it.
        segment: the segment's id, for its colour.
    """
    widest = max(standing.effect.abs().max(), 1.0) * 1.1
    bars = go.Bar(
        x=standing.effect,
        y=standing.label + "<br>" + standing.value,
        orientation="h",
        marker={"color": segment_style(segment, theme).colour},
        customdata=standing[["label", "value", "everybody"]],
        hovertemplate="%{customdata[0]}<br>this segment: %{customdata[1]}<br>"
        "everybody: %{customdata[2]}<extra></extra>",
    )
    chart = figure(bars, theme=theme, height=70 + 52 * len(standing), bargap=0.35)
    chart.update_yaxes(autorange="reversed", ticks="", ticklabelstandoff=8)
    return chart.update_xaxes(
        range=[-widest, widest],
        zeroline=True,
        zerolinewidth=2,
        zerolinecolor=NEUTRAL[theme],
        tickvals=[-widest * 0.8, 0, widest * 0.8],
        ticktext=["lower", "everybody", "higher"],
        tickangle=0,
        showgrid=False,
    )


def standing_heatmap(standings: pd.DataFrame, card: Card, *, theme: str) -> go.Figure:
    """Every feature in every segment, the colour scale centred on everybody.

    A row a feature and a column a segment: there may be many features, and few segments.

    Args:
        standings: as `tables.segments.all_standings` returns it.
    """
    ids, names = zip(*((segment.id, segment.name) for segment in card.segments))
    labels = [feature.label for feature in card.features]
    grid = {
        column: standings.pivot(index="label", columns="segment", values=column)
        .loc[labels, list(ids)]
        .to_numpy()
        for column in ("effect", "value", "everybody")
    }
    widest = float(abs(grid["effect"]).max())
    cells = go.Heatmap(
        z=grid["effect"],
        x=[_wrapped(name) for name in names],
        y=[_wrapped(label) for label in labels],
        zmin=-widest,
        zmax=widest,
        colorscale=DIVERGING[theme],
        showscale=False,
        text=grid["value"],
        texttemplate="%{text}",
        textfont={"color": STRONG[theme], "size": 14},
        customdata=grid["everybody"],
        hovertemplate="%{x}<br>%{y}: %{text}<br>everybody: %{customdata}<extra></extra>",
        xgap=2,
        ygap=2,
    )
    chart = figure(cells, theme=theme, height=110 + 46 * len(labels))
    chart.update_xaxes(side="top", showgrid=False, tickangle=0)
    return chart.update_yaxes(autorange="reversed", showgrid=False, automargin=True)


def _wrapped(text: str) -> str:
    return "<br>".join(textwrap.wrap(text, LONGEST_LINE))
