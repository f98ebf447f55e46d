"""Tables, words and charts of the customers' values, from seven customers plain to see."""

from dataclasses import replace

import numpy as np
import pytest

from segmentation.recipes.mall import MALL
from segmentation.recipes.recipe import Settings
from segmentation.recipes.units import YEARS
from segmentation.showing.charts.histogram import histogram, segment_histograms
from segmentation.showing.charts.style import NEUTRAL, segment_style
from segmentation.showing.tables.exploration import (
    box_table,
    correlation_triangle,
    correlations,
    correlations_for_download,
    explored,
    gaps_table,
    histogram_table,
    is_on_a_log_axis,
    prepared_table,
    shown_histogram,
)
from segmentation.showing.tables.exploration_captions import (
    doubled_words,
    gaps_words,
    histogram_words,
    pairs_in_words,
    preparation_words,
    segment_histogram_words,
    skew_words,
    taken_out_words,
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
def model(tmp_path_factory):
    path = tmp_path_factory.mktemp("exploration") / "six.csv"
    path.write_text(ROWS)
    with open_table(path) as opened:
        return train(opened, MALL, settings=Settings(segments=2, clip=None))


@pytest.fixture(scope="module")
def card(model):
    return model.card


@pytest.fixture(scope="module")
def customers(model):
    return model.customers


@pytest.fixture(scope="module")
def names(card):
    return [segment.name for segment in card.segments]


def changed(card, **exploration):
    """The card with some of its exploration done otherwise."""
    return card.model_copy(update={"exploration": card.exploration.model_copy(update=exploration)})


def ages(card):
    return histogram_table(card, explored(card, "age").histogram, YEARS)


def test_histogram_table_holds_every_group_and_bin(card, names):
    table = ages(card)
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
    table = ages(far)
    everybody = table[table.segment == -1]
    assert everybody.beyond.tolist() == [False] * (len(everybody) - 1) + [True]
    last, before = everybody.iloc[-1], everybody.iloc[-2]
    assert (last.what, last.customers) == ("above 65 years", 3)
    assert last.start == before.end + 1
    assert everybody.share.sum() == pytest.approx(1)
    assert histogram_words(far, "age", MALL).endswith(
        "The faint bar holds 3 customers above 65 years; the highest is at 64 years."
    )
    told = segment_histogram_words(far, far.features[0], table, MALL)
    assert "Faint bars hold all who lie beyond." in told


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
    told = segment_histogram_words(card, card.features[0], ages(card), MALL)
    assert told == (
        "Bars are shares of the row's own customers, the grey outline is everybody. Heights can "
        f"be compared within a row only. Highest: {names[1]}, with the middle customer at 62 "
        f"years. Lowest: {names[0]}, at 21 years."
    )
    found = card.exploration.features[0]
    alike = changed(
        card, features=[found.model_copy(update={"segments": [found.everybody, found.everybody]})]
    )
    told = segment_histogram_words(alike, card.features[0], ages(alike), MALL)
    assert told.endswith("The middle customer is the same in all: 22 years.")


def test_what_is_logged_has_bins_that_are_even_on_a_log_axis(card, customers):
    income = card.features[1]
    assert is_on_a_log_axis(income) and not is_on_a_log_axis(card.features[0])
    assert not is_on_a_log_axis(income.model_copy(update={"max": 9.0}))
    found = shown_histogram(card, customers, income)
    assert np.diff(np.log1p(found.edges)) == pytest.approx(np.log(8001 / 31) / 32)
    assert (found.edges[0], found.edges[-1]) == (30, 8000)
    assert np.sum(found.counts, axis=1).tolist() == [4, 2]
    assert found.below == found.above == [0, 0]
    table = histogram_table(card, found, MALL.feature("income").unit)
    assert table.what[0] == "$30k to $35.9k"
    told = segment_histogram_words(card, income, table, MALL)
    assert "Each step of the axis is a multiple of the one before." in told


def test_what_is_whole_and_logged_has_a_whole_number_in_each_bin(card, customers):
    age = card.features[0].model_copy(update={"log": True})
    found = shown_histogram(card, customers, age)
    assert found.whole
    assert (found.edges[0], found.edges[-1]) == (19.5, 64.5)
    assert all(edge % 1 == 0.5 for edge in found.edges)
    assert np.sum(found.counts) == 6


def test_pairs_begin_with_the_strongest(card):
    matrix = [[1, -0.2, 0.5], [-0.2, 1, None], [0.5, None, 1]]
    table = correlations(changed(card, pearson=matrix), "pearson")
    assert table.iloc[:2].to_numpy().tolist() == [
        ["age", "spending_score", 0.5],
        ["age", "income", -0.2],
    ]
    assert np.isnan(table["value"][2])
    named = correlations_for_download(table, card)
    assert named.iloc[0].tolist() == ["Age", "Spending score", 0.5]


def test_correlations_are_those_of_the_values(card):
    ages_, scores = [20, 21, 21, 23, 60, 64], [80, 80, 80, 86, 20, 24]
    table = correlations(card, "pearson").set_index(["one", "other"])
    found = table.loc[("age", "spending_score"), "value"]
    assert found == pytest.approx(np.corrcoef(ages_, scores)[0, 1])


def test_triangle_is_the_half_below_the_diagonal(card):
    matrix = [[1, -0.2, 0.5], [-0.2, 1, None], [0.5, None, 1]]
    rows = correlation_triangle(changed(card, spearman=matrix), "spearman")
    assert [label for label, _ in rows] == ["1 Age", "2 Annual income", "3 Spending score"]
    assert [values for _, values in rows[:2]] == [[None, None], [-0.2, None]]
    assert rows[2][1][0] == 0.5 and np.isnan(rows[2][1][1])


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (-0.2, "Age and annual income go opposite ways, weakly (-0.20)."),
        (0.3, "Age and annual income rise together, moderately (0.30)."),
        (0.5, "Age and annual income rise together, strongly (0.50)."),
        (-0.95, "Age and annual income go opposite ways, very strongly (-0.95)."),
        (-0.001, "Age and annual income rise together, weakly (0.00)."),
    ],
)
def test_pairs_in_words(card, value, told):
    matrix = [[1, value, None], [value, 1, None], [None, None, 1]]
    lonely = changed(card, pearson=matrix)
    assert pairs_in_words(lonely, "pearson", MALL) == [told]
    doubled = "From 0.8 on, two features say much the same, and so weigh nearly double."
    assert doubled_words(lonely, "pearson") == (doubled if abs(value) > 0.8 else "")


