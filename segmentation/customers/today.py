"""The date that counts as today: the newest among the rows that stay, so that no clock is asked."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import numpy as np
import pandas as pd

from segmentation.customers.cleaning import Cleaned, clean, kept_before_numbering, with_today
from segmentation.customers.values import plain_text
from segmentation.errors import DateFarBeyond, NoDates
from segmentation.recipes.recipe import Recipe, Rule

ANY_DAY = datetime(2000, 1, 1)
SECONDS_A_DAY = 86_400
YEAR = 365
# A few days say little of how far apart the days of such data are.
ENOUGH_DAYS, FAR_FROM_FEW_DAYS = 10, 10 * YEAR
# At most so many of the rows are a mistake rather than the data itself.
FEW = 0.1
NAMED = 3


@dataclass(frozen=True)
class FarDate:
    """Dates far beyond all others: the first of them, and the newest day of the others.

    `customers` is how many have such a row (where nobody has a key: the rows), `first` the keys
    of the first of them.
    """

    day: date
    others: date
    customers: int
    first: list[str]


@dataclass(frozen=True)
class Today:
    """The newest date, and the dates far beyond the others that are among the rows."""

    moment: date
    far: FarDate | None


def clean_with_today(table: ir.Table, recipe: Recipe) -> tuple[Cleaned, Today | None]:
    """Clean a table and find the newest date of the rows that stay.

    Raises:
        NothingLeft, NoDates
    """
    if not asks_for_today(table, recipe):
        cleaned = clean(table, recipe)
        return cleaned, find_today(cleaned.table, recipe)
    today = today_of_rules(table, recipe)
    # Where no row is left for them, the rules say so on any day.
    return clean(with_today(table, today.moment if today else ANY_DAY), recipe), today


def today_of_rules(table: ir.Table, recipe: Recipe) -> Today | None:
    """The newest date among the rows that go to the rules which ask for today themselves.

    Which rows these leave cannot be known before. None where no rule asks, or no row is left.

    Raises:
        NoDates
    """
    if not asks_for_today(table, recipe):
        return None
    return find_today(rows_before_today(table, recipe), recipe)


def asks_for_today(table: ir.Table, recipe: Recipe) -> bool:
    """Whether a rule of the recipe asks for today, such as one on an age."""
    return any(_asks(rule, table, recipe) for rule in recipe.rules)


def rows_before_today(table: ir.Table, recipe: Recipe) -> ir.Table:
    """The rows that those rules keep which do not ask for today (lazy)."""
    others = tuple(rule for rule in recipe.rules if not _asks(rule, table, recipe))
    return kept_before_numbering(table, replace(recipe, rules=others))


def find_today(table: ir.Table, recipe: Recipe) -> Today | None:
    """The newest date of a table; None without a row, or where no date counts as today.

    Raises:
        NoDates: there are rows, and none has a date.
    """
    if recipe.newest is None:
        return None
    days = _days(table, recipe)
    if days.empty:
        return None
    dated = days.dropna(subset="day").sort_values("day", ignore_index=True)
    if dated.empty:
        raise NoDates(column=recipe.newest)
    at = first_far(dated.day.to_numpy("int64"), dated["rows"].to_numpy("int64"))
    far = None if at is None else _far_date(table, recipe, dated, at)
    return Today(dated.newest.iloc[-1], far)


def refuse_far(today: Today, column: str) -> None:
    """Refuse dates far beyond the others, which would move everybody's recency.

    Raises:
        DateFarBeyond
    """
    if today.far:
        raise DateFarBeyond(column=column, **vars(today.far))


def first_far(days: np.ndarray, rows: np.ndarray) -> int | None:
    """The place of the first day that lies far beyond all before it; None where there is none.

    Far is more than a year, and longer than nine tenths of the rows before it span; where fewer
    than ten days come before, more than ten years, and after a single day nothing is far. At
    most a tenth of the rows are on such days, or one.

    Args:
        days: different ones, as numbers in their order.
        rows: how many are on each day.
    """
    before = np.cumsum(rows)[:-1]
    begin = days[np.searchsorted(np.cumsum(rows), FEW * before, side="right")]
    gaps, count = np.diff(days), np.arange(1, len(days))
    least = np.where(count < ENOUGH_DAYS, FAR_FROM_FEW_DAYS, YEAR)
    is_few = rows.sum() - before <= max(1, FEW * rows.sum())
    far = (gaps > least) & (gaps > days[:-1] - begin) & is_few & (count > 1)
    return int(np.argmax(far)) + 1 if far.any() else None


def _asks(rule: object, table: ir.Table, recipe: Recipe) -> bool:
    if not isinstance(rule, Rule) or recipe.newest is None or recipe.roll_up:
        return False
    dated = with_today(recipe.adjusted(table), ANY_DAY)
    fields = rule.keep(dated).op().find(ops.Field)
    return any(field.name == "today" and field.rel == dated.op() for field in fields)


def _day(table: ir.Table, recipe: Recipe) -> ir.IntegerValue:
    seconds = table[recipe.newest].cast("timestamp").epoch_seconds()
    return (seconds / SECONDS_A_DAY).floor().cast("int64")


def _days(table: ir.Table, recipe: Recipe) -> pd.DataFrame:
    """How many rows each day has, and its newest moment."""
    dated = table.select(day=_day(table, recipe), moment=table[recipe.newest])
    grouped = dated.group_by("day")
    return grouped.aggregate(rows=dated.count(), newest=dated.moment.max()).execute()


def _far_date(table: ir.Table, recipe: Recipe, days: pd.DataFrame, at: int) -> FarDate:
    beyond = table.filter(_day(table, recipe) >= ibis.literal(int(days.day[at])))
    keys = beyond.select(key=plain_text(beyond[recipe.key]))
    keys = keys.filter(keys.key.notnull()).distinct()
    first = keys.order_by("key").limit(NAMED).execute().key.tolist()
    customers = int(keys.count().execute()) or int(days["rows"][at:].sum())
    return FarDate(_date(days.newest[at]), _date(days.newest[at - 1]), customers, first)


def _date(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
