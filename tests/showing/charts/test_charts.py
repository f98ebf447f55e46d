"""Charts show the numbers they are given, in colours and marks that can be told apart."""

from itertools import combinations

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from segmentation.models import store
from segmentation.recipes.mall import MALL
from segmentation.showing.charts.boxes import boxes
from segmentation.showing.charts.dumbbells import dumbbells, everybody_side, segment_side
from segmentation.showing.charts.heat import tone
from segmentation.showing.charts.log_axis import label_axis
from segmentation.showing.charts.scatter import scatter, scatter_3d, scatter_of_one
from segmentation.showing.charts.style import (
    DARK,
    DIVERGING,
    LETTERS,
    LIGHT,
    MARKS,
    NEUTRAL,
    OUTLINES,
    PAGE,
    STRONG,
    figure,
    segment_style,
)
from segmentation.showing.tables.differences import differences
from segmentation.showing.tables.exploration import boxes_of
from tests.showing.charts.colour_distance import SIGHTS, distance, hue, lightness

THEMES = ("light", "dark")

each_theme = pytest.mark.parametrize("theme", THEMES)


@pytest.fixture(scope="module")
def model(trained):
    return store.load(trained, "mall")


@pytest.fixture(scope="module")
def card(model):
    return model.card


@pytest.fixture(scope="module")
def points(model):
    return model.customers


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def contrast(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("theme", "colour"),
    [
        (theme, colour)
        for theme, colours in (("light", LIGHT), ("dark", DARK))
        for colour in (*colours, NEUTRAL[theme], STRONG[theme])
    ],
)
def test_colours_stand_out_from_the_page(theme, colour):
    assert contrast(colour, PAGE[theme]) >= 3


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize(("colours", "least"), [(LIGHT, 15), (DARK, 18)])
def test_colours_are_told_apart_by_everybody(colours, least, sight):
    apart = [distance(one, other, sight) for one, other in combinations(colours, 2)]
    assert min(apart) >= least


def test_a_segment_has_the_same_hue_in_dark_and_is_lighter():
    for light, dark in zip(LIGHT, DARK, strict=True):
        turned = (hue(dark) - hue(light) + 180) % 360 - 180
        assert abs(turned) <= 6
        assert lightness(dark) > lightness(light) + 5


def test_distances_are_those_of_the_published_model():
    """As colorspacious 1.1.2 has them."""
    assert distance("#7A85E3", "#E06E33") == pytest.approx(54.178, abs=0.05)
    assert distance("#7A85E3", "#E06E33", "red-blind") == pytest.approx(50.315, abs=0.05)
    assert distance("#99FCBB", "#615302", "green-blind") == pytest.approx(54.438, abs=0.05)


@each_theme
def test_writing_in_charts_is_large_enough_to_read(theme):
    layout = figure(height=100, theme=theme).layout
    sizes = [layout.font.size, layout.legend.font.size, layout.hoverlabel.font.size]
    sizes += [axis.tickfont.size for axis in (layout.xaxis, layout.yaxis)]
    sizes += [axis.title.font.size for axis in (layout.xaxis, layout.yaxis)]
    assert min(sizes) >= 12


@each_theme
def test_segments_look_different_up_to_64(theme):
    styles = [segment_style(segment, theme) for segment in range(64)]
    assert len({(style.colour, style.mark) for style in styles}) == 64
    assert len({(style.colour, style.letter) for style in styles}) == 64


def test_first_eight_segments_differ_in_colour_and_in_mark():
    styles = [segment_style(segment, "light") for segment in range(8)]
    for one, other in combinations(styles, 2):
        assert one.colour != other.colour
        assert one.mark != other.mark


def test_mark_does_not_change_with_the_theme():
    assert segment_style(3, "light").mark == segment_style(3, "dark").mark
    assert segment_style(3, "light").colour != segment_style(3, "dark").colour


def test_background_and_font_are_left_to_the_theme():
    layout = figure(height=100, theme="light").layout
    assert (layout.paper_bgcolor, layout.plot_bgcolor, layout.font.family) == (None, None, None)
    assert layout.height == 100


