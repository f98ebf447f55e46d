"""Tables for charts and pages, from a model of six customers whose numbers are plain to see."""

from dataclasses import replace

import pandas as pd
import pytest

from segmentation.answering.similar import Similar
from segmentation.card.data import OrdersRead
from segmentation.card.evidence import Look
from segmentation.card.projection import Axis
from segmentation.recipes.mall import MALL
from segmentation.recipes.recipe import Settings
from segmentation.showing.tables.about import (
    check_first,
    cleaning_table,
    feature_table,
    preparation_sentences,
)
from segmentation.showing.tables.customers import (
    axis_words,
    beside,
    customer_table,
    map_points,
    segments_in_words,
)
from segmentation.showing.tables.evidence import (
    choice_table,
    measured,
    numbers_to_look_at,
    segments_of,
    silhouette_curves,
    strip,
    strip_data,
)
from segmentation.showing.tables.segments import (
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


def test_profile_table(card):
    table = profile_table(card, MALL)
    assert table.Group.unique().tolist() == ["Everybody", *(s.name for s in card.segments)]
    assert table.Feature.tolist() == ["Age", "Annual income", "Spending score"] * 3
    rows = table.iloc[:, 1:].to_numpy().tolist()
    assert rows[0] == [6, "Age", "years", 36.0, 25.0, 22.5, 51.5]
    assert rows[3] == [4, "Age", "years", 23.0, 23.0, 21.5, 24.5]
    assert rows[7] == [2, "Annual income", "thousand $", 60.25, 60.25, 50.125, 70.375]


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
        "Feature": "Age (years)",
        "Lowest": 20.0,
        "Highest": 64.0,
        "From": None,
        "To": None,
        "Drawn in": 0,
        "Logged": "no",
        "Skew": pytest.approx(0.9429, abs=1e-4),
        "Skew after": pytest.approx(0.9429, abs=1e-4),
        "Filled": 0,
    }


def test_feature_table_says_what_was_clipped_and_logged(card):
    reason = "Clipped at the 0.5 and 99.5 percentiles: 1,200 customers below and {} above were "
    for above, drawn_in in (("none", 1_200), ("36", 1_236)):
        changed = card.features[0].model_copy(
            update={
                "clip": (21.4567, 0.012345),
                "clip_reason": reason.format(above) + "drawn in.",
                "log": True,
                "missing": 4,
            }
        )
        table = feature_table(card.model_copy(update={"features": [changed]}))
        told = table[["From", "To", "Drawn in", "Logged", "Filled"]]
        assert told.to_numpy().tolist() == [[21.46, 0.0123, drawn_in, "yes", 4]]


def with_reasons(card, *reasons):
    """The card with a clip reason and a log reason for each feature."""
    features = [
        used.model_copy(update={"clip_reason": clip, "log_reason": log})
        for used, (clip, log) in zip(card.features, reasons, strict=True)
    ]
    return card.model_copy(update={"features": features})


def test_each_reason_for_the_preparation_is_told_once(card):
    clipped = (
        "Clipped at the 0.5 and 99.5 percentiles: no customers below and {} above were drawn in."
    )
    logged = "Logged: its skew after clipping is {}, above 2, and the log brings it to {}."
    told = preparation_sentences(
        with_reasons(
            card,
            (clipped.format(6), logged.format(2.68, 0.99)),
            (clipped.format(1), "Not logged: its skew after clipping is 1.07, at most 2."),
            (clipped.format("none"), logged.format("5.19", "-0.07")),
        )
    )
    assert told == [
        "Clipped at the 0.5 and 99.5 percentiles: all features.",
        "Logged, since the skew after clipping is above 2, which the log lowers: Age and Spending "
        "score.",
        "Not logged, since the skew after clipping is at most 2: Annual income.",
    ]


def test_reasons_that_are_of_one_feature_are_told_as_they_are(card):
    told = preparation_sentences(
        with_reasons(
            card,
            ("Not clipped: it has no more than two values.", "Logged as asked for."),
            (
                "Not clipped, as asked for.",
                "Not logged: its skew is 2.50, above 2, but its values go below 0.",
            ),
            (
                "Not clipped, as asked for.",
                "Not logged: its skew is 2.50, above 2, but the log would bring it to -3.10.",
            ),
        )
    )
    assert told == [
        "Not clipped: it has no more than two values: Age.",
        "Logged as asked for: Age.",
        "Not clipped, as asked for: Annual income and Spending score.",
        "Not logged, since the skew is above 2, but its values go below 0: Annual income.",
        "Not logged, since the skew is above 2, but the log would not lower it: Spending score.",
    ]


