"""Apply a recipe's rules to a table and count what each takes out."""

import datetime
from collections import Counter
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from segmentation.card.data import RuleCount
from segmentation.customers.repeated_rows import Repeated, find_repeated
from segmentation.customers.values import plain_text
from segmentation.errors import NothingLeft
from segmentation.recipes.recipe import LINES, Recipe, Regrouped, RepeatedRows, Rule
from segmentation.sources.engines.computed import at_hand, computed_once
from segmentation.sources.engines.steps import Step, as_it_is

# So many are held for all steps; more are read again by each of them, in less memory.
MOST_ROWS_AT_HAND = 1_000_000
MOST_ROWS_TO_GATHER = 5_000_000
SAME_CUSTOMER = "customer already there"
SAME_CUSTOMER_REASON = (
    "The data has one row a customer; of rows with the same customer id, "
    "the first in the order of their values is kept."
)


@dataclass(frozen=True)
class Cleaned:
    """The rows that are left (lazy), what each rule took out, and how many came in.

    `taken_out` holds, for each rule that took out any, its name and those rows (lazy), of which
    `key` is the column that identifies a customer.
    """

    table: ir.Table
    counts: list[RuleCount]
    rows: int
    taken_out: list[tuple[str, ir.Table]]
    key: str


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
    few = rows <= MOST_ROWS_AT_HAND
    if few:
        table = at_hand(table)
    before, turn, after = _around_the_turn(recipe)
    broken = _count_broken(table, before)
    counts, taken_out = _counts(before, broken), _taken_out(table, before)
    kept = _kept(table, before)
    if isinstance(turn, RepeatedRows):
        repeated = find_repeated(kept, list(recipe.carried), few=few)
        counts.append(RuleCount(rule=turn.name, reason=turn.reason, rows=repeated.surplus))
        taken_out.append(repeated.rows)
        kept, broken = _unique(kept, repeated, recipe, after)
    elif recipe.adjust:
        # Once, since the rules that follow are counted before they are applied.
        kept = computed_once(recipe.adjusted(kept))
        broken = _count_broken(kept, after)
    counts += _counts(after, broken)
    taken_out += _taken_out(kept, after)
    kept = _kept(kept, after)
    if recipe.roll_up is None:
        kept, count, gone = _one_row_each(kept, recipe)
        counts, taken_out = [*counts, count], [*taken_out, gone]
    if sum(count.rows for count in counts) == rows:
        raise NothingLeft(rows=rows, taken_out={count.rule: count.rows for count in counts})
    gone = [(count.rule, rows) for count, rows in zip(counts, taken_out) if count.rows]
    return Cleaned(table=kept, counts=counts, rows=rows, taken_out=gone, key=recipe.key)


def kept_rows(table: ir.Table, recipe: Recipe, step: Step = as_it_is) -> ir.Table:
    """The rows that `clean` keeps, as one expression that any engine can run (lazy).

    Nothing is counted, so that rules which take out every row are not noticed.
    """
    kept = kept_before_numbering(table, recipe, step)
    if recipe.roll_up:
        return kept
    numbered = step("numbered", _numbered(kept, recipe))
    return step("one_row_each", numbered.filter(numbered.nth == 0).drop("nth"))


def kept_before_numbering(table: ir.Table, recipe: Recipe, step: Step = as_it_is) -> ir.Table:
    """The rows that the rules keep, of customers met again all of them (lazy)."""
    before, turn, after = _around_the_turn(recipe)
    kept = step("kept", _kept(table, before)) if before else table
    if isinstance(turn, RepeatedRows):
        kept = step("without_repeated_rows", kept.distinct())
        kept = kept.select(*recipe.carried)
    for name, change in recipe.adjustments.items():
        kept = step(name, change(kept))
    if after:
        kept = step("kept_after_that", _kept(kept, after))
    return kept


def load_taken_out(cleaned: Cleaned) -> pa.Table:
    """The rows that cleaning took out, as text, with the column `rule`.

    None of them when more than 5 million rows came in: with so many, gathering
    them would take longer than all the rest.
    """
    if cleaned.rows > MOST_ROWS_TO_GATHER or not cleaned.taken_out:
        return pa.table({"rule": pa.array([], pa.string())})
    parts = [
        rows.select(rule=ibis.literal(rule), **_as_text(rows, cleaned.key))
        for rule, rows in cleaned.taken_out
    ]
    tables = [part.order_by(list(part.columns)).to_pyarrow() for part in parts]
    return pa.concat_tables(tables, promote_options="default")


