"""Killed while it scores into PostgreSQL, or has PostgreSQL score, it leaves whole tables only."""

import pytest

import score
from segmentation.scoring.writing import postgres
from segmentation.sources import Reading, open_table
from tests.killing import score_and_kill, two_lists

TABLES = ("killed", "killed_left_out")


@pytest.fixture
def files(parquet):
    return [parquet(rows, f"{name}.parquet") for name, rows in zip(("one", "two"), two_lists())]


@pytest.fixture
def from_files(files):
    return [[path] for path in files]


@pytest.fixture
def from_tables(files, server):
    for path in files:
        postgres.replace_tables(server.address(), {path.stem: path})
    return [[server.address(), "--table", path.stem] for path in files]


@pytest.mark.parametrize("source", ["from_files", "from_tables"])
def test_killed_scoring(server, query, quick_models, source, request):
    lists = request.getfixturevalue(source)
    arguments = ["--out", server.address(), "--into", TABLES[0], "--models", quick_models]
    whole = []
    for data in lists:
        assert score.main(["mall", "--data", *map(str, [*data, *arguments])]) == 0
        whole.append(rows_of(server))
    score_and_kill(lists, arguments)
    assert rows_of(server) in whole
    assert score.main(["mall", "--data", *map(str, [*lists[0], *arguments])]) == 0
    assert rows_of(server) == whole[0]
    told = query("SELECT tablename FROM pg_tables WHERE tablename LIKE '%killed%' ORDER BY 1")
    assert told == [(name,) for name in TABLES]


def rows_of(server):
    """The rows of both tables, in order: a database has none of its own."""
    both = []
    for table in TABLES:
        with open_table(server.address(), Reading(table=table)) as opened:
            both.append(opened.table.to_pyarrow().sort_by("id").to_pylist())
    return both
