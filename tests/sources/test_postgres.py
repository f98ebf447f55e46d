"""Tables and queries of a PostgreSQL server, which the tests start themselves."""

import datetime as dt
from decimal import Decimal

import pytest

from segmentation.errors import NoRows, NoTables, TableNotFound, TableNotNamed
from segmentation.sources import Reading, open_table

ROWS = [{"id": 17850, "name": "Zoë"}, {"id": 17851, "name": None}]


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
