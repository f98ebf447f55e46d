"""Tables and queries of DuckDB files."""

import duckdb
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

CUSTOMERS = "CREATE TABLE customers AS SELECT 1 AS id, 'Ann' AS \"first name\""
ROW = {"id": 1, "first name": "Ann"}


@pytest.fixture
def database(tmp_path):
    """The path of a DuckDB file made by these statements."""

    def write(*statements):
        path = tmp_path / "shop.db"
        with duckdb.connect(path) as connection:
            for statement in statements:
                connection.execute(statement)
        return path

    return write


@pytest.mark.parametrize("address", ["duckdb://{}", "{}"])
def test_only_table(database, rows_at, understood, address):
    source = address.format(database(CUSTOMERS))
    assert rows_at(source) == [ROW]
    assert understood(source) == ['Table "customers".']


def test_address_from_here(database, rows_at, monkeypatch):
    monkeypatch.chdir(database(CUSTOMERS).parent)
    assert rows_at("duckdb://shop.db") == [ROW]


def test_file_is_not_changed(database, rows_at):
    path = database(CUSTOMERS)
    before = path.read_bytes()
    path.chmod(0o444)
    assert rows_at(path) == [ROW]
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["shop.db"]


@pytest.mark.parametrize("wanted", ["sales.orders", "orders", "ORDERS"])
def test_table_in_a_schema(database, rows_at, wanted):
    path = database(CUSTOMERS, "CREATE SCHEMA sales", "CREATE TABLE sales.orders AS SELECT 5 AS n")
    assert rows_at(path, table=wanted) == [{"n": 5}]
    with open_table(path, Reading(table=wanted)) as opened:
        assert (opened.name, opened.understood) == ("shop.db (sales.orders)", [])


def test_view(database, rows_at):
    path = database(CUSTOMERS, 'CREATE VIEW names AS SELECT "first name" AS n FROM customers')
    assert rows_at(path, table="names") == [{"n": "Ann"}]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT id + 1 AS n FROM customers",
        "  select id + 1 as n\nfrom customers; ",
        "WITH c AS (SELECT * FROM customers) SELECT id + 1 AS n FROM c -- all",
    ],
)
def test_query(database, rows_at, query):
    path = database(CUSTOMERS)
    assert rows_at(path, table=query) == [{"n": 2}]
    with open_table(path, Reading(table=query)) as opened:
        assert opened.name == "shop.db (query)"


def test_several_tables(database, rows_at):
    path = database(*(f"CREATE TABLE t{n:02} AS SELECT 1 AS a" for n in range(12)))
    expected = r'^"shop\.db" has several tables: "t00", .*"t09" and 2 more\. Name one of them with'
    with pytest.raises(TableNotNamed, match=expected):
        rows_at(path)


def test_table_that_is_not_there(database, rows_at):
    path = database(CUSTOMERS, "CREATE TABLE orders AS SELECT 1 AS a")
    expected = r'^"shop\.db" has no table "customer"; its tables include "customers"\. Name one'
    with pytest.raises(TableNotFound, match=expected):
        rows_at(path, table="customer")
    with pytest.raises(TableNotFound, match=r'"zzz"; its tables include "customers", "orders"\.'):
        rows_at(path, table="zzz")


def test_table_name_that_is_sql(database, rows_at):
    path = database(CUSTOMERS)
    with pytest.raises(TableNotFound, match="has no table"):
        rows_at(path, table='customers"; DROP TABLE customers; --')
    assert rows_at(path) == [ROW]


@pytest.mark.parametrize(
    "query", ["SELECT surname FROM customers", "SELECT 1; DROP TABLE customers"]
)
def test_query_that_is_wrong(database, rows_at, query):
    path = database(CUSTOMERS)
    with pytest.raises(FailedQuery, match=r'^"shop\.db" does not answer the query: .*Error: .*\.$'):
        rows_at(path, table=query)
    assert rows_at(path) == [ROW]


def test_no_tables_and_no_rows(database, rows_at):
    path = database("SELECT 1")
    with pytest.raises(NoTables, match=r'^There are no tables in "shop\.db"'):
        rows_at(path)
    path = database("CREATE TABLE customers(id INTEGER)")
    with pytest.raises(NoRows, match=r'^"shop\.db \(customers\)" has column names but no rows'):
        rows_at(path)


def test_file_that_is_not_there(rows_at):
    with pytest.raises(SourceNotFound, match=r'^There is no file "nowhere/shop\.db"'):
        rows_at("duckdb://nowhere/shop.db")


def test_file_that_is_no_database(written, rows_at):
    path = written(b"x" * 5_000, "shop.db")
    expected = r'^The database "shop\.db" cannot be opened: it is damaged or no DuckDB database'
    with pytest.raises(DatabaseRefused, match=expected):
        rows_at(f"duckdb://{path}")


def test_truncated_database(database, rows_at):
    path = database("CREATE TABLE t AS SELECT range AS n FROM range(100000)")
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(DatabaseRefused, match="it is damaged or no DuckDB database"):
        rows_at(path)
