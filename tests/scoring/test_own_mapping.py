"""A model of a table whose meaning is a mapping: scored in other engines as it was trained."""

import ibis
import numpy as np
import pandas as pd
import pytest

from segmentation.customers.in_one_query import customers_from_rows
from segmentation.recipes.mapped import recipe_of_mapping
from segmentation.scoring.sql.query import DIALECTS

MAPPING = """
kind = "own"
name = "own_bank"
title = "Bank"
today = "Last visit"

[[columns]]
header = "id"
use = "key"

[[columns]]
header = "Last visit"
use = "feature"
kind = "date"
meaning = "last"

[[columns]]
header = "Ends"
use = "feature"
kind = "date"
meaning = "days until"

[[columns]]
header = "Born"
use = "feature"
kind = "date"
meaning = "age"

[[columns]]
header = "Joined in"
use = "feature"
kind = "year"
meaning = "tenure"

[[columns]]
header = "Used"
use = "feature"
kind = "number"
meaning = "credit used"
share = true

[[columns]]
header = "Level"
use = "feature"
kind = "ordered"
meaning = "rank"
steps = [["Low", 1], ["It's high", 2]]

[[columns]]
header = "Films"
use = "feature"
kind = "yes_no"
steps = [["No", 0], ["Yes", 1]]
"""
ROWS = pd.DataFrame(
    {
        "own_key": ["a", "b", "c"],
        "last_visit": pd.to_datetime(["2024-03-10", "2024-03-01", "2024-02-29"]),
        "ends": pd.to_datetime(["2024-03-11", "2025-03-10", "2024-03-10"]),
        "born": pd.to_datetime(["2004-03-09", "2004-03-12", "1954-01-01"]),
        "joined_in": [2024.0, 2020.0, np.nan],
        "used": [0.25, 1.0, 0.0],
        "level": ["Low", "It's high", "unheard of"],
        "films": ["Yes", "No", None],
    }
)
EXPECTED = {
    "last_visit": [0, 9, 10],
    "ends": [1, 365, 0],
    "born": [20, 19, 70],
    "joined_in": [0, 4, None],
    "used": [25, 100, 0],
    "level": [1, 2, None],
    "films": [1, 0, None],
}


@pytest.fixture(params=["duckdb", "sqlite"])
def rows(request):
    """The customers, in an engine."""
    engine = ibis.duckdb.connect() if request.param == "duckdb" else ibis.sqlite.connect()
    return engine.create_table("rows", ROWS)


def test_features_are_the_same_in_every_engine(rows):
    recipe = recipe_of_mapping(MAPPING, "mapping.toml")
    got = customers_from_rows(rows, recipe).execute().sort_values("customer")
    for name, values in EXPECTED.items():
        assert [None if pd.isna(value) else value for value in got[name]] == values, name


@pytest.mark.parametrize("dialect", [name for name in DIALECTS if name != "spark"])
def test_features_can_be_written_in_every_dialect(dialect):
    recipe = recipe_of_mapping(MAPPING, "mapping.toml")
    rows = ibis.table(ibis.memtable(ROWS).schema(), name="rows")
    written = ibis.to_sql(customers_from_rows(rows, recipe), dialect=DIALECTS[dialect].sqlglot)
    assert "It''s high" in written or "It\\'s high" in written