def test_no_pair_is_said(card):
    nothing = changed(card, pearson=[[None] * 3] * 3)
    assert pairs_in_words(nothing, "pearson", MALL) == []
    assert doubled_words(nothing, "pearson") == "No two features can be compared here."


def test_a_score_beside_its_feature_is_no_pair(card):
    scored = replace(
        MALL,
        features=tuple(
            replace(f, quintile_of="age") if f.name == "income" else f for f in MALL.features
        ),
    )
    told = pairs_in_words(card, "pearson", scored)
    assert len(told) == 2
    assert not any("Age and annual income" in pair for pair in told)


def test_rows_taken_out_in_words(card):
    one = card.cleaning[0].model_copy(update={"rows": 1})
    none = card.cleaning[0].model_copy(update={"rows": 0})
    told = [taken_out_words(card.model_copy(update={"cleaning": [rule]})) for rule in (none, one)]
    assert told[0] == "Cleaning took out none of the 6 rows."
    assert told[1].startswith("Cleaning took out 1 row of 6 before customers were made of them")


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
    bins = ages(card).query("segment == -1")
    bins = bins.assign(beyond=[False] * (len(bins) - 1) + [True])
    [bars] = histogram(bins, "Age (years)", theme=theme).data
    assert list(bars.y) == bins.customers.tolist()
    assert (np.array(bars.x) - np.array(bars.width) / 2).tolist() == bins.start.tolist()
    assert bars.marker.color == NEUTRAL[theme]
    assert bars.marker.opacity[-1] < bars.marker.opacity[0] == 1


def test_segments_stand_before_everybodys_outline(card):
    table = ages(card)
    chart = segment_histograms(table, "Age (years)", theme="light")
    assert list(chart.data[0].y) == table[table.segment == -1].share.tolist()
    assert chart.data[0].marker.color == NEUTRAL["light"]
    for segment, bars, outline in zip(card.segments, chart.data[1::2], chart.data[2::2]):
        assert bars.name == segment.name
        assert list(bars.y) == table[table.segment == segment.id].share.tolist()
        assert bars.marker.color == segment_style(segment.id, "light").colour
        assert bars.yaxis == outline.yaxis
        steps = dict(zip(outline.x[::-1], outline.y[::-1]))
        everybody = table[table.segment == -1]
        assert [steps[start] for start in everybody.start[1:]] == everybody.share[:-1].tolist()
    names = ["Everybody", *(segment.name for segment in card.segments)]
    peaks = [f"{table.share[table.group == name].max():.0%}" for name in names]
    told = [note.text.replace("<br>", " ") for note in chart.layout.annotations]
    assert told == [f"{name}: tallest bar {peak}" for name, peak in zip(names, peaks)]
    assert chart.layout.yaxis.domain[0] >= chart.layout.yaxis2.domain[1]


def test_outline_goes_down_where_bars_stand_apart(card):
    table = ages(card)
    apart = table.start == table.start.max()
    table = table.assign(
        start=table.start + apart, end=table.end + apart, beyond=table.beyond | apart
    )
    outline = segment_histograms(table, "", theme="light").data[2]
    assert list(outline.y[-5:-2]) == pytest.approx([0, 1 / 6, 1 / 6])
    assert list(outline.y[-2:]) == [0, None]
