"""The customers of whom cleaning left no row, and why."""

from collections.abc import Sequence
from functools import reduce
from operator import add

import ibis
import ibis.expr.types as ir

from segmentation.customers.cleaning import Cleaned, rows_of
from segmentation.customers.values import plain_text
from segmentation.recipes.recipe import Recipe
from segmentation.scoring.scored_columns import WHY


def without_rows(cleaned: Cleaned, customers: ir.Table, recipe: Recipe) -> ir.Table:
    """Customers of whom no row was left, and all rows that are nobody's as one (lazy).

    Args:
        customers: those who have rows, with their `customer`.

    Returns:
        Columns `customer` (null for nobody's), `rows`, `left_out` and `reason`, sorted.
    """
    counts = [count for count in cleaned.counts if count.rows]
    parts = [
        rows.select(
            customer=plain_text(rows[recipe.key]),
            rule=ibis.literal(number),
            rows=(rows.copies - 1 if "copies" in rows.columns else rows_of(rows)).cast("int32"),
        )
        for number, (_, rows) in enumerate(cleaned.taken_out)
    ]
    if not parts:
        nobody = customers.filter(ibis.literal(False)).select("customer")
        return nobody.mutate(
            rows=ibis.literal(0).cast("int32"), **{name: ibis.literal("") for name in WHY}
        )
    rows = ibis.union(*parts) if len(parts) > 1 else parts[0]
    gone = rows.anti_join(customers, "customer")
    grouped = gone.group_by("customer").aggregate(
        # DuckDB's sums are of a type that Parquet does not have.
        rows=gone["rows"].sum().cast("int32"),
        **{f"by {n}": (gone.rule == n).ifelse(1, 0).max() for n in range(len(parts))},
    )
    return grouped.select(
        "customer",
        "rows",
        left_out=_joined(grouped, [count.rule for count in counts], "; "),
        reason=_joined(grouped, [count.reason for count in counts], " "),
    ).order_by("customer")


def _joined(grouped: ir.Table, texts: Sequence[str], between: str) -> ir.StringValue:
    """The texts of the rules that took out a customer's rows, one after the other."""
    parts = [
        (grouped[f"by {number}"] == 1).ifelse(text + between, "")
        for number, text in enumerate(texts)
    ]
    joined = reduce(add, parts)
    return joined.substr(0, joined.length() - len(between))
