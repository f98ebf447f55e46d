"""How segments stand against everybody: bars for one segment, a heat map for all."""

import pandas as pd
import plotly.graph_objects as go

from segmentation.card import Card
from segmentation.charts.style import DIVERGING, NEUTRAL, figure, segment_style


def standing_bars(standing: pd.DataFrame, segment: int, *, theme: str) -> go.Figure:
    """One segment's distance from everybody on each feature.

    Args:
        standing: as `views.standing` returns it.
        segment: the segment's id, for its colour.
    """
    widest = max(standing.effect.abs().max(), 1.0) * 1.35
    bars = go.Bar(
        x=standing.effect,
        y=standing.label,
        orientation="h",
        marker={"color": segment_style(segment, theme).colour},
        text=standing.value,
        textposition="outside",
        cliponaxis=False,
        customdata=standing[["value", "everybody"]],
        hovertemplate="%{y}<br>this segment: %{customdata[0]}<br>everybody: %{customdata[1]}"
        "<extra></extra>",
    )
    chart = figure(bars, height=70 + 44 * len(standing), bargap=0.35)
    chart.update_yaxes(autorange="reversed", ticks="", ticklabelstandoff=8)
    return chart.update_xaxes(
        range=[-widest, widest],
        zeroline=True,
        zerolinewidth=2,
        zerolinecolor=NEUTRAL[theme],
        tickvals=[-widest * 0.8, 0, widest * 0.8],
        ticktext=["lower than everybody", "everybody", "higher"],
        showgrid=False,
    )


def standing_heatmap(standings: pd.DataFrame, card: Card, *, theme: str) -> go.Figure:
    """Every segment on every feature, the colour scale centred on everybody.

    Args:
        standings: as `views.all_standings` returns it.
    """
    names = [segment.name for segment in card.segments]
    labels = [feature.label for feature in card.features]
    grid = {
        column: standings.pivot(index="segment", columns="label", values=column)[labels].to_numpy()
        for column in ("effect", "value", "everybody")
    }
    widest = float(abs(grid["effect"]).max())
    cells = go.Heatmap(
        z=grid["effect"],
        x=labels,
        y=names,
        zmin=-widest,
        zmax=widest,
        colorscale=DIVERGING[theme],
        showscale=False,
        text=grid["value"],
        texttemplate="%{text}",
        customdata=grid["everybody"],
        hovertemplate="%{y}<br>%{x}: %{text}<br>everybody: %{customdata}<extra></extra>",
        xgap=2,
        ygap=2,
    )
    chart = figure(cells, height=90 + 52 * len(names))
    chart.update_xaxes(side="top", showgrid=False)
    return chart.update_yaxes(autorange="reversed", showgrid=False, automargin=True)
