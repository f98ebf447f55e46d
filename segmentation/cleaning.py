"""Apply a recipe's rules to a table and count what each takes out."""

import ibis
import ibis.expr.types as ir
from pydantic import BaseModel

from segmentation.errors import NothingLeft
from segmentation.recipes.recipe import Recipe


class RuleCount(BaseModel, frozen=True):
    """What one rule took out: rows that passed every rule before it."""

    rule: str
    reason: str
    rows: int


def with_today(table: ir.Table, recipe: Recipe) -> ir.Table:
    """Add the column `today`: the newest date of the data, so that no clock is asked.

    It is taken from the whole table, before cleaning.
    """
    if recipe.newest is None:
        return table
    return table.mutate(today=ibis.literal(table[recipe.newest].max().execute(), type="date"))


def clean(table: ir.Table, recipe: Recipe) -> tuple[ir.Table, list[RuleCount]]:
    """Keep the rows that every rule keeps.

    Returns:
        The cleaned table (lazy) and a count for each rule, in the rules' order.

    Raises:
        NothingLeft: the rules took out every row.
    """
    kept = [rule.keep(table).fill_null(False) for rule in recipe.rules]
    counts = _counts(table, recipe, kept)
    rows = table.count().execute()
    if sum(count.rows for count in counts) == rows:
        raise NothingLeft(rows=rows, taken_out={count.rule: count.rows for count in counts})
    return table.filter(kept), counts


def _counts(table: ir.Table, recipe: Recipe, kept: list[ir.BooleanValue]) -> list[RuleCount]:
    if not recipe.rules:
        return []
    so_far, taken = ibis.literal(True), {}
    for number, keep in enumerate(kept):
        taken[f"rule_{number}"] = (so_far & ~keep).sum().fill_null(0)
        so_far = so_far & keep
    sums = table.aggregate(**taken).execute().iloc[0]
    return [
        RuleCount(rule=rule.name, reason=rule.reason, rows=int(sums[f"rule_{number}"]))
        for number, rule in enumerate(recipe.rules)
    ]