@each_theme
def test_scatter_has_a_trace_for_each_segment(points, card, theme):
    chart = scatter(points, card, theme=theme)
    assert [trace.name for trace in chart.data] == [segment.name for segment in card.segments]
    for segment, trace in zip(card.segments, chart.data):
        own = points[points.segment == segment.id]
        assert list(trace.x) == own.axis_1.tolist()
        assert list(trace.y) == own.axis_2.tolist()
        told = own.reset_index()[["index", "customer", *card.feature_names]]
        assert trace.customdata.tolist() == told.to_numpy(dtype=object).tolist()
        assert trace.text is None
        assert trace.marker.color == segment_style(segment.id, theme).colour
        assert trace.marker.symbol == segment_style(segment.id, theme).mark
        assert trace.selectedpoints is None


def test_selected_customers_stand_out_from_the_start(points, card):
    chosen = points.index[[3, 50, 51, 199]]
    chart = scatter(points, card, theme="light", selected=chosen)
    drawn = [row[0] for t in chart.data for row in t.customdata[t.selectedpoints]]
    assert sorted(drawn) == chosen.tolist()


def test_points_tell_of_values_that_are_missing(points, card):
    some = points.copy().astype({"income": float})
    missing, large = some.index[some.segment == card.segments[0].id][:2]
    some.loc[missing, "income"], some.loc[large, "income"] = np.nan, 1_234_567.5
    cloud, *_ = scatter(some, card, theme="light").data
    told = {row[0]: row[3] for row in cloud.customdata}
    assert (told[missing], told[large]) == ("not known", "1,234,567.5")
    assert "Annual income (thousand $): %{customdata[3]}<" in cloud.hovertemplate


def test_mark_has_the_same_shape_in_charts_and_beside_names():
    assert set(LETTERS) == set(OUTLINES) == set(MARKS)
    assert [LETTERS[mark] for mark in ("circle", "square-open", "x")] == ["●", "□", "×"]


@each_theme
def test_hollow_marks_have_a_line_in_their_colour(theme):
    for segment in range(8):
        style = segment_style(segment, theme)
        hollow = style.mark.endswith("-open")
        assert style.marker["line"] == ({"width": 2, "color": style.colour} if hollow else None)


def test_scatter_names_the_ends_of_its_axes(points, card):
    layout = scatter(points, card, theme="light").layout
    axes = card.projection.axes
    assert layout.xaxis.title.text == f"{axes[0].high} →"
    assert layout.yaxis.title.text == f"{axes[1].high} →"
    assert layout.xaxis.showticklabels is False


def test_map_of_one_axis_is_a_line(points, card):
    projection = card.projection.model_copy(update={"axes": card.projection.axes[:1]})
    one_axis = card.model_copy(update={"projection": projection})
    chart = scatter(points.drop(columns=["axis_2", "axis_3"]), one_axis, theme="light")
    assert {y for trace in chart.data for y in trace.y} == {0.0}
    assert chart.layout.yaxis.title.text is None


def test_one_customer_is_ringed_among_their_segment(points, card):
    segment = card.segments[2]
    chart = scatter_of_one(points, card, theme="dark", segment=segment, place=[0.5, -0.25, 9.0])
    *others, own, ring = chart.data
    assert own.name == segment.name
    assert own.marker.color == segment_style(2, "dark").colour
    assert {trace.marker.color for trace in others} == {NEUTRAL["dark"]}
    assert len(others) == card.k - 1
    assert (list(ring.x), list(ring.y), ring.marker.symbol) == ([0.5], [-0.25], "circle-open")
    [note] = chart.layout.annotations
    assert (note.x, note.y, note.text) == (0.5, -0.25, "This customer")


def test_scatter_in_three_dimensions(points, card):
    chart = scatter_3d(points, card, theme="light")
    for segment, trace in zip(card.segments, chart.data):
        own = points[points.segment == segment.id]
        assert [list(trace.x), list(trace.y), list(trace.z)] == [
            own[axis].tolist() for axis in ("axis_1", "axis_2", "axis_3")
        ]
        assert trace.mode == "text"
        assert set(trace.text) == {segment_style(segment.id, "light").letter}
    titles = [getattr(chart.layout.scene, f"{axis}axis").title.text for axis in "xyz"]
    assert titles == [f"{',<br>'.join(axis.high.split(', '))} →" for axis in card.projection.axes]


