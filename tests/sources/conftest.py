"""Fixtures that the tests of sources share."""

from pathlib import Path

import pytest

from segmentation.sources import Reading, open_table

from . import postgres_server


@pytest.fixture
def written(tmp_path):
    """The path of a file with this content."""

    def write(content: str | bytes, name: str = "data.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def rows_at():
    """The rows of a source, each as {column: value}."""

    def read(source, *, fits=lambda names: True, **reading) -> list[dict[str, object]]:
        with open_table(source, Reading(**reading), fits=fits) as opened:
            return opened.table.to_pyarrow().to_pylist()

    return read


@pytest.fixture
def rows_of(written, rows_at):
    """The rows of a file with this content, each as {column: value}."""

    def read(content, name="data.csv", **reading):
        return rows_at(written(content, name), **reading)

    return read


@pytest.fixture
def understood():
    """The sentences on how a source was read."""

    def read(source, *, fits=lambda names: True, **reading) -> list[str]:
        with open_table(source, Reading(**reading), fits=fits) as opened:
            return opened.understood

    return read


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A PostgreSQL server of our own, which is stopped at the end."""
    if not postgres_server.programs():
        pytest.skip("no PostgreSQL server is installed here")
    with postgres_server.running() as server:
        yield server


@pytest.fixture(scope="session")
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
