"""Categories as features: what they are called, what they are, and the models they make."""

import ibis
import numpy as np
import pandas as pd
import pytest

import train
from segmentation.answering.assignment import assign
from segmentation.errors import UnknownCategories, WrongNumberOfValues, WrongValue
from segmentation.models import store
from segmentation.recipes.indicators import (
    find_values,
    indicated,
    refuse_unknown,
    with_indicators,
)
from segmentation.recipes.membership import MEMBERSHIP
from segmentation.recipes.online_retail import ONLINE_RETAIL
from segmentation.segments.claims import against_everybody

pytestmark = pytest.mark.slow

GENDERS = ["A+", "A-", "Female"]
NUMBERS = {
    "age": 40,
    "income": 80_000,
    "spending_score": 50,
    "membership_years": 5,
    "purchase_frequency": 20,
    "last_purchase_amount": 400,
}


@pytest.fixture(scope="module")
def recipe():
    return with_indicators(MEMBERSHIP, {"gender": GENDERS})


@pytest.fixture
def customers():
    """A table of customers of these genders."""
    backend = ibis.duckdb.connect()
    yield lambda genders: backend.create_table(
        "customers", pd.DataFrame({"gender": pd.Series(genders, dtype="str")})
    )
    backend.disconnect()


def test_each_value_becomes_a_feature_with_a_name_of_its_own(recipe):
    added = recipe.features[len(MEMBERSHIP.features) :]
    assert [(f.name, f.label, f.indicates) for f in added] == [
        ("gender_a", "Gender: A+", ("gender", "A+")),
        ("gender_a_2", "Gender: A-", ("gender", "A-")),
        ("gender_female", "Gender: Female", ("gender", "Female")),
    ]
    assert recipe.features[: len(MEMBERSHIP.features)] == MEMBERSHIP.features


def test_feature_is_a_whole_number_from_0_to_1_with_words(recipe):
    feature = recipe.feature("gender_female")
    assert (feature.lowest, feature.highest, feature.whole, feature.unit.label) == (0, 1, True, "")
    assert feature.high.noun == "customers with gender Female"
    assert feature.high.compared == "more often have gender Female"
    assert feature.low.compared == "less often have gender Female"
    assert feature.axis == ("not gender Female", "gender Female")


def test_name_that_is_taken_gets_a_number():
    recipe = with_indicators(MEMBERSHIP, {"gender": ["Élan", "!"]})
    # "!" alone would leave the category's own name.
    assert [f.name for f in recipe.features[-2:]] == ["gender_élan", "gender_2"]


def test_without_categories_nothing_changes():
    assert with_indicators(MEMBERSHIP, {}).features == MEMBERSHIP.features


def test_value_is_1_where_the_customer_has_it_and_0_where_it_is_not_known(recipe, customers):
    table = customers(["Female", "A+", None, "Female"])
    feature = recipe.feature("gender_female")
    found = table.select(value=feature.value(table).cast("float64")).execute()
    assert found.value.tolist() == [1, 0, 0, 1]


def test_values_are_found_in_the_data_sorted(customers):
    table = customers(["b", "a", None, "b", "C"])
    assert find_values(table, ["gender"], MEMBERSHIP) == {"gender": ["C", "a", "b"]}


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([None, None], "0 different values"),
        (["a", "a", None], "1 different value "),
        ([f"{at}" for at in range(21)], "more than 20 different values"),
    ],
)
def test_category_of_too_few_or_too_many_values_is_refused(values, told, customers):
    with pytest.raises(WrongNumberOfValues) as error:
        find_values(customers(values), ["gender"], MEMBERSHIP)
    assert told in str(error.value)
    assert 'The category "gender"' in str(error.value)


def test_twenty_values_are_not_too_many(customers):
    values = [f"{at:02}" for at in range(20)]
    assert find_values(customers(values), ["gender"], MEMBERSHIP) == {"gender": values}


