"""By how much a field of a form is stepped through."""

from dataclasses import replace

import pytest

from segmentation.models import store
from segmentation.showing.tables.fields import step


@pytest.fixture(scope="module")
def membership(trained):
    return store.load(trained, "membership")


@pytest.mark.parametrize(
    ("middle_half", "size"),
    [
        ((30, 55), 1),
        ((0, 1), 0.02),
        ((0, 5), 0.2),
        ((0, 125), 5),
        ((0, 124), 2),
        ((0, 25_000), 1000),
    ],
)
def test_a_round_number_at_most_a_fiftieth_of_the_spread(middle_half, size, membership):
    assert step(with_middle_half(membership, middle_half), amount(membership)) == size


def test_of_whole_numbers_never_less_than_one(membership):
    model = with_middle_half(membership, (2, 4))
    assert step(model, replace(amount(membership), whole=True)) == 1


def test_where_half_of_all_are_equal_the_range_counts(membership):
    model = with_middle_half(membership, (5, 5))
    low, high = model.card.everybody.range["last_purchase_amount"]
    assert 2 * (high - low) / 100 <= step(model, amount(membership)) * 2.5 <= 2 * (high - low) / 10


def amount(model):
    return model.recipe.feature("last_purchase_amount")


def with_middle_half(model, middle_half):
    everybody = model.card.everybody
    changed = {**everybody.middle_half, "last_purchase_amount": middle_half}
    card = model.card.model_copy(
        update={"everybody": everybody.model_copy(update={"middle_half": changed})}
    )
    return replace(model, card=card)
