"""Tables and queries of a PostgreSQL server, which the tests start themselves."""

import builtins
import datetime as dt
import traceback
from decimal import Decimal

import pytest

from segmentation.errors import (
    DatabaseRefused,
    DataError,
    FailedQuery,
    MissingPackage,
    NoRows,
    NoTables,
    TableNotFound,
    TableNotNamed,
    UnclearAddress,
    UnknownAddress,
)
from segmentation.sources import Reading, open_table
from segmentation.sources.addresses import parse_address

from .postgres_server import PASSWORD, free_port

ROWS = [{"id": 17850, "name": "Zoë"}, {"id": 17851, "name": None}]


@pytest.fixture(scope="module")
def shop(server):
    """The address of a database with some tables."""
    server.run(
        "CREATE TABLE customers(id integer, name text)",
        "INSERT INTO customers VALUES (17850, 'Zoë'), (17851, NULL)",
        "CREATE SCHEMA sales",
        'CREATE TABLE sales."Order Lines"(n integer)',
        'INSERT INTO sales."Order Lines" SELECT generate_series(1, 150000)',
        "CREATE TABLE empty(a integer)",
        "CREATE VIEW names AS SELECT name FROM customers WHERE name IS NOT NULL",
        "CREATE MATERIALIZED VIEW ids AS SELECT id FROM customers",
        "CREATE DATABASE single",
        "CREATE DATABASE nothing",
        "CREATE USER bob PASSWORD 'bob'",
    )
    server.run(
        "CREATE TABLE customers(id integer)", "INSERT INTO customers VALUES (1)", database="single"
    )
    return server.address()


def test_table(shop, rows_at):
    assert rows_at(shop, table="customers") == ROWS
    with open_table(shop, Reading(table="public.customers")) as opened:
        assert (opened.name, opened.understood) == ("shop (customers)", [])


def test_only_table(shop, server, rows_at, understood):
    address = server.address("single").replace("postgres://", "postgresql://")
    assert rows_at(address) == [{"id": 1}]
    assert understood(address) == ['Table "customers".']


@pytest.mark.parametrize("wanted", ["sales.Order Lines", "order lines"])
def test_table_in_a_schema_keeps_its_order(shop, rows_at, wanted):
    assert [row["n"] for row in rows_at(shop, table=wanted)] == list(range(1, 150_001))


@pytest.mark.parametrize(("wanted", "rows"), [("names", 1), ("ids", 2)])
def test_views(shop, rows_at, wanted, rows):
    assert len(rows_at(shop, table=wanted)) == rows


@pytest.mark.parametrize(
    "query",
    [
        "SELECT id + 1 AS n FROM customers WHERE name LIKE '%o%';",
        "WITH c AS (SELECT * FROM customers) SELECT id + 1 AS n FROM c LIMIT 1 -- all",
    ],
)
def test_query(shop, query):
    with open_table(shop, Reading(table=query)) as opened:
        assert opened.table.to_pyarrow().to_pylist() == [{"n": 17851}]
        assert opened.name == "shop (query)"


def test_types(shop, rows_at):
    query = r"""
        SELECT 9007199254740993::bigint AS big, 2::smallint AS small, 1.5::real AS real,
        12.50::numeric(10, 2) AS price, 17850::numeric(8) AS code, 0.1::numeric AS any_length,
        true AS yes, date '2020-01-02' AS day, timestamp '2020-01-02 08:26:00.5' AS moment,
        timestamptz '2020-01-02 08:26:00+02' AS moment_in_utc, 'a,"b"' || chr(10) || '\N' AS text,
        '' AS empty, '\N' AS mark, NULL::text AS missing, NULL::integer AS missing_number,
        array[1, 2] AS list, '{"a": 1}'::jsonb AS json, interval '1 day' AS span, 1 AS big
    """
    assert rows_at(shop, table=query) == [
        {
            "big": 9007199254740993,
            "small": 2,
            "real": 1.5,
            "price": Decimal("12.50"),
            "code": Decimal(17850),
            "any_length": "0.1",
            "yes": True,
            "day": dt.date(2020, 1, 2),
            "moment": dt.datetime(2020, 1, 2, 8, 26, 0, 500_000),
            "moment_in_utc": dt.datetime(2020, 1, 2, 6, 26),
            "text": 'a,"b"\n\\N',
            "empty": "",
            "mark": "\\N",
            "missing": None,
            "missing_number": None,
            "list": "{1,2}",
            "json": '{"a": 1}',
            "span": "1 day",
            "big (2)": 1,
        }
    ]


def test_values_that_duckdb_does_not_hold_come_as_text(shop, rows_at):
    query = "SELECT 'NaN'::numeric(5, 2) AS price, 1 AS n"
    assert rows_at(shop, table=query) == [{"price": "NaN", "n": "1"}]


def test_row_of_one_missing_value(shop, rows_at):
    assert rows_at(shop, table="SELECT NULL::integer AS n") == [{"n": None}]


def test_several_tables(shop, rows_at):
    expected = r'^"shop" has several tables: "customers", "empty", "ids", "names", "sales\.Order L'
    with pytest.raises(TableNotNamed, match=expected):
        rows_at(shop)


