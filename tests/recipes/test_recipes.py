"""Recipes fit together: columns, features and words."""

import re
from contextlib import ExitStack

import numpy as np
import pandas as pd
import pytest

from segmentation.customers.columns import read_columns
from segmentation.customers.today import clean_with_today
from segmentation.recipes import RECIPES
from segmentation.recipes.mall import MALL
from segmentation.recipes.personality import PERSONALITY
from segmentation.sources import open_table

TAKEN = ("customer", "segment", "axis_1", "axis_2", "axis_3")

each_recipe = pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)


def plain(header):
    return re.sub(r"[\W_]", "", header.casefold())


def test_recipes_are_listed_by_their_name():
    assert {name: recipe.name for name, recipe in RECIPES.items()} == {
        name: name for name in RECIPES
    }
    assert {"mall", "personality", "membership"} <= set(RECIPES)


def test_numbers_of_segments_asked_for():
    assert RECIPES["mall"].settings.segments is None
    assert RECIPES["personality"].settings.segments == 6
    assert RECIPES["membership"].settings.segments == 4


@each_recipe
def test_key_and_date_are_columns(recipe):
    kinds = {column.name: column.kind for column in recipe.columns}
    assert kinds[recipe.key] == "key"
    assert recipe.newest is None or kinds[recipe.newest] in ("date", "moment")


@each_recipe
def test_no_header_fits_two_columns(recipe):
    headers = [plain(name) for c in recipe.columns for name in {c.name, *c.aliases}]
    assert len(headers) == len(set(headers))


@each_recipe
def test_features_and_categories_have_names_of_their_own(recipe):
    names = [part.name for part in (*recipe.features, *recipe.categories)]
    assert len({*names, *TAKEN}) == len(names) + len(TAKEN)


@each_recipe
def test_names_made_of_the_words_are_told_apart(recipe):
    ends = [end for feature in recipe.features for end in (feature.high, feature.low)]
    assert len({end.noun for end in ends}) == len(ends)
    assert len({end.adjective for end in ends}) == len(ends)
    assert len({end.compared for end in ends}) == len(ends)


@each_recipe
def test_phrases_take_one_number(recipe):
    for feature in recipe.features:
        phrases = [feature.unit.phrase, feature.unit.singular, feature.times]
        assert [phrase.count("{}") for phrase in phrases if phrase] == [1] * sum(map(bool, phrases))


def test_a_feature_is_found_by_its_name():
    assert MALL.feature("income").label == "Annual income"
    with pytest.raises(KeyError, match="height"):
        MALL.feature("height")


@pytest.mark.parametrize(
    ("recipe", "after_an_order"),
    [
        (
            "online_retail",
            {"recency": "restarts", "frequency": "counts", "monetary": "adds", "quantity": "adds"},
        ),
        (
            "loyalty",
            {
                "recency": "restarts",
                "number_of_orders": "counts",
                "total_spent": "adds",
                "loyalty_points": "adds",
            },
        ),
        ("mall", {}),
        ("personality", {"total_spent": "adds"}),
        ("membership", {}),
    ],
)
def test_what_an_order_does_to_features(recipe, after_an_order):
    features = RECIPES[recipe].features
    said = {f.name: f.after_an_order for f in features if f.after_an_order != "unchanged"}
    assert said == after_an_order


@pytest.mark.parametrize(("recipe", "today"), [("online_retail", 1), ("loyalty", 0)])
def test_days_since_an_order_of_today(recipe, today):
    assert RECIPES[recipe].feature("recency").lowest == today


@each_recipe
def test_what_follows_only_rises_or_only_falls_with_each_of_its_sources(recipe):
    for feature in recipe.features:
        for source in feature.derived_from:
            values = dict.fromkeys(feature.derived_from, 7.0) | {source: np.geomspace(1, 1e6, 500)}
            steps = np.diff(feature.value(values))
            assert (steps > 0).all() or (steps < 0).all()


@pytest.fixture
def kept(tmp_path):
    """How many customers of the personality data are kept, given values of one column."""
    row = {
        column.name: "29-06-2014" if column.kind == "date" else "1"
        for column in PERSONALITY.columns
    }
    row |= {"birth_year": "1980", "income": "50000"}
    with ExitStack() as stack:

        def count(**values):
            [(name, written)] = values.items()
            rows = [row, *(row | {name: value} for value in written)]
            rows = [row | {"customer": str(at)} for at, row in enumerate(rows)]
            pd.DataFrame(rows).to_csv(tmp_path / "rows.csv", index=False)
            table = stack.enter_context(open_table(tmp_path / "rows.csv")).table
            read = read_columns(table, PERSONALITY)
            cleaned, _ = clean_with_today(read, PERSONALITY)
            return cleaned.table.count().execute() - 1

        yield count


@pytest.mark.parametrize(("income", "stays"), [("199999", 1), ("200000", 0), ("", 0)])
def test_personality_incomes(kept, income, stays):
    assert kept(income=[income]) == stays


@pytest.mark.parametrize(("birth_year", "stays"), [("1915", 1), ("1914", 0)])
def test_personality_ages(kept, birth_year, stays):
    assert kept(birth_year=[birth_year]) == stays


def test_features_and_categories_are_found_by_name():
    recipe = RECIPES["mall"]
    assert [recipe.feature(f.name) for f in recipe.features] == list(recipe.features)
    assert [recipe.category(c.name) for c in recipe.categories] == list(recipe.categories)
    with pytest.raises(KeyError, match="shoe_size"):
        recipe.feature("shoe_size")
    with pytest.raises(KeyError, match="age"):
        recipe.category("age")
