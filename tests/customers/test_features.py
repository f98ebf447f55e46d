"""One row a customer: key, features, categories, in an order that does not depend on the file."""

from contextlib import ExitStack
from dataclasses import replace

import ibis
import numpy as np
import pandas as pd
import pytest

from segmentation.customers.cleaning import with_today
from segmentation.customers.columns import read_columns
from segmentation.customers.features import (
    asked_for,
    complete,
    customer_table,
    fingerprint,
    follow,
    load_customers,
    rfm_scores,
)
from segmentation.customers.roll_up import rolled_up
from segmentation.customers.today import find_today
from segmentation.recipes.common import score
from segmentation.recipes.loyalty import LOYALTY
from segmentation.recipes.mall import MALL
from segmentation.recipes.online_retail import ONLINE_RETAIL
from segmentation.recipes.personality import PERSONALITY
from segmentation.sources import open_table

ROWS = [
    {"id": "b", "gender": "F", "age": "20", "income": "30", "score": "40"},
    {"id": "a", "gender": "", "age": "21", "income": "", "score": "41"},
    {"id": "c", "gender": "M", "age": "22", "income": "32", "score": "42"},
]
WITHOUT_KEY = [{name: row[name] for name in ("age", "income", "score")} for row in ROWS]


@pytest.fixture
def table_of(tmp_path):
    """The columns of a recipe, read from rows."""
    with ExitStack() as stack:

        def read(rows, recipe=MALL):
            pd.DataFrame(rows).to_csv(tmp_path / "rows.csv", index=False)
            table = stack.enter_context(open_table(tmp_path / "rows.csv")).table
            read = read_columns(table, recipe)
            today = find_today(read, recipe)
            return with_today(read, today and today.moment)

        yield read


@pytest.fixture
def load(table_of):
    """The customers of a recipe, from rows."""

    def read(rows, recipe=MALL):
        frame, *_ = load_customers(customer_table(table_of(rows, recipe), recipe), recipe)
        return frame

    return read


def test_columns_and_types(load):
    frame = load(ROWS)
    assert frame.columns.tolist() == ["customer", "age", "income", "spending_score", "gender"]
    assert frame.dtypes[["age", "income", "spending_score"]].eq("float64").all()


def test_customers_are_sorted_by_key(load):
    frame = load(ROWS)
    assert frame.customer.tolist() == ["a", "b", "c"]
    assert frame.age.tolist() == [21, 20, 22]


def test_missing_values_stay_missing(load):
    frame = load(ROWS)
    assert frame.income.isna().tolist() == [True, False, False]
    assert frame.gender.isna().tolist() == [True, False, False]


def test_customers_without_a_key_are_numbered(load):
    frame = load(WITHOUT_KEY[::-1])
    assert frame.customer.tolist() == ["1", "2", "3"]
    assert frame.age.tolist() == [20, 21, 22]


def test_a_table_of_customers_holds_what_is_typed_in_and_what_a_table_can_say():
    table = ibis.table(
        {
            "customer": "int64",
            "last_order": "timestamp",
            "first_order": "timestamp",
            "today": "timestamp",
            "orders": "int64",
            "spend": "float64",
            "pieces": "float64",
            "country": "string",
        }
    )
    assert customer_table(table, ONLINE_RETAIL).columns == (
        "customer",
        "recency",
        "frequency",
        "monetary",
        "quantity",
        "tenure",
        "country",
    )


def test_a_row_a_customer_is_not_rolled_up(table_of):
    table = table_of(ROWS)
    assert rolled_up(table, MALL) is table


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (["recency"], ["recency"]),
        (["monetary", "recency"], ["recency", "monetary"]),
        (["basket"], ["frequency", "monetary"]),
        (["basket", "frequency"], ["frequency", "monetary"]),
        (["tenure"], ["tenure"]),
    ],
)
def test_what_is_asked_for_a_shop_customer(names, asked):
    assert [feature.name for feature in asked_for(names, ONLINE_RETAIL)] == asked


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (["m_score"], ["total_spent"]),
        (["avg_order_value", "f_score"], ["total_spent", "number_of_orders"]),
        (["r_score", "age"], ["recency", "age"]),
    ],
)
def test_what_is_asked_for_a_member(names, asked):
    assert [feature.name for feature in asked_for(names, LOYALTY)] == asked


