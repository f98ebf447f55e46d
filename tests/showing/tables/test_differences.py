"""How segments differ as tables, from six customers plain to see."""

from dataclasses import replace

import pandas as pd
import pytest

from segmentation.recipes.mall import MALL
from segmentation.recipes.recipe import Settings
from segmentation.showing.narrowed import narrowed
from segmentation.showing.sentences import profiles as sentences
from segmentation.showing.tables.differences import (
    all_compared,
    differences,
    differences_for_download,
    figure_table,
    kinds,
    kinds_for_download,
    without_repeats,
)
from segmentation.showing.tables.exploration import box_table, boxes_of, correlations
from segmentation.showing.tables.filtering import (
    Filters,
    filters_in_words,
    left_by,
    ranged_features,
    steps_of,
    wanted_categories,
)
from segmentation.sources import open_table
from segmentation.training.train import train
from tests.showing.tables.test_tables import ROWS

OLDER = "Older customers"


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    path = tmp_path_factory.mktemp("differences") / "six.csv"
    path.write_text(ROWS)
    with open_table(path) as opened:
        return train(opened, MALL, settings=Settings(segments=2, clip=None))


@pytest.fixture(scope="module")
def card(model):
    return model.card


def changed(card, at, **about):
    """The card with something else about one of its segments."""
    segments = list(card.segments)
    segments[at] = segments[at].model_copy(update=about)
    return card.model_copy(update={"segments": segments})


def test_differences_are_the_centres_and_the_figures(card):
    one = card.segments[1]
    table = differences(card, one, MALL).set_index("feature")
    assert table.loc["age", ["label", "statistic", "unit"]].tolist() == ["Age", "average", "years"]
    assert table.loc["age", ["value", "reference"]].tolist() == ["62 years", "36 years"]
    assert table.loc["age", ["figure", "other_figure"]].tolist() == [62, 36]
    assert table.own.to_dict() == {name: one.centre[name] for name in table.index}
    assert (table.other == 0).all()
    assert table.own.abs().is_monotonic_decreasing


def test_differences_from_another_segment_are_from_its_centre(card):
    one, other = card.segments
    table = differences(card, one, MALL, other).set_index("feature")
    assert table.other.to_dict() == {name: other.centre[name] for name in table.index}
    assert table.loc["age", ["value", "reference"]].tolist() == ["23 years", "62 years"]


def test_what_figures_do_not_show_is_no_difference(card):
    one = card.segments[1]
    same = changed(card, 1, mean={**one.mean, "age": card.everybody.mean["age"]})
    assert "age" not in differences(same, same.segments[1], MALL).feature.to_list()
    assert len(differences(same, same.segments[1], MALL)) == 2


def test_a_score_is_left_out_only_where_its_feature_is_there(card):
    scored = replace(
        MALL,
        features=tuple(
            replace(f, quintile_of="age") if f.name == "spending_score" else f
            for f in MALL.features
        ),
    )
    assert [used.name for used in without_repeats(card, scored)] == ["age", "income"]
    without_age = card.model_copy(update={"features": card.features[1:]})
    assert [used.name for used in without_repeats(without_age, scored)] == [
        "income",
        "spending_score",
    ]
    assert sentences.left_out(card, scored).startswith(" Scores from 1 to 5")
    assert sentences.left_out(card, MALL) == ""


def test_all_compared_begins_with_everybody(card):
    table = all_compared(card, MALL)
    age = table[table.feature == "age"]
    assert age.segment.tolist() == [-1, 0, 1]
    assert age.label.unique().tolist() == ["Age (years)"]
    assert age.value.tolist() == ["36", "23", "62"]
    assert age.told.tolist() == ["36 years", "23 years", "62 years"]
    assert age.effect.tolist() == [0, *(segment.centre["age"] for segment in card.segments)]


@pytest.mark.parametrize(
    ("mean", "written"),
    [(51_400, "51.4k"), (9_999, "10,000"), (1_234_567, "1.23m"), (3.2e9, "3.2bn"), (0.5, "0.5")],
)
def test_large_numbers_are_short_in_a_narrow_cell(mean, written, card):
    large = changed(card, 0, mean={**card.segments[0].mean, "age": mean})
    table = all_compared(large, MALL)
    assert table.value[(table.feature == "age") & (table.segment == 0)].item() == written


