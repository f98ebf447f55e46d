"""Tables that several steps go over: computed once, by the engine that they are in."""

import ibis
import ibis.expr.types as ir

from segmentation.sources.engines import spark


def computed_once(table: ir.Table) -> ir.Table:
    """The table with its rows computed, for as long as its source is open."""
    if spark.is_on_spark(table):
        return spark.compute_once(table)
    return table.get_backend().create_table(ibis.util.gen_name("computed"), table, temp=True)
