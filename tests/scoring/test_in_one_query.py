"""One expression from raw rows keeps and computes what cleaning and roll-up do step by step."""

import datetime

import ibis
import pandas as pd
import pytest

from segmentation.customers.cleaning import clean, kept_rows
from segmentation.customers.in_one_query import customers_from_rows
from segmentation.models import store
from segmentation.recipes import RECIPES
from segmentation.recipes.recipe import Column, Recipe, RepeatedRows, Rule
from segmentation.scoring.expression import score_rows
from tests.conftest import REAL_FILES, ROOT

NETTED = RECIPES["online_retail"].variant("netted-returns")


def in_order(frame):
    return frame.sort_values(list(frame.columns), ignore_index=True)


def same(got, expected):
    pd.testing.assert_frame_equal(
        in_order(got)[list(expected)], in_order(expected), check_exact=True, check_dtype=False
    )


@pytest.mark.parametrize("recipe", [*RECIPES.values(), NETTED], ids=lambda recipe: recipe.name)
def test_customers_of_samples(recipe, raw_rows):
    rows, expected = raw_rows(ROOT / "data" / f"{recipe.name}.csv", recipe)
    got = customers_from_rows(ibis.memtable(rows), recipe).execute()
    same(got, expected)


@pytest.mark.parametrize("name", REAL_FILES)
def test_customers_of_real_files(name, raw_rows, real_data):
    recipe = RECIPES[name]
    rows, expected = raw_rows(real_data / REAL_FILES[name], recipe)
    got = customers_from_rows(ibis.memtable(rows), recipe).execute()
    same(got, expected)
    assert len(got) == {"mall": 200, "personality": 2212, "membership": 1000}.get(name, 4338)


def test_returns_netted_on_real_orders(raw_rows, real_data):
    rows, expected = raw_rows(real_data / REAL_FILES["online_retail"], NETTED)
    got = customers_from_rows(ibis.memtable(rows), NETTED).execute()
    same(got, expected)


ORDERS = pd.DataFrame(
    [
        # invoice, stock code, description, quantity, date, price, customer, country
        ("1", "a", "A", 2.0, "2024-01-01 10:00", 1.5, "x", "UK"),
        ("1", "a", "A", 2.0, "2024-01-01 10:00", 1.5, "x", "UK"),  # Twice.
        ("1", "b", "B", 2.0, "2024-01-01 10:00", 1.5, "x", "UK"),  # Another product.
        ("c2", "a", "A", -4.0, "2024-01-03 10:00", 1.0, "x", "UK"),  # Cancelled.
        ("3", "a", "A", -5.0, "2024-01-03 10:00", 1.0, "x", "UK"),  # Returned.
        ("4", "a", "A", 1.0, "2024-01-03 09:59", 0.1, "y", None),
        ("5", "a", "A", 1.0, "2024-01-02 10:00", 0.2, "y", "France"),
        ("6", "a", "A", 1.0, "2024-01-02 10:00", 0.0, "y", "France"),  # A gift.
        ("7", "a", "A", 1.0, "2024-01-04 10:00", 9.0, None, "UK"),  # The newest date, of nobody.
        ("8", "a", "A", float("nan"), "2024-01-04 10:00", 9.0, "z", "UK"),
        ("9", "a", "A", 1.0, "2024-01-04 10:00", 1e101, "z", "UK"),
    ],
    columns=[
        "invoice", "stock_code", "description", "quantity", "invoice_date", "price", "customer",
        "country",
    ],
).assign(invoice_date=lambda rows: pd.to_datetime(rows.invoice_date))  # fmt: skip


def test_orders_by_hand(engine):
    got = customers_from_rows(engine.table(ORDERS), RECIPES["online_retail"]).execute()
    assert got.sort_values("customer").to_dict("records") == [
        {"customer": "x", "recency": 2, "frequency": 1, "monetary": 6.0, "quantity": 4.0,
         "tenure": 2, "country": "UK"},
        {"customer": "y", "recency": 1, "frequency": 2, "monetary": 0.3, "quantity": 2.0,
         "tenure": 1, "country": "France"},
    ]  # fmt: skip


def test_optional_columns_may_be_missing():
    rows = ORDERS.drop(columns=["country", "description"])
    got = customers_from_rows(ibis.memtable(rows), RECIPES["online_retail"]).execute()
    assert got.country.isna().tolist() == [True, True]


def test_newest_values_there_are(engine):
    """Of age, income and subscription the newest that is there, not one of another day."""
    day = [datetime.datetime(2024, 1, day) for day in (1, 2, 3)]
    rows = pd.DataFrame(
        {
            "customer": ["x", "x", "x", "y"],
            "first_purchase_date": [day[0]] * 4,
            "last_purchase_date": [day[0], day[2], day[1], day[1]],
            "loyalty_points": [1.0, 2.0, 3.0, 4.0],
            "total_spent": [1.1, 2.2, 3.3, 4.4],
            "support_tickets": [0.0, 1.0, 2.0, 0.0],
            "age": [30.0, None, 40.0, None],
            "income": [5.0, 7.0, 6.0, 8.0],
            "subscription": ["gold", None, "basic", None],
            "churn_risk": [None, 0.5, None, None],
        }
    )
    got = customers_from_rows(engine.table(rows), RECIPES["loyalty"]).execute()
    x, y = got.sort_values("customer").to_dict("records")
    assert (x["age"], x["income"], x["subscription"]) == (40, 7, "basic")
    assert (x["total_spent"], x["recency"], x["tenure"]) == (6.6, 0, 2)
    assert pd.isna(y["age"])
    assert (y["income"], y["recency"]) == (8, 1)


def test_one_row_each_as_in_cleaning(engine):
    rows = pd.DataFrame(
        {
            "customer": ["a", "a", None, None, "b"],
            "gender": ["f", "f", "m", "m", None],
            "age": [31.0, 30.0, 20.0, 20.0, 50.0],
            "income": [1.0, 2.0, 3.0, 3.0, 4.0],
            "spending_score": [9.0] * 5,
        }
    )
    got = customers_from_rows(engine.table(rows), RECIPES["mall"]).execute()
    assert sorted(zip(got.customer, got.age)) == [("", 20), ("", 20), ("a", 30), ("b", 50)]
    same(
        kept_rows(ibis.memtable(rows), RECIPES["mall"]).execute(),
        clean(ibis.memtable(rows), RECIPES["mall"]).table.execute(),
    )


def test_rows_alike_in_what_is_carried_alone_stay():
    recipe = Recipe(
        name="own",
        title="Own",
        about="",
        key="customer",
        columns=(
            Column(name="customer", kind="key"),
            Column(name="line", kind="text", carried=False),
        ),
        features=(),
        rules=(RepeatedRows(), Rule(name="a", reason="", keep=lambda t: t.customer != "c")),
        roll_up=lambda t: {"rows": t.count()},
    )
    rows = ibis.memtable({"customer": ["a", "a", "a", "c"], "line": ["1", "1", "2", "1"]})
    assert kept_rows(rows, recipe).execute().to_dict("records") == [{"customer": "a"}] * 2


def test_score_rows_of_a_sample(trained, raw_rows):
    model = store.load(trained, "online_retail")
    rows, expected = raw_rows(ROOT / "data" / "online_retail.csv", model.recipe)
    got = score_rows(ibis.memtable(rows), model).execute()
    known = model.customers.set_index("customer").segment
    assert len(got) == len(expected) == 1050
    assert got.set_index("customer").segment.to_dict() == known.to_dict()