def test_what_is_not_known_of_a_segment_is_a_dash(card):
    lost = changed(card, 0, mean={**card.segments[0].mean, "age": float("nan")})
    table = all_compared(lost, MALL)
    assert table.value[(table.feature == "age") & (table.segment == 0)].item() == "–"


def test_kinds_begin_with_the_largest_difference(card):
    table = kinds(card, card.segments[1], MALL)
    assert table.iloc[:, :6].to_numpy().tolist() == [
        ["Gender", "F", 0.0, 0.6, "0%", "60%"],
        ["Gender", "M", 1.0, 0.4, "100%", "40%"],
    ]
    # Of so few, that is no more than chance.
    assert not table.differs.any()


def test_kinds_of_many_differ_where_shares_are_apart(card):
    everybody = card.everybody.model_copy(update={"known": {"gender": 900}})
    many = changed(card, 1, known={"gender": 300}).model_copy(update={"everybody": everybody})
    table = kinds(many, many.segments[1], MALL)
    assert table.differs.tolist() == [True, True]
    close = changed(many, 1, categories={"gender": {"F": 0.55, "M": 0.45}})
    table = kinds(close, close.segments[1], MALL)
    assert table.differs.tolist() == [False, False]
    told = sentences.no_kind(table, close.segments[1], None)
    assert told == f"By gender, {close.segments[1].name} are much like everybody."


def test_downloads_hold_every_row_unrounded(card):
    one, other = card.segments
    table = differences_for_download(differences(card, one, MALL, other), one, other)
    assert table.columns.tolist()[3:5] == [one.name, other.name]
    row = table.set_index("Feature").loc["Age"]
    assert row[[one.name, other.name]].tolist() == [23, 62]
    gap = one.centre["age"] - other.centre["age"]
    assert row["Difference (standard deviations)"] == pytest.approx(gap)
    shares = kinds_for_download(kinds(card, one, MALL), one, None)
    assert shares.columns.tolist() == ["Category", "Value", one.name, "Everybody", "Differs"]
    assert shares.to_numpy().tolist() == [
        ["Gender", "M", 0.25, 0.4, "no"],
        ["Gender", "F", 0.75, 0.6, "no"],
    ]


def test_figures_of_a_row_have_the_same_decimals(card):
    first, second = (segment.name for segment in card.segments)
    table = figure_table(card, MALL, "Mean").set_index("Feature")
    assert table.loc["Customers"].tolist() == ["6", "4", "2"]
    assert table.loc["Age (years)"].tolist() == ["36", "23", "62"]
    assert table.loc["Annual income (thousand $)"].tolist() == ["40.1", "30.0", "60.2"]
    halves = figure_table(card, MALL, "Middle half").set_index("Feature")
    assert halves.loc["Age (years)", [first, second]].tolist() == ["21.5 to 24.5", "61.0 to 63.0"]
    assert figure_table(card, MALL, "Median").set_index("Feature").loc["Age (years)"].tolist() == [
        "25",
        "23",
        "62",
    ]


def test_a_segment_called_everybody_keeps_its_column(card):
    named = changed(card, 0, name="Everybody")
    assert figure_table(named, MALL, "Mean").columns.tolist() == [
        "Feature",
        "Everybody",
        "Everybody_2",
        card.segments[1].name,
    ]


def test_all_customers_are_the_card_as_it_is(model):
    assert narrowed(model, model.customers) is model.card


