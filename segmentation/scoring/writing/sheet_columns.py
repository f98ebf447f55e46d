"""Which columns of a table are numbers, dates and text in a workbook, and how wide they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from segmentation.customers.values import (
    DAY_FIRST,
    MONTH_FIRST,
    YEAR_FIRST,
    plain_text,
    try_strptime,
)
from segmentation.scoring.lists.contacts import is_name
from segmentation.scoring.lists.spreadsheet_safe import escaped_column

Kind = Literal["number", "truth", "day", "moment", "text"]
# A spreadsheet shows no more digits of a number, and makes zeros of the others.
MOST_DIGITS = 15
NUMBER = r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$"
DATE = r"^[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(?:[ T][0-9:.]+(?: ?[AaPp][Mm]|Z)?)?$"
DAYS_ONLY = r"^[^ :]*$"
ORDERS = (YEAR_FIRST, DAY_FIRST, MONTH_FIRST)
# In characters. The header has an arrow for the filter at its right.
NARROWEST, WIDEST, ARROW = 8, 50, 4
WIDTHS = {"number": 10, "truth": 8, "day": 11, "moment": 19}


@dataclass(frozen=True)
class SheetColumn:
    """A column as it is written: `value` is a number, a truth value, a date or safe text (lazy)."""

    kind: Kind
    value: ir.Value
    width: int


def sheet_columns(table: ir.Table) -> dict[str, SheetColumn]:
    """How each column of a table in DuckDB is written, {its name: column}.

    Text is a number, or a date, where all values of its column are one that is written plainly.
    What only names something (`contacts.is_name`) stays text, as do columns with leading zeros
    or more digits than a spreadsheet keeps, and dates that can be read in two ways.
    """
    seen = _look(table)
    orders = _orders_of_dates(table, seen)
    return {name: _sheet_column(table[name], seen[name], orders.get(name)) for name in seen}


@dataclass(frozen=True)
class _Seen:
    """What a look at all values of a column tells: how many there are, and of what form."""

    there: int
    numbers: int
    dates: int
    days: int
    longest: int


def _look(table: ir.Table) -> dict[str, _Seen]:
    """One pass over all columns."""
    measures = {
        f"{at} {what}": value
        for at, name in enumerate(table.columns)
        for what, value in _measures(table[name]).items()
    }
    found = table.aggregate(**measures).execute().iloc[0]
    return {
        name: _Seen(*(int(found[f"{at} {what}"]) for what in _Seen.__dataclass_fields__))
        for at, name in enumerate(table.columns)
    }


def _measures(column: ir.Column) -> Mapping[str, ir.Value]:
    text, no = _as_text(column), ibis.literal(0)
    there, longest = text.count(), text.length().max().fill_null(0)
    if not _is_text(column.type()):
        is_kept = column.type().is_floating() or _digits(text) <= MOST_DIGITS
        numbers = _how_many(text.notnull() & is_kept) if column.type().is_numeric() else no
        return {"there": there, "numbers": numbers, "dates": no, "days": no, "longest": longest}
    return {
        "there": there,
        "numbers": _how_many(text.re_search(NUMBER) & (_digits(text) <= MOST_DIGITS)),
        "dates": _how_many(text.re_search(DATE)),
        "days": _how_many(text.re_search(DAYS_ONLY)),
        "longest": longest,
    }


def _orders_of_dates(table: ir.Table, seen: Mapping[str, _Seen]) -> dict[str, list[str]]:
    """The formats of the columns of dates whose values can be read in one order only."""
    names = [name for name, found in seen.items() if found.there and found.dates == found.there]
    if not names:
        return {}
    reads = {
        f"{at} {order}": _moment(table[name], formats).count()
        for at, name in enumerate(names)
        for order, formats in enumerate(ORDERS)
    }
    found = table.aggregate(**reads).execute().iloc[0]
    orders = {}
    for at, name in enumerate(names):
        fits = [f for n, f in enumerate(ORDERS) if found[f"{at} {n}"] == seen[name].there]
        if len(fits) == 1:
            orders[name] = fits[0]
    return orders


def _sheet_column(column: ir.Column, seen: _Seen, formats: list[str] | None) -> SheetColumn:
    name, type_ = column.get_name(), column.type()
    if type_.is_boolean():
        return _column("truth", column, name)
    if type_.is_date():
        return _column("day", column, name)
    if type_.is_timestamp() and type_.timezone is None:
        return _column("moment", column, name)
    if formats:
        is_day = seen.days == seen.there
        moment = _moment(column, formats)
        return _column(*(("day", moment.cast("date")) if is_day else ("moment", moment)), name)
    if seen.there and seen.numbers == seen.there and not is_name(name):
        return _column("number", column.cast("float64"), name)
    return _column("text", escaped_column(_as_text(column)), name, seen.longest)


def _column(kind: Kind, value: ir.Value, name: str, longest: int = 0) -> SheetColumn:
    width = max(len(name) + ARROW, WIDTHS.get(kind, longest + 1), NARROWEST)
    return SheetColumn(kind, value, min(width, WIDEST))


def _is_text(type_: dt.DataType) -> bool:
    return not (type_.is_numeric() or type_.is_boolean() or type_.is_temporal())


def _as_text(column: ir.Column) -> ir.StringValue:
    return plain_text(column) if column.type().is_numeric() else column.cast("string")


def _digits(text: ir.StringValue) -> ir.IntegerValue:
    return text.re_replace(r"^[-0.]+|[^0-9]", "").length()


def _how_many(holds: ir.BooleanValue) -> ir.IntegerScalar:
    return holds.ifelse(1, 0).sum().fill_null(0)


def _moment(column: ir.Column, formats: list[str]) -> ir.TimestampValue:
    return try_strptime(column.cast("string").upper().translate("/.T", "-- "), formats)
