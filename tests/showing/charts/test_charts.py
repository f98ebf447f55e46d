"""Charts show the numbers they are given, in colours and marks that can be told apart."""

from itertools import combinations

import numpy as np
import pytest

from segmentation.models import store
from segmentation.recipes.mall import MALL
from segmentation.showing.charts.distribution import boxes, category_bars
from segmentation.showing.charts.scatter import scatter, scatter_3d, scatter_of_one
from segmentation.showing.charts.standing import standing_bars, standing_heatmap
from segmentation.showing.charts.style import (
    DARK,
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
from segmentation.showing.tables.segments import all_standings, category_shares, standing
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


def test_standing_bars(card):
    table = standing(card, card.segments[1], MALL)
    [bars] = standing_bars(table, 1, theme="light").data
    assert list(bars.x) == table.effect.tolist()
    assert list(bars.y) == [f"{row.label}<br>{row.value}" for row in table.itertuples()]
    assert bars.customdata.tolist() == table[["label", "value", "everybody"]].to_numpy().tolist()
    assert bars.marker.color == segment_style(1, "light").colour


def test_standing_bars_have_everybody_in_the_middle(card):
    table = standing(card, card.segments[1], MALL)
    axis = standing_bars(table, 1, theme="light").layout.xaxis
    low, high = axis.range
    assert low == -high
    assert high > table.effect.abs().max()
    assert list(axis.ticktext) == ["lower", "everybody", "higher"]


@each_theme
def test_heat_map_has_every_segment_on_every_feature(card, theme):
    [cells] = standing_heatmap(all_standings(card, MALL), card, theme=theme).data
    assert unwrapped(cells.x) == [segment.name for segment in card.segments]
    assert list(cells.y) == ["Age", "Annual income", "Spending score"]
    effects = [[s.centre[name] for s in card.segments] for name in card.feature_names]
    np.testing.assert_array_equal(cells.z, effects)
    assert cells.zmax == -cells.zmin == np.abs(effects).max()
    assert cells.text[0][0] == f"{card.segments[0].mean['age']:.3g} years"


def unwrapped(labels):
    return [label.replace("<br>", " ") for label in labels]


def test_heatmap_columns_are_in_the_order_of_the_segments_whatever_their_ids(card):
    ids = [7, 2, 9, 0, 5, 1]
    segments = [s.model_copy(update={"id": key}) for s, key in zip(card.segments, ids)]
    turned = card.model_copy(update={"segments": segments})
    charts = [
        standing_heatmap(all_standings(c, MALL), c, theme="light").data[0] for c in (card, turned)
    ]
    assert charts[0].x == charts[1].x
    np.testing.assert_array_equal(charts[0].z, charts[1].z)


def test_boxes_show_the_customers_of_each_segment(points, card):
    feature = card.features[1]
    chart = boxes(points, card, feature, theme="light")
    for segment, box in zip(card.segments, chart.data):
        assert box.name == segment.name
        assert list(box.x) == points.income[points.segment == segment.id].tolist()
    [line] = chart.layout.shapes
    assert line.x0 == line.x1 == card.everybody.median["income"]
    assert chart.layout.xaxis.title.text == "Annual income (thousand $)"


def test_category_bars_show_segment_beside_everybody(card):
    name = card.segments[0].name
    chart = category_bars(category_shares(card, "gender"), name, 0, theme="light")
    everybody, segment = chart.data
    assert (everybody.name, segment.name) == ("Everybody", name)
    assert dict(zip(everybody.y, everybody.x)) == card.everybody.categories["gender"]
    assert dict(zip(segment.y, segment.x)) == card.segments[0].categories["gender"]
    assert segment.marker.color == segment_style(0, "light").colour
