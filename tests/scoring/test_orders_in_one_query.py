"""Orders of every shape: one expression makes of them what cleaning and roll-up make, anywhere."""

import ibis
import pandas as pd
import pytest

from segmentation.customers.cleaning import with_today
from segmentation.customers.features import customer_table
from segmentation.customers.in_one_query import customers_from_rows
from segmentation.customers.roll_up import rolled_up
from segmentation.customers.today import clean_with_today
from tests.scoring.order_shapes import CUSTOMERS, SHAPES, recipe_of


def step_by_step(rows, recipe):
    table = ibis.duckdb.connect().create_table("t", rows, temp=True)
    cleaned, today = clean_with_today(table, recipe)
    customers = with_today(rolled_up(cleaned.table, recipe), today.moment)
    return customer_table(customers, recipe).execute()


@pytest.mark.parametrize("shape", SHAPES)
def test_orders_of_a_shape(shape, engine):
    recipe, rows = recipe_of(shape), SHAPES[shape][1]
    got = customers_from_rows(engine.table(rows), recipe, step=engine.step).execute()
    got = got.sort_values("customer")
    expected = step_by_step(rows, recipe)
    pd.testing.assert_frame_equal(
        got.reset_index(drop=True)[list(expected)], expected, check_dtype=False
    )
    spent = expected.monetary if "monetary" in expected else [None] * len(expected)
    assert dict(zip(expected.customer, zip(expected.frequency, spent))) == CUSTOMERS[shape]
