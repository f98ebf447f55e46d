"""Find the rows that are equal in every column, among very many, in little memory."""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from segmentation.sources.engines.computed import computed_once
from segmentation.sources.engines.memory import in_any_order

HALF = 2**32 - 1


@dataclass(frozen=True)
class Repeated:
    """The rows of a table that are there more than once.

    `unique` is the table without the further copies (lazy). `alike` holds every row that
    may have a copy, once, and how often it is there in the column `copies`. `rows` are
    those that do have one, with all columns (lazy), and `surplus` counts what is too many.
    """

    unique: ir.Table
    alike: ir.Table
    rows: ir.Table
    surplus: int


def find_repeated(table: ir.Table, kept: Sequence[str], *, few: bool) -> Repeated:
    """Find equal rows; of the unique ones keep the columns `kept`.

    Equal rows have equal hashes, so only rows that share theirs are compared: of very
    many rows, few. Those are kept in a temporary table; all others are read when needed.

    Args:
        few: whether the rows are so few that all may be kept, which takes less time.
    """
    connection = table.get_backend()
    if few or connection.name != "duckdb":
        return _by_all_columns(table, kept)
    columns = list(table.columns)
    row = ibis.struct({name: table[name] for name in columns})
    # Half of the hash finds all the copies too, and takes half the memory.
    hashed = table.mutate(row_hash=(_hash(row) & HALF).cast("uint32"))
    with in_any_order(connection):
        shared = computed_once(
            hashed.group_by("row_hash").having(lambda t: t.count() > 1).aggregate()
        )
        grouped = (
            hashed.semi_join(shared, "row_hash")
            .group_by(columns)
            .aggregate(copies=lambda t: t.count())
        )
        alike = computed_once(grouped.select(*kept, "copies"))
    unlike = hashed.anti_join(shared, "row_hash").select(*kept)
    return Repeated(
        unique=unlike.union(alike.select(*kept).cast(unlike.schema())),
        alike=alike,
        rows=grouped.filter(grouped.copies > 1),
        surplus=int((alike.copies - 1).sum().execute() or 0),
    )


def _by_all_columns(table: ir.Table, kept: Sequence[str]) -> Repeated:
    """The same for few rows, and in engines that have no such hash: each is grouped and kept."""
    grouped = table.group_by(list(table.columns)).aggregate(copies=table.count())
    rows = computed_once(grouped)
    return Repeated(
        unique=rows.select(*kept),
        alike=rows.select(*kept, "copies"),
        rows=rows.filter(rows.copies > 1),
        surplus=int((rows.copies - 1).sum().execute() or 0),
    )


@ibis.udf.scalar.builtin(name="hash")
def _hash(row) -> dt.uint64:
    """DuckDB's own: equal for equal rows, and seldom for others."""
