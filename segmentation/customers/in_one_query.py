"""From raw rows to scored customers in one lazy expression, for any engine.

Training counts what each rule takes out and has ways of its own with very many rows. What
is kept is the same here.
"""

import ibis
import ibis.expr.types as ir

from segmentation.customers.cleaning import kept_rows
from segmentation.customers.columns import TYPES
from segmentation.customers.features import unsorted_customers
from segmentation.customers.roll_up import rolled_up_anywhere
from segmentation.customers.today import asks_for_today, rows_before_today
from segmentation.customers.values import (
    MEANS_MISSING,
    MEANS_NO_CATEGORY,
    one_spelling,
    plain_text,
    possible_number,
    unquoted,
    without_nan,
)
from segmentation.recipes.recipe import Column, Recipe
from segmentation.sources.engines.steps import Step, as_it_is
from segmentation.sources.engines.text_ends import trimmed
from segmentation.sources.engines.unseen import all_seen


def customers_from_rows(rows: ir.Table, recipe: Recipe, *, step: Step = as_it_is) -> ir.Table:
    """Clean raw rows and make one row a customer (lazy).

    Args:
        rows: the recipe's columns under its own names, numbers as numbers and dates as dates.
            Optional ones may be missing. Texts and keys are read as `values.category_of` and
            `values.key_of` read them, but that only spaces are taken off their ends. The newest
            date of the rows that stay counts as today.
        step: as for `expression.scored`.

    Returns:
        What `features.customer_table` makes of the cleaned rows, unsorted. Texts are compared
        as the engine does: that decides which of two equally new values is taken, and which
        country of several.
    """
    read = step("source_rows", rows.select(**{c.name: _read(rows, c) for c in recipe.columns}))
    means = MEANT if recipe.roll_up else MEANT | {"number": without_nan}
    meant = {c.name: means[c.kind](read[c.name]) for c in recipe.columns if c.kind in means}
    typed = step("typed", read.mutate(**meant))
    if asks_for_today(typed, recipe):
        before = step("kept_before_today", rows_before_today(typed, recipe))
        dated = step("dated", typed.cross_join(_newest(before, recipe, step)))
        return step("customers", unsorted_customers(kept_rows(dated, recipe, step), recipe))
    kept = kept_rows(typed, recipe, step)
    table = kept
    if recipe.roll_up:
        table = step("rolled_up", rolled_up_anywhere(kept, recipe, step))
    if recipe.newest:
        does = "rolled_up_dated" if recipe.roll_up else "dated"
        table = step(does, table.cross_join(_newest(kept, recipe, step)))
    return step("customers", unsorted_customers(table, recipe))


def _newest(table: ir.Table, recipe: Recipe, step: Step) -> ir.Table:
    # As a table of one row: as a scalar, Ibis would write a subquery with a name where none
    # may be.
    return step("newest", table.aggregate(today=table[recipe.newest].max()))


def _read(rows: ir.Table, column: Column) -> ir.Value:
    type_ = TYPES[column.kind]
    if column.name not in rows.columns:
        return ibis.null(type_)
    value = rows[column.name]
    if column.kind == "key":
        return _key_as_text(value)
    value = value.cast(type_)
    # Other blanks cannot be seen in the text of a query.
    return trimmed(value, " ") if type_ == "string" else value


def _key_as_text(key: ir.Value) -> ir.StringValue:
    # The text of a query is written for whatever the column is there.
    return unquoted(trimmed(all_seen(plain_text(key)), " "))


def _key(text: ir.StringValue) -> ir.StringValue:
    is_missing = text.lower().isin(MEANS_MISSING)
    return is_missing.ifelse(ibis.null("string"), one_spelling(text))


def _category(text: ir.StringValue) -> ir.StringValue:
    return text.lower().isin(MEANS_NO_CATEGORY).ifelse(ibis.null("string"), text)


# As when a file is read: neither "inf" nor "1e300" is true of a customer. They would spoil a
# sum; where a row is a customer, the customer is left out instead.
MEANT = {"number": possible_number, "text": _category, "key": _key}
