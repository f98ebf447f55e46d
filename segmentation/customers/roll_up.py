"""From cleaned rows to one row a customer, in any engine."""

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir

from segmentation.recipes.recipe import Recipe
from segmentation.sources.engines.steps import Step, as_it_is


def rolled_up_here(table: ir.Table, recipe: Recipe) -> ir.Table:
    """What `rolled_up` makes of cleaned rows, by the engine that they are in (lazy)."""
    if recipe.roll_up is None:
        return table
    by_duckdb = table.get_backend().name == "duckdb"
    return rolled_up(table, recipe) if by_duckdb else rolled_up_anywhere(table, recipe)


def rolled_up_anywhere(table: ir.Table, recipe: Recipe, step: Step = as_it_is) -> ir.Table:
    """What `rolled_up` makes of cleaned rows, for any engine (lazy).

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


def rolled_up(table: ir.Table, recipe: Recipe) -> ir.Table:
    """One row a customer, out of the rows of a recipe where a customer has several (lazy)."""
    if recipe.roll_up is None:
        return table
    return table.group_by(recipe.key).aggregate(**recipe.roll_up(table))


def _nth(last: ops.Last, key: ir.Value) -> ir.IntegerValue:
    """Each row's number among the customer's, counted back from the last value there is."""
    backwards = [
        ops.SortKey(by.arg, ascending=not by.ascending, nulls_first=not by.nulls_first).to_expr()
        for by in last.order_by
    ]
    order = [last.arg.to_expr().isnull(), *backwards]
    return ibis.row_number().over(group_by=key, order_by=order)
