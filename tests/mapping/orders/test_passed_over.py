"""Columns beside those of a known recipe, which would change what it makes of the others."""

import ibis
import pandas as pd
import pytest

from segmentation.customers.values import EVERYDAY_NOTATION
from segmentation.mapping.orders.passed_over import columns_beside, currency_beside, passed_over
from segmentation.recipes import RECIPES

RECIPE = RECIPES["online_retail"]
LINES = pd.DataFrame(
    {
        "Invoice": ["1", "2", "3", "4"],
        "StockCode": ["a", "b", "c", "d"],
        "Description": ["A", "B", "C", "D"],
        "Quantity": [1, 2, 3, 4],
        "InvoiceDate": ["2024-01-05", "2024-01-06", "2024-01-07", "2024-01-08"],
        "Price": [1.5, 2.5, 3.5, 4.5],
        "Customer ID": ["k", "l", "k", "m"],
        "Country": ["Spain"] * 4,
    }
)


def beside(**columns):
    table = ibis.memtable(LINES.assign(**columns).astype(str))
    return columns_beside(table, RECIPE, EVERYDAY_NOTATION)


@pytest.mark.parametrize(
    ("header", "values", "begins"),
    [
        ("Status", ["paid", "cancelled", "paid", "paid"], "Some of these orders were not bought"),
        ("Type", ["Sale", "Return", "Sale", "Sale"], "Some rows are no sales"),
        (
            "Delivery Status",
            ["Delivered", "Returned to sender", "Delivered", "Delivered"],
            "Some of these orders were not delivered",
        ),
        ("Refunded", ["0", "2.50", "0", "0"], "Money was given back"),
        ("Returned", ["no", "yes", "no", "no"], "Orders were returned"),
        ("Cancelled at", ["", "2024-02-01", "", ""], "Orders were cancelled"),
        ("Test", ["false", "true", "false", "false"], "Orders were only tests"),
        ("Currency", ["EUR", "USD", "EUR", "EUR"], "Amounts are in several currencies"),
    ],
)
def test_what_would_change_the_orders_is_told(header, values, begins):
    assert passed_over(beside(**{header: values}), RECIPE) == [
        f'{begins}, by "{header}", which online_retail takes no account of: train with orders '
        "instead, which does."
    ]


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Status", ["paid"] * 4),
        ("Refunded", ["0", "0.00", "0", "0"]),
        ("Cancelled at", [""] * 4),
        ("Test", ["false"] * 4),
        ("Currency", ["EUR"] * 4),
        ("Colour", ["red", "blue", "red", "blue"]),
    ],
)
def test_nothing_is_told_of_columns_that_change_nothing(header, values):
    assert passed_over(beside(**{header: values}), RECIPE) == []


def test_a_column_of_one_currency_says_what_amounts_are_in():
    assert currency_beside(beside(Currency=["EUR"] * 4)) == "EUR"
    assert currency_beside(beside(Currency=["EUR", "USD", "EUR", "EUR"])) == ""
    assert currency_beside(beside(Colour=["red"] * 4)) == ""
    assert currency_beside(columns_beside(ibis.memtable(LINES), RECIPE, EVERYDAY_NOTATION)) == ""