def _as_text(rows: ir.Table, key: str) -> dict[str, ir.StringValue]:
    texts = {name: rows[name].cast("string") for name in rows.columns}
    return texts | {key: plain_text(rows[key])}


Turn = RepeatedRows | Regrouped


def _around_the_turn(recipe: Recipe) -> tuple[list[Rule], Turn | None, list[Rule]]:
    """The rules before and after the place at which rows are gone through together."""
    for at, rule in enumerate(recipe.rules):
        if isinstance(rule, Turn):
            return list(recipe.rules[:at]), rule, list(recipe.rules[at + 1 :])
    return list(recipe.rules), None, []


def _unique(
    table: ir.Table, repeated: Repeated, recipe: Recipe, rules: list[Rule]
) -> tuple[ir.Table, Counter[int]]:
    """The rows without their copies, and how many of them each of the later rules takes out."""
    if recipe.adjust:
        adjusted = recipe.adjusted(repeated.unique)
        return adjusted, _count_broken(adjusted, rules)
    # With the copies, less the copies: to leave them out takes longer than to count them.
    surplus = repeated.alike.mutate(**{LINES: repeated.alike.copies - 1})
    return repeated.unique, _count_broken(table, rules) - _count_broken(surplus, rules)


def _count_broken(table: ir.Table, rules: list[Rule]) -> Counter[int]:
    """How many rows break which rule first; one that stands for several counts for each."""
    if not rules:
        return Counter()
    chosen = table.select(broken=first_broken(table, rules), weight=rows_of(table))
    numbered = chosen.group_by("broken").aggregate(rows=chosen.weight.sum())
    return Counter(dict(numbered.execute().dropna().astype(int).itertuples(index=False)))


def rows_of(table: ir.Table) -> ir.IntegerValue:
    """How many rows of the source each row stands for."""
    return table[LINES] if LINES in table.columns else ibis.literal(1)


def first_broken(table: ir.Table, rules: list[Rule]) -> ir.IntegerValue:
    """The number of the first rule that a row breaks; null for a row that breaks none."""
    keeps = _keeps(table, rules)
    if not keeps:
        return ibis.null("int8")
    return ibis.cases(*((~keep, number) for number, keep in enumerate(keeps)))


def _keeps(table: ir.Table, rules: list[Rule]) -> list[ir.BooleanValue]:
    return [rule.keep(table).fill_null(False) for rule in rules]


def _kept(table: ir.Table, rules: list[Rule]) -> ir.Table:
    return table.filter(_keeps(table, rules)) if rules else table


def _counts(rules: list[Rule], broken: Counter[int]) -> list[RuleCount]:
    return [
        RuleCount(rule=rule.name, reason=rule.reason, rows=broken[number])
        for number, rule in enumerate(rules)
    ]


def _taken_out(table: ir.Table, rules: list[Rule]) -> list[ir.Table]:
    return [table.filter(first_broken(table, rules) == n) for n in range(len(rules))]


def _one_row_each(table: ir.Table, recipe: Recipe) -> tuple[ir.Table, RuleCount, ir.Table]:
    numbered = _numbered(table, recipe)
    rows = int((numbered.nth > 0).sum().execute() or 0)
    count = RuleCount(rule=SAME_CUSTOMER, reason=SAME_CUSTOMER_REASON, rows=rows)
    if not rows:
        return table, count, table.limit(0)
    return (
        numbered.filter(numbered.nth == 0).drop("nth"),
        count,
        numbered.filter(numbered.nth > 0).drop("nth"),
    )


def _numbered(table: ir.Table, recipe: Recipe) -> ir.Table:
    """The rows of each customer numbered from 0 in `nth`; 0 where there is no key."""
    key = table[recipe.key]
    order = [table[name] for name in table.columns]
    nth = ibis.row_number().over(group_by=key, order_by=order)
    return table.mutate(nth=key.isnull().ifelse(0, nth))
