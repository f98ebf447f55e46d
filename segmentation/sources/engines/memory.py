"""How much memory DuckDB may take, and how to make do with less."""

from collections.abc import Iterator
from contextlib import contextmanager

from ibis.backends import BaseBackend
from ibis.backends.duckdb import Backend

from segmentation.processes.memory_there import memory_there

MEBIBYTE = 2**20
LITTLE = 512 * MEBIBYTE
MOST = 6 * 2**30


def memory_limit(most: int = MOST) -> str:
    """Half of the memory there is, at most so many bytes; beyond it DuckDB spills to the disk."""
    return f"{min(most, memory_there() // 2) // MEBIBYTE}MiB"


@contextmanager
def in_any_order(connection: Backend) -> Iterator[None]:
    """Let rows come in any order, which takes less time and memory with many of them."""
    connection.raw_sql("SET preserve_insertion_order = false")
    try:
        yield
    finally:
        connection.raw_sql("SET preserve_insertion_order = true")


@contextmanager
def row_by_row(connection: Backend) -> Iterator[None]:
    """Let one thread pass over rows as they come: in their order, and in the least memory."""
    with in_any_order(connection):
        connection.raw_sql("SET threads = 1")
        try:
            yield
        finally:
            connection.raw_sql("RESET threads")


def make_do_with_little(connection: BaseBackend) -> None:
    """Limit DuckDB to what it needs to pass over rows without grouping them.

    Left to itself, it keeps what it has read and is to write in memory as long as it may.
    """
    if connection.name == "duckdb":
        connection.raw_sql(f"SET memory_limit = '{memory_limit(LITTLE)}'")
