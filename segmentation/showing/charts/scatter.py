"""The map of customers, in two and three dimensions."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from segmentation.card.card import Card
from segmentation.card.segments import Segment
from segmentation.showing.charts.style import NEUTRAL, PAGE, STRONG, figure, segment_style
from segmentation.showing.tables.map import AxisShown
from segmentation.words import MOST_DIGITS, NOT_KNOWN, number, with_unit

# Beyond this many points they are drawn smaller and let each other shine through.
MANY = 2_000
# Room above the points for the buttons that Plotly lays there.
BUTTONS = 40
# How wide points are drawn whose size says something.
SMALLEST, LARGEST = 3, 22


@dataclass(frozen=True)
class Found:
    """A customer to be ringed: what is said of them, and where they lie."""

    said: str
    place: list[float]


def scatter(
    points: pd.DataFrame,
    card: Card,
    *,
    theme: str,
    selected: pd.Index | None = None,
    height: int = 540,
    axes: Sequence[AxisShown] | None = None,
    sizes: pd.Series | None = None,
    ringed: Found | None = None,
) -> go.Figure:
    """Customers by two axes, those of the map or two features, one trace a segment.

    A box or a lasso can be drawn in it. What is told of each point begins with its label in
    the index.

    Args:
        points: customers with `customer`, `segment`, `axis_1`, `axis_2` and the features.
        selected: the labels of those that stand out from the start; None where all do.
        axes: what stands at both, where they are features; None for the map's directions.
        sizes: from 0 to 1, how large each is drawn; None where all are alike.
        ringed: a customer to be found among all others.
    """
    traces = [_cloud(points, segment, card, theme, sizes) for segment in card.segments]
    if selected is not None:
        for trace, segment in zip(traces, card.segments):
            own = points.index[points.segment == segment.id]
            trace.selectedpoints = own.isin(selected).nonzero()[0]
    rings = [] if ringed is None else [_ring(ringed.place, theme)]
    chart = figure(*traces, *rings, theme=theme, height=height)
    chart.update_layout(dragmode="select", margin_t=BUTTONS)
    if ringed is not None:
        _say_who(chart, ringed, theme)
    if axes is not None:
        return _with_axes(chart, axes)
    directions = card.projection.axes
    chart.update_xaxes(title_text=f"{directions[0].high} →")
    if len(directions) > 1:
        chart.update_yaxes(title_text=f"{directions[1].high} →")
    return _without_axes(chart)


def scatter_of_one(
    points: pd.DataFrame,
    card: Card,
    *,
    theme: str,
    segment: Segment,
    place: list[float],
    height: int = 400,
) -> go.Figure:
    """One customer, ringed, among their segment; the other segments stand back in grey.

    Args:
        points: as for `scatter`.
        place: where the customer lies on the map.
    """
    traces = [
        _cloud(points, other, card, theme)
        for other in sorted(card.segments, key=lambda other: other.id == segment.id)
    ]
    for trace in traces[:-1]:
        grey = {"color": NEUTRAL[theme], "opacity": 0.35, "line_color": NEUTRAL[theme]}
        trace.update(marker=grey)
    chart = _without_axes(figure(*traces, _ring(place, theme), theme=theme, height=height))
    return _say_who(chart, Found("This customer", place), theme)


def _say_who(chart: go.Figure, found: Found, theme: str) -> go.Figure:
    return chart.add_annotation(
        x=found.place[0],
        y=_second(found.place),
        text=found.said,
        yshift=24,
        showarrow=False,
        bgcolor=PAGE[theme],
        font={"color": STRONG[theme], "size": 14},
    )


def _with_axes(chart: go.Figure, axes: Sequence[AxisShown]) -> go.Figure:
    for update, axis in zip((chart.update_xaxes, chart.update_yaxes), axes):
        update(title_text=f"{axis.title} →", zeroline=False, tickfont_size=12)
        if axis.ticks is not None:
            update(tickvals=axis.ticks, ticktext=axis.written)
    return chart.update_yaxes(automargin=True)


def _without_axes(chart: go.Figure) -> go.Figure:
    # A place on the map has a direction and no unit: numbers and lines would mislead.
    plain = {"zeroline": False, "showticklabels": False, "showgrid": False, "title_font_size": 13}
    return chart.update_xaxes(**plain).update_yaxes(**plain)


def scatter_3d(points: pd.DataFrame, card: Card, *, theme: str) -> go.Figure:
    """Customers by the three axes of the map.

    Args:
        points: as for `scatter`, with `axis_3`.
    """
    traces = [_cloud_3d(points, segment, card, theme) for segment in card.segments]
    chart = figure(*traces, theme=theme, height=620)
    # A quality a line: titles in one line leave a phone's screen.
    titles = [f"{axis.high} →".replace(", ", ",<br>") for axis in card.projection.axes]
    chart.update_layout(
        dragmode="orbit",
        margin_t=BUTTONS,
        # From further away than usual, so that corners and titles are on a phone as well.
        scene_camera_eye={"x": 1.7, "y": 1.7, "z": 1.2},
        scene={
            name: {"title": {"text": title, "font": {"size": 12}}, "showticklabels": False}
            for name, title in zip(("xaxis", "yaxis", "zaxis"), titles)
        },
    )
    return chart


def _cloud(
    points: pd.DataFrame,
    segment: Segment,
    card: Card,
    theme: str,
    sizes: pd.Series | None = None,
) -> go.Scattergl:
    own, many = points[points.segment == segment.id], len(points) > MANY
    size, opacity = (5, 0.6) if many else (8, 0.85)
    marker = segment_style(segment.id, theme).marker
    if sizes is not None:
        size = SMALLEST + (LARGEST - SMALLEST) * sizes[own.index]
        # Plotly's own line around marks of several sizes is white, whatever the page is.
        marker["line"] = marker["line"] or {"width": 0.5, "color": PAGE[theme]}
    return go.Scattergl(
        x=own.axis_1,
        y=own.axis_2 if "axis_2" in own else [0.0] * len(own),
        mode="markers",
        name=segment.name,
        marker={**marker, "size": size, "opacity": opacity},
        **_told(own, card),
    )


def _cloud_3d(points: pd.DataFrame, segment: Segment, card: Card, theme: str) -> go.Scatter3d:
    own, style = points[points.segment == segment.id], segment_style(segment.id, theme)
    return go.Scatter3d(
        x=own.axis_1,
        y=own.axis_2,
        z=own.axis_3,
        mode="text",
        name=segment.name,
        text=[style.letter] * len(own),
        textfont={"size": 11, "color": style.colour, "weight": 900},
        **_told(own, card),
    )


def _told(own: pd.DataFrame, card: Card) -> dict:
    """What is told of a point under the pointer: the customer, the segment, every value.

    The browser puts it together, so that nothing is written for points nobody looks at.
    """
    columns = [_for_the_browser(own[name]) for name in card.feature_names]
    lines = [
        f"{with_unit(feature.label, feature.unit)}: %{{customdata[{at}]{form}}}"
        for at, (feature, (_, form)) in enumerate(zip(card.features, columns), start=2)
    ]
    told = [own.index.to_numpy(dtype=object), own.customer.to_numpy(dtype=object)]
    return {
        "customdata": np.column_stack([*told, *(values for values, _ in columns)]),
        "hovertemplate": "<br>".join(["Customer %{customdata[1]}", "%{fullData.name}", *lines])
        + "<extra></extra>",
    }


def _for_the_browser(values: pd.Series) -> tuple[np.ndarray, str]:
    """The values, and how the browser is to write them."""
    if values.notna().all():
        return values.to_numpy(dtype=object), f":,.{MOST_DIGITS}~r"
    # It would write a missing value as 0.
    written = [NOT_KNOWN if isnan(value) else number(value, MOST_DIGITS) for value in values]
    return np.array(written, dtype=object), ""


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
