"""What one has to tell of a customer, and every mistake at once."""

import pytest

import train
from segmentation.answering.fields import MOST_UNKNOWN, asked_fields, wrong_values
from segmentation.models import store

VALUES = {"age": 30, "income": 60, "spending_score": 50}
MEMBER = VALUES | {"membership_years": 3, "purchase_frequency": 10, "last_purchase_amount": 200}


@pytest.fixture(scope="module")
def members(tmp_path_factory):
    """A model in which a category is among the features."""
    models = tmp_path_factory.mktemp("members")
    command = ["membership", "--one-hot", "gender", "--no-evidence", "--models", str(models)]
    assert train.main(command) == 0
    return store.load(models, "membership")


def told(model, values):
    wrong = wrong_values(asked_fields(model), model.card, values)
    return {field: str(error) for field, error in wrong.items()}


def test_what_follows_from_others_is_not_asked_for(trained):
    fields = asked_fields(store.load(trained, "online_retail"))
    assert [field.name for field in fields] == ["recency", "frequency", "monetary", "quantity"]


def test_category_is_asked_for_in_place_of_its_indicators(members):
    assert [field.name for field in asked_fields(members)] == [*MEMBER, "gender"]


def test_nothing_is_wrong(trained, members):
    assert told(store.load(trained, "mall"), VALUES) == {}
    assert told(members, MEMBER | {"gender": "Female"}) == {}


def test_every_mistake_is_told(trained):
    values = {"age": "old", "spending_score": 101, "shoes": 1}
    assert told(store.load(trained, "mall"), values) == {
        "age": 'Age must be a number from 0 to 120; "old" is not.',
        "income": "Annual income is missing and must be sent: a number, 0 or more.",
        "spending_score": 'Spending score must be a number from 1 to 100; "101" is not.',
        "shoes": 'There is no field "shoes"; expected age, income, spending_score.',
    }


def test_choice_that_is_none(members):
    choices = ", ".join(members.card.one_hot["gender"])
    assert told(members, MEMBER | {"gender": "X"}) == {
        "gender": f'Gender must be one of {choices}; "X" is not.'
    }


def test_choice_that_is_missing(members):
    choices = ", ".join(members.card.one_hot["gender"])
    assert told(members, MEMBER) == {
        "gender": f"Gender is missing and must be sent: one of {choices}."
    }


def test_not_all_of_very_many_unknown_fields(trained):
    many = {str(number): number for number in range(1000)}
    found = told(store.load(trained, "mall"), VALUES | many)
    assert list(found) == [str(number) for number in range(MOST_UNKNOWN)]
