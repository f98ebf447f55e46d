"""From an open table with one row a customer to what its columns mean, as data."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import ibis.expr.types as ir

from segmentation.customers.values import EVERYDAY_NOTATION, Notation
from segmentation.errors import NoNumbers, TooFewCustomers, UnknownColumns, UnknownFeatures
from segmentation.mapping.own.columns import as_category, as_date, as_number, as_ordered, as_year
from segmentation.mapping.own.counting import count_columns
from segmentation.mapping.own.dates import date_meanings, is_year, says_time, year_meaning
from segmentation.mapping.own.facts import MOST_VALUES, Counted, Facts
from segmentation.mapping.own.headers import Header, read_header
from segmentation.mapping.own.keys import find_key
from segmentation.mapping.own.labels import title_of
from segmentation.mapping.own.left_out import (
    A_YEAR,
    COORDINATES,
    coordinate_pairs,
    is_code,
    why_not,
)
from segmentation.mapping.own.senses import meaning_of
from segmentation.mapping.own.vocabulary import GERMAN
from segmentation.recipes.own import OwnColumn, OwnTable

FEWEST_CUSTOMERS = 3
NOT_ASKED_FOR = "not among the features asked for"
NO_TODAY = "has dates to come, and no other column says what day it was"
REPEATS = 'says the same as "{}"'
TWO_VALUES = "has two different values only"


@dataclass(frozen=True)
class _Table:
    """What is known of the table when its columns are judged."""

    counted: Counted
    headers: Mapping[str, Header]
    german: bool
    dates: Mapping[str, str]
    today: str
    placed: Collection[str]

    def facts(self, header: str) -> Facts:
        return self.counted.facts[header]

    @property
    def newest(self) -> datetime | None:
        """The newest date of the column that says what today is."""
        return self.facts(self.today).last if self.today else None


def infer(
    table: ir.Table,
    *,
    name: str,
    key: str | None = None,
    features: Sequence[str] | None = None,
    also: Sequence[str] = (),
    notation: Notation = EVERYDAY_NOTATION,
) -> OwnTable:
    """Infer what the columns of a table with one row a customer mean, from all of its rows.

    Args:
        name: what to call the table, such as the file's name.
        key: the column that identifies a customer; None to find it by name and values.
        features: the columns to build segments on; None for all that can serve.
        also: columns to use as well, although by themselves they would be left out.

    Raises:
        UnknownColumns: `key` or `features` names a column that is not there.
        TooFewCustomers: there are fewer than three.
        NoNumbers: no column is left that segments can be built on.
        UnknownFeatures: one of `features` is text, and builds none.
    """
    _refuse_unknown([*([key] if key else []), *(features or [])], table.columns)
    headers = {header: read_header(header) for header in table.columns}
    counted = count_columns(table, notation, [n for n, h in headers.items() if says_time(h)])
    _refuse_too_few(counted)
    key = key or find_key(counted.facts, headers)
    told = _known(counted, headers, key, features)
    columns = _columns(told, key, features, also)
    if not any(column.use == "feature" for column in columns):
        columns = _on_answers(columns)
    if not any(column.use == "feature" for column in columns):
        raise NoNumbers(_why_no_number(columns))
    _refuse_unusable(columns, features)
    return OwnTable(
        name=recipe_name(name),
        title=title_of(name),
        language="de" if told.german else "",
        today=told.today if any(_asks_for_today(column) for column in columns) else "",
        notes=_notes(columns, told.today),
        columns=tuple(columns),
    )


def recipe_name(name: str) -> str:
    """A name that no recipe of ours has: "own_" and then letters, digits and _."""
    return "own_" + re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def _known(
    counted: Counted,
    headers: Mapping[str, Header],
    key: str | None,
    features: Sequence[str] | None,
) -> _Table:
    dated = {
        name: facts
        for name, facts in counted.facts.items()
        if facts.kind == "date" and name != key and facts.different > 1
    }
    dates, today = date_meanings(dated, headers)
    german = any(GERMAN.search(header.phrase) for header in headers.values())
    placed = coordinate_pairs(headers, counted.facts)
    return _Table(counted, headers, german, dates, today, placed)


def _refuse_unknown(names: Sequence[str], found: Sequence[str]) -> None:
    unknown = [name for name in names if name not in found]
    if unknown:
        raise UnknownColumns(unknown=unknown, found=list(found))


def _refuse_too_few(counted: Counted) -> None:
    rows = max((facts.rows for facts in counted.facts.values()), default=0)
    if rows < FEWEST_CUSTOMERS:
        raise TooFewCustomers(different=rows, customers=rows, segments=FEWEST_CUSTOMERS - 1)


def _refuse_unusable(columns: Sequence[OwnColumn], features: Sequence[str] | None) -> None:
    usable = [column.header for column in columns if column.use == "feature"]
    unusable = [name for name in features or [] if name not in usable]
    if unusable:
        raise UnknownFeatures(unknown=unusable, known=usable)


def _columns(
    table: _Table, key: str | None, features: Sequence[str] | None, also: Sequence[str]
) -> list[OwnColumn]:
    columns: list[OwnColumn] = []
    for header in table.headers:
        if header == key:
            columns.append(OwnColumn(header=header, use="key"))
            continue
        asked = header in also or (bool(features) and header in features)
        column = _column(header, table, asked=asked)
        if features and not asked and column.use == "feature":
            column = _left_out(header, NOT_ASKED_FOR)
        if features and not asked and _is_two_numbers(column, table):
            column = _left_out(header, NOT_ASKED_FOR)
        used = [c.header for c in columns if c.use in ("feature", "category")]
        same = "" if asked or column.use == "left out" else table.counted.repeated(header, used)
        columns.append(_left_out(header, REPEATS.format(same)) if same else column)
    return _told_apart(columns)


def _told_apart(columns: Sequence[OwnColumn]) -> list[OwnColumn]:
    """Of columns with the same label the later ones have their header beside it."""
    called: set[str] = set()
    apart = []
    for column in columns:
        again = column.label and column.label in called
        label = f"{column.label} ({column.header})" if again else column.label
        called.add(column.label)
        apart.append(column.model_copy(update={"label": label}))
    return apart


def _is_two_numbers(column: OwnColumn, table: _Table) -> bool:
    return column.use == "category" and table.facts(column.header).kind == "number"


def _left_out(header: str, why: str) -> OwnColumn:
    return OwnColumn(header=header, use="left out", why=why)


def _column(header: str, table: _Table, *, asked: bool) -> OwnColumn:
    """What a column is used as, or why it is not; one that is asked for is used where it can be."""
    named, facts = table.headers[header], table.facts(header)
    why = COORDINATES if header in table.placed else why_not(named, facts)
    why = "" if asked else why
    if why:
        return _left_out(header, why)
    if facts.kind == "date":
        return _dated(header, table, asked=asked)
    if facts.kind == "text":
        ordered = as_ordered(named, facts, german=table.german)
        if ordered and (facts.different > 2 or asked):
            return ordered
        return as_category(named, facts, german=table.german, asked=asked)
    is_answer = facts.different == 2 and (facts.lowest, facts.highest) == (0, 1)
    if is_answer or (not asked and (facts.different == 2 or is_code(named, facts))):
        return as_category(named, facts, german=table.german, asked=asked)
    meaning = meaning_of(named, facts, german=table.german)
    if is_year(named, facts, knows_meaning=meaning != "number"):
        return _year(header, table, asked=asked)
    return as_number(named, facts, meaning, german=table.german)


def _dated(header: str, table: _Table, *, asked: bool) -> OwnColumn:
    meaning = table.dates.get(header, "days since")
    if not table.today and meaning != "year of birth":
        return _left_out(header, NO_TODAY)
    named, facts = table.headers[header], table.facts(header)
    return as_date(named, facts, meaning, german=table.german, today=table.newest)


def _year(header: str, table: _Table, *, asked: bool) -> OwnColumn:
    named, facts = table.headers[header], table.facts(header)
    meaning = year_meaning(named, today=table.today)
    if meaning or asked:
        return as_year(named, facts, meaning or "year", german=table.german, today=table.newest)
    if facts.different <= MOST_VALUES:
        return as_category(named, facts, german=table.german, asked=False)
    return _left_out(header, A_YEAR)


def _on_answers(columns: Sequence[OwnColumn]) -> list[OwnColumn]:
    """Where nothing else can build segments, what customers say yes and no to does."""
    return [
        column.model_copy(update={"use": "feature"}) if column.kind == "yes_no" else column
        for column in columns
    ]


def _asks_for_today(column: OwnColumn) -> bool:
    if column.use != "feature":
        return False
    if column.kind == "date":
        return column.meaning != "year of birth"
    return column.kind == "year" and column.meaning in ("age", "tenure")


def _notes(columns: Sequence[OwnColumn], today: str) -> tuple[str, ...]:
    """What was decided and should be looked at: the key, today, what has an order."""
    keys = [column.header for column in columns if column.use == "key"]
    told = [f'Customers are told apart by "{keys[0]}".'] if keys else []
    if any(_asks_for_today(column) for column in columns):
        told.append(f'Time is counted to the newest date of "{today}".')
    for column in columns:
        if column.kind == "year" and column.latest_year:
            told.append(
                f'In column "{column.header}" years have two digits, none of them after '
                f"{column.latest_year}."
            )
        if column.use == "feature" and column.kind == "ordered":
            steps = ", ".join(f"{text} as {number:,.10g}" for text, number in column.steps)
            told.append(f'"{column.header}" is in steps, which count so: {steps}.')
    return tuple(told)


def _why_no_number(columns: Sequence[OwnColumn]) -> dict[str, str]:
    """Why each column builds no segments: those with few values, texts, the key."""
    return {column.header: _why_not_a_number(column) for column in columns}


def _why_not_a_number(column: OwnColumn) -> str:
    if column.use == "key":
        return "identifies a customer"
    if column.use == "left out":
        return column.why
    return TWO_VALUES if column.kind == "yes_no" else "is text"
