"""Along each feature, the stretches are what trying every possible value finds."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segmentation.answering.what_if.ranges import (
    Possible,
    followed,
    possible_values,
    stretches,
    typed_values,
)
from segmentation.customers.features import asked_for, complete
from segmentation.models import store
from segmentation.models.arithmetic import laid_open
from segmentation.recipes import RECIPES

MOST_TRIED = 3000


@pytest.fixture(scope="module")
def models(trained):
    return {name: store.load(trained, name) for name in RECIPES}


def opened(model):
    return laid_open(model.pipeline, model.card.feature_names)


def asked(model):
    return asked_for(model.card.feature_names, model.recipe)


def predict(model, customers):
    """The pipeline's own answer for customers of whom what is typed in is known."""
    known = [complete(customer, model.recipe, model.card.quintiles) for customer in customers]
    return model.pipeline.predict(pd.DataFrame(known)[model.card.feature_names])


def drawn_customer(model, parts):
    """A customer with possible values, from a part of the range for each feature."""
    customer = {}
    for feature, part in zip(asked(model), parts):
        grid = possible_values(model, feature)
        customer[feature.name] = grid.value(grid.first + round(part * (grid.last - grid.first)))
    return customer


@pytest.mark.parametrize("recipe", RECIPES)
@settings(max_examples=40, deadline=None, derandomize=True)
@given(parts=st.lists(st.floats(0, 1), min_size=12, max_size=12), which=st.integers(0, 11))
def test_stretches_are_what_trying_values_finds(recipe, parts, which, models):
    model = models[recipe]
    customer = drawn_customer(model, parts)
    feature = asked(model)[which % len(asked(model))]
    found = stretches(model, opened(model), customer, [feature.name])[feature.name]
    grid = possible_values(model, feature)
    cuts = [round(end * grid.per) for part in found for end in (part.lowest, part.highest)]
    spread = np.linspace(grid.first, grid.last, MOST_TRIED).astype(int)
    ranks = np.unique([*spread, *cuts])
    labels = predict(model, [{**customer, feature.name: grid.value(rank)} for rank in ranks])
    for rank, label in zip(ranks, labels):
        holding = [s.segment for s in found if s.lowest <= grid.value(rank) <= s.highest]
        assert holding == [label]


@pytest.mark.parametrize("recipe", RECIPES)
def test_stretches_part_all_possible_values(recipe, models):
    model = models[recipe]
    customer = drawn_customer(model, [0.5] * 12)
    names = [feature.name for feature in asked(model)]
    for name, found in stretches(model, opened(model), customer, names).items():
        grid = possible_values(model, model.recipe.feature(name))
        starts = [round(part.lowest * grid.per) for part in found]
        ends = [round(part.highest * grid.per) for part in found]
        assert starts == [grid.first, *(end + 1 for end in ends[:-1])]
        assert ends[-1] == grid.last


def test_the_features_own_value_does_not_matter(models):
    model, names = models["mall"], ["age"]
    customer = {"age": 20.0, "income": 60.0, "spending_score": 50.0}
    for age in (70.0, np.nan):
        other = stretches(model, opened(model), {**customer, "age": age}, names)
        assert other == stretches(model, opened(model), customer, names)


def test_features_that_others_follow_from(models):
    assert followed(models["mall"]) == set()
    assert followed(models["online_retail"]) == {"frequency", "monetary"}
    assert followed(models["loyalty"]) == {"recency", "number_of_orders", "total_spent"}


def test_possible_values(models):
    model = models["mall"]
    low, high = model.card.everybody.range["age"]
    assert possible_values(model, model.recipe.feature("age")) == Possible(int(low), int(high), 1)


def test_possible_values_of_money_are_cents(models):
    model = models["online_retail"]
    low, high = model.card.everybody.range["monetary"]
    grid = possible_values(model, model.recipe.feature("monetary"))
    assert (grid.value(grid.first), grid.value(grid.last)) == (low, high)
    assert grid.per == 100


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ((0, 4), Possible(0, 4000, 1000)),
        ((4.35, 985.5), Possible(435, 98550, 100)),
        ((-0.0012, 0.005), Possible(0, 5000, 1_000_000)),
        ((3, 3), Possible(300, 300, 100)),
    ],
)
def test_possible_values_that_are_not_whole(seen, expected, models):
    model = with_range(models["loyalty"], "support_tickets", seen)
    assert possible_values(model, model.recipe.feature("support_tickets")) == expected


def test_fractions_are_possible_where_no_whole_numbers_are(models):
    model = with_range(models["mall"], "income", (0.2, 0.8))
    grid = possible_values(model, model.recipe.feature("income"))
    assert grid == Possible(2000, 8000, 10_000)


def test_nothing_beyond_what_the_recipe_says_is_possible(models):
    model = with_range(models["mall"], "spending_score", (-3, 200))
    assert possible_values(model, model.recipe.feature("spending_score")) == Possible(1, 100, 1)


def with_range(model, feature, seen):
    """The model, had it seen these values of a feature."""
    ranges = {**model.card.everybody.range, feature: seen}
    everybody = model.card.everybody.model_copy(update={"range": ranges})
    return replace(model, card=model.card.model_copy(update={"everybody": everybody}))


def test_typed_values(models):
    typed = typed_values(models["mall"], {"age": 30, "income": None, "gender": "F"})
    assert typed == pytest.approx(
        {"age": 30, "income": np.nan, "spending_score": np.nan}, nan_ok=True
    )
