"""One customer gets the segment the pipeline predicts, or a plain sentence."""

from copy import deepcopy
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from segmentation.answering.answer import answer
from segmentation.answering.assignment import assign, assign_many
from segmentation.customers.bounds import expected_value
from segmentation.customers.features import asked_for
from segmentation.errors import WrongValue
from segmentation.models import store
from segmentation.recipes import RECIPES
from segmentation.recipes.recipe import End, Feature
from segmentation.recipes.units import DAYS

VALUES = {"age": 30, "income": 60, "spending_score": 50}


@pytest.fixture(scope="module")
def model(trained):
    return store.load(trained, "mall")


def told(model, **changes):
    """What is said of a customer with these values."""
    with pytest.raises(WrongValue) as error:
        assign(model, VALUES | changes)
    return error.value


@pytest.mark.parametrize("recipe", RECIPES)
def test_customers_of_the_model_get_their_own_segment_and_place(recipe, trained):
    model = store.load(trained, recipe)
    names = model.card.feature_names
    for row in model.customers.dropna().head(25).to_dict("records"):
        found = assign(model, {f.name: row[f.name] for f in asked_for(names, model.recipe)})
        assert found.segment == model.card.segments[row["segment"]]
        assert found.place == pytest.approx([row["axis_1"], row["axis_2"], row["axis_3"]])
        assert found.values == {name: row[name] for name in names}
        assert found.outside == []
        assert found.certainty == found.agreeing / len(model.refits)


def test_retrained_models_are_counted(model):
    row = pd.DataFrame([VALUES])[model.card.feature_names]
    scaled = model.pipeline[:-1].transform(row)[0]
    label = int(model.pipeline.predict(row)[0])
    nearest = np.square(model.refits - scaled).sum(axis=2).argmin(axis=1)
    assert model.refits.shape == (100, model.card.k, 3)
    found = assign(model, VALUES)
    assert (found.agreeing, found.certainty) == (
        (nearest == label).sum(),
        (nearest == label).mean(),
    )


def test_middle_of_a_segment_is_sure_and_not_unlike_anyone(model):
    found = assign(model, model.card.segments[0].mean)
    assert found.certainty > 0.9
    assert not found.unlike_anyone


def test_customer_unlike_anyone(model):
    income = model.card.features[1]
    assert assign(model, VALUES | {"income": 3 * income.max}).unlike_anyone
    assert not assign(model, VALUES).unlike_anyone


def test_combination_unlike_anyone(trained):
    """Few orders and little spend go together with anything but very many pieces."""
    model = store.load(trained, "online_retail")
    low = {f.name: f.min for f in model.card.features}
    odd = low | {"quantity": model.card.features[3].max}
    found = assign(model, odd)
    assert found.unlike_anyone
    assert "quantity" not in found.outside


def test_nobody_is_unlike_anyone_without_what_was_learnt(model):
    card = model.card.model_copy(update={"novelty": None})
    far = VALUES | {"income": 1e6}
    assert not assign(replace(model, card=card), far).unlike_anyone


@pytest.mark.parametrize("recipe", RECIPES)
def test_many_customers_get_what_each_would_get_alone(recipe, trained):
    model = store.load(trained, recipe)
    asked = [f.name for f in asked_for(model.card.feature_names, model.recipe)]
    rows = model.customers[asked].dropna().sample(60, random_state=1).to_dict("records")
    rows.append({name: 1e6 if name in asked[-1:] else value for name, value in rows[0].items()})
    rows[-1] = {n: min(v, model.recipe.feature(n).highest or v) for n, v in rows[-1].items()}
    found, alone = assign_many(model, rows), [assign(model, row) for row in rows]
    assert found.segments == [one.segment for one in alone]
    assert found.certainty == [one.certainty for one in alone]
    assert found.unlike_anyone == [one.unlike_anyone for one in alone]


def test_many_customers_of_a_model_that_learnt_nothing_more(model):
    card = model.card.model_copy(update={"novelty": None})
    bare = replace(model, card=card, refits=model.refits[:0])
    found = assign_many(bare, [VALUES, VALUES | {"income": 1e6}])
    assert found.certainty == [None, None]
    assert found.unlike_anyone == [False, False]


