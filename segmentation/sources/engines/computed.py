"""Tables that several steps go over: computed once, by the engine that they are in."""

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir

from segmentation.sources.engines import spark


def computed_once(table: ir.Table) -> ir.Table:
    """The table with its rows computed, for as long as its source is open."""
    if spark.is_on_spark(table):
        return spark.compute_once(table)
    return table.get_backend().create_table(ibis.util.gen_name("computed"), table, temp=True)


def at_hand(table: ir.Table) -> ir.Table:
    """The same for a table of few rows in DuckDB, unless it stands there as it is."""
    stands = isinstance(table.op(), ops.DatabaseTable)
    return table if stands or table.get_backend().name != "duckdb" else computed_once(table)