def test_dumbbells_stand_where_the_groups_do(card):
    one, other = card.segments[1], card.segments[3]
    table = differences(card, one, MALL, other)
    sides = segment_side(one.name, 1, "light"), segment_side(other.name, 3, "light")
    chart = dumbbells(table, *sides, theme="light")
    _, others, own = chart.data
    assert [list(own.x), list(others.x)] == [table.own.tolist(), table.other.tolist()]
    assert [list(own.text), list(others.text)] == [
        table.value.tolist(),
        table.reference.tolist(),
    ]
    assert list(own.y) == list(others.y) == list(range(len(table)))
    assert own.marker.color == segment_style(1, "light").colour
    assert own.marker.symbol == segment_style(1, "light").mark
    assert [note.text for note in chart.layout.annotations] == table.label.tolist()
    assert {note.font.size for note in chart.layout.annotations} == {13}


def test_values_of_dumbbells_stand_outside_of_the_gap(card):
    rows = pd.DataFrame(
        {
            "label": ["Age", "Spend"],
            "own": [1.0, -2.0],
            "other": [0.0, 0.0],
            "value": ["60 years", "$2"],
            "reference": ["36 years", "$4"],
        }
    )
    chart = dumbbells(rows, everybody_side("dark"), everybody_side("dark"), theme="dark")
    _, others, own = chart.data
    assert list(own.textposition) == ["middle right", "middle left"]
    assert list(others.textposition) == ["middle left", "middle right"]
    low, high = chart.layout.xaxis.range
    # "60 years" takes a fifth of a phone's width.
    room = (8 * 7.2 + 16) / 340
    assert (-2 - low) / (high - low) == pytest.approx(room)
    assert (high - 1) / (high - low) == pytest.approx(room)


def test_shares_begin_at_nothing():
    rows = pd.DataFrame(
        [("F", 0.5, 0.4, "50%", "40%")], columns=["label", "own", "other", "value", "reference"]
    )
    side = everybody_side("light")
    free = dumbbells(rows, side, side, theme="light").layout.xaxis.range
    of_shares = dumbbells(rows, side, side, theme="light", start=0).layout.xaxis.range
    assert free[0] > 0 > of_shares[0]


@each_theme
def test_tones_go_from_one_end_to_the_other(theme):
    ends = [colour for _, colour in DIVERGING[theme]]
    assert [tone(value, 2.0, theme) for value in (-2, 0, 2)] == ends
    assert tone(9.0, 2.0, theme) == ends[2]
    assert tone(float("nan"), 2.0, theme) == tone(1.0, 0.0, theme) == ends[1]


def test_tone_halfway_is_halfway():
    assert tone(1.0, 2.0, "light") == "#BED2E8"


def test_boxes_are_drawn_from_their_statistics(points, card):
    table = boxes_of(card, points, "income")
    chart = boxes(table, card.features[1], MALL.feature("income").unit, theme="light")
    for segment, drawn in zip(card.segments, chart.data):
        own = points.income[points.segment == segment.id]
        assert drawn.name == segment.name
        quartiles = own.quantile([0.25, 0.5, 0.75]).tolist()
        assert [drawn.q1[0], drawn.median[0], drawn.q3[0]] == pytest.approx(quartiles)
    [line] = chart.layout.shapes
    assert line.x0 == line.x1 == card.everybody.median["income"]
    assert chart.layout.xaxis.title.text == "Annual income (thousand $)"
    told = chart.layout.annotations[0].text
    median = points.income[points.segment == card.segments[0].id].median()
    assert told == f"{card.segments[0].name}: ${median:.3g}k"


def test_boxes_of_what_is_logged_stand_on_a_log_axis(points, card):
    logged = card.features[1].model_copy(update={"log": True})
    table = boxes_of(card, points, "income")
    chart = boxes(table, logged, MALL.feature("income").unit, theme="light")
    assert chart.data[0].median[0] == pytest.approx(np.log1p(table["median"][1]))
    assert chart.layout.shapes[0].x0 == pytest.approx(np.log1p(card.everybody.median["income"]))
    written = [float(text) for text in chart.layout.xaxis.ticktext]
    assert list(chart.layout.xaxis.tickvals) == pytest.approx(np.log1p(written))
    assert table.whisker_low.min() - 1 <= written[0] < written[-1] <= table.whisker_high.max()


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [
        (0, 40, ["0", "1", "2", "5", "10", "20"]),
        (3.75, 30_000, ["10", "100", "1,000", "10,000"]),
        (0, 2e9, ["0", "10", "1,000", "100,000", "10,000,000", "1,000,000,000"]),
    ],
)
def test_log_axis_has_a_few_round_values(low, high, written):
    chart = go.Figure()
    label_axis(chart, low, high)
    assert list(chart.layout.xaxis.ticktext) == written
