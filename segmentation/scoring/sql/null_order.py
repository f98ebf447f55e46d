"""Where nulls stand in the order of a window, said so that every engine can be told."""

import ibis.expr.operations as ops
import ibis.expr.types as ir
from ibis.common.graph import Node


def with_null_keys(table: ir.Table) -> ir.Table:
    """The same table (lazy), its windows ordered by `x IS NULL, x` in place of `x NULLS LAST`.

    For BigQuery, which refuses NULLS LAST after ASC, and NULLS FIRST after DESC, in windows over
    a range. Ibis therefore leaves them out in all windows, and nulls change their place.
    """
    return table.op().replace(_told).to_expr()


def _told(node: Node, changed: dict | None) -> Node:
    node = node.__recreate__(changed) if changed else node
    if not isinstance(node, ops.WindowFunction):
        return node
    return node.copy(order_by=tuple(key for by in node.order_by for key in _keys(by)))


def _keys(by: ops.SortKey) -> list[ops.SortKey]:
    if isinstance(by.arg, ops.IsNull):
        return [by]
    return [ops.SortKey(ops.IsNull(by.arg), ascending=not by.nulls_first), by]
