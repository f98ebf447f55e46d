"""Columns of values, as they stand in a table."""

from contextlib import closing

import ibis
import pyarrow as pa
import pytest


@pytest.fixture(scope="module")
def connection():
    backend = ibis.duckdb.connect()
    with closing(backend.con):
        yield backend


@pytest.fixture
def column(connection):
    """A column of values, in their order."""

    def make(values):
        array = values if isinstance(values, pa.Array) else pa.array(values)
        name = ibis.util.gen_name("values")
        return connection.create_table(name, pa.table({"v": array}), temp=True).v

    return make


def listed(column):
    """A column's values; None where there is none."""
    return column.to_pyarrow().to_pylist()
