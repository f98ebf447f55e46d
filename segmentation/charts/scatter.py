"""The map of customers, in two and three dimensions."""

import pandas as pd
import plotly.graph_objects as go

from segmentation.card import Card, Segment
from segmentation.charts.style import NEUTRAL, PAGE, STRONG, figure, segment_style

# Beyond this many points they are drawn smaller and let each other shine through.
MANY = 2_000


def scatter(
    points: pd.DataFrame,
    card: Card,
    hover: pd.Series,
    *,
    theme: str,
    height: int = 520,
) -> go.Figure:
    """Customers by the first two axes of the map, one trace a segment.

    Args:
        points: customers with `segment`, `axis_1` and `axis_2`.
        hover: what to say of each of them, same index.
    """
    traces = [
        _cloud(points[points.segment == segment.id], segment, hover, len(points), theme)
        for segment in card.segments
    ]
    chart = figure(*traces, theme=theme, height=height)
    chart.update_layout(showlegend=True, legend=_legend())
    axes = card.projection.axes
    chart.update_xaxes(title_text=f"{axes[0].high} →")
    if len(axes) > 1:
        chart.update_yaxes(title_text=f"{axes[1].high} →")
    return _without_axes(chart)


def scatter_of_one(
    points: pd.DataFrame,
    card: Card,
    hover: pd.Series,
    *,
    theme: str,
    segment: Segment,
    place: list[float],
    height: int = 400,
) -> go.Figure:
    """One customer, ringed, among their segment; the other segments stand back in grey.

    Args:
        points, hover: as for `scatter`.
        place: where the customer lies on the map.
    """
    traces = [
        _cloud(points[points.segment == other.id], other, hover, len(points), theme)
        for other in sorted(card.segments, key=lambda other: other.id == segment.id)
    ]
    for trace in traces[:-1]:
        trace.update(marker={"color": NEUTRAL[theme], "opacity": 0.35})
    chart = _without_axes(figure(*traces, _ring(place, theme), theme=theme, height=height))
    return chart.add_annotation(
        x=place[0],
        y=_second(place),
        text="This customer",
        yshift=24,
        showarrow=False,
        bgcolor=PAGE[theme],
        font={"color": STRONG[theme], "size": 14},
    )


def _without_axes(chart: go.Figure) -> go.Figure:
    # A place on the map has a direction and no unit: numbers and lines would mislead.
    plain = {"zeroline": False, "showticklabels": False, "showgrid": False, "title_font_size": 13}
    return chart.update_xaxes(**plain).update_yaxes(**plain)


def scatter_3d(points: pd.DataFrame, card: Card, hover: pd.Series, *, theme: str) -> go.Figure:
    """Customers by the three axes of the map."""
    traces = []
    for segment in card.segments:
        style, own = segment_style(segment.id, theme), points[points.segment == segment.id]
        traces.append(
            go.Scatter3d(
                x=own.axis_1,
                y=own.axis_2,
                z=own.axis_3,
                mode="markers",
                name=segment.name,
                marker={"size": 4, "color": style.colour, "symbol": style.mark_3d},
                text=hover[own.index],
                hovertemplate="%{text}<extra></extra>",
            )
        )
    chart = figure(*traces, theme=theme, height=620)
    titles = [f"{axis.low} → {axis.high}" for axis in card.projection.axes]
    chart.update_layout(
        showlegend=True,
        legend=_legend(),
        dragmode="orbit",
        scene={
            name: {"title": {"text": title, "font": {"size": 11}}, "showticklabels": False}
            for name, title in zip(("xaxis", "yaxis", "zaxis"), titles)
        },
    )
    return chart


def _cloud(
    own: pd.DataFrame, segment: Segment, hover: pd.Series, total: int, theme: str
) -> go.Scattergl:
    style = segment_style(segment.id, theme)
    return go.Scattergl(
        x=own.axis_1,
        y=own.axis_2 if "axis_2" in own else [0.0] * len(own),
        mode="markers",
        name=segment.name,
        customdata=own.index,
        marker={
            "size": 8 if total <= MANY else 5,
            "opacity": 0.85 if total <= MANY else 0.6,
            "color": style.colour,
            "symbol": style.mark,
        },
        text=hover[own.index],
        hovertemplate="%{text}<extra></extra>",
    )


def _ring(place: list[float], theme: str) -> go.Scattergl:
    return go.Scattergl(
        x=[place[0]],
        y=[_second(place)],
        mode="markers",
        marker={
            "size": 20,
            "symbol": "circle-open",
            "color": STRONG[theme],
            "line": {"width": 3, "color": STRONG[theme]},
        },
        hoverinfo="skip",
    )


def _second(place: list[float]) -> float:
    # A model of one feature has a map of one axis.
    return place[1] if len(place) > 1 else 0.0


def _legend() -> dict:
    return {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "itemsizing": "constant"}
