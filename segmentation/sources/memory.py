"""How much memory DuckDB may take, and how to make do with less."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ibis.backends import BaseBackend
from ibis.backends.duckdb import Backend

MEBIBYTE = 2**20
LITTLE = "512MiB"
MOST = 6 * 2**30
CONTAINER = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


def memory_there() -> int:
    """How many bytes of memory this process may take: those of the machine, of its container,
    or what it was limited to."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limited, _ = resource.getrlimit(resource.RLIMIT_DATA)
    own = machine if limited == resource.RLIM_INFINITY else limited
    return min(machine, own, *_of_the_container())


def _of_the_container() -> Iterator[int]:
    for limit in CONTAINER:
        # "max" where there is no limit, and no such file where there is no container.
        with suppress(OSError, ValueError):
            yield int(limit.read_text())


def memory_limit() -> str:
    """Half of the memory that there is, at most 6 GB; beyond it DuckDB spills to the disk."""
    return f"{min(MOST, memory_there() // 2) // MEBIBYTE}MiB"


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
        connection.raw_sql(f"SET memory_limit = '{LITTLE}'")
