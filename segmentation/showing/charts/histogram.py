"""Histograms: of everybody, of each segment beside everybody, and of prepared values."""

import textwrap

import pandas as pd
import plotly.graph_objects as go

from segmentation.showing.charts.log_axis import label_axis, places
from segmentation.showing.charts.style import NEUTRAL, STRONG, figure, segment_style
from segmentation.words import percent

EVERYBODY = -1
ROW, LABEL = 100, 0.38
LONGEST_LINE = 48
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


def segment_histograms(
    table: pd.DataFrame, title: str, *, theme: str, log: bool = False
) -> go.Figure:
    """A row for everybody and for each segment: its own shares as bars, everybody's as an outline.

    Args:
        table: as `tables.exploration.histogram_table` returns it.
        title: of the axis.
        log: whether the axis is one of `log_axis`.
    """
    everybody = _placed(table[table.segment == EVERYBODY], log)
    groups = [(key, _placed(own, log)) for key, own in table.groupby("segment", sort=False)]
    chart = figure(theme=theme, height=70 + ROW * len(groups), bargap=0)
    step = 1 / len(groups)
    for at, (key, own) in enumerate(groups):
        axis, name = f"y{at + 1}" if at else "y", own.group.iloc[0]
        colour = NEUTRAL[theme] if key == EVERYBODY else segment_style(key, theme).colour
        chart.add_trace(_segment_bars(own, name, colour, axis))
        if key != EVERYBODY:
            chart.add_trace(_outline(everybody, theme, axis))
        top = 1 - at * step
        chart.layout[f"yaxis{at + 1}" if at else "yaxis"] = {
            "domain": [top - 0.94 * step, top - LABEL * step],
            "range": [0, 1.05 * max(own.share.max(), everybody.share.max())],
            "visible": False,
            "fixedrange": True,
        }
        chart.add_annotation(
            text="<br>".join(
                textwrap.wrap(f"{name}: tallest bar {percent(own.share.max())}", LONGEST_LINE)
            ),
            align="left",
            x=0,
            y=top,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="top",
            showarrow=False,
            font={"color": STRONG[theme], "size": 13},
        )
    if log:
        label_axis(chart, table.start.min(), table.end.max())
    return chart.update_xaxes(
        title_text=title,
        showgrid=False,
        separatethousands=True,
        anchor="free",
        position=0,
        # Zero is not what this axis begins at where it is a log one.
        zeroline=False,
    )


def _placed(bins: pd.DataFrame, log: bool) -> pd.DataFrame:
    return bins.assign(start=places(bins.start, log=log), end=places(bins.end, log=log))


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
