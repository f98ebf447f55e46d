"""Dates that are kept as numbers: 20240131, seconds or milliseconds since 1970, days since 1900."""

import datetime
from typing import Literal

import ibis
import ibis.expr.types as ir

from segmentation.customers.values.counting import how_many_of_each
from segmentation.customers.values.keys import plain_text
from segmentation.customers.values.strptime import try_strptime
from segmentation.customers.values.texts import BLANKS
from segmentation.customers.values.zones import from_utc
from segmentation.sources.engines.text_ends import trimmed

Kind = Literal["yyyymmdd", "seconds", "milliseconds", "days"]
# From 1900, 1980, 1980 and 1950 on, to 2100: no number is in two of them.
RANGES: dict[Kind, tuple[int, int]] = {
    "yyyymmdd": (19_000_101, 21_001_231),
    "seconds": (315_532_800, 4_102_444_800),
    "milliseconds": (315_532_800_000, 4_102_444_800_000),
    "days": (18_264, 73_051),
}
# Of numbers that nobody says are dates: up to 2040, with ten digits or thirteen (from 2001 on).
# Days are no different from amounts.
SURE_RANGES: dict[Kind, tuple[int, int]] = {
    "yyyymmdd": RANGES["yyyymmdd"],
    "seconds": (1_000_000_000, 2_208_988_800),
    "milliseconds": (1_000_000_000_000, 2_208_988_800_000),
}
SAID: dict[Kind, str] = {
    "seconds": "seconds since 1970",
    "milliseconds": "milliseconds since 1970",
    "days": "days as a spreadsheet counts them",
}
# The number that a spreadsheet has for the first day of 1970.
DAYS_TO_1970 = 25_569
SECONDS_A_DAY = 86_400
# What parts thousands stands before three digits, and is far below all of these ranges.
DECIMAL_COMMA = r"^([0-9]+),([0-9]+)$"


@ibis.udf.scalar.builtin
def make_timestamp(microseconds: int) -> datetime.datetime:
    """DuckDB's own: the moment so long after the beginning of 1970."""


def date_numbers(raw: ir.Column) -> Kind | None:
    """What a column of whole numbers counts, if all of them are dates by their values alone.

    Args:
        raw: numbers, or text, in DuckDB.

    Returns:
        "yyyymmdd" where all are days of the calendar from 1900 to 2100; "seconds" or
        "milliseconds" since 1970 where all have ten digits or thirteen and lie before 2040; else
        None. Days as a spreadsheet counts them cannot be told from amounts.
    """
    number = number_in(raw)
    whole = (number % 1) == 0
    fits = {kind: whole & _fits(number, kind, SURE_RANGES) for kind in SURE_RANGES}
    there = raw.notnull() if raw.type().is_numeric() else trimmed(raw.cast("string"), BLANKS) != ""
    counts = how_many_of_each({**fits, "there": there})
    return next((kind for kind in fits if counts[kind] == counts["there"] > 0), None)


def number_in(raw: ir.Value) -> ir.FloatingValue:
    """The number of a cell, its decimal sign a dot or a comma; null where it is none."""
    if raw.type().is_numeric():
        return raw.cast("float64")
    text = trimmed(raw.cast("string"), BLANKS)
    return text.re_replace(DECIMAL_COMMA, r"\1.\2").try_cast("float64")


def of_kinds(number: ir.FloatingValue) -> dict[Kind, ir.BooleanValue]:
    """Whether a number can be a date, by each way of counting them."""
    return {kind: _fits(number, kind, RANGES) for kind in RANGES}


def counted(number: ir.FloatingValue, kind: Kind, zone: str | None) -> ir.TimestampValue:
    """The moment, to the second where days are counted; null for a number out of its range.

    Seconds and milliseconds are counted in UTC, and told in the zone where one is given.
    """
    possible = of_kinds(number)[kind].ifelse(number, ibis.null("float64"))
    if kind == "yyyymmdd":
        return _day(possible)
    if kind == "days":
        seconds = ((possible - DAYS_TO_1970) * SECONDS_A_DAY).round().cast("int64")
        return make_timestamp(seconds * 1_000_000)
    in_a_second = 1_000_000 if kind == "seconds" else 1_000
    return from_utc(make_timestamp((possible * in_a_second).round().cast("int64")), zone)


def _fits(
    number: ir.FloatingValue, kind: Kind, ranges: dict[Kind, tuple[int, int]]
) -> ir.BooleanValue:
    within = number.between(*ranges[kind])
    return within & _day(number).notnull() if kind == "yyyymmdd" else within


def _day(number: ir.FloatingValue) -> ir.TimestampValue:
    return try_strptime(plain_text(number), ["%Y%m%d"])
