"""Tables for charts and pages, from a model of six customers whose numbers are plain to see."""

from dataclasses import replace

import pandas as pd
import pytest

from segmentation.answering.similar import Similar
from segmentation.card.projection import Axis
from segmentation.recipes.mall import MALL
from segmentation.recipes.recipe import Settings
from segmentation.showing.tables.about import cleaning_table, feature_table, preparation_table
from segmentation.showing.tables.customers import (
    axis_words,
    beside,
    customer_table,
    map_points,
    segments_in_words,
)
from segmentation.showing.tables.evidence import choice_table, measured, silhouette_curves
from segmentation.showing.tables.segments import (
    all_standings,
    category_shares,
    facts,
    profile_table,
    standing,
)
from segmentation.sources import open_table
from segmentation.training.train import train

ROWS = """\
id,gender,age,income,score
a,F,20,30,80
b,F,22,30,82
c,M,24,30,84
d,F,26,30,86
e,M,60,40,20
f,,64,80.5,24
g,F,,1,1
"""


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    path = tmp_path_factory.mktemp("views") / "six.csv"
    path.write_text(ROWS)
    with open_table(path) as opened:
        return train(opened, MALL, settings=Settings(segments=2, clip=None), evidence=False)


@pytest.fixture(scope="module")
def card(model):
    return model.card


def by_median(card, name):
    """The card with the median told of a feature."""
    features = [
        used.model_copy(update={"statistic": "median"}) if used.name == name else used
        for used in card.features
    ]
    return card.model_copy(update={"features": features})


def test_the_median_is_told_where_the_card_says_so(card):
    table = standing(by_median(card, "income"), card.segments[1], MALL).set_index("feature")
    assert table.loc["income", ["statistic", "value", "everybody"]].tolist() == [
        "typical",
        "$60.2k",
        "$30k",
    ]


def test_standing_is_by_the_largest_difference(card):
    table = standing(card, card.segments[1], MALL)
    effects = [card.segments[1].centre[name] for name in table.feature]
    assert table.effect.tolist() == effects
    assert effects == sorted(effects, key=abs, reverse=True)
    rows = table.set_index("feature")[["label", "statistic", "value", "everybody"]]
    assert rows.loc["age"].tolist() == ["Age", "average", "62 years", "36 years"]
    assert rows.loc["income"].tolist() == ["Annual income", "average", "$60.2k", "$40.1k"]
    assert rows.loc["spending_score"].tolist() == [
        "Spending score",
        "average",
        "22 of 100",
        "62.7 of 100",
    ]


def test_facts_are_the_strongest_as_text(card):
    table = facts(card, card.segments[1], MALL, most=2)
    assert table.columns.tolist() == ["Feature", "Segment", "Everybody"]
    assert table.to_numpy().tolist() == [
        ["Spending score (average)", "22 of 100", "62.7 of 100"],
        ["Age (average)", "62 years", "36 years"],
    ]


def test_all_standings_hold_every_segment(card):
    table = all_standings(card, MALL)
    assert table.segment.tolist() == [0, 0, 0, 1, 1, 1]
    for segment in card.segments:
        own = table[table.segment == segment.id].drop(columns="segment").reset_index(drop=True)
        pd.testing.assert_frame_equal(own, standing(card, segment, MALL))


def test_profile_table(card):
    table = profile_table(card, MALL)
    assert table.Group.unique().tolist() == ["Everybody", *(s.name for s in card.segments)]
    assert table.Feature.tolist() == ["Age", "Annual income", "Spending score"] * 3
    rows = table.iloc[:, 1:].to_numpy().tolist()
    assert rows[0] == [6, "Age", "years", 36.0, 25.0, 22.5, 51.5]
    assert rows[3] == [4, "Age", "years", 23.0, 23.0, 21.5, 24.5]
    assert rows[7] == [2, "Annual income", "thousand $", 60.25, 60.25, 50.125, 70.375]


def test_category_shares_have_a_row_for_each_value_in_each_group(card):
    table = category_shares(card, "gender")
    first, second = (segment.name for segment in card.segments)
    assert table.to_numpy().tolist() == [
        ["F", 0.6, "Everybody"],
        ["M", 0.4, "Everybody"],
        ["F", 0.75, first],
        ["M", 0.25, first],
        ["F", 0.0, second],
        ["M", 1.0, second],
    ]


def test_customer_beside_those_most_alike_segment_and_everybody(card):
    values = {"age": 61.123, "income": 52.25, "spending_score": 7}
    typical = {"age": (58.5, 60, 63.25), "income": (40, 52.2, 60), "spending_score": None}
    average = {"age": 61, "income": 70, "spending_score": None}
    alike = Similar(7, 5, typical, average, range={})
    table = beside(by_median(card, "income"), card.segments[1], values, MALL, alike)
    assert table.columns.tolist() == [
        "Feature",
        "This customer",
        "The 7 most alike",
        "The segment",
        "Everybody",
    ]
    assert table.to_numpy().tolist() == [
        [
            "Age (average)",
            "61.123 years",
            "61\u00a0years (58.5\u00a0to\u00a063.2)",
            "62 years",
            "36 years",
        ],
        [
            "Annual income (typical)",
            "$52.25k",
            "$52.2k ($40k\u00a0to\u00a0$60k)",
            "$60.2k",
            "$30k",
        ],
        ["Spending score (average)", "7 of 100", "not known", "22 of 100", "62.7 of 100"],
    ]


