"""Fixtures that the tests of writing share."""

import pandas as pd
import psycopg
import pytest

from segmentation.sources import open_table
from tests.sources.conftest import server
from tests.sources.postgres_server import PASSWORD

__all__ = ["server"]


@pytest.fixture
def lazy(tmp_path):
    """Open a frame as a lazy table in DuckDB, until the test ends."""
    opened = []

    def open_frame(frame: pd.DataFrame):
        path = tmp_path / f"lazy{len(opened)}.parquet"
        frame.to_parquet(path, index=False)
        opened.append(open_table(path))
        return opened[-1].__enter__().table

    yield open_frame
    for context in opened:
        context.__exit__(None, None, None)


@pytest.fixture
def query(server):
    """Ask the database "shop"."""

    def run(text):
        with psycopg.connect(
            host="127.0.0.1", port=server.port, user="ann", password=PASSWORD, dbname="shop"
        ) as connection:
            return connection.execute(text).fetchall()

    return run


@pytest.fixture
def parquet(tmp_path):
    """Write a frame as a Parquet file and return its path."""

    def write(frame: pd.DataFrame, name="rows.parquet"):
        frame.to_parquet(tmp_path / name, index=False)
        return tmp_path / name

    return write
