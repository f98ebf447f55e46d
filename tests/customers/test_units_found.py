"""Units of a recipe's money and scores, from headers and how large the numbers are."""

import pandas as pd
import pytest

from segmentation.customers.units_found import units_found
from segmentation.recipes import RECIPES
from segmentation.recipes.mall import MALL
from segmentation.recipes.membership import MEMBERSHIP
from segmentation.recipes.orders.mapping import Columns, Money, OrdersMapping
from segmentation.recipes.orders.recipe import recipe_of_orders
from segmentation.recipes.with_units import with_units


@pytest.mark.parametrize(
    ("recipe", "header", "income", "unit"),
    [
        (MALL, "Annual Income (k$)", 137, None),
        (MALL, "Annual Income ($)", 109_300, "$"),
        (MALL, "income", 109_300, "$"),
        (MALL, "income", 137, None),
        (MALL, "Annual Income (€)", 62_000, "€"),
        (MALL, "Annual Income (k€)", 62, "k€"),
        (MEMBERSHIP, "income", 149_000, None),
        (MEMBERSHIP, "income", 149, "k$"),
        (MEMBERSHIP, "income_eur", 149_000, "eur"),
    ],
)
def test_income(recipe, header, income, unit):
    frame = pd.DataFrame({f.name: [1.0, 50.0] for f in recipe.features} | {"income": [15, income]})
    found = units_found(frame, {"income": header, "age": "Age"}, recipe)
    assert found == ({} if unit is None else {"income": unit})


def test_a_score_up_to_one_is_not_of_100():
    frame = pd.DataFrame({"age": [20, 40], "income": [15, 70], "spending_score": [0.01, 0.99]})
    found = units_found(frame, {"spending_score": "Spending Score"}, MALL)
    score = with_units(MALL, found).feature("spending_score")
    assert found == {"spending_score": "of 1"}
    assert (score.unit.phrase, score.lowest, score.highest) == ("{}", 0, 1)


def test_what_was_decided_is_told():
    assert with_units(MALL, {"income": "$"}).notes == (
        "Annual income is taken to be in $, by its column's name and how large it is.",
    )
    assert with_units(MALL, {}) is MALL


@pytest.mark.parametrize(
    ("currency", "units"),
    [
        ("EUR", {"monetary": "EUR", "basket": "EUR"}),
        ("kr", {"monetary": "kr", "basket": "kr"}),
        ("GBP", {}),
        ("", {}),
    ],
)
def test_money_that_is_added_up_is_in_the_currency_beside_it(currency, units):
    frame = pd.DataFrame({"monetary": [1.0, 2.0], "country": "United Kingdom"})
    assert units_found(frame, {"price": "Price"}, RECIPES["online_retail"], currency) == units


@pytest.mark.parametrize("elsewhere", [{}, {"country": ["Germany", "Germany", "United Kingdom"]}])
def test_money_of_another_country_has_no_sign_of_pounds(elsewhere):
    frame = pd.DataFrame({"monetary": [1.0, 2.0, 3.0]} | elsewhere)
    found = units_found(frame, {"price": "Price"}, RECIPES["online_retail"])
    assert found == {"monetary": "money", "basket": "money"}
    unit = with_units(RECIPES["online_retail"], found).feature("monetary").unit
    assert (unit.phrase, unit.label, unit.is_money) == ("{}", "", True)
    found = units_found(
        frame, {"price": "Price (€)", "country": "Land TL"}, RECIPES["online_retail"]
    )
    assert found == {"monetary": "€", "basket": "€"}
    found = units_found(frame, {"price": "Price", "country": "Land TL"}, RECIPES["online_retail"])
    assert found == {"monetary": "money", "basket": "money"}


def test_a_mapping_says_itself_what_amounts_are_in():
    columns = Columns(customer="id", date="day", amount="Total (USD)")
    recipe = recipe_of_orders(OrdersMapping(columns=columns, money=Money(currency="EUR")))
    frame = pd.DataFrame({"monetary": [1.0, 2.0]})
    assert units_found(frame, {"amount": "Total (USD)"}, recipe) == {}
