"""Find a recipe's columns in a table, under whatever name, and read their values."""

import re
from collections.abc import Iterable

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from segmentation.errors import (
    AmbiguousColumn,
    MissingColumns,
    UnknownKindOfData,
    UnreadableValue,
)
from segmentation.recipes.recipe import Column, Recipe

MEANS_MISSING = ("", "na", "n/a", "nan", "null", "none", "-")
YEAR_FIRST = r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
YEAR_LAST = r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})"
EXPECTED = {"number": "numbers", "date": "dates", "text": "text"}


def match_columns(recipe: Recipe, found: Iterable[str]) -> dict[str, str]:
    """Find the recipe's columns among the headers `found`.

    Case, spaces, punctuation and bracketed units do not matter.

    Returns:
        {recipe's name: header}; optional columns that are not there are left out.

    Raises:
        MissingColumns, AmbiguousColumn
    """
    found = list(found)
    candidates = {column.name: _candidates(column, found) for column in recipe.columns}
    missing = _missing(recipe, candidates)
    if missing:
        raise MissingColumns(missing=missing, found=found)
    for name, headers in candidates.items():
        if len(headers) > 1:
            raise AmbiguousColumn(column=name, found=headers)
    return {name: headers[0] for name, headers in candidates.items() if headers}


def recognise(recipes: Iterable[Recipe], found: Iterable[str]) -> Recipe:
    """The recipe that uses most of the headers `found`.

    Raises:
        UnknownKindOfData: no recipe finds all the columns it needs.
    """
    found = list(found)
    lacking, fitting = {}, []
    for recipe in recipes:
        candidates = {column.name: _candidates(column, found) for column in recipe.columns}
        missing = _missing(recipe, candidates)
        if missing:
            lacking[recipe.name] = missing
        else:
            fitting.append((sum(bool(headers) for headers in candidates.values()), recipe))
    if not fitting:
        raise UnknownKindOfData(found=found, lacking=lacking)
    return max(fitting, key=lambda pair: pair[0])[1]


def read_columns(table: ir.Table, recipe: Recipe) -> ir.Table:
    """The table under the recipe's column names, text turned into numbers and dates.

    Optional columns that are not there are null.

    Raises:
        MissingColumns, AmbiguousColumn, UnreadableValue
    """
    headers = match_columns(recipe, table.columns)
    _refuse_unreadable(table, recipe, headers)
    return table.select(
        **{
            column.name: _value(table[headers[column.name]], column.kind)
            if column.name in headers
            else ibis.null(_type(column.kind))
            for column in recipe.columns
        }
    )


def _normalised(header: str) -> str:
    without_unit = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", header.casefold())
    return re.sub(r"[\W_]", "", without_unit)


def _candidates(column: Column, found: list[str]) -> list[str]:
    wanted = {_normalised(name) for name in (column.name, *column.aliases)}
    return [header for header in found if _normalised(header) in wanted]


def _missing(recipe: Recipe, candidates: dict[str, list[str]]) -> list[str]:
    return [c.name for c in recipe.columns if c.required and not candidates[c.name]]


def _type(kind: str) -> dt.DataType:
    return {"number": dt.float64, "date": dt.date, "text": dt.string}[kind]


def _value(raw: ir.Column, kind: str) -> ir.Column:
    if kind == "text":
        return _text(raw)
    if not raw.type().is_string():
        return raw.cast(_type(kind))
    return _number(_text(raw)) if kind == "number" else _date(_text(raw))


def _text(raw: ir.Column) -> ir.StringValue:
    text = raw.cast("string").strip()
    return text.lower().isin(MEANS_MISSING).ifelse(ibis.null("string"), text)


def _number(text: ir.StringValue) -> ir.FloatingValue:
    # "inf" would be read as a number no customer can have.
    return text.re_search(r"^[-+]?[0-9.]").ifelse(text.try_cast("float64"), ibis.null("float64"))


def _date(text: ir.StringValue) -> ir.DateValue:
    year_first = _as_date(text, YEAR_FIRST, (1, 2, 3))
    day_first = _as_date(text, YEAR_LAST, (3, 2, 1))
    month_first = _as_date(text, YEAR_LAST, (3, 1, 2))
    # One column is written one way: a single date that cannot be day-first
    # decides for all of them.
    is_day_first = (text.re_search(YEAR_LAST) & day_first.isnull()).sum().fill_null(
        0
    ).execute() == 0
    return ibis.coalesce(year_first, day_first if is_day_first else month_first)


def _as_date(
    text: ir.StringValue, pattern: str, year_month_day: tuple[int, int, int]
) -> ir.DateValue:
    year, month, day = (text.re_extract(pattern, group) for group in year_month_day)
    written = ibis.literal("-").join([year, month.lpad(2, "0"), day.lpad(2, "0")])
    return text.re_search(pattern).ifelse(written, ibis.null("string")).try_cast("date")


def _refuse_unreadable(table: ir.Table, recipe: Recipe, headers: dict[str, str]) -> None:
    """Count, in one pass, the values that are there but cannot be read."""
    unreadable = {
        column: _text(table[headers[column.name]]).notnull()
        & _value(table[headers[column.name]], column.kind).isnull()
        for column in recipe.columns
        if column.kind != "text" and column.name in headers
    }
    counts = table.aggregate(
        **{column.name: bad.sum().fill_null(0) for column, bad in unreadable.items()}
    ).execute()
    for column, bad in unreadable.items():
        count = int(counts[column.name].iloc[0])
        if count:
            raise _unreadable(table, headers[column.name], bad, column.kind, count)


def _unreadable(
    table: ir.Table, header: str, bad: ir.BooleanValue, kind: str, count: int
) -> UnreadableValue:
    numbered = table.select(value=table[header], bad=bad).mutate(row=ibis.row_number() + 2)
    first = numbered.filter(numbered.bad).order_by("row").limit(1).execute().iloc[0]
    return UnreadableValue(
        column=header, row=int(first.row), value=first.value, expected=EXPECTED[kind], count=count
    )
