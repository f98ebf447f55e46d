"""Numbers that are possible: neither NaN nor infinite, in any engine."""

import ibis
import ibis.expr.types as ir

LARGEST = 1e100


def is_finite(number: ir.NumericValue) -> ir.BooleanValue:
    """Whether a number is one: true of no null, NaN or infinity.

    SQLite has no isnan, and of a comparison with a limit DuckDB reads off Parquet's
    statistics, which do not count NaN, that it holds everywhere.
    """
    return (number - number) == 0


def finite(number: ir.NumericValue) -> ir.NumericValue:
    """The number; null where it is none: pandas writes NaN, and PostgreSQL's decimals know it."""
    return is_finite(number).ifelse(number, ibis.null(number.type()))


def without_nan(number: ir.NumericValue) -> ir.NumericValue:
    """The number, which may be infinite; null where it is NaN.

    Where `is_finite` says no, 1/x tells: it is 0 for what is infinite. A comparison with a limit
    DuckDB would read off Parquet's statistics, even of -|x|.
    """
    return ibis.cases((is_finite(number), number), (1.0 / number == 0, number))


def possible_number(number: ir.FloatingValue) -> ir.FloatingValue:
    """The number; null for what is one to a computer and never to a customer: "inf", "1e300"."""
    possible = is_finite(number) & (number.abs() <= LARGEST)
    return possible.ifelse(number, ibis.null("float64"))
