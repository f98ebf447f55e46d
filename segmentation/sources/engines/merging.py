"""Whether Ibis merges each select of a query with the one before it.

To merge those of a long query takes most of the time that it takes to write it, and DuckDB does
so itself. SQLite does not: its parser holds no query of so many selects in each other.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import RLock
from typing import Any

import ibis
from ibis.backends.sql.compilers.duckdb import DuckDBCompiler
from ibis.expr.operations import Node
from sqlglot.expressions import Expression

_ONE_AT_A_TIME = RLock()


@contextmanager
def selects_merged(whether: bool) -> Iterator[None]:
    """Write queries so for the length of a `with` block, in which no other thread writes any."""
    with _ONE_AT_A_TIME:
        # The option is one for all threads.
        usual = ibis.options.sql.fuse_selects
        ibis.options.sql.fuse_selects = whether
        try:
            yield
        finally:
            ibis.options.sql.fuse_selects = usual


class UnmergedDuckDB(DuckDBCompiler):
    """Writes DuckDB's queries with their selects as they are."""

    def translate(self, op: Node, *, params: Mapping[Any, Any]) -> Expression:
        with selects_merged(False):
            return super().translate(op, params=params)
