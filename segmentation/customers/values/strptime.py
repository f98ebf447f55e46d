"""Moments by the formats that they may be written in."""

import datetime

import ibis
import ibis.expr.types as ir

FIRST_YEAR = 1000


@ibis.udf.scalar.builtin
def try_strptime(text: str, formats: list[str]) -> datetime.datetime:
    """DuckDB's own: the moment by the first format that fits, null when none does."""


def believable(moment: ir.TimestampValue) -> ir.TimestampValue:
    """The moment; null where a year of two digits was read as one of the Roman empire."""
    return (moment.year() >= FIRST_YEAR).ifelse(moment, ibis.null("timestamp"))
