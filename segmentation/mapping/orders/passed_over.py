"""Columns that would change what orders come to, and that a recipe knows nothing of."""

import ibis.expr.types as ir

from segmentation.customers.columns import match_columns
from segmentation.customers.values import Notation
from segmentation.mapping.orders.columns import Columns
from segmentation.mapping.orders.roles import FINDERS
from segmentation.recipes.orders.statuses import why_no_order
from segmentation.recipes.recipe import Recipe

# What they would change.
CHANGE = {
    "status": "some of these orders were not bought, by",
    "refunded": "money was given back, by",
    "cancelled": "orders were cancelled, by",
    "test": "orders were only tests, by",
    "currency": "amounts are in several currencies, by",
}


def passed_over(table: ir.Table, recipe: Recipe, notation: Notation) -> list[str]:
    """Sentences on the columns that a recipe of orders leaves out although they would matter.

    Raises:
        MissingColumns, AmbiguousColumn
    """
    if recipe.roll_up is None:
        return []
    columns = Columns(table, notation)
    used = match_columns(recipe, columns.headers)
    told = []
    for role, why in CHANGE.items():
        header = FINDERS[role](columns, used)
        if header is not None and _matters(columns, role, header):
            told.append(
                f'{why[:1].upper()}{why[1:]} "{header}", which {recipe.name} takes no account of: '
                "train with orders instead, which does."
            )
    return told


def _matters(columns: Columns, role: str, header: str) -> bool:
    if role == "currency":
        return columns.different(header) > 1
    if role == "status":
        return any(why_no_order(value) for value in columns.values(header))
    return any(value not in ("0", "0.0", "0.00", "no", "false") for value in columns.values(header))
