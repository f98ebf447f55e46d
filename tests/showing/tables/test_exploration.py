"""Tables, words and charts of the customers' values, from seven customers plain to see."""

import numpy as np
import pytest

from segmentation.recipes.mall import MALL
from segmentation.recipes.recipe import Settings
from segmentation.showing.charts.correlation import correlation_heatmap
from segmentation.showing.charts.distribution import box_statistics, category_segments
from segmentation.showing.charts.histogram import histogram, segment_histograms
from segmentation.showing.charts.style import DIVERGING, NEUTRAL, segment_style
from segmentation.showing.tables.exploration import (
    box_table,
    category_table,
    correlation_table,
    explored_categories,
    gaps_table,
    histogram_table,
    prepared_table,
)
from segmentation.showing.tables.exploration_captions import (
    box_words,
    category_words,
    correlation_words,
    gaps_words,
    histogram_words,
    preparation_words,
    segment_histogram_words,
    skew_words,
)
from segmentation.sources import open_table
from segmentation.training.train import train

ROWS = """\
id,gender,age,income,score
a,F,20,30,80
b,F,21,31,80
c,M,21,30.5,80
d,F,23,30,86
e,M,60,40,20
f,,64,8000,24
"""

each_theme = pytest.mark.parametrize("theme", ["light", "dark"])


@pytest.fixture(scope="module")
def card(tmp_path_factory):
    path = tmp_path_factory.mktemp("exploration") / "six.csv"
    path.write_text(ROWS)
    with open_table(path) as opened:
        return train(opened, MALL, settings=Settings(segments=2, clip=None)).card


@pytest.fixture(scope="module")
def names(card):
    return [segment.name for segment in card.segments]


def changed(card, **exploration):
    """The card with some of its exploration done otherwise."""
    return card.model_copy(update={"exploration": card.exploration.model_copy(update=exploration)})


def test_histogram_table_holds_every_group_and_bin(card, names):
    table = histogram_table(card, "age", MALL)
    assert table.columns.tolist() == [
        "group",
        "segment",
        "start",
        "end",
        "what",
        "beyond",
        "customers",
        "share",
    ]
    assert table.group.unique().tolist() == ["Everybody", *names]
    assert table.segment.unique().tolist() == [-1, 0, 1]
    there = table[table.customers > 0].set_index("group")
    assert there.loc["Everybody", "what"].tolist() == [
        "20 to 21 years",
        "22 to 23 years",
        "60 to 61 years",
        "64 to 65 years",
    ]
    assert there.loc["Everybody", "customers"].tolist() == [3, 1, 1, 1]
    assert there.loc[names[0], "share"].tolist() == [0.75, 0.25]
    assert there.loc[names[1], "share"].tolist() == [0.5, 0.5]
    assert not table.beyond.any()


def test_those_beyond_get_a_bin_apart(card):
    age = card.exploration.features[0]
    histogram = age.histogram.model_copy(update={"above": [1, 2]})
    far = changed(card, features=[age.model_copy(update={"histogram": histogram})])
    table = histogram_table(far, "age", MALL)
    everybody = table[table.segment == -1]
    assert everybody.beyond.tolist() == [False] * (len(everybody) - 1) + [True]
    last, before = everybody.iloc[-1], everybody.iloc[-2]
    assert (last.what, last.customers) == ("above 65 years", 3)
    assert last.start == before.end + 1
    assert everybody.share.sum() == pytest.approx(1)
    assert histogram_words(far, "age", MALL).endswith(
        "The faint bar holds 3 customers above 65 years; the highest is at 64 years."
    )
    assert "Faint bars hold all who lie beyond." in segment_histogram_words(far, "age", MALL)


def test_prepared_table_is_in_the_scaled_space(card):
    table = prepared_table(card, "age")
    assert table.customers.sum() == 6
    ages = np.array([20, 21, 21, 23, 60, 64])
    scaled = (ages - ages.mean()) / ages.std()
    assert table.start.iloc[0] == pytest.approx((19.5 - ages.mean()) / ages.std())
    for row in table.itertuples():
        assert row.customers == ((scaled >= row.start) & (scaled < row.end)).sum()


def test_box_table(card, names):
    table = box_table(card, "income")
    assert table.group.tolist() == ["Everybody", *names]
    first = table.iloc[1]
    assert first[["min", "q1", "median", "q3", "max"]].tolist() == [30, 30, 30.25, 30.625, 31]
    assert table.iloc[0][["outliers_low", "outliers_high", "whisker_high"]].tolist() == [0, 1, 40]