def test_no_customers_at_all(model):
    assert assign_many(model, []).segments == []


def test_one_wrong_value_among_many_customers(model):
    with pytest.raises(WrongValue, match='"old" is not'):
        assign_many(model, [VALUES, VALUES | {"age": "old"}])


def test_the_most_that_is_taken_can_be_reckoned_with_unclipped(model):
    """The largest number must still give numbers, whatever the pipeline leaves as it is."""
    unclipped = deepcopy(model)
    limits = unclipped.pipeline.named_steps["clip"].kw_args
    limits["a_min"], limits["a_max"] = np.full(3, -np.inf), np.full(3, np.inf)
    found = answer(unclipped, VALUES | {"income": 999_999_999_999_999})
    assert np.isfinite([pull.pull for pull in found.pulls]).all()
    assert np.isfinite(found.assignment.place).all()


def test_features_may_come_in_any_order(model):
    turned = dict(reversed(VALUES.items()))
    assert assign(model, turned) == assign(model, VALUES)


def test_text_is_read_as_a_number(model):
    assert assign(model, VALUES | {"age": " 30.0 "}) == assign(model, VALUES)


def test_further_values_do_not_matter(model):
    assert assign(model, VALUES | {"gender": "F"}) == assign(model, VALUES)


def test_values_never_seen_are_named(model):
    age, income, _ = model.card.features
    found = assign(model, VALUES | {"age": age.max + 1, "income": income.min - 1})
    assert found.outside == ["age", "income"]


def test_the_lowest_and_highest_seen_are_inside(model):
    age, income, _ = model.card.features
    found = assign(model, VALUES | {"age": age.max, "income": income.min})
    assert found.outside == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"age": "old"}, 'Age must be a number from 0 to 120; "old" is not.'),
        ({"age": 121}, 'Age must be a number from 0 to 120; "121" is not.'),
        ({"age": None}, "Age is missing and must be sent: a number from 0 to 120."),
        ({"age": "nothing"}, 'Age must be a number from 0 to 120; "nothing" is not.'),
        ({"age": ""}, 'Age must be a number from 0 to 120; "" is not.'),
        ({"age": "nan"}, 'Age must be a number from 0 to 120; "nan" is not.'),
        ({"age": "1_0"}, 'Age must be a number from 0 to 120; "1_0" is not.'),
        ({"age": "٨٠"}, 'Age must be a number from 0 to 120; "٨٠" is not.'),
        ({"income": -1}, 'Annual income must be a number, 0 or more; "-1" is not.'),
        ({"income": "inf"}, 'Annual income must be a number, 0 or more; "inf" is not.'),
        ({"age": 10**400}, f'Age must be a number from 0 to 120; "1{"0" * 79}…" is not.'),
        (
            {"income": 1e15},
            'Annual income must be a number of at most 15 digits; "1000000000000000.0" is not.',
        ),
        ({"income": [1]}, 'Annual income must be a number, 0 or more; "[1]" is not.'),
        ({"spending_score": 0.9}, 'Spending score must be a number from 1 to 100; "0.9" is not.'),
    ],
)
def test_values_that_cannot_be_used(model, changes, sentence):
    error = told(model, **changes)
    assert str(error) == sentence
    assert error.field in changes


def test_value_left_out(model):
    sentence = "^Annual income is missing and must be sent: a number, 0 or more.$"
    with pytest.raises(WrongValue, match=sentence):
        assign(model, {"age": 30, "spending_score": 50})


@pytest.mark.parametrize("age", [0, 120])
def test_bounds_are_allowed(model, age):
    assert assign(model, VALUES | {"age": age}).values["age"] == age


@pytest.mark.parametrize(
    ("lowest", "highest", "expected"),
    [
        (None, None, "a number"),
        (0, None, "a number, 0 or more"),
        (0.5, 100, "a number from 0.5 to 100"),
    ],
)
def test_expected_value(lowest, highest, expected):
    end = End(adjective="", noun="", compared="")
    feature = Feature(
        name="x",
        label="X",
        unit=DAYS,
        value=lambda t: t.x,
        high=end,
        low=end,
        axis=("", ""),
        lowest=lowest,
        highest=highest,
    )
    assert expected_value(feature) == expected