def test_a_score_of_what_follows_from_others_asks_for_those():
    recipe = replace(LOYALTY, features=(*LOYALTY.features, score("x", "avg_order_value", "X")))
    asked = [feature.name for feature in asked_for(["x"], recipe)]
    assert asked == ["total_spent", "number_of_orders"]


def test_one_customer_is_completed():
    quintiles = {
        "recency": [10.0, 20.0, 30.0, 40.0],
        "number_of_orders": [1.0, 2.0, 3.0, 4.0],
        "total_spent": [100.0, 200.0, 300.0, 400.0],
    }
    values = {"recency": 10, "number_of_orders": 5, "total_spent": 250}
    assert complete(values, LOYALTY, quintiles) == values | {
        "avg_order_value": 50.0,
        "r_score": 5.0,
        "f_score": 5.0,
        "m_score": 3.0,
    }
    assert complete({"recency": 41}, LOYALTY, quintiles) == {"recency": 41, "r_score": 1.0}


def test_what_follows_is_reckoned_for_many_at_once():
    quintiles = {
        "number_of_orders": [1.0, 2.0, 3.0, 4.0],
        "total_spent": [100.0, 200.0, 300.0, 400.0],
    }
    values = {"number_of_orders": np.array([1.0, 5.0]), "total_spent": 250.0}
    found = follow(values, LOYALTY, quintiles)
    assert found["avg_order_value"].tolist() == [250.0, 50.0]
    assert found["f_score"].tolist() == [1, 5]
    assert found["m_score"] == 3


def test_scores_of_recency_frequency_and_spend():
    frame = pd.DataFrame({"recency": [1, 99], "frequency": [9, 1], "monetary": [30, 25]})
    quintiles = {
        "recency": [10, 20, 30, 40],
        "frequency": [1, 2, 3, 4],
        "monetary": [10, 20, 30, 40],
    }
    scores = rfm_scores(frame, ONLINE_RETAIL, quintiles)
    assert {name: list(values) for name, values in scores.items()} == {
        "recency": [5, 1],
        "frequency": [5, 1],
        "monetary": [3, 3],
    }


def test_personality_computes_age_and_total_spend(load):
    spent = dict(
        zip(
            ("wines", "fruits", "meat products", "fish products", "sweet products", "gold prods"),
            ("1", "20", "300", "4000", "50000", "600000"),
        )
    )
    row = {
        "year birth": "1980",
        "income": "1",
        "dt customer": "29-06-2014",
        "recency": "5",
        "num web purchases": "6",
        "num store purchases": "7",
        **{f"mnt {group}": amount for group, amount in spent.items()},
    }
    frame = load([row, row | {"year birth": "1990", "mnt wines": ""}], PERSONALITY)
    assert frame.age.tolist() == [24, 34]
    assert frame.total_spent.tolist()[1] == 654321
    assert pd.isna(frame.total_spent[0])


@pytest.mark.parametrize("rows", [ROWS, WITHOUT_KEY])
def test_order_of_the_rows_does_not_matter(load, rows):
    pd.testing.assert_frame_equal(load(rows), load(rows[::-1]))
    assert fingerprint(load(rows)) == fingerprint(load(rows[::-1]))


def test_fingerprint_is_a_sha_256(load):
    assert len(bytes.fromhex(fingerprint(load(ROWS)))) == 32


@pytest.mark.parametrize("change", [{"age": "23"}, {"gender": "F"}, {"id": "d"}])
def test_fingerprint_changes_with_any_value(load, change):
    assert fingerprint(load(ROWS)) != fingerprint(load([*ROWS[:2], ROWS[2] | change]))
