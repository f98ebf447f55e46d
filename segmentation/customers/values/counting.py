"""Count, in one pass, how many rows fulfil each of several conditions."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir


def how_many_of_each(conditions: Mapping[str, ir.BooleanValue]) -> dict[str, int]:
    """How many rows of their table fulfil each, in one pass."""
    if not conditions:
        return {}
    counts = ibis.struct({name: rows.sum() for name, rows in conditions.items()}).execute()
    return {name: int(counts[name] or 0) for name in conditions}
