"""Of the rows of one customer the same one is taken in every dialect, nulls or not."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace

import duckdb
import ibis
import pandas as pd
import pytest
import sqlglot
from sqlglot import exp

from segmentation.models import store
from segmentation.recipes import RECIPES
from segmentation.scoring.sql.dialects import DIALECTS
from segmentation.scoring.sql.null_order import with_null_keys
from segmentation.scoring.sql.query import to_sql

# Where nulls stand in each dialect unless told: (ascending, descending).
DEFAULTS = {
    "duckdb": ("last", "last"),
    "postgres": ("last", "first"),
    "snowflake": ("last", "first"),
    "bigquery": ("first", "last"),
    "spark": ("first", "last"),
    "sqlite": ("first", "last"),
}
NETTED = RECIPES["online_retail"].variant("netted-returns")
KEY = re.compile(
    r"(?P<what>[\w\"`().-]+)(?P<is_null> IS NULL(?: OR ISNAN\([^)]*\))?)?"
    r" (?P<way>ASC|DESC)(?: NULLS (?P<nulls>FIRST|LAST))?"
)


def orders(query):
    """The keys that each window is ordered by, read off the text alone."""
    for found in re.finditer("ORDER BY", query):
        depth, end = 0, found.end()
        while depth >= 0:
            depth += {"(": 1, ")": -1}.get(query[end], 0)
            end += 1
        keys = re.split(r"\s(?:ROWS|RANGE)\s", query[found.end() : end - 1])[0]
        yield [KEY.fullmatch(key.strip()) for key in re.split(r",\s+", keys)]


def misplaced(keys, dialect, wanted):
    """The keys whose nulls stand elsewhere than a window of the recipes has them."""
    defaults = dict(zip(("ASC", "DESC"), DEFAULTS[dialect]))
    wrong = []
    for before, key in zip([None, *keys], keys):
        if key["is_null"]:
            continue
        stand = (key["nulls"] or defaults[key["way"]]).lower()
        if before and before["is_null"] and before["what"] == key["what"]:
            stand = {"ASC": "last", "DESC": "first"}[before["way"]]
        if stand != wanted[key["way"]]:
            wrong.append(key[0])
    return wrong


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("recipe", [*RECIPES.values(), NETTED], ids=lambda r: f"{r.name}{r.varied}")
def test_nulls_stand_where_they_should(recipe, dialect, trained):
    model = replace(store.load(trained, recipe.name), recipe=recipe)
    query = to_sql(model, dialect)
    found = list(orders(query))
    assert len(found) == len(re.findall(r"\bOVER\b", query))
    assert all(key for keys in found for key in keys)
    # The newest value is looked for backwards; returns are taken off with nulls last both ways.
    wanted = {"ASC": "last", "DESC": "last" if recipe is NETTED else "first"}
    assert [misplaced(keys, dialect, wanted) for keys in found] == [[]] * len(found)
    assert bool(found) == (recipe is NETTED or recipe.name != "online_retail")


def on_sqlite(query, rows, _request):
    with closing(sqlite3.connect(":memory:")) as connection:
        rows.to_sql("t", connection, index=False)
        return pd.read_sql_query(query, connection)


def on_postgres(query, rows, request):
    connection = request.getfixturevalue("postgres")
    connection.create_table("t", rows, overwrite=True)
    with connection.con.cursor() as cursor:
        cursor.execute(query)
        return pd.DataFrame(cursor.fetchall(), columns=[c.name for c in cursor.description])


def on_duckdb(query, rows, _request):
    with duckdb.connect() as connection:
        connection.register("t", rows)
        # BigQuery's own, for the query that is written for it.
        connection.execute("CREATE MACRO ieee_divide(a, b) AS a / b")
        return connection.execute(query).df()


def up_to(step, query, dialect):
    """The query up to a step, for DuckDB where there is no such engine here."""
    (tree,) = sqlglot.parse(query, read=DIALECTS[dialect].sqlglot)
    steps = tree.args["with_"].expressions
    names = [cte.alias for cte in steps]
    tree.args["with_"].set("expressions", steps[: names.index(step) + 1])
    written = exp.select("*").from_(step)
    written.set("with_", tree.args["with_"])
    here = dialect if dialect in ("duckdb", "sqlite", "postgres") else "duckdb"
    return written.sql(dialect=here)


def rows_of(step, model, dialect, rows, request):
    query = up_to(step, to_sql(model, dialect, table="t"), dialect)
    run = {"sqlite": on_sqlite, "postgres": on_postgres}.get(dialect, on_duckdb)
    return run(query, rows, request)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_of_two_rows_the_one_without_nulls_is_kept(dialect, trained, request):
    rows = pd.DataFrame(
        {
            "customer": ["a", "a", "b"],
            "gender": [None, "f", None],
            "age": [31.0, 50.0, 20.0],
            "income": [1.0, 2.0, 3.0],
            "spending_score": [9.0, 9.0, 9.0],
        }
    )
    got = rows_of("one_row_each", store.load(trained, "mall"), dialect, rows, request)
    assert sorted(zip(got.customer, got.age)) == [("a", 50), ("b", 20)]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_of_two_equally_new_values_that_beside_a_null_is_taken(dialect, trained, request):
    """An age that is missing is the last of all, so what stands beside it is the newest."""
    day = pd.Timestamp("2024-01-01")
    rows = pd.DataFrame(
        {
            "customer": ["a", "a", "a"],
            "first_purchase_date": [day] * 3,
            "last_purchase_date": [day] * 3,
            "loyalty_points": [1.0, 2.0, 3.0],
            "total_spent": [1.0, 2.0, 3.0],
            "support_tickets": [0.0] * 3,
            "age": [30.0, None, 40.0],
            "income": [5.0, 7.0, None],
            "subscription": ["basic", "gold", None],
            "churn_risk": [0.0] * 3,
        }
    )
    got = rows_of("rolled_up", store.load(trained, "loyalty"), dialect, rows, request)
    assert got[["age", "income", "subscription"]].to_numpy().tolist() == [[40, 7, "gold"]]


def test_keys_for_nulls_change_no_order():
    table = ibis.memtable({"n": [1, 2, 3, 4], "x": [2.0, None, 1.0, None], "y": [1, 2, 3, None]})
    numbered = table.mutate(
        up=ibis.row_number().over(order_by=[table.x, table.y]),
        down=ibis.row_number().over(order_by=[table.x.desc(nulls_first=True), table.y.desc()]),
        so_far=table.y.sum().over(ibis.cumulative_window(order_by=table.x.desc())),
    )
    got, expected = with_null_keys(numbered).execute(), numbered.execute()
    pd.testing.assert_frame_equal(
        got.sort_values("n", ignore_index=True), expected.sort_values("n", ignore_index=True)
    )
    assert expected.sort_values("n").up.tolist() == [1, 2, 0, 3]
