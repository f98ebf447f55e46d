"""The evidence for the number of segments: one measure over all numbers, silhouettes within."""

import pandas as pd
import plotly.graph_objects as go

from segmentation.showing.charts.style import NEUTRAL, STRONG, figure, segment_style


def measure_line(
    table: pd.DataFrame, *, chosen: int, theme: str, threshold: float | None = None
) -> go.Figure:
    """One measure for each number of segments, the one in use marked.

    Args:
        table: as `views.evidence.measured` returns it.
        chosen: the number of segments in use.
        threshold: where to draw a line across.
    """
    line = go.Scatter(
        x=table.k,
        y=table.value,
        error_y={"array": table.error, "color": NEUTRAL[theme], "thickness": 1.5, "width": 4},
        mode="lines+markers",
        line={"color": NEUTRAL[theme], "width": 2},
        marker={"color": NEUTRAL[theme], "size": 7},
        hovertemplate="%{x} segments: %{y:.3~g}<extra></extra>",
    )
    chart = figure(line, _mark(table[table.k == chosen], theme), theme=theme, height=230)
    if threshold is not None:
        chart.add_hline(y=threshold, line={"dash": "dot", "color": NEUTRAL[theme], "width": 1.5})
    chart.update_yaxes(automargin=True, rangemode="tozero", nticks=5)
    return chart.update_xaxes(dtick=1, showgrid=False, title_text="segments")


def silhouette_bands(curves: pd.DataFrame, average: float, *, theme: str) -> go.Figure:
    """The silhouettes within each segment, highest first, one band a segment.

    Args:
        curves: as `views.evidence.silhouette_curves` returns it.
        average: of all customers, drawn as a line down.
    """
    names = list(dict.fromkeys(curves.name))
    traces = [
        _band(own, names.index(name), name, theme)
        for name, own in curves.groupby("name", sort=False)
    ]
    chart = figure(*traces, theme=theme, height=70 + 74 * len(names))
    chart.add_vline(x=average, line={"dash": "dot", "color": STRONG[theme], "width": 1.5})
    chart.update_yaxes(
        tickvals=[place + 0.5 for place in range(len(names))],
        ticktext=names,
        range=[len(names), -0.1],
        showgrid=False,
        automargin=True,
    )
    return chart.update_xaxes(title_text="silhouette", zeroline=True, zerolinecolor=NEUTRAL[theme])


def _mark(chosen: pd.DataFrame, theme: str) -> go.Scatter:
    return go.Scatter(
        x=chosen.k,
        y=chosen.value,
        mode="markers",
        marker={
            "size": 15,
            "symbol": "circle-open",
            "color": STRONG[theme],
            "line": {"width": 3, "color": STRONG[theme]},
        },
        hoverinfo="skip",
    )


def _band(own: pd.DataFrame, place: int, name: str, theme: str) -> go.Scatter:
    colour = segment_style(int(own.segment.iloc[0]), theme).colour
    down = place + 0.9 * (1 - own.percent / 100)
    return go.Scatter(
        x=[0, *own.silhouette, 0],
        y=[down.iloc[0], *down, down.iloc[-1]],
        fill="toself",
        mode="lines",
        line={"color": colour, "width": 1},
        fillcolor=colour,
        name=name,
        hoveron="fills",
        hoverinfo="name",
    )
