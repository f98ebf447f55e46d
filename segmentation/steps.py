"""A long query in named steps, each of which reads the one before it."""

from collections.abc import Callable

import ibis.expr.types as ir

Step = Callable[[str, ir.Table], ir.Table]


def as_it_is(name: str, table: ir.Table) -> ir.Table:
    """A step that needs no name: the engine gets all of them as one expression."""
    return table
