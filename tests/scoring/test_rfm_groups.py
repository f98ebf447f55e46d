"""The group by recency, frequency and spend: in every engine that of `rfm`, for every code."""

from dataclasses import replace
from itertools import product

import pandas as pd
import pytest

from segmentation.customers.features import rfm_scores
from segmentation.models import store
from segmentation.recipes import rfm
from segmentation.scoring.expression import scored
from segmentation.scoring.sql.query import to_sql
from tests.scoring.test_expression import in_order

CUTS = {"recency": [10, 20, 30, 40], "frequency": [1, 2, 3, 4], "monetary": [0.5, 5, 50, 500]}
# On a cut, just above it and beyond the last: all five fifths.
VALUES = {"recency": [10, 10.5, 30, 40, 41], "frequency": [1, 2, 2.5, 4, 9],
          "monetary": [0, 5, 6, 500, 501]}  # fmt: skip


@pytest.fixture
def model(quick_models):
    model = store.load(quick_models, "online_retail")
    return replace(model, card=model.card.model_copy(update={"quintiles": CUTS}))


@pytest.fixture
def customers():
    """One for each of the 125 codes."""
    rows = pd.DataFrame(list(product(*VALUES.values())), columns=list(VALUES), dtype=float)
    return rows.assign(customer=[f"c{n:03}" for n in range(125)], quantity=1.0)


def test_all_codes_on_every_engine(model, customers, engine):
    got = in_order(scored(engine.table(customers), model))
    expected = rfm.groups(*rfm_scores(customers, model.recipe, CUTS).values())
    assert got.rfm_group.tolist() == expected
    assert set(expected) == set(rfm.CODES)
    codes = sum(rfm_scores(customers, model.recipe, CUTS).values(), start=0)
    assert len(codes) == 125


def test_no_group_where_one_of_the_three_is_missing(model, customers, engine):
    some = customers.head(4).assign(
        recency=[5, None, 5, 5], frequency=[9, 9, None, 9], monetary=[600, 600, 600, None]
    )
    got = in_order(scored(engine.table(some), model)).rfm_group
    assert got.astype(object).where(got.notna(), None).tolist() == ["Champions", None, None, None]


def test_no_column_where_the_model_or_the_customers_know_nothing_of_it(model, customers, engine):
    without = model.card.model_copy(update={"quintiles": {}})
    table = engine.table(customers)
    assert "rfm_group" not in scored(table, replace(model, card=without)).columns
    named = [name for name in model.card.feature_names if name != "monetary"]
    assert "monetary" not in named
    recipe = replace(model.recipe, rfm=None)
    assert "rfm_group" not in scored(table, replace(model, recipe=recipe)).columns


def test_the_comment_of_the_query_tells_of_it(model, quick_models):
    told = "-- rfm_group (by recency, frequency and spend alone),"
    assert told in to_sql(model, "duckdb").splitlines()
    assert told not in to_sql(store.load(quick_models, "mall"), "duckdb").splitlines()
