"""The evidence for the number of segments: one measure over all numbers, silhouettes within."""

import pandas as pd
import plotly.graph_objects as go

from segmentation.showing.charts.style import DIVERGING, NEUTRAL, STRONG, figure, segment_style
from segmentation.words import number

# Where on the scale of colours a number of segments stands; without evidence in the middle.
FIRMNESS = {"weak": 0.0, "": 0.5, "firm": 1.0}
SUPPORTED = "what the data supports"


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
        mode="lines+markers+text",
        line={"color": NEUTRAL[theme], "width": 2},
        marker={"color": NEUTRAL[theme], "size": 7},
        text=["" if k == chosen else _short(value) for k, value in zip(table.k, table.value)],
        **_written(theme),
        cliponaxis=False,
        hovertemplate="%{x} segments: %{y:.3~g}<extra></extra>",
    )
    chart = figure(line, _mark(table[table.k == chosen], theme), theme=theme, height=230)
    if threshold is not None:
        chart.add_hline(y=threshold, line={"dash": "dot", "color": NEUTRAL[theme], "width": 1.5})
    # What is to be seen is where the line bends, so it has the whole height.
    low, high = _ends(table, threshold)
    chart.update_yaxes(range=[low - 0.12 * (high - low), high + 0.2 * (high - low)])
    chart.update_yaxes(showticklabels=False, showgrid=False, zeroline=False)
    return chart.update_xaxes(dtick=1, showgrid=False, title_text="segments")


def _ends(table: pd.DataFrame, threshold: float | None) -> tuple[float, float]:
    """From the lowest to the highest that is drawn."""
    others = [] if threshold is None else [threshold]
    low = min([*(table.value - table.error), *others])
    high = max([*(table.value + table.error), *others])
    return (low, high) if low < high else (low - 1, high + 1)


def _written(theme: str) -> dict:
    return {"textposition": "top center", "textfont": {"color": STRONG[theme], "size": 12}}


def _short(value: float) -> str:
    """A figure in as few signs as fit nine times beside each other."""
    if abs(value) < 10:
        return f"{value:.2f}"
    if abs(value) < 1_000:
        return f"{value:.0f}"
    return f"{number(value / 1_000, 2)}k" if abs(value) < 1e6 else f"{number(value / 1e6, 2)}m"


def strip_of_numbers(strip: pd.DataFrame, *, theme: str) -> go.Figure:
    """One cell for each number of segments, its figure written in, firm or weak by colour and word.

    Above stands which one is in use, below which one the data supports.

    Args:
        strip: as `tables.evidence.strip` returns it.
    """
    told = [
        f"{figure:.2f}<br>{word}" if word else f"{figure:.2f}"
        for figure, word in zip(strip.figure, strip.told)
    ]
    cells = go.Heatmap(
        z=[[FIRMNESS[word] for word in strip.told]],
        x=strip.k,
        y=[""],
        zmin=0,
        zmax=1,
        colorscale=DIVERGING[theme],
        showscale=False,
        text=[told],
        texttemplate="%{text}",
        textfont={"color": STRONG[theme], "size": 13},
        hovertemplate="%{x} segments: %{text}<extra></extra>",
        xgap=3,
    )
    chart = figure(cells, theme=theme, height=156)
    chart.update_layout(margin={"l": 2, "r": 2, "t": 54, "b": 28})
    for column, words, y, way in (("in_use", "in use", 1, 30), ("supported", SUPPORTED, 0, -4)):
        for at in strip.k[strip[column]]:
            _point_at(chart, at, words, y, way, strip.k, theme)
    for at in strip.k[strip.in_use]:
        chart.add_shape(
            type="rect",
            x0=at - 0.48,
            x1=at + 0.48,
            y0=-0.5,
            y1=0.5,
            line={"color": STRONG[theme], "width": 3},
        )
    chart.update_yaxes(showticklabels=False, showgrid=False)
    return chart.update_xaxes(
        side="top", dtick=1, showgrid=False, tickfont_size=14, fixedrange=True
    )


def _point_at(
    chart: go.Figure, at: int, words: str, y: float, shift: int, numbers: pd.Series, theme: str
) -> None:
    """Words above or below a cell; those of the outer cells stay within the chart."""
    first, last = at <= numbers.min() + 1, at >= numbers.max() - 1
    chart.add_annotation(
        x=at - 0.48 if first else at + 0.48 if last else at,
        y=y,
        yref="paper",
        yshift=shift,
        yanchor="bottom" if y else "top",
        xanchor="left" if first else "right" if last else "center",
        text=words,
        showarrow=False,
        font={"color": STRONG[theme], "size": 13, "weight": 700},
    )


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
        mode="markers+text",
        text=[_short(value) for value in chosen.value],
        **_written(theme),
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