def test_map_points_are_all_customers_of_a_small_model(model):
    assert map_points(model) is model.customers


def test_map_points_of_a_large_model_are_ten_thousand_and_the_same_every_time(model):
    many = pd.concat([model.customers] * 2_000, ignore_index=True)
    large = replace(model, customers=many)
    points = map_points(large)
    assert len(points) == 10_000
    assert points.index.is_monotonic_increasing and points.index.is_unique
    pd.testing.assert_frame_equal(points, map_points(large))


def test_cleaning_table_has_the_rules_that_took_something_out(card):
    assert [count.rows for count in card.cleaning] == [1, 0, 0, 0]
    assert cleaning_table(card).iloc[:, :2].to_numpy().tolist() == [["no age", "1"]]
    assert cleaning_table(card).Why[0] == (
        "Without age the customer cannot be compared with the others."
    )


def test_feature_table(card):
    first = feature_table(card).iloc[0]
    assert first.to_dict() == {
        "Feature": "Age",
        "Unit": "years",
        "Lowest seen": 20.0,
        "Highest seen": 64.0,
        "Drawn in below": None,
        "Drawn in above": None,
        "Logged": "no",
        "Skew before": pytest.approx(0.9429, abs=1e-4),
        "Skew after": pytest.approx(0.9429, abs=1e-4),
        "Filled with the median": 0,
    }


def test_feature_table_says_what_was_clipped_and_logged(card):
    changed = card.features[0].model_copy(update={"clip": (21.0, 63.0), "log": True, "missing": 4})
    table = feature_table(card.model_copy(update={"features": [changed]}))
    told = table[["Drawn in below", "Drawn in above", "Logged", "Filled with the median"]]
    assert told.to_numpy().tolist() == [[21.0, 63.0, "yes", 4]]


def test_preparation_table_says_why(card):
    table = preparation_table(card)
    assert table.columns.tolist() == ["Feature", "Clipping", "Log"]
    assert table.iloc[0].tolist() == [
        "Age",
        "Not clipped, as asked for.",
        "Not logged: its skew is 0.94, at most 2.",
    ]


def test_preparation_table_of_an_older_model_is_empty(card):
    old = {"clip_reason": "", "log_reason": "", "skew": None}
    features = [feature.model_copy(update=old) for feature in card.features]
    older = card.model_copy(update={"features": features})
    assert preparation_table(older).empty
    assert feature_table(older)["Skew before"].tolist() == [None] * 3


def test_choice_table(card):
    table = choice_table(card)
    assert table.Segments.tolist() == [2, 3, 4, 5]
    assert table.Silhouette.tolist() == [row.silhouette for row in card.choice.table]
    assert table.Inertia.tolist() == [row.inertia for row in card.choice.table]
    assert table["Smallest segment"][0] == pytest.approx(2 / 6)
    assert "Stability" not in table


def test_measured_with_and_without_an_error(card):
    row = card.choice.table[0].model_copy(update={"stability": 0.9, "stability_error": 0.01})
    choice = card.choice.model_copy(update={"table": [row]})
    assert measured(choice, "stability").to_numpy().tolist() == [[2, 0.9, 0.01]]
    assert measured(choice, "inertia").to_numpy().tolist() == [[2, row.inertia, 0]]


def test_silhouette_curves_are_the_cards(card):
    curves = silhouette_curves(card)
    second = card.segments[1]
    own = curves[curves.segment == second.id]
    assert own.silhouette.tolist() == card.metrics.silhouettes[1]
    assert own.percent.tolist() == list(range(101))
    assert set(own.name) == {second.name}


def test_segments_in_words_begin_with_the_most_customers(model, card):
    counts = model.customers.segment.value_counts()
    names = {segment.id: segment.name for segment in card.segments}
    told = segments_in_words(model.customers, card)
    assert told == " and ".join(f"{count} {names[key]}" for key, count in counts.items())
    one = model.customers.iloc[[5]]
    assert segments_in_words(one, card) == f"1 {names[one.segment.iloc[0]]}"


def test_axis_words():
    axes = [
        Axis(variance=0.5, loadings={}, low="younger", high="older"),
        Axis(variance=0.254, loadings={}, low="poorer", high="richer"),
    ]
    assert axis_words(axes) == (
        "Right: older. Up: richer. The map shows 75% of all the differences between customers."
    )
    assert axis_words(axes[:1]).startswith("Right: older. The map shows 50% of")


def test_customer_table_has_names_and_readable_headers(model, card):
    table = customer_table(model.customers, card)
    assert table.columns.tolist() == [
        "Customer",
        "Segment",
        "Age (years)",
        "Annual income (thousand $)",
        "Spending score (of 100)",
    ]
    assert table.iloc[5].tolist() == ["f", card.segments[1].name, 64.0, 80.5, 24.0]
