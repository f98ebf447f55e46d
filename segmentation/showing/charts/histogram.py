"""Histograms: of everybody, of each segment beside everybody, and of prepared values."""

import pandas as pd
import plotly.graph_objects as go

from segmentation.card.card import Card
from segmentation.showing.charts.style import NEUTRAL, STRONG, figure, segment_style

ROW = 92
PALE = 0.45


def histogram(bins: pd.DataFrame, title: str, *, theme: str, height: int = 340) -> go.Figure:
    """Customers by bin, those beyond the ends in pale bars.

    Args:
        bins: start, end, what, beyond and customers, as `histogram_table` (of one group) or
            `prepared_table` of `tables.exploration` return them.
        title: of the axis.
    """
    bars = _bars(bins, bins.customers, NEUTRAL[theme])
    bars.update(
        customdata=bins[["what", "customers"]],
        hovertemplate="%{customdata[0]}: %{customdata[1]:,} customers<extra></extra>",
    )
    chart = figure(bars, theme=theme, height=height, bargap=0)
    chart.update_xaxes(title_text=title, showgrid=False, separatethousands=True)
    return chart.update_yaxes(title_text="customers", tickformat=",d", rangemode="tozero")


def segment_histograms(table: pd.DataFrame, card: Card, title: str, *, theme: str) -> go.Figure:
    """A row a segment: its own shares as bars, everybody's as an outline.

    Args:
        table: as `tables.exploration.histogram_table` returns it.
        title: of the axis.
    """
    everybody = table[table.segment == -1]
    chart = figure(theme=theme, height=70 + ROW * len(card.segments), bargap=0)
    step = 1 / len(card.segments)
    for at, segment in enumerate(card.segments):
        axis = f"y{at + 1}" if at else "y"
        own = table[table.segment == segment.id]
        chart.add_traces(
            [
                _segment_bars(own, segment.name, segment_style(segment.id, theme).colour, axis),
                _outline(everybody, theme, axis),
            ]
        )
        top = 1 - at * step
        chart.layout[f"yaxis{at + 1}" if at else "yaxis"] = {
            "domain": [top - 0.94 * step, top - 0.3 * step],
            "range": [0, 1.05 * max(own.share.max(), everybody.share.max())],
            "visible": False,
            "fixedrange": True,
        }
        chart.add_annotation(
            text=segment.name,
            x=0,
            y=top,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="top",
            showarrow=False,
            font={"color": STRONG[theme], "size": 13},
        )
    return chart.update_xaxes(
        title_text=title, showgrid=False, separatethousands=True, anchor="free", position=0
    )


def _bars(bins: pd.DataFrame, heights: pd.Series, colour: str) -> go.Bar:
    return go.Bar(
        x=(bins.start + bins.end) / 2,
        width=bins.end - bins.start,
        y=heights,
        marker={
            "color": colour,
            "opacity": 1 - PALE * bins.beyond,
            "line": {"width": 0},
        },
    )


def _segment_bars(own: pd.DataFrame, name: str, colour: str, axis: str) -> go.Bar:
    bars = _bars(own, own.share, colour)
    return bars.update(
        name=name,
        yaxis=axis,
        customdata=own[["what", "customers", "share"]],
        hovertemplate="%{customdata[0]}: %{customdata[1]:,} customers, %{customdata[2]:.1%}"
        "<extra>%{fullData.name}</extra>",
    )


def _outline(everybody: pd.DataFrame, theme: str, axis: str) -> go.Scatter:
    """The tops of everybody's bars, going down to 0 where bars stand apart."""
    x, y = [], []
    for place in everybody.itertuples():
        joined = bool(x) and x[-1] == place.start
        x += [place.start, place.end] if joined else [place.start, place.start, place.end]
        y += [place.share, place.share] if joined else [0, place.share, place.share]
        if place.beyond:
            x, y = [*x, place.end, None], [*y, 0, None]
    return go.Scatter(
        x=x,
        y=y,
        yaxis=axis,
        mode="lines",
        line={"color": NEUTRAL[theme], "width": 1.5},
        hoverinfo="skip",
    )
