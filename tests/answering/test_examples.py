"""Examples to try, held against the customers and the pipeline."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from segmentation.answering.assignment import assign
from segmentation.answering.examples import example_of, examples
from segmentation.answering.what_if.ranges import decimals
from segmentation.models import store
from segmentation.recipes import RECIPES
from segmentation.showing.tables.fields import seen

each_recipe = pytest.mark.parametrize("recipe", RECIPES)


@pytest.fixture(scope="module")
def load(trained):
    return lambda recipe: store.load(trained, recipe)


@each_recipe
def test_scaled_customers_are_the_pipelines(recipe, load):
    model = load(recipe)
    expected = model.pipeline[:-1].transform(model.customers[model.card.feature_names])
    np.testing.assert_allclose(model.scaled, expected)
    assert model.scaled is model.scaled


@each_recipe
def test_there_is_one_for_each_segment_and_it_leads_there(recipe, load):
    model = load(recipe)
    found = examples(model)
    assert list(found) == [segment.id for segment in model.card.segments]
    for segment_id, values in found.items():
        assert assign(model, values).segment.id == segment_id
    assert examples(load(recipe)) == found


@each_recipe
def test_it_is_the_customer_nearest_to_the_centre(recipe, load):
    model = load(recipe)
    for segment in model.card.segments:
        own = np.flatnonzero(model.customers.segment == segment.id)
        centre = list(segment.centre.values())
        away = np.linalg.norm(model.scaled[own] - centre, axis=1)
        nearest = model.customers.iloc[own[away.argmin()]]
        for name, value in example_of(model, segment).items():
            assert value == round(nearest[name], decimals(model, model.recipe.feature(name)))


def test_customer_of_whom_something_is_not_known_is_no_example(load):
    model = load("mall")
    segment = model.card.segments[0]
    first = example_of(model, segment)
    row = (model.customers[list(first)] == pd.Series(first)).all(axis=1)
    assert row.sum() == 1
    customers = model.customers.astype({"age": float})
    customers.loc[row, "age"] = np.nan
    second = example_of(replace(model, customers=customers), segment)
    assert second != first
    assert assign(model, second).segment == segment


def test_segment_of_which_nobody_is_kept_has_no_example(load):
    model = load("mall")
    others = model.customers[model.customers.segment != 3]
    assert list(examples(replace(model, customers=others))) == [0, 1, 2, 4, 5]


def test_value_that_a_form_does_not_take_is_no_example(load):
    model = load("mall")
    old = model.customers.assign(age=150)
    assert examples(replace(model, customers=old)) == {}


def test_hint_of_values_seen(load):
    model = load("loyalty")
    told = {name: seen(model, model.recipe.feature(name)) for name in ("age", "total_spent")}
    low, high = model.card.everybody.range["total_spent"]
    assert told == {"age": "Seen: 21 to 80 years", "total_spent": f"Seen: ${low:g} to ${high:,g}"}


@pytest.mark.parametrize(
    "recipe, name, expected",
    [("mall", "age", 0), ("loyalty", "total_spent", 2), ("loyalty", "support_tickets", 3)],
)
def test_decimals_of_a_field(load, recipe, name, expected):
    model = load(recipe)
    assert decimals(model, model.recipe.feature(name)) == expected