def test_segment_without_a_value_has_no_row(card, names):
    found = card.exploration.features[0]
    lost = found.model_copy(update={"segments": [found.segments[0], None]})
    assert box_table(changed(card, features=[lost]), "age").group.tolist() == [
        "Everybody",
        names[0],
    ]


def test_correlation_table_has_labels(card):
    table = correlation_table(card, "pearson")
    labels = ["Age", "Annual income", "Spending score"]
    assert table.index.tolist() == table.columns.tolist() == labels
    ages, scores = [20, 21, 21, 23, 60, 64], [80, 80, 80, 86, 20, 24]
    assert table.loc["Age", "Spending score"] == pytest.approx(np.corrcoef(ages, scores)[0, 1])


def test_category_table_counts_customers_of_each_segment(card):
    table = category_table(card, "gender")
    assert table.to_numpy().tolist() == [
        ["F", 0, 3, 1.0],
        ["F", 1, 0, 0.0],
        ["M", 0, 1, 0.5],
        ["M", 1, 1, 0.5],
        ["Not known", 0, 0, 0.0],
        ["Not known", 1, 1, 1.0],
    ]


def test_rare_values_come_last_together(card):
    gender = card.exploration.categories[0].model_copy(
        update={"other_values": 1_234, "others": [5, 6], "missing": [0, 0]}
    )
    table = category_table(changed(card, categories=[gender]), "gender")
    assert table.value.unique().tolist() == ["F", "M", "1,234 others"]
    assert table.customers.tolist()[-2:] == [5, 6]


def test_category_of_which_nothing_is_known_is_left_out(card):
    assert explored_categories(card) == ["gender"]
    empty = card.exploration.categories[0].model_copy(update={"values": [], "counts": [[], []]})
    assert explored_categories(changed(card, categories=[empty])) == []


def test_gaps_table(card):
    table = gaps_table(card)
    assert table.columns.tolist() == [
        "Feature",
        "Missing",
        "Lowest",
        "Highest",
        "Unusually low",
        "Not unusual from",
        "Not unusual to",
        "Unusually high",
    ]
    assert table.iloc[1].tolist() == ["Annual income (thousand $)", 0, 30, 8000, 0, 30, 40, 1]


def test_histogram_in_words(card):
    assert histogram_words(card, "age", MALL) == (
        "The taller the bar, the more customers. Half of them lie between 21 and 50.8 years, "
        "the middle one at 22 years."
    )


def test_a_histogram_of_one_value_for_most_in_words(card):
    found = card.exploration.features[0]
    box = found.everybody.model_copy(update={"q1": 0.0, "median": 0.0, "q3": 0.0})
    flat = changed(card, features=[found.model_copy(update={"everybody": box})])
    assert histogram_words(flat, "age", MALL) == (
        "The taller the bar, the more customers. Half of them and more have 0 years."
    )


def test_histograms_of_the_segments_in_words(card, names):
    assert segment_histogram_words(card, "age", MALL) == (
        "Each row is a segment, in a height of its own; the grey outline is everybody. "
        f"Highest: {names[1]}, with the middle customer at 62 years. Lowest: {names[0]}, at "
        "21 years."
    )


def test_boxes_in_words(card, names):
    assert box_words(card, "age").endswith(
        f"The boxes of {names[1]} and {names[0]} do not overlap."
    )
    found = card.exploration.features[0]
    alike = found.model_copy(update={"segments": [found.everybody, found.everybody]})
    assert box_words(changed(card, features=[alike]), "age").endswith(
        "All boxes overlap: by this feature alone segments are hard to tell apart."
    )
    assert segment_histogram_words(changed(card, features=[alike]), "age", MALL).endswith(
        "The middle customer is the same in all: 22 years."
    )


def test_preparation_in_words(card):
    income = card.features[1]
    assert preparation_words(income) == [
        "Not clipped, as asked for.",
        "Logged: its skew is 2.45, above 2, and the log brings it to 2.44.",
        "Then scaled to mean 0 and standard deviation 1.",
    ]
    filled = preparation_words(income.model_copy(update={"missing": 1}))
    assert filled[2] == "1 customer had no value and got the median."


def test_skew_in_words(card):
    assert skew_words(card.features[1]).startswith("Skew: 2.45 as it came, 2.44 logged. It is 0 ")
    assert skew_words(card.features[0]).startswith("Skew: 0.97 as it came. ")


@pytest.mark.parametrize(
    ("value", "ending"),
    [
        (-0.2, "Even the strongest is weak: Age and Annual income, -0.20."),
        (0.5, "Strongest: Age and Annual income, 0.50."),
        (
            -0.95,
            "Strongest: Age and Annual income, -0.95. They say much the same, and so weigh nearly "
            "double.",
        ),
        (None, "No pair of features can be compared here."),
    ],
)
def test_correlation_in_words(card, value, ending):
    matrix = [[1, value, None], [value, 1, None], [None, None, 1]]
    words = correlation_words(changed(card, pearson=matrix), "pearson")
    assert words.endswith(f"0 (no colour): no such relation. {ending}")


