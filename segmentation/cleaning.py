"""Apply a recipe's rules to a table and count what each takes out."""

import datetime
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa
from pydantic import BaseModel

from segmentation.errors import NoDates, NothingLeft
from segmentation.recipes.recipe import Recipe, RepeatedRows, Rule
from segmentation.sources.memory import in_any_order

MOST_ROWS_TO_GATHER = 5_000_000
SAME_CUSTOMER = "customer already there"
SAME_CUSTOMER_REASON = (
    "The data has one row a customer; of rows with the same customer id, "
    "the first in the order of their values is kept."
)


class RuleCount(BaseModel, frozen=True):
    """What one rule took out: rows that passed every rule before it."""

    rule: str
    reason: str
    rows: int


@dataclass(frozen=True)
class Cleaned:
    """The rows that are left (lazy), what each rule took out, and how many came in.

    `taken_out` holds, for each rule that took out any, its name and those rows (lazy).
    """

    table: ir.Table
    counts: list[RuleCount]
    rows: int
    taken_out: list[tuple[str, ir.Table]]


def newest_of(table: ir.Table, recipe: Recipe) -> datetime.date | None:
    """The newest date of the data, which counts as today, so that no clock is asked.

    Raises:
        NoDates: there is no date in the column that says what is newest.
    """
    if recipe.newest is None:
        return None
    newest = table[recipe.newest].max().execute()
    if pd.isna(newest):
        raise NoDates(column=recipe.newest)
    return newest


def with_today(table: ir.Table, today: datetime.date | None) -> ir.Table:
    """Add the column `today` where there is such a date."""
    return table if today is None else table.mutate(today=ibis.literal(today))


def clean(table: ir.Table, recipe: Recipe) -> Cleaned:
    """Keep the rows that every rule keeps.

    Where a row is a customer, a customer met again is taken out as well, last of all.

    Raises:
        NothingLeft: the rules took out every row.
    """
    rows = int(table.count().execute())
    before, repeated, after = _around_repeated(recipe)
    kept, counts, taken_out = _filter(table, before)
    if repeated:
        kept, count, gone = _without_repeated(kept, recipe, repeated)
        counts, taken_out = [*counts, count], [*taken_out, gone]
    if recipe.adjust:
        kept = recipe.adjust(kept)
    kept, later_counts, later_taken_out = _filter(kept, after)
    counts, taken_out = counts + later_counts, taken_out + later_taken_out
    if recipe.roll_up is None:
        kept, count, gone = _one_row_each(kept, recipe)
        counts, taken_out = [*counts, count], [*taken_out, gone]
    if sum(count.rows for count in counts) == rows:
        raise NothingLeft(rows=rows, taken_out={count.rule: count.rows for count in counts})
    gone = [(count.rule, rows) for count, rows in zip(counts, taken_out) if count.rows]
    return Cleaned(table=kept, counts=counts, rows=rows, taken_out=gone)


def load_taken_out(cleaned: Cleaned) -> pa.Table:
    """The rows that cleaning took out, as text, with the column `rule`.

    None of them when more than 5 million rows came in: with so many, gathering
    them would take longer than all the rest.
    """
    if cleaned.rows > MOST_ROWS_TO_GATHER or not cleaned.taken_out:
        return pa.table({"rule": pa.array([], pa.string())})
    parts = [
        rows.select(rule=ibis.literal(rule), **{c: rows[c].cast("string") for c in rows.columns})
        for rule, rows in cleaned.taken_out
    ]
    tables = [part.order_by(list(part.columns)).to_pyarrow() for part in parts]
    return pa.concat_tables(tables, promote_options="default")


def _around_repeated(recipe: Recipe) -> tuple[list[Rule], RepeatedRows | None, list[Rule]]:
    """The rules before and after the one for repeated rows."""
    for at, rule in enumerate(recipe.rules):
        if isinstance(rule, RepeatedRows):
            return list(recipe.rules[:at]), rule, list(recipe.rules[at + 1 :])
    return list(recipe.rules), None, []


def _filter(table: ir.Table, rules: list[Rule]) -> tuple[ir.Table, list[RuleCount], list[ir.Table]]:
    if not rules:
        return table, [], []
    keeps = [rule.keep(table).fill_null(False) for rule in rules]
    # The number of the first rule that a row breaks; null for a row that breaks none.
    broken = ibis.cases(*((~keep, number) for number, keep in enumerate(keeps)))
    numbered = table.select(broken=broken).group_by("broken").aggregate(rows=lambda t: t.count())
    rows = dict(numbered.execute().dropna().astype(int).itertuples(index=False))
    counts = [
        RuleCount(rule=rule.name, reason=rule.reason, rows=rows.get(number, 0))
        for number, rule in enumerate(rules)
    ]
    return table.filter(keeps), counts, [table.filter(broken == n) for n in range(len(rules))]


def _without_repeated(
    table: ir.Table, recipe: Recipe, rule: RepeatedRows
) -> tuple[ir.Table, RuleCount, ir.Table]:
    """Group equal rows once, and keep what is needed later in a temporary table.

    Grouping is what takes long with many rows: the counts and the customers are
    then read from the temporary table.
    """
    grouped = table.group_by(list(table.columns)).aggregate(copies=lambda t: t.count())
    carried = [column.name for column in recipe.columns if column.carried]
    connection = table.get_backend()
    with in_any_order(connection):
        unique = connection.create_table(
            ibis.util.gen_name("unique_rows"), grouped.select(*carried, "copies"), temp=True
        )
    rows = int(unique.copies.sum().execute() or 0) - int(unique.count().execute())
    count = RuleCount(rule=rule.name, reason=rule.reason, rows=rows)
    return unique.drop("copies"), count, grouped.filter(grouped.copies > 1)


def _one_row_each(table: ir.Table, recipe: Recipe) -> tuple[ir.Table, RuleCount, ir.Table]:
    key = table[recipe.key]
    order = [table[name] for name in table.columns]
    nth = ibis.row_number().over(group_by=key, order_by=order)
    numbered = table.mutate(nth=key.isnull().ifelse(0, nth))
    rows = int((numbered.nth > 0).sum().execute() or 0)
    count = RuleCount(rule=SAME_CUSTOMER, reason=SAME_CUSTOMER_REASON, rows=rows)
    if not rows:
        return table, count, table.limit(0)
    return (
        numbered.filter(numbered.nth == 0).drop("nth"),
        count,
        numbered.filter(numbered.nth > 0).drop("nth"),
    )
