"""Columns of bytes: text where all of them are UTF-8, else bytes as before."""

import sqlite3
from contextlib import closing

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

COLUMNS = {
    "text": ['Zoë "Z" 漢字'.encode(), b"", None],
    "picture": [b"\x89PNG", b"a", None],
    "cut off": ["Zoë".encode()[:-1], b"b", None],
    "zero byte": [b"a\0b", b"c", None],
    "none": [None, None, None],
    # As words of the language that the query is written in.
    "by": [b"x", None, None],
    "self": [b"y", None, None],
}
READ = {
    **COLUMNS,
    "text": ['Zoë "Z" 漢字', "", None],
    "by": ["x", None, None],
    "self": ["y", None, None],
}


def test_of_parquet_files(tmp_path, rows_at):
    table = pa.table({name: pa.array(cells, pa.binary()) for name, cells in COLUMNS.items()})
    pq.write_table(table, tmp_path / "one.parquet")
    assert _by_column(rows_at(tmp_path / "one.parquet")) == READ
    (tmp_path / "several").mkdir()
    for name in ("1", "2"):
        pq.write_table(table, tmp_path / "several" / f"{name}.parquet")
    rows = rows_at(tmp_path / "several")
    assert _by_column(rows[:3]) == _by_column(rows[3:]) == READ


@pytest.mark.parametrize("kind", [pa.large_binary(), pa.binary_view(), pa.binary(2)], ids=str)
def test_of_any_kind_in_parquet(tmp_path, rows_at, kind):
    table = pa.table({"text": pa.array(["ë".encode(), b"=1"], kind)})
    pq.write_table(table, tmp_path / "one.parquet")
    assert _by_column(rows_at(tmp_path / "one.parquet")) == {"text": ["ë", "=1"]}


def test_of_duckdb_files(tmp_path, rows_at):
    path = tmp_path / "shop.db"
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE customers (text BLOB, picture BLOB)")
        rows = list(zip(COLUMNS["text"], COLUMNS["picture"]))
        connection.executemany("INSERT INTO customers VALUES (?, ?)", rows)
    expected = {name: READ[name] for name in ("text", "picture")}
    assert _by_column(rows_at(path)) == expected
    assert _by_column(rows_at(path, table="SELECT * FROM customers")) == expected


def test_of_sqlite_files(tmp_path, rows_at):
    path = tmp_path / "shop.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE customers (text, picture)")
        rows = zip(COLUMNS["text"], COLUMNS["picture"])
        connection.executemany("INSERT INTO customers VALUES (?, ?)", rows)
        connection.commit()
    assert _by_column(rows_at(path)) == {name: READ[name] for name in ("text", "picture")}


def _by_column(rows):
    return {name: [row[name] for row in rows] for name in rows[0]}