def test_category_in_words(card):
    assert category_words(card, "gender").endswith("Most frequent: F, 3 of 6 customers.")


def test_gaps_in_words(card):
    assert gaps_words(card) == (
        "No value is missing. Unusual is what lies more than 1.5 widths of the middle half away "
        "from it, which a long tail alone brings about; nobody is left out for it. The only "
        "one is in Annual income (thousand $): 1 customer."
    )
    assert gaps_words(changed(card, incomplete=1)).startswith(
        "1 customer of 6 lacks at least one value. "
    )


@each_theme
def test_histogram_draws_a_bar_a_bin(card, theme):
    bins = histogram_table(card, "age", MALL).query("segment == -1")
    bins = bins.assign(beyond=[False] * (len(bins) - 1) + [True])
    [bars] = histogram(bins, "Age (years)", theme=theme).data
    assert list(bars.y) == bins.customers.tolist()
    assert (np.array(bars.x) - np.array(bars.width) / 2).tolist() == bins.start.tolist()
    assert bars.marker.color == NEUTRAL[theme]
    assert bars.marker.opacity[-1] < bars.marker.opacity[0] == 1


def test_segments_stand_before_everybodys_outline(card):
    table = histogram_table(card, "age", MALL)
    chart = segment_histograms(table, card, "Age (years)", theme="light")
    for segment, bars, outline in zip(card.segments, chart.data[::2], chart.data[1::2]):
        assert bars.name == segment.name
        assert list(bars.y) == table[table.segment == segment.id].share.tolist()
        assert bars.marker.color == segment_style(segment.id, "light").colour
        assert bars.yaxis == outline.yaxis
        steps = dict(zip(outline.x[::-1], outline.y[::-1]))
        everybody = table[table.segment == -1]
        assert [steps[start] for start in everybody.start[1:]] == everybody.share[:-1].tolist()
    assert [note.text for note in chart.layout.annotations] == [s.name for s in card.segments]
    assert chart.layout.yaxis.domain[0] >= chart.layout.yaxis2.domain[1]


def test_outline_goes_down_where_bars_stand_apart(card):
    table = histogram_table(card, "age", MALL)
    apart = table.start == table.start.max()
    table = table.assign(
        start=table.start + apart, end=table.end + apart, beyond=table.beyond | apart
    )
    outline = segment_histograms(table, card, "", theme="light").data[1]
    assert list(outline.y[-5:-2]) == pytest.approx([0, 1 / 6, 1 / 6])
    assert list(outline.y[-2:]) == [0, None]


def test_boxes_are_drawn_from_their_statistics(card):
    chart = box_statistics(box_table(card, "income"), card, card.features[1], theme="light")
    for segment, drawn, box in zip(
        card.segments, chart.data, card.exploration.features[1].segments
    ):
        assert drawn.name == segment.name
        assert (drawn.q1[0], drawn.median[0], drawn.q3[0]) == (box.q1, box.median, box.q3)
        assert (drawn.lowerfence[0], drawn.upperfence[0]) == (box.whisker_low, box.whisker_high)
    assert chart.layout.shapes[0].x0 == card.everybody.median["income"]


@each_theme
def test_correlations_are_coloured_from_minus_one_to_one(card, theme):
    table = correlation_table(card, "spearman")
    table.iloc[0, 1], table.iloc[0, 2] = np.nan, -0.001
    [cells] = correlation_heatmap(table, theme=theme).data
    assert (cells.zmin, cells.zmax) == (-1, 1)
    assert [colour for _, colour in cells.colorscale] == [c for _, c in DIVERGING[theme]]
    np.testing.assert_array_equal(np.array(cells.z, dtype=float), table)
    assert cells.text[0][0] == "1.00"
    assert (cells.text[0][1], cells.text[0][2]) == ("–", "0.00")


def test_category_bars_are_split_into_segments(card):
    table = category_table(card, "gender")
    chart = category_segments(table, card, theme="light")
    for segment, bars in zip(card.segments, chart.data):
        own = table[table.segment == segment.id]
        assert dict(zip(bars.y, bars.x)) == dict(zip(own.value, own.customers))
        assert bars.marker.color == segment_style(segment.id, "light").colour
    totals = {note.y: note.text for note in chart.layout.annotations}
    assert totals == {"F": "3", "M": "2", "Not known": "1"}
    assert chart.layout.barmode == "stack"
