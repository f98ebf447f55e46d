"""Features and categories of a table of one's own, from what is said of its columns."""

from collections.abc import Callable
from typing import Protocol

import ibis
import ibis.expr.types as ir

from segmentation.recipes.common import days_between, yes_no
from segmentation.recipes.meanings import MEANINGS, words_of
from segmentation.recipes.recipe import Category, Feature
from segmentation.recipes.units import DAYS, DAYS_AGO, PERCENT, YEAR, YEARS, unit_called
from segmentation.words import Unit

DAYS_A_YEAR = 365.25
OLDEST = 120
UNIT_OF_BIRTH = {"age": YEARS, "year of birth": YEAR}
# What is said of those who have a value, by what the category is.
SAID = {"country": "are from {}", "place": "live in {}"}


class ColumnSaid(Protocol):
    """What `own.OwnColumn` says of a column."""

    kind: str
    meaning: str
    called: str
    unit: str
    whole: bool
    share: bool
    lowest: float | None
    latest_year: int | None
    steps: tuple[tuple[str, float], ...]


def feature_of_column(column: ColumnSaid, name: str, *, keeps_capital: bool) -> Feature:
    """The feature that a column is; `name` is the one of both."""
    if column.kind == "yes_no":
        return yes_no(name, column.called, value=_value(column, name), keeps_capital=keeps_capital)
    words = words_of(
        MEANINGS[column.meaning or "number"], column.called, keeps_capital=keeps_capital
    )
    if column.lowest is None and column.kind != "date":
        # Of a debt nobody says that it is twice as much.
        words["times"] = ""
    return Feature(
        name=name,
        label=column.called,
        unit=_unit(column),
        value=_value(column, name),
        whole=column.whole or column.kind in ("year", "date"),
        lowest=column.lowest,
        highest=OLDEST if column.meaning == "age" else None,
        keeps_capital=keeps_capital,
        **words,
    )


def category_of_column(column: ColumnSaid, name: str, *, keeps_capital: bool) -> Category:
    """The category that a column is; `name` is the one of both."""
    return Category(
        name=name,
        label=column.called,
        said=SAID.get(column.meaning, ""),
        value=lambda t: t[name],
        keeps_capital=keeps_capital,
    )


def _unit(column: ColumnSaid) -> Unit:
    if column.share:
        return PERCENT
    if column.kind == "date":
        if column.meaning in UNIT_OF_BIRTH:
            return UNIT_OF_BIRTH[column.meaning]
        return DAYS if column.meaning in ("tenure", "days until") else DAYS_AGO
    if column.kind == "year":
        return YEARS if column.meaning in ("age", "tenure") else YEAR
    return unit_called(column.unit)


def _value(column: ColumnSaid, name: str) -> Callable[[ir.Table], ir.NumericValue]:
    """How the feature's number is made of the column, in years, in days, or as it is."""
    if column.steps:
        return lambda t: _step(t[name], column.steps)
    if column.share:
        return lambda t: t[name] * 100
    if column.kind == "date":
        return _since(column.meaning, name)
    if column.kind == "year":
        return _of_year(column, name)
    return lambda t: t[name]


def _of_year(column: ColumnSaid, name: str) -> Callable[[ir.Table], ir.NumericValue]:
    def year(t: ir.Table) -> ir.NumericValue:
        return _in_full(t[name], column.latest_year) if column.latest_year else t[name]

    if column.meaning in ("age", "tenure"):
        return lambda t: t.today.year() - year(t)
    return year


def _in_full(year: ir.NumericValue, latest: int) -> ir.NumericValue:
    """A year of two digits with its century, so that none is after the latest."""
    century = latest // 100 * 100
    early = year + century - 100
    full = (year + century > latest).ifelse(early, year + century)
    return (year < 100).ifelse(full, year)


def _since(meaning: str, name: str) -> Callable[[ir.Table], ir.NumericValue]:
    if meaning == "year of birth":
        return lambda t: t[name].year()
    if meaning == "age":
        return lambda t: (days_between(t[name], t.today) / DAYS_A_YEAR).floor()
    if meaning == "days until":
        return lambda t: days_between(t.today, t[name])
    return lambda t: days_between(t[name], t.today)


def _step(text: ir.StringValue, steps: tuple[tuple[str, float], ...]) -> ir.FloatingValue:
    """The number that stands for a text; null for one that is no step."""
    stands_for = [(text == step, ibis.literal(number, "float64")) for step, number in steps]
    return ibis.cases(*stands_for, else_=ibis.null("float64"))