@pytest.mark.parametrize("name", ["age", "rfm_group", "Gender"])
def test_category_that_the_recipe_does_not_have_is_refused(name):
    with pytest.raises(UnknownCategories, match='choose from "country"'):
        refuse_unknown([name], ONLINE_RETAIL)


def test_category_of_one_customer_as_features(recipe):
    assert indicated({"gender": "A-", "age": 3}, recipe) == {
        "gender_a": 0.0,
        "gender_a_2": 1.0,
        "gender_female": 0.0,
    }
    assert indicated({"age": 3}, recipe) == {}


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    """A model of members by their numbers and their preferred category."""
    folder = tmp_path_factory.mktemp("one_hot")
    arguments = ["membership", "--one-hot", "preferred_category", "--segments", "5"]
    assert train.main([*arguments, "--models", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def model(models):
    return store.load(models, "membership")


def test_features_are_the_dummies_of_pandas(model):
    customers, values = model.customers, model.card.one_hot["preferred_category"]
    dummies = pd.get_dummies(customers.preferred_category).astype(float)
    assert list(dummies.columns) == values
    names = model.card.feature_names[-len(values) :]
    np.testing.assert_array_equal(customers[names], dummies)
    assert model.card.feature_names[: -len(values)] == list(NUMBERS)


def test_features_are_scaled_and_neither_clipped_nor_logged(model):
    names = model.card.feature_names
    for feature in model.card.features[6:]:
        assert (feature.clip, feature.log) == (None, False)
    scaled = model.pipeline[:-1].transform(model.customers[names])
    np.testing.assert_allclose(scaled[:, 6:].mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(scaled[:, 6:].std(axis=0), 1)


def test_loaded_recipe_knows_the_features(model):
    assert [f.name for f in model.recipe.features] == model.card.feature_names


def test_customer_is_assigned_by_the_category(model):
    values = model.card.one_hot["preferred_category"]
    for value in values:
        found = assign(model, NUMBERS | {"preferred_category": value})
        ones = {name: at for name, at in found.values.items() if name not in NUMBERS}
        assert list(ones.values()) == [float(value == other) for other in values]
        row = pd.DataFrame([found.values])[model.card.feature_names]
        assert found.segment.id == model.pipeline.predict(row)[0]


def test_category_that_was_never_seen_is_refused(model):
    with pytest.raises(WrongValue) as error:
        assign(model, NUMBERS | {"preferred_category": "Boats"})
    assert str(error.value).startswith("Preferred category must be one of ")
    assert str(error.value).endswith('"Boats" is not.')


def test_segments_are_not_described_by_the_values_they_lack(model):
    for segment in model.card.segments:
        about = [c for c in against_everybody(segment.claims) if c.feature not in NUMBERS]
        assert {claim.direction for claim in about} == {"higher"}


def test_own_recipe_is_loaded_with_its_features(tmp_path):
    rows = [f"{at % 7},{at * at},{'North' if at % 2 else 'South'}" for at in range(40)]
    path = tmp_path / "gym.csv"
    path.write_text("\n".join(["visits,paid,club", *rows]))
    arguments = ["own", "--data", str(path), "--one-hot", "club", "--models", str(tmp_path / "m")]
    assert train.main([*arguments, "--segments", "2"]) == 0
    model = store.load(tmp_path / "m", "own_gym")
    assert model.card.one_hot == {"club": ["North", "South"]}
    assert model.card.feature_names == ["visits", "paid", "club_north", "club_south"]
    found = assign(model, {"visits": 3, "paid": 9, "club": "South"})
    assert sum("only repeat ‘Club’" in note for note in model.card.notes) == 1
    assert found.values == {"visits": 3, "paid": 9, "club_north": 0, "club_south": 1}


def test_wrong_category_is_wrong_usage(tmp_path, capsys):
    with pytest.raises(SystemExit) as end:
        train.main(["membership", "--one-hot", "colour", "--models", str(tmp_path)])
    assert end.value.code == 2
    assert 'there is no category "colour"; choose from "gender"' in capsys.readouterr().err
