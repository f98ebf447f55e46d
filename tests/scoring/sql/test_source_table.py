"""What SQLite holds in place of a number, a date or a key counts as missing in its query."""

import datetime
import re
import sqlite3
from contextlib import closing

import duckdb
import ibis
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import score
from segmentation.models import store
from segmentation.recipes import RECIPES
from segmentation.scoring.sql.query import to_sql
from segmentation.scoring.sql.source_table import source_table

SHOPPERS = [
    # customer, gender, age, income, spending_score
    ("as a number", "f", 30, 50, 40),
    ("as text", "f", "30", "50.5", "4e1"),
    ("with spaces", "f", " 30 ", ".5", "+50"),
    ("empty", "f", "", "50", "40"),
    ("null", "f", None, "50", "40"),
    ("in words", "f", "n/a", "50", "40"),
    ("with a comma", "f", "1.234,5", "50", "40"),
    ("half a number", "f", "30 years", "50", "40"),
    ("infinite", "f", "30", "inf", "40"),
    ("beyond all", "f", "30", "1e999", "40"),
    ("far too low", "f", "30", "50", "-1e300"),
    ("hexadecimal", "f", "0x1E", "50", "40"),
]
SHOPPERS_COLUMNS = ("customer", "gender", "age", "income", "spending_score")


def table_in(connection, name, columns, rows, *, of=""):
    connection.execute(f"CREATE TABLE {name} ({', '.join(f'{c} {of}' for c in columns)})")
    places = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
    connection.commit()


def asked(query, columns, rows, *, of="", name="t"):
    with closing(sqlite3.connect(":memory:")) as connection:
        table_in(connection, name, columns, rows, of=of)
        return pd.read_sql_query(query, connection)


@pytest.mark.parametrize("of", ["", "TEXT", "VARCHAR(20)", "NUMERIC", "REAL", "BLOB"])
def test_text_that_is_no_number_counts_as_missing(of, trained):
    query = to_sql(store.load(trained, "mall"), "sqlite", table="t")
    got = asked(query, SHOPPERS_COLUMNS, SHOPPERS, of=of)
    got = got.sort_values("customer")[["customer", "age", "income", "spending_score"]]
    assert got.to_numpy().tolist() == [
        ["as a number", 30, 50, 40],
        ["as text", 30, 50.5, 40],
        ["with spaces", 30, 0.5, 50],
    ]


def test_the_same_customers_as_in_a_scored_list(trained, tmp_path):
    with closing(sqlite3.connect(tmp_path / "shop.sqlite")) as connection:
        # In a list it is recognised how a whole column is written.
        rows = [row for row in SHOPPERS if row[0] != "with a comma"]
        table_in(connection, "t", SHOPPERS_COLUMNS, rows, of="TEXT")
        query = to_sql(store.load(trained, "mall"), "sqlite", table="t")
        got = pd.read_sql_query(query, connection).set_index("customer").segment
    out = tmp_path / "out.parquet"
    data = f"sqlite://{tmp_path}/shop.sqlite"
    command = ["mall", "--data", data, "--table", "t", "--out", str(out)]
    assert score.main([*command, "--models", str(trained)]) == 0
    expected = pq.read_table(out).to_pandas().set_index("customer").segment
    assert got.to_dict() == expected.to_dict()
    assert sorted(got.index) == ["as a number", "as text", "with spaces"]


NUMBER = re.compile(r"\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*", re.IGNORECASE | re.ASCII)


@given(st.lists(st.text("0123456789.,eE+- /a", max_size=8), min_size=1))
@settings(deadline=None, max_examples=100)
def test_of_texts_only_numbers_in_full_are_read(texts):
    source = source_table(RECIPES["mall"], name="t", typed=False).select("age")
    got = asked(str(ibis.to_sql(source, dialect="sqlite")), ["age"], [(t,) for t in texts])
    expected = [float(text) if NUMBER.fullmatch(text) else None for text in texts]
    # What is greater leaves its customer out, by another step.
    assert [None if pd.isna(age) or age > 1e100 else age for age in got.age] == [
        value if value is not None and value <= 1e100 else None for value in expected
    ]


