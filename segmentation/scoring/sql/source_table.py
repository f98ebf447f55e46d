"""The table that a query reads: its columns with the types that they have there."""

import ibis
import ibis.expr.types as ir

from segmentation.customers.columns import TYPES
from segmentation.recipes.recipe import Column, Recipe

# Casts are written where the type is another one: so of keys, of texts, which may be codes, and
# of numbers.
RAW_TYPES = {
    "key": "int64",
    "number": "decimal",
    "date": "date",
    "moment": "timestamp",
    "text": "int64",
}
INFINITE = "9e999"
DATE = "____-__-__%"


def source_table(recipe: Recipe, *, name: str, typed: bool) -> ir.Table:
    """The table `name` with the recipe's columns (lazy), numbers as numbers and dates as dates.

    Args:
        typed: whether a column holds values of one type. In SQLite each value has its own, and
            an import leaves a text where a number or a date is missing: such are null here.
    """
    if typed:
        return ibis.table({c.name: RAW_TYPES[c.kind] for c in recipe.columns}, name=name)
    dates = {"date": "string", "moment": "string"}
    raw = ibis.table({c.name: (RAW_TYPES | dates)[c.kind] for c in recipe.columns}, name=name)
    return raw.mutate(**{c.name: _of_its_kind(raw[c.name], c) for c in recipe.columns})


def _of_its_kind(value: ir.Value, column: Column) -> ir.Value:
    """A value of SQLite's, null where it is not what the column should hold.

    CAST makes 0 of "" and 1.234 of "1.234,5", and "n/a" would be the newest of all dates.
    """
    type_ = TYPES[column.kind]
    if column.kind == "number":
        # Compared with a CAST to REAL, a text that is a number in full is that number, and
        # every other text is above all numbers, also above this one, which is infinite.
        is_number = value <= ibis.literal(INFINITE).cast(type_)
        return ibis.cases((is_number, value.cast(type_)))
    if column.kind in ("date", "moment"):
        # Without the pattern "now" would be a date, and 45306 one before Christ.
        return ibis.cases((value.like(DATE), value.cast(type_)))
    return value
