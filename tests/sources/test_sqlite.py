"""Tables and queries of SQLite files."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from segmentation.errors import (
    DatabaseRefused,
    FailedQuery,
    NoRows,
    NoTables,
    SourceNotFound,
    TableNotFound,
    TableNotNamed,
)
from segmentation.sources import Reading, open_table

CUSTOMERS = "CREATE TABLE customers(id INTEGER, name TEXT)"
ANN = "INSERT INTO customers VALUES (17850, 'Ann')"
ROW = {"id": 17850, "name": "Ann"}


@pytest.fixture
def database(tmp_path):
    """The path of an SQLite file made by these statements."""

    def write(*statements):
        path = tmp_path / "shop #1?.db"
        with closing(sqlite3.connect(path)) as connection, connection:
            for statement in statements:
                connection.execute(statement)
        return path

    return write


INTERRUPTED = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN")
connection.execute("UPDATE customers SET name = 'Eve'")
rows = ((at, "x" * 1000) for at in range(2000))
connection.executemany("INSERT INTO customers VALUES (?, ?)", rows)
os._exit(1)
"""


def test_what_an_interrupted_program_wrote_is_undone(database, rows_at):
    """It ended while it wrote: half of that is in the file, and how to undo it in its journal."""
    path = database(CUSTOMERS, ANN)
    subprocess.run([sys.executable, "-c", INTERRUPTED, path])
    assert path.with_name(f"{path.name}-journal").stat().st_size > 0
    assert rows_at(str(path)) == [ROW]


@pytest.mark.parametrize("address", ["sqlite://{}", "{}"])
def test_only_table(database, rows_at, understood, address):
    source = address.format(database(CUSTOMERS, ANN))
    assert rows_at(source) == [ROW]
    assert understood(source) == ['Table "customers".']
    with open_table(source) as opened:
        assert opened.name == "shop #1?.db (customers)"


def test_values_decide_on_types(database, rows_at):
    path = database(
        "CREATE TABLE t(whole, number REAL, mixed INTEGER, day DATE, none, both, bytes BLOB)",
        "INSERT INTO t VALUES (1, 2.5, 536365, '2020-01-02', NULL, 1, x'00ff')",
        "INSERT INTO t VALUES (NULL, 3, 'C536379', '2020-01-03', NULL, 0.5, NULL)",
        "INSERT INTO t VALUES (9007199254740993, 4.0, 7.0, NULL, NULL, NULL, NULL)",
    )
    first = {
        "whole": 1,
        "number": 2.5,
        "mixed": "536365",
        "day": "2020-01-02",
        "none": None,
        "both": 1.0,
        "bytes": b"\x00\xff",
    }
    rows = rows_at(path)
    assert rows[0] == first
    assert [row["mixed"] for row in rows] == ["536365", "C536379", "7"]
    assert [row["whole"] for row in rows] == [1, None, 9007199254740993]


def test_text_that_is_not_utf_8(database, rows_at):
    path = database(CUSTOMERS, "INSERT INTO customers VALUES (1, CAST(x'5a6feb' AS TEXT))")
    assert rows_at(path) == [{"id": 1, "name": "Zo\ufffd"}]


def test_more_rows_than_are_copied_at_a_time(database, rows_at):
    path = database(
        "CREATE TABLE t(n)",
        "WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < 119999) "
        "INSERT INTO t SELECT n FROM c",
    )
    assert [row["n"] for row in rows_at(path)] == list(range(120_000))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT id + 1 AS n FROM customers;",
        "WITH c AS (SELECT * FROM customers) SELECT id + 1 AS n FROM c -- all",
    ],
)
def test_query(database, query):
    with open_table(database(CUSTOMERS, ANN), Reading(table=query)) as opened:
        assert opened.table.to_pyarrow().to_pylist() == [{"n": 17851}]
        assert (opened.name, opened.understood) == ("shop #1?.db (query)", [])


def test_query_with_columns_of_the_same_name(database, rows_at):
    path = database(CUSTOMERS, ANN)
    rows = rows_at(path, table="SELECT a.id, b.id FROM customers a, customers b")
    assert rows == [{"id": 17850, "id (2)": 17850}]


def test_view_and_name_in_another_case(database, rows_at):
    path = database(CUSTOMERS, ANN, "CREATE VIEW Names AS SELECT name FROM customers")
    assert rows_at(path, table="names") == [{"name": "Ann"}]
    assert rows_at(path, table="main.customers") == [ROW]


def test_several_tables(database, rows_at):
    path = database(CUSTOMERS, "CREATE TABLE orders(id)")
    with pytest.raises(TableNotNamed, match=r'has several tables: "customers", "orders"\. Name'):
        rows_at(path)


def test_table_that_is_not_there(database, rows_at):
    with pytest.raises(TableNotFound, match='no table "custmers"; its tables include "customers"'):
        rows_at(database(CUSTOMERS), table="custmers")


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT surname FROM customers", "no such column: surname"),
        ("SELECT * FROM nowhere", "no such table: nowhere"),
        ("SELECT 1; DROP TABLE customers", ""),
        ("WITH a AS (SELECT 1) DELETE FROM customers", ""),
    ],
)
def test_query_that_is_wrong(database, rows_at, query, reason):
    path = database(CUSTOMERS, ANN)
    with pytest.raises(FailedQuery, match=rf"does not answer the query: .*{reason}.*\.$"):
        rows_at(path, table=query)
    assert rows_at(path) == [ROW]


def test_no_tables_and_no_rows(database, rows_at):
    with pytest.raises(NoTables, match="There are no tables in"):
        rows_at(database("PRAGMA user_version = 1"))
    with pytest.raises(NoRows, match=r"\(customers\)\" has column names but no rows"):
        rows_at(database(CUSTOMERS))


def test_file_that_is_not_there(rows_at, tmp_path):
    with pytest.raises(SourceNotFound, match=r'^There is no file ".*nowhere\.db"'):
        rows_at(f"sqlite://{tmp_path}/nowhere.db")
    assert list(tmp_path.iterdir()) == []


def test_file_that_is_no_database(written, rows_at):
    path = written(b"x" * 5_000, "shop.db")
    expected = r'^The database "shop\.db" cannot be opened: it is damaged or no SQLite database'
    with pytest.raises(DatabaseRefused, match=expected):
        rows_at(f"sqlite://{path}")


def test_damaged_database(database, rows_at):
    path = database(CUSTOMERS, *[ANN] * 5_000)
    content = bytearray(path.read_bytes())
    content[5_000:-100] = bytes(len(content) - 5_100)
    path.write_bytes(content)
    with pytest.raises(DatabaseRefused, match="it is damaged or no SQLite database"):
        rows_at(path)
