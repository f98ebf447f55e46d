"""Tables of SQLite and DuckDB files are replaced together or not at all."""

import datetime as dt
import sqlite3
from contextlib import closing
from decimal import Decimal

import duckdb
import pandas as pd
import pytest

from segmentation.errors import UnwritableResult
from segmentation.scoring.writing import duckdb_file, sqlite

FRAME = pd.DataFrame(
    {
        'a "name"': ["x", None],
        "n": [1, 2**60],
        "part": [0.5, None],
        "yes": [True, False],
        "price": [Decimal("1.25"), None],
        "day": [dt.date(2020, 1, 2), None],
        "moment": pd.to_datetime(["2020-01-02 08:26:00", None]),
    }
)
LEFT_OUT = pd.DataFrame({"reason": ["no age"]})
MODULES = {"sqlite": sqlite, "duckdb": duckdb_file}


def rows_in(kind, path, table):
    with closing((sqlite3 if kind == "sqlite" else duckdb).connect(path)) as connection:
        return connection.execute(f"SELECT * FROM {table}").fetchall()


@pytest.fixture(params=MODULES)
def kind(request):
    return request.param


def test_tables_are_made_and_replaced(kind, parquet, tmp_path):
    path, replace = tmp_path / "shop.db", MODULES[kind].replace_tables
    left_out = parquet(LEFT_OUT, "left_out.parquet")
    replace(path, {"old one": left_out, "segments": left_out})
    replace(path, {"segments": parquet(FRAME), "segments_left_out": left_out})
    assert rows_in(kind, path, "segments_left_out") == [("no age",)]
    assert rows_in(kind, path, '"old one"') == [("no age",)]
    day, moment = dt.date(2020, 1, 2), dt.datetime(2020, 1, 2, 8, 26)
    if kind == "sqlite":
        first = ("x", 1, 0.5, 1, 1.25, "2020-01-02", "2020-01-02 08:26:00")
        assert rows_in(kind, path, "segments") == [first, (None, 2**60, None, 0, None, None, None)]
    else:
        first = ("x", 1, 0.5, True, Decimal("1.25"), day, moment)
        second = (None, 2**60, None, False, None, None, None)
        assert rows_in(kind, path, "segments") == [first, second]


def test_after_an_error_the_old_tables_are_there(kind, parquet, tmp_path):
    path, replace = tmp_path / "shop.db", MODULES[kind].replace_tables
    left_out = parquet(LEFT_OUT, "left_out.parquet")
    replace(path, {"segments": left_out})
    with pytest.raises((UnwritableResult, FileNotFoundError)):
        replace(path, {"segments": parquet(FRAME), "other": tmp_path / "nothing.parquet"})
    assert rows_in(kind, path, "segments") == [("no age",)]


def test_what_is_no_database(kind, parquet, tmp_path):
    (tmp_path / "shop.db").write_text("no database at all, but text of some length" * 200)
    with pytest.raises(UnwritableResult, match=r'^"shop\.db" cannot be written: .*database'):
        MODULES[kind].replace_tables(tmp_path / "shop.db", {"segments": parquet(FRAME)})


def test_database_that_is_in_use(parquet, tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite, "WAIT_SECONDS", 0.1)
    with closing(sqlite3.connect(tmp_path / "shop.db", isolation_level=None)) as other:
        other.execute("CREATE TABLE t(a)")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UnwritableResult, match="another program is writing to it"):
            sqlite.replace_tables(tmp_path / "shop.db", {"segments": parquet(FRAME)})
