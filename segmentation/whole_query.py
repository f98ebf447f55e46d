"""From raw rows to scored customers in one lazy expression, for any engine.

Training counts what each rule takes out and has ways of its own with very many rows. What
is kept is the same here.
"""

from dataclasses import replace

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir

from segmentation.bounds import checked, checks_of_customers, checks_of_rows
from segmentation.cleaning import kept_rows
from segmentation.columns import TYPES
from segmentation.customers import rolled_up, unsorted_customers
from segmentation.recipes.recipe import Column, Recipe
from segmentation.scoring import scored
from segmentation.steps import Step, as_it_is
from segmentation.store import Model
from segmentation.today import asks_for_today, rows_before_today
from segmentation.trimming import trimmed
from segmentation.values import (
    MEANS_MISSING,
    MEANS_NO_CATEGORY,
    plain_text,
    possible_number,
    without_decimals,
    without_nan,
)


def score_rows(
    rows: ir.Table, model: Model, *, certainty: bool = False, step: Step = as_it_is
) -> ir.Table:
    """Score the customers that a table of raw rows tells of (lazy).

    Args:
        rows: as for `customers_from_rows`.
        certainty: as for `scoring.scored`.
        step: as for `scoring.scored`.

    Returns:
        What `scoring.scored` makes of these customers, but for those with a value that is not
        possible.
    """
    customers = _possible_customers(rows, model, step)
    return scored(customers, model, certainty=certainty, step=step)


def customers_from_rows(rows: ir.Table, recipe: Recipe, *, step: Step = as_it_is) -> ir.Table:
    """Clean raw rows and make one row a customer (lazy).

    Args:
        rows: the recipe's columns under its own names, numbers as numbers and dates as dates.
            Optional ones may be missing. Texts and keys are read as `values.category_of` and
            `values.key_of` read them, but that only spaces are taken off their ends. The newest
            date of the rows that stay counts as today.
        step: as for `scoring.scored`.

    Returns:
        What `customers.customer_table` makes of the cleaned rows, unsorted. Texts are compared
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


def _possible_customers(rows: ir.Table, model: Model, step: Step) -> ir.Table:
    """The customers whose values are possible, which is looked at as soon as they are known."""
    recipe, features = model.recipe, checked(model.card.feature_names, model.recipe)
    if recipe.roll_up is None:
        rules = [check.rule for check in checks_of_rows(features)]
        judged = replace(recipe, rules=(*recipe.rules, *rules))
        return customers_from_rows(rows, judged, step=step)
    customers = customers_from_rows(rows, recipe, step=step)
    possible = [check.rule.keep(customers) for check in checks_of_customers(features)]
    return step("possible", customers.filter(possible)) if possible else customers


def _read(rows: ir.Table, column: Column) -> ir.Value:
    type_ = TYPES[column.kind]
    if column.name not in rows.columns:
        return ibis.null(type_)
    value = rows[column.name]
    value = plain_text(value) if column.kind == "key" else value.cast(type_)
    # Other blanks cannot be seen in the text of a query.
    return trimmed(value, " ") if type_ == "string" else value


def _key(text: ir.StringValue) -> ir.StringValue:
    is_missing = text.lower().isin(MEANS_MISSING)
    return is_missing.ifelse(ibis.null("string"), without_decimals(text))


def _category(text: ir.StringValue) -> ir.StringValue:
    return text.lower().isin(MEANS_NO_CATEGORY).ifelse(ibis.null("string"), text)


# As when a file is read: neither "inf" nor "1e300" is true of a customer. They would spoil a
# sum; where a row is a customer, the customer is left out instead.
MEANT = {"number": possible_number, "text": _category, "key": _key}


def rolled_up_here(table: ir.Table, recipe: Recipe) -> ir.Table:
    """What `customers.rolled_up` makes of cleaned rows, by the engine that they are in (lazy)."""
    if recipe.roll_up is None:
        return table
    by_duckdb = table.get_backend().name == "duckdb"
    return rolled_up(table, recipe) if by_duckdb else rolled_up_anywhere(table, recipe)


def rolled_up_anywhere(table: ir.Table, recipe: Recipe, step: Step = as_it_is) -> ir.Table:
    """What `customers.rolled_up` makes of cleaned rows, for any engine (lazy).

    The newest value of several is looked up beforehand: as an aggregate that looks at the order of
    rows, few engines have it.
    """
    newest = {
        name: value.op()
        for name, value in recipe.roll_up(table).items()
        if isinstance(value.op(), ops.Last) and value.op().where is None
    }
    if not newest:
        return table.group_by(recipe.key).aggregate(**recipe.roll_up(table))
    nth = {f"{name}_nth": _nth(last, table[recipe.key]) for name, last in newest.items()}
    table = step("newest_values", table.mutate(**nth))
    found = {
        name: table[last.arg.name].max(where=table[f"{name}_nth"] == 0)
        for name, last in newest.items()
    }
    return table.group_by(recipe.key).aggregate(**recipe.roll_up(table) | found)


def _nth(last: ops.Last, key: ir.Value) -> ir.IntegerValue:
    """Each row's number among the customer's, counted back from the last value there is."""
    backwards = [
        ops.SortKey(by.arg, ascending=not by.ascending, nulls_first=not by.nulls_first).to_expr()
        for by in last.order_by
    ]
    order = [last.arg.to_expr().isnull(), *backwards]
    return ibis.row_number().over(group_by=key, order_by=order)
