"""Tables with the model's own numbers are recognised."""

import pytest

from segmentation.customers.columns import fits_one_of
from segmentation.models import store
from segmentation.scoring.lists.already_rolled_up import finished_recipes


@pytest.mark.parametrize(
    ("columns", "fits"),
    [
        (["recency", "frequency", "monetary", "quantity"], True),
        (["Customer ID", "Recency", "FREQUENCY", "monetary (GBP)", "quantity"], True),
        (["Days since last order", "Orders", "Total spend", "Pieces bought"], True),
        (["recency", "frequency", "monetary"], False),
    ],
)
def test_columns_by_feature_or_label(quick_models, columns, fits):
    recipes = finished_recipes(store.load(quick_models, "online_retail"))
    assert len(recipes) == 1
    assert fits_one_of(recipes)(columns) is fits


def test_names_of_the_recipes_own_columns_count_where_rows_are_not_rolled_up(quick_models):
    recipes = finished_recipes(store.load(quick_models, "mall"))
    assert fits_one_of(recipes)(["age", "Annual income", "Score"])


MEMBER = ["age", "income", "spending_score", "membership_years", "purchase_frequency"]
MEMBER.append("last_purchase_amount")


def test_categories_as_they_are_or_as_numbers(quick_models):
    by_category, by_number = finished_recipes(store.load(quick_models, "membership"))
    assert fits_one_of([by_category])([*MEMBER, "Gender"])
    assert not fits_one_of([by_number])([*MEMBER, "Gender"])
    values = store.load_card(quick_models, "membership").one_hot["gender"]
    numbers = [f"gender_{value.lower()}" for value in values]
    assert fits_one_of([by_number])([*MEMBER, *numbers])
    assert not fits_one_of([by_category])([*MEMBER, *numbers])