def test_numbers_of_some_customers_are_theirs(model):
    kept = model.customers[model.customers.customer.isin(["a", "b", "e"])]
    card = narrowed(model, kept)
    assert card.customers == card.everybody.size == 3
    assert card.everybody.mean["age"] == pytest.approx((20 + 22 + 60) / 3)
    assert [segment.size for segment in card.segments] == [2, 1]
    assert [segment.share for segment in card.segments] == pytest.approx([2 / 3, 1 / 3])
    assert card.segments[0].median["spending_score"] == 81
    assert card.segments[0].categories["gender"] == {"F": 1.0}
    assert card.everybody.categories["gender"] == pytest.approx({"F": 2 / 3, "M": 1 / 3})
    assert card.segments[0].name == model.card.segments[0].name
    # In standard deviations of all customers, from the average of those who are left.
    ages = model.customers.age
    own = (21 - (20 + 22 + 60) / 3) / ages.std(ddof=0)
    assert card.segments[0].centre["age"] == pytest.approx(own)
    assert box_table(card, "age")["max"].tolist() == [60, 22, 60]
    assert card.exploration.features[0].histogram.edges == (
        model.card.exploration.features[0].histogram.edges
    )
    assert sum(map(sum, card.exploration.features[0].histogram.counts)) == 3
    pairs = correlations(card, "spearman").set_index(["one", "other"])
    assert pairs.loc[("age", "spending_score"), "value"] == pytest.approx(-0.5)


def test_a_segment_of_whom_nobody_is_left_is_gone(model):
    kept = model.customers[model.customers.customer.isin(["a", "b"])]
    card = narrowed(model, kept)
    assert [segment.id for segment in card.segments] == [0]
    assert box_table(card, "age").group.tolist() == ["Everybody", model.card.segments[0].name]


def test_boxes_of_a_model_without_exploration_are_those_of_its_customers(model):
    bare = model.card.model_copy(update={"exploration": None})
    found, known = (boxes_of(card, model.customers, "income") for card in (bare, model.card))
    pd.testing.assert_frame_equal(found, known)


def test_filters_keep_who_is_so(model):
    filters = Filters({"segment": [0], "gender": ["F"]}, {"age": (20, 24)})
    assert left_by(filters, model.customers).customer.tolist() == ["a", "b"]
    assert left_by(Filters({"segment": []}, {}), model.customers) is model.customers
    assert bool(filters) and not Filters({"segment": []}, {})


def test_who_is_not_known_is_in_no_range(model):
    customers = model.customers.assign(age=[20, None, 22, 30, 60, 64])
    kept = left_by(Filters({}, {"age": (20, 70)}), customers)
    assert len(kept) == 5


def test_filters_in_words(card):
    filters = Filters({"segment": [0], "gender": ["F", "M"]}, {"income": (30, 80.5)})
    assert filters_in_words(filters, card, MALL) == (
        f"segment: {card.segments[0].name}; gender: F and M; annual income from $30k to $80.5k"
    )


def test_categories_of_one_value_or_very_many_are_not_chosen_by(card):
    assert wanted_categories(card, MALL) == {"gender": ["F", "M"]}
    one = card.everybody.model_copy(update={"categories": {"gender": {"F": 1.0}}})
    assert wanted_categories(card.model_copy(update={"everybody": one}), MALL) == {}


def test_features_of_one_value_have_no_range(card):
    same = card.features[0].model_copy(update={"min": 5.0, "max": 5.0})
    flat = card.model_copy(update={"features": [same, *card.features[1:]]})
    assert [used.name for used in ranged_features(flat, MALL)] == ["income", "spending_score"]


def test_steps_are_round_values_from_end_to_end(card):
    age = card.features[0]
    assert steps_of(age, whole=True) == [float(year) for year in range(20, 65)]
    spend = age.model_copy(update={"min": 3.75, "max": 12_000.0})
    steps = steps_of(spend, whole=False)
    assert (steps[0], steps[1], steps[2], steps[-1]) == (3.75, 200, 400, 12_000)
    assert len(steps) <= 102
    small = age.model_copy(update={"min": 0.1, "max": 0.7})
    assert 0.3 in steps_of(small, whole=False)


def test_steps_of_what_is_logged_grow(card):
    spend = card.features[0].model_copy(update={"min": 3.75, "max": 12_000.0, "log": True})
    steps = steps_of(spend, whole=False)
    assert steps[:6] == [3.75, 5, 7, 10, 15, 20]
    assert steps[-2:] == [10_000, 12_000]
    orders = spend.model_copy(update={"min": 1.0, "max": 20.0})
    assert steps_of(orders, whole=True) == [1, 2, 3, 5, 7, 10, 15, 20]