def test_tables_that_are_not_there_or_empty(shop, server, rows_at):
    with pytest.raises(TableNotFound, match=r'^"shop" has no table "custmers"; its .* "customers"'):
        rows_at(shop, table="custmers")
    with pytest.raises(NoTables, match=r'^There are no tables in "nothing"'):
        rows_at(server.address("nothing"))
    with pytest.raises(NoTables, match=r'^There are no tables in "shop"'):
        rows_at(server.address(user="bob", password="bob"))
    with pytest.raises(NoRows, match=r'^"shop \(empty\)" has column names but no rows'):
        rows_at(shop, table="empty")


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT surname FROM customers", 'column "surname" does not exist'),
        ("SELECT * FROM nowhere", 'relation "nowhere" does not exist'),
        ("SELECT 1 / 0 AS n", "division by zero"),
        ("SELECT 1; DROP TABLE customers", "syntax error"),
        ("SELECT 1) AS a; DROP TABLE customers; SELECT (1", ".*"),
        ("WITH a AS (DELETE FROM customers RETURNING *) SELECT * FROM a", ".*"),
        ("SELECT setval('s', 1)", ".*"),
    ],
)
def test_query_that_is_wrong(shop, rows_at, query, reason):
    with pytest.raises(FailedQuery, match=rf'^"shop" does not answer the query: .*{reason}.*\.$'):
        rows_at(shop, table=query)
    assert rows_at(shop, table="customers") == ROWS


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (
            {"password": "wr0ng-secret"},
            "at {place}, the user name or the password is wrong.",
        ),
        ({"user": "nobody"}, "at {place}, the user name or the password is wrong."),
        ({"database": "shpo"}, "there is no database of this name at {place}."),
    ],
)
def test_server_that_refuses(shop, server, address, reason):
    error = refusal(server.address(**address))
    name = address.get("database", "shop")
    assert str(error) == (
        f'The database "{name}" cannot be opened: '
        + reason.format(place=f"127.0.0.1:{server.port}")
    )


def test_server_that_is_not_there(server):
    port = free_port()
    assert str(refusal(server.address(port=port))) == (
        f'The database "shop" cannot be opened: at 127.0.0.1:{port}, nothing answers there. '
        "Check the port and that the server runs."
    )


def test_host_that_is_not_there():
    error = refusal("postgres://ann:wr0ng-secret@nowhere.invalid/shop")
    assert "at nowhere.invalid:5432, there is no such host. Check its name." in str(error)


def test_missing_password(server):
    error = refusal(f"postgres://ann@127.0.0.1:{server.port}/shop")
    assert "it asks for a password. Write it after the user name" in str(error)


@pytest.mark.parametrize(
    "address",
    [
        "postgres://ann:se@cret/x@host/shop",
        "postgres://ann:se#cret@host/shop",
        "postgres://ann:se?cret@host/shop",
        "postgres://ann:secret@host:port/shop",
        "postgres://ann:secret@host:99999/shop",
        "postgres://ann:sec[ret@host/shop",
    ],
)
def test_address_in_which_the_password_is_unclear(rows_at, address):
    with pytest.raises(
        UnclearAddress, match=r"^The database address cannot be understood"
    ) as error:
        rows_at(address)
    assert_hidden(error.value, "cret", "se@", "sec[")


@pytest.mark.parametrize(
    "address",
    [
        {"password": "wr0ng-secret"},
        {"database": "shpo"},
        {"port": 1},
        {"database": "shop?passfile=x&bad_option=wr0ng-secret"},
        {"database": "shop?sslmode=wr0ng-secret"},
    ],
)
def test_password_is_in_no_message(shop, server, address):
    error = refusal(server.address(**address))
    assert_hidden(error, PASSWORD, "s3cret", "wr0ng-secret")


@pytest.mark.parametrize("table", ["nope", "SELECT * FROM nope", f"SELECT '{PASSWORD}'::int"])
def test_password_is_in_no_message_of_a_query(shop, table):
    with pytest.raises(DataError) as error, open_table(shop, Reading(table=table)):
        pass
    assert_hidden(error.value, PASSWORD, "s3cret%20")


def test_password_is_in_nothing_that_is_handed_over(shop):
    address = parse_address(shop)
    assert address.password == PASSWORD
    with open_table(shop, Reading(table="customers")) as opened:
        shown = f"{opened!r} {opened.name} {opened.table!r} {opened.understood} {address!r}"
    assert "s3cret" not in shown


def test_missing_package(monkeypatch, rows_at):
    real = builtins.__import__

    def without_psycopg(name, *args):
        if name == "psycopg":
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.setattr(builtins, "__import__", without_psycopg)
    expected = (
        r"^Reading PostgreSQL databases needs the package psycopg\[binary\]\. "
        r"Install it with: pip install 'psycopg\[binary\]'$"
    )
    with pytest.raises(MissingPackage, match=expected):
        rows_at("postgres://ann:secret@127.0.0.1/shop")


def test_unknown_kind_of_address(rows_at):
    with pytest.raises(UnknownAddress) as error:
        rows_at("mysql://ann:secret@127.0.0.1/shop")
    assert str(error.value) == (
        "Addresses that begin with mysql:// cannot be read; "
        "expected one of duckdb://, sqlite://, postgres://, postgresql://."
    )


def refusal(address: str) -> DatabaseRefused:
    with pytest.raises(DatabaseRefused) as error, open_table(address, Reading(table="customers")):
        pass
    return error.value


def assert_hidden(error: BaseException, *secrets: str) -> None:
    """None of these is in the error, its traceback, or any error it comes from."""
    text = "".join(traceback.format_exception(error))
    chain = [error]
    while chain[-1] is not None:
        text += f"{chain[-1]!s} {chain[-1]!r} {chain[-1].args!r}"
        chain.append(chain[-1].__cause__ or chain[-1].__context__)
    # The lines of this test's own source are part of the traceback.
    lines = [line for line in text.splitlines() if "secrets" not in line]
    assert not [secret for secret in secrets if secret in "\n".join(lines)]
