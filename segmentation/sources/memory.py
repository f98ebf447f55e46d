"""How much memory DuckDB may take, and how to make do with less."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from ibis.backends.duckdb import Backend

MEBIBYTE = 2**20
MOST = 6 * 2**30


def memory_limit() -> str:
    """Half of the machine's memory, at most 6 GB; beyond it DuckDB spills to the disk."""
    there = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{min(MOST, there // 2) // MEBIBYTE}MiB"


@contextmanager
def in_any_order(connection: Backend) -> Iterator[None]:
    """Let rows come in any order, which takes less time and memory with many of them."""
    connection.raw_sql("SET preserve_insertion_order = false")
    try:
        yield
    finally:
        connection.raw_sql("SET preserve_insertion_order = true")
