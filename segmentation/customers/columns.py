"""Find a recipe's columns in a table, under whatever name, and read their values."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from segmentation.customers.values import (
    EVERYDAY_NOTATION,
    Notation,
    category_of,
    key_of,
    read_moments,
    read_numbers,
    text_of,
)
from segmentation.errors import (
    AmbiguousColumn,
    MissingColumns,
    TextColumn,
    UnknownKindOfData,
    UnreadableValues,
)
from segmentation.recipes.recipe import Column, Recipe
from segmentation.sources.engines.computed import computed_once

EXPECTED = {"number": "numbers", "date": "dates", "moment": "dates"}
TYPES = {
    "key": "string",
    "number": "float64",
    "date": "date",
    "moment": "timestamp",
    "text": "string",
}
SHOWN = 3


def match_columns(recipe: Recipe, found: Iterable[str]) -> dict[str, str]:
    """Find the recipe's columns among the headers `found`.

    Case, spaces, punctuation and bracketed units do not matter.

    Returns:
        {recipe's name: header}; optional columns that are not there are left out.

    Raises:
        MissingColumns, AmbiguousColumn
    """
    found = list(found)
    missing = _lacking(recipe, found)
    if missing:
        raise MissingColumns(missing=missing, found=found)
    headers = _headers(found)
    candidates = {column.name: _candidates(column, headers) for column in recipe.columns}
    for name, headers in candidates.items():
        if len(headers) > 1:
            raise AmbiguousColumn(column=name, found=headers)
    return {name: headers[0] for name, headers in candidates.items() if headers}


def fits_one_of(recipes: Sequence[Recipe]) -> Callable[[Sequence[str]], bool]:
    """Whether headers hold all that one of the recipes needs; without recipes, any do."""

    def fits(found: Sequence[str]) -> bool:
        return not recipes or any(not _lacking(recipe, list(found)) for recipe in recipes)

    return fits


def recognise(recipes: Iterable[Recipe], found: Iterable[str]) -> Recipe:
    """The recipe that uses most of the headers `found`.

    Raises:
        UnknownKindOfData: no recipe finds all the columns it needs.
    """
    found = list(found)
    lacking, fitting, headers = {}, [], _headers(found)
    for recipe in recipes:
        missing = _lacking(recipe, found)
        if missing:
            lacking[recipe.name] = missing
        else:
            fitting.append((sum(bool(_candidates(c, headers)) for c in recipe.columns), recipe))
    if not fitting:
        raise UnknownKindOfData(found=found, lacking=lacking)
    return max(fitting, key=lambda pair: pair[0])[1]


@dataclass(frozen=True)
class ReadColumns:
    """A recipe's columns as expressions of the table that they are in.

    `headers` says which column each one is, {recipe's name: header}; `values` holds the
    value of each by the recipe's name, null for an optional column that is not there;
    `unreadable` where there is one that cannot be read, for columns where that may be.
    `told` are sentences on what was converted, and on what could be read otherwise: day and month
    that fit both ways in every row, thousands that could be decimals. Each names its column and
    the option that says otherwise.
    """

    headers: dict[str, str]
    values: dict[str, ir.Value]
    unreadable: dict[Column, ir.BooleanValue]
    told: tuple[str, ...] = ()


def find_columns(
    table: ir.Table, recipe: Recipe, notation: Notation = EVERYDAY_NOTATION
) -> ReadColumns:
    """Find the recipe's columns in a table and how their values are read.

    Raises:
        MissingColumns, AmbiguousColumn
    """
    headers = match_columns(recipe, table.columns)
    values, told = _values(table, recipe, headers, notation)
    unreadable = {
        column: _is_there(table[headers[column.name]]) & values[column.name].isnull()
        for column in _may_not_be_read(table, recipe, headers)
    }
    return ReadColumns(headers, values, unreadable, told)


def read_columns(
    table: ir.Table, recipe: Recipe, notation: Notation = EVERYDAY_NOTATION
) -> ir.Table:
    """The table under the recipe's column names, text turned into numbers and dates.

    Optional columns that are not there are null.

    Raises:
        MissingColumns, AmbiguousColumn, UnreadableValues
    """
    return values_read(table, find_columns(table, recipe, notation))


def values_read(table: ir.Table, found: ReadColumns) -> ir.Table:
    """As `read_columns`, of columns that are found already.

    Raises:
        UnreadableValues
    """
    _refuse_unreadable(table, found)
    read = table.select(**found.values)
    if not any(table[found.headers[c.name]].type().is_string() for c in found.unreadable):
        return read
    # Text is read once, since later steps go over the values several times.
    return computed_once(read)


def refuse_text(table: ir.Table, recipe: Recipe, source: str) -> None:
    """Refuse text for numbers and dates, and numbers for dates, which only DuckDB can read.

    Raises:
        TextColumn, MissingColumns, AmbiguousColumn
    """
    if table.get_backend().name == "duckdb":
        return
    headers = match_columns(recipe, table.columns)
    for column in recipe.columns:
        if column.kind in EXPECTED and column.name in headers:
            header = headers[column.name]
            type_, expected = table[header].type(), EXPECTED[column.kind]
            if type_.is_string():
                raise TextColumn(header, expected=expected, source=source)
            if type_.is_numeric() and column.kind != "number":
                raise TextColumn(header, expected=expected, source=source, holds="a number")


def normalised(header: str) -> str:
    """A header without case, bracketed units, spaces and punctuation."""
    without_unit = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", header.casefold())
    return re.sub(r"[\W_]", "", without_unit)


def _headers(found: Iterable[str]) -> list[tuple[str, str]]:
    """Each header, as it is and normalised."""
    return [(header, normalised(header)) for header in found]


@lru_cache(maxsize=1_000)
def _wanted(column: Column) -> frozenset[str]:
    """The headers that a column has, normalised: the same for each line that may be a header."""
    return frozenset(normalised(name) for name in (column.name, *column.aliases))


def _candidates(column: Column, headers: Sequence[tuple[str, str]]) -> list[str]:
    literal = [header for header, _ in headers if header in column.aliases]
    if len(literal) == 1:
        return literal
    wanted = _wanted(column)
    return [header for header, plain in headers if plain in wanted]


def _lacking(recipe: Recipe, found: Iterable[str]) -> list[str]:
    headers = _headers(found)
    return [c.name for c in recipe.columns if c.required and not _candidates(c, headers)]


def _values(
    table: ir.Table, recipe: Recipe, headers: dict[str, str], notation: Notation
) -> tuple[dict[str, ir.Value], tuple[str, ...]]:
    """The value of each column, by the recipe's name, and what is to be told of them."""
    kinds = {column.name: column.kind for column in recipe.columns}
    raw = {name: table[headers[name]] for name in kinds if name in headers}
    numbers = read_numbers({n: raw[n] for n in raw if kinds[n] == "number"}, notation)
    latest = {column.name: column.latest_year for column in recipe.columns}
    moments = {
        n: read_moments(raw[n], notation, latest[n]) for n in raw if kinds[n] in ("date", "moment")
    }
    values = {n: read.value for n, read in numbers.items()}
    values |= {n: _moment(read.value, kinds[n]) for n, read in moments.items()}
    values |= {n: _text(raw[n], kinds[n]) for n in raw if n not in values}
    told = [read.doubt for read in numbers.values() if read.doubt]
    told += [sentence for read in moments.values() for sentence in read.told]
    every = {n: values[n] if n in values else ibis.null(TYPES[kind]) for n, kind in kinds.items()}
    return every, tuple(told)


def _text(raw: ir.Column, kind: str) -> ir.Value:
    return key_of(raw) if kind == "key" else category_of(raw)


def _moment(moment: ir.TimestampValue, kind: str) -> ir.Value:
    return moment.cast("date") if kind == "date" else moment


def _may_not_be_read(table: ir.Table, recipe: Recipe, headers: dict[str, str]) -> list[Column]:
    """The columns that may hold what is no number, or no date."""
    return [
        column
        for column in recipe.columns
        if column.kind in EXPECTED
        and column.name in headers
        and not _is_sure(table[headers[column.name]].type(), column.kind)
    ]


def _is_sure(type_: dt.DataType, kind: str) -> bool:
    # A float may be infinite.
    if kind == "number":
        return type_.is_integer() or type_.is_decimal()
    return type_.is_date() or type_.is_timestamp()


def _refuse_unreadable(table: ir.Table, found: ReadColumns) -> None:
    """Count, in one pass, the values that are there but cannot be read."""
    if not found.unreadable:
        return
    sums = {column.name: bad.sum().fill_null(0) for column, bad in found.unreadable.items()}
    counts = table.aggregate(**sums).execute().iloc[0]
    for column, bad in found.unreadable.items():
        if counts[column.name]:
            count = int(counts[column.name])
            raise _unreadable(table, found.headers[column.name], bad, column.kind, count)


def _is_there(raw: ir.Column) -> ir.BooleanValue:
    # Writing out every number as text would take longer than all the rest.
    if raw.type().is_floating():
        return raw.notnull() & ~raw.isnan()
    return text_of(raw).notnull()


def _unreadable(
    table: ir.Table, header: str, bad: ir.BooleanValue, kind: str, count: int
) -> UnreadableValues:
    numbered = table.select(value=table[header], bad=bad).mutate(row=ibis.row_number() + 2)
    first = numbered.filter(numbered.bad).order_by("row").limit(SHOWN).execute()
    return UnreadableValues(
        column=header,
        expected=EXPECTED[kind],
        examples=list(zip(first.row.astype(int), first.value)),
        count=count,
    )
