"""Columns that would change what orders come to, and that a recipe knows nothing of."""

import ibis.expr.types as ir

from segmentation.customers.columns import match_columns
from segmentation.customers.values import Notation, number_of
from segmentation.mapping.orders.columns import Columns
from segmentation.mapping.orders.roles import FINDERS
from segmentation.recipes.orders.statuses import why_no_order
from segmentation.recipes.orders.to_orders import SAYS_NOTHING
from segmentation.recipes.recipe import Recipe

# What they would change.
CHANGE = {
    "status": "some of these orders were not bought, by",
    "kind": "some rows are no sales, by",
    "delivery_status": "some of these orders were not delivered, by",
    "refunded": "money was given back, by",
    "returned": "orders were returned, by",
    "cancelled": "orders were cancelled, by",
    "test": "orders were only tests, by",
    "currency": "amounts are in several currencies, by",
}


def columns_beside(table: ir.Table, recipe: Recipe, notation: Notation) -> Columns | None:
    """The columns of a table of orders that a known recipe has no use for; None without any.

    Raises:
        MissingColumns, AmbiguousColumn
    """
    used = match_columns(recipe, table.columns).values()
    others = [header for header in table.columns if header not in used]
    return Columns(table.select(*others), notation) if recipe.roll_up and others else None


def passed_over(columns: Columns | None, recipe: Recipe) -> list[str]:
    """Sentences on the columns that a recipe of orders leaves out although they would matter.

    Args:
        columns: as `columns_beside` returns them.
    """
    if columns is None:
        return []
    told = []
    for role, why in CHANGE.items():
        header = FINDERS[role](columns, {})
        if header is not None and _matters(columns, role, header):
            told.append(
                f'{why[:1].upper()}{why[1:]} "{header}", which {recipe.name} takes no account of: '
                "train with orders instead, which does."
            )
    return told


def currency_beside(columns: Columns | None) -> str:
    """The currency that one of these columns says all amounts are in; "" where none does."""
    header = columns and FINDERS["currency"](columns, {})
    if not header or columns.different(header) > 1:
        return ""
    return next(iter(columns.values(header)), "")


def _matters(columns: Columns, role: str, header: str) -> bool:
    if role == "currency":
        return columns.different(header) > 1
    if role == "refunded":
        given_back = number_of(columns.table[header], columns.notation)
        return bool((given_back != 0).any().execute())
    if role == "kind":
        return True
    if role in ("status", "delivery_status"):
        return any(why_no_order(value) for value in columns.values(header))
    return any(value.lower() not in SAYS_NOTHING for value in columns.values(header))