def test_an_older_model_has_no_reasons(card):
    old = {"clip_reason": "", "log_reason": "", "skew": None}
    features = [feature.model_copy(update=old) for feature in card.features]
    older = card.model_copy(update={"features": features})
    assert preparation_sentences(older) == []
    assert feature_table(older)["Skew"].tolist() == [None] * 3
    assert feature_table(older)["Drawn in"].isna().all()


def as_told(card, recipe=MALL):
    return dict(check_first(card, recipe).itertuples(index=False))


def test_check_first_has_file_rows_and_customers(card):
    assert as_told(card) == {
        "File": "six.csv",
        "Rows": "7; 1 taken out (14%), 6 used",
        "Customers": "6",
    }
    whole = card.model_copy(update={"rows_used": 7, "today": "2024-06-30"})
    assert as_told(whole)["Rows"] == "7; none taken out"
    assert as_told(whole)["Dates"] == "the newest is 30 Jun 2024, which counts as today"


def test_check_first_has_what_orders_come_to(card):
    read = OrdersRead(
        row="order line",
        customers=6,
        orders=1_721,
        amount=55_740.48,
        largest=412.0,
        currency="EUR",
        first="2023-07-02",
        last="2025-06-30",
        left_out=4,
    )
    assert as_told(card.model_copy(update={"orders": read})) == {
        "File": "six.csv",
        "Rows": "7, each an order line; 1 taken out (14%), 6 used",
        "Customers": "6; 4 more have no order that counts",
        "Orders": "1,721",
        "Dates": "2 Jul 2023 to 30 Jun 2025",
        "Money": "€55,740.48 in all; the largest order €412.00",
    }
    visits = read.model_copy(update={"amount": None, "largest": None})
    assert "Money" not in as_told(card.model_copy(update={"orders": visits}))


def test_check_first_adds_up_what_customers_bring_in(card):
    spends = replace(MALL.feature("income"), turnover=True)
    recipe = replace(MALL, features=(*MALL.features[:1], spends, *MALL.features[2:]))
    # 30, 30, 30, 30, 40 and 80.5 thousand.
    assert as_told(card, recipe)["Money"] == "$240.5k in all (annual income)"
    missing = [used.model_copy(update={"missing": 1}) for used in card.features]
    assert "Money" not in as_told(card.model_copy(update={"features": missing}), recipe)


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


def test_strip_says_of_each_number_whether_it_is_firm(card):
    full = [
        row.model_copy(update={"gap": 0.1, "stability": value, "stability_error": 0.01})
        for row, value in zip(card.choice.table, (0.9, 0.795, 0.66, 0.5))
    ]
    choice = card.choice.model_copy(update={"table": full, "evidence": 3})
    told = strip(card.model_copy(update={"choice": choice}))
    assert told.k.tolist() == [2, 3, 4, 5]
    assert told.figure.tolist() == [0.9, 0.795, 0.66, 0.5]
    # Within its error of .8 is firm as well.
    assert told.told.tolist() == ["firm", "firm", "weak", "weak"]
    assert told.in_use.tolist() == [True, False, False, False]
    assert told.supported.tolist() == [False, True, False, False]
    assert strip_data(told).iloc[1].to_dict() == {
        "Segments": 3,
        "Stability": 0.795,
        "Firm or weak": "firm",
        "In use": "no",
        "What the data supports": "yes",
    }


def test_strip_without_evidence_has_silhouettes_and_judges_nothing(card):
    told = strip(card)
    assert told.figure.tolist() == [row.silhouette for row in card.choice.table]
    assert set(told.told) == {""}
    assert not told.supported.any()
    assert "Silhouette" in strip_data(told)


def test_segments_of_the_number_in_use_are_the_models_own(card):
    table = segments_of(card, 2, MALL)
    assert table.segment.tolist() == [segment.id for segment in card.segments]
    assert table["name"].tolist() == [segment.name for segment in card.segments]
    assert table["size"].tolist() == [4, 2]
    assert not table.is_about.any()


def test_segments_of_another_number_have_no_id(card):
    looks = {3: [Look(name="Savers", size=2, share=0.5, sentence="They save.")]}
    choice = card.choice.model_copy(update={"looks": looks})
    other = card.model_copy(update={"choice": choice})
    assert numbers_to_look_at(other) == [2, 3]
    columns = ["segment", "name", "size", "share", "sentence", "is_about"]
    told = segments_of(other, 3, MALL)
    assert told.columns.tolist() == columns
    assert told.iloc[0].tolist() == [None, "Savers", 3, 0.5, "They save.", False]
    # Tried on some of them only, the numbers of customers are about so many.
    many = other.model_copy(update={"customers": 1_000})
    assert segments_of(many, 3, MALL).iloc[0].tolist()[2:] == [500, 0.5, "They save.", True]
