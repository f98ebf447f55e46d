"""Selects of DuckDB's queries stay as they are, and those of other engines are merged."""

import ibis
import pytest

from segmentation.sources.engines.duck import connected
from segmentation.sources.engines.merging import selects_merged

SELECTS = [(True, 1), (False, 2)]


@pytest.fixture
def two_steps():
    table = ibis.table({"a": "int64"}, name="t")
    first = table.select(b=table.a + 1)
    return first.select(c=first.b * 2)


@pytest.mark.parametrize(("whether", "selects"), SELECTS)
def test_so_for_the_length_of_a_block(whether, selects, two_steps):
    with selects_merged(whether):
        written = str(ibis.to_sql(two_steps, dialect="sqlite"))
    assert written.count("SELECT") == selects
    assert str(ibis.to_sql(two_steps, dialect="sqlite")).count("SELECT") == 1


def test_duckdb_gets_its_own_way_and_others_keep_theirs(two_steps, tmp_path):
    with selects_merged(True), connected(tmp_path) as connection:
        assert connection.compile(two_steps).count("SELECT") == 2
        assert str(ibis.to_sql(two_steps, dialect="sqlite")).count("SELECT") == 1