def test_large_whole_numbers_are_numbers():
    source = source_table(RECIPES["mall"], name="t", typed=False).select("age")
    got = asked(str(ibis.to_sql(source, dialect="sqlite")), ["age"], [(2**53 + 1,), (2**62 + 1,)])
    assert got.age.tolist() == [2.0**53, 2.0**62]


def test_customers_without_a_key_are_not_one_customer(trained):
    query = to_sql(store.load(trained, "mall"), "sqlite", table="t")
    rows = [("", "", age, 50, 40) for age in (20, 40)] + [("7", "f", 30, 50, 40)]
    got = asked(query, SHOPPERS_COLUMNS, rows, of="TEXT").sort_values("age")
    assert got.customer.tolist() == ["", "7", ""]
    assert got.gender.fillna("none").tolist() == ["none", "f", "none"]


@pytest.mark.parametrize("dialect", ["duckdb", "postgres"])
def test_an_empty_key_is_none_on_other_engines_too(dialect, trained, request):
    query = to_sql(store.load(trained, "mall"), dialect, table="keyless")
    rows = pd.DataFrame([("", "", age, 50, 40) for age in (20, 40)], columns=SHOPPERS_COLUMNS)
    if dialect == "duckdb":
        with duckdb.connect() as connection:
            connection.register("keyless", rows)
            got = connection.execute(query).fetchall()
    else:
        connection = request.getfixturevalue("postgres")
        connection.create_table("keyless", rows, overwrite=True)
        with connection.con.cursor() as cursor:
            got = cursor.execute(query).fetchall()
    assert sorted(row[:2] for row in got) == [("", 20), ("", 40)]


ORDERS_COLUMNS = [column.name for column in RECIPES["loyalty"].columns]


def order(customer, first, last):
    known = {"customer": customer, "first_purchase_date": first, "last_purchase_date": last}
    return tuple(known.get(name, 5) for name in ORDERS_COLUMNS)


def test_text_that_is_no_date_counts_as_missing(trained):
    query = to_sql(store.load(trained, "loyalty"), "sqlite", table="t")
    day = "2024-03-01"
    rows = [
        order("a", day, "2024-03-11T10:00:00"),
        order("a", "n/a", "n/a"),
        order("b", "", "2024-03-10 10:00"),
        order("b", "2024-03-09", ""),
        order("c", "now", "now"),
        order("c", "2024-02-28 23:59:59", "2024-03-08 23:59:59"),
        order("d", day, "12/03/2024"),
        order("e", 45306, 45400),
        order("", day, "2024-03-11"),
    ]
    got = asked(query, ORDERS_COLUMNS, rows, of="TEXT").sort_values("customer")
    shown = got[["customer", "recency", "tenure"]].astype(object)
    assert shown.where(shown.notna(), None).to_numpy().tolist() == [
        ["a", 0, 10],
        ["b", 1, 2],
        ["c", 2, 11],
        ["d", None, 10],
        ["e", None, None],
    ]


def test_dates_written_in_two_ways_are_the_same_moment():
    source = source_table(RECIPES["loyalty"], name="t", typed=False)
    query = str(ibis.to_sql(source.select("last_purchase_date"), dialect="sqlite"))
    rows = [("2024-03-11",), ("2024-03-11T00:00:00",), ("2024-03-11 02:00+02:00",)]
    got = asked(query, ["last_purchase_date"], rows)
    assert pd.to_datetime(got.last_purchase_date).tolist() == [datetime.datetime(2024, 3, 11)] * 3


@pytest.mark.parametrize("text", ["", "n/a", "1.234,5"])
def test_typed_engines_refuse_other_text(text, trained, request):
    model = store.load(trained, "mall")
    rows = pd.DataFrame([("a", "f", text, "50", "40")], columns=SHOPPERS_COLUMNS)
    with duckdb.connect() as connection, pytest.raises(duckdb.ConversionException):
        connection.register("refused", rows)
        connection.execute(to_sql(model, "duckdb", table="refused")).fetchall()
    connection = request.getfixturevalue("postgres")
    connection.create_table("refused", rows, overwrite=True)
    query = to_sql(model, "postgres", table="refused")
    with connection.con.cursor() as cursor, pytest.raises(Exception, match="invalid input syntax"):
        cursor.execute(query)
    connection.con.rollback()
