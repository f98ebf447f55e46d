"""Read what a column of text says as numbers, moments and keys.

One column is written one way: the way is found from all of its values, never
value by value.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import ibis
import ibis.expr.types as ir

from segmentation.sources.engines.text_ends import trimmed

MEANS_MISSING = ("", "na", "n/a", "nan", "null", "none", "-")
# "None" is an answer where the question is about a subscription.
MEANS_NO_CATEGORY = tuple(word for word in MEANS_MISSING if word != "none")
BLANKS = " \t\n\r"
CURRENCIES = r"^(?:[$€£¥]|usd|eur|gbp|chf)|(?:[$€£¥]|usd|eur|gbp|chf)$"
# Digits in groups of three, by comma or by dot; spaces and apostrophes are never decimal.
COMMA_GROUPS = r"^[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?$"
DOT_GROUPS = r"^[-+]?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]*)?$"
COMMA_DECIMAL = r"^[-+]?[0-9]*,[0-9]*$"
WHOLE = r"^[-+]?[0-9]+$"
PLAIN = r"^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?$"
# Dates after their separators have become "-" and a "T" before the time a space.
CLOCKS = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S-%f", " %I:%M %p", " %I:%M:%S %p", " %H:%M:%SZ")
YEAR_FIRST = [f"{date}{clock}" for date in ("%Y-%m-%d", "%Y%m%d") for clock in CLOCKS]
DAY_FIRST = [f"%d-%m-%Y{clock}" for clock in CLOCKS]
MONTH_FIRST = [f"%m-%d-%Y{clock}" for clock in CLOCKS]
ALL_FORMATS = [*YEAR_FIRST, *DAY_FIRST, *MONTH_FIRST]
LOOKED_AT = 1_000
LARGEST = 1e100
# No float from here on is a whole number of 64 bits, and to make one of it fails.
BEYOND_INTEGERS = 2.0**63
FIRST_YEAR = 1000
BETWEEN = "\x1f"
SPACES = r"\s\x{00a0}\x{2007}\x{2009}\x{202f}"


@ibis.udf.scalar.builtin
def try_strptime(text: str, formats: list[str]) -> datetime.datetime:
    """DuckDB's own: the moment by the first format that fits, null when none does."""


@dataclass(frozen=True, kw_only=True)
class Notation:
    """How numbers and dates are written, where that is not to be recognised."""

    decimal: Literal[".", ","] | None = None
    dates: Literal["day-first", "month-first"] | None = None


EVERYDAY_NOTATION = Notation()


def text_of(raw: ir.Column) -> ir.StringValue:
    """Trimmed text; null where it only says that something is missing."""
    return _unless(trimmed(raw.cast("string"), BLANKS), MEANS_MISSING)


def category_of(raw: ir.Column) -> ir.StringValue:
    """Like `text_of`, but "None" stays: of a subscription it is an answer."""
    return _unless(trimmed(raw.cast("string"), BLANKS), MEANS_NO_CATEGORY)


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


def key_of(raw: ir.Column) -> ir.Value:
    """What identifies a customer: `17850`, `17850.0` and ` 17850 ` are one.

    Numbers stay numbers, which are faster to group by; `plain_text` makes text of them.
    """
    if raw.type().is_integer():
        return raw
    if raw.type().is_floating() or raw.type().is_decimal():
        return finite(raw)
    return without_decimals(text_of(raw))


def without_decimals(text: ir.StringValue) -> ir.StringValue:
    """Of 17850.0 or 17850.00 the text 17850, of any other text itself.

    Without regular expressions, which not all engines have.
    """
    after_digits = trimmed(text, "0123456789", "LEADING")
    is_whole = text.like("_%.%0") & (trimmed(after_digits, "0", "TRAILING") == ".")
    return is_whole.ifelse(trimmed(trimmed(text, "0", "TRAILING"), ".", "TRAILING"), text)


def plain_text(value: ir.Value) -> ir.StringValue:
    """A key or a number as text: `17850` of 17850.0, `17850.5` of 17850.50."""
    text = value.cast("string")
    if value.type().is_decimal():
        return text.contains(".").ifelse(text.re_replace(r"\.?0+$", ""), text)
    if not value.type().is_floating():
        return text
    is_small = value.abs() < BEYOND_INTEGERS
    whole = is_small.ifelse(value, ibis.null(value.type())).cast("int64")
    return (whole == value).ifelse(whole.cast("string"), text)


def hash_of(table: ir.Table, columns: Sequence[str]) -> ir.StringValue:
    """MD5 of a row's values as text: it follows from them alone, wherever the row is met."""
    texts = [table[name].cast("string").fill_null("") for name in columns]
    return ibis.literal(BETWEEN).join(texts).hexdigest("md5")


def number_of(raw: ir.Column, notation: Notation) -> ir.FloatingValue:
    """Numbers; null where a value cannot be read as one."""
    return numbers_of({"raw": raw}, notation)["raw"]


def numbers_of(columns: Mapping[str, ir.Column], notation: Notation) -> dict[str, ir.FloatingValue]:
    """As `number_of`, of columns of one table, whose texts are gone through once for all."""
    # What only says that something is missing is no number either.
    texts = {
        name: trimmed(raw.cast("string"), BLANKS)
        for name, raw in columns.items()
        if not raw.type().is_numeric()
    }
    plain = {name: _plain_number(text) for name, text in texts.items()}
    unread = _how_many_of_each(
        {name: text_of(columns[name]).notnull() & plain[name].isnull() for name in texts}
    )
    return {
        name: possible_number(raw.cast("float64"))
        if name not in texts
        else plain[name]
        if not unread[name] and notation.decimal != ","
        else _written_otherwise(texts[name], notation)
        for name, raw in columns.items()
    }


def moment_of(raw: ir.Column, notation: Notation) -> ir.TimestampValue:
    """Date and time; null where a value cannot be read as one."""
    if raw.type().is_date() or raw.type().is_timestamp():
        return raw.cast("timestamp")
    text = text_of(raw).upper().translate("/.T", "-- ")
    formats = _likeliest_first(text)
    day_first = [format for format in formats if format not in MONTH_FIRST]
    month_first = [format for format in formats if format not in DAY_FIRST]
    if formats[0] in YEAR_FIRST:
        return _believable(try_strptime(text, day_first))
    is_day_first = _are_day_first(text, day_first, month_first, notation)
    return _believable(try_strptime(text, day_first if is_day_first else month_first))


def _written_otherwise(text: ir.StringValue, notation: Notation) -> ir.FloatingValue:
    """Numbers in groups, with a decimal comma or a currency."""
    bare = text.lower().re_replace(rf"[{SPACES}'’]", "").re_replace(CURRENCIES, "")
    if _decimal_is_comma(bare, notation):
        return _plain_number(
            (bare.re_search(DOT_GROUPS) | bare.re_search(COMMA_DECIMAL)).ifelse(
                bare.replace(".", "").replace(",", "."), bare
            )
        )
    return _plain_number(bare.re_search(COMMA_GROUPS).ifelse(bare.replace(",", ""), bare))


def _unless(text: ir.StringValue, words: Sequence[str]) -> ir.StringValue:
    # DuckDB makes a join of a comparison with a list, and no query can then leave out
    # a column that it does not need.
    is_short = text.length() <= max(map(len, words))
    is_one = text.lower().re_search(f"^({'|'.join(words)})$")
    return (is_short & is_one).ifelse(ibis.null("string"), text)


def _believable(moment: ir.TimestampValue) -> ir.TimestampValue:
    # A year of two digits would be read as one of the Roman empire.
    return (moment.year() >= FIRST_YEAR).ifelse(moment, ibis.null("timestamp"))


def _likeliest_first(text: ir.StringValue) -> list[str]:
    """All formats, those first that fit most of the first values: each try costs time."""
    first = text.as_table().rename(text=text.get_name()).drop_null("text").limit(LOOKED_AT)
    fits = {format: try_strptime(first.text, [format]).count() for format in ALL_FORMATS}
    counts = first.aggregate(**fits).execute().iloc[0]
    return sorted(ALL_FORMATS, key=lambda format: -counts[format])


def _plain_number(text: ir.StringValue) -> ir.FloatingValue:
    # DuckDB reads 10 from "1_0", and -1 from "+-1". In a query the text stands in each place that
    # it is asked in, so it is asked once; and of a text no statistics are kept.
    number = text.replace("_", "?").replace("+-", "?").try_cast("float64")
    return number.between(-LARGEST, LARGEST).ifelse(number, ibis.null("float64"))


def _decimal_is_comma(bare: ir.StringValue, notation: Notation) -> bool:
    """Whether commas are decimal: more values read that way than with the comma as a group."""
    if notation.decimal:
        return notation.decimal == ","
    comma = bare.re_search(DOT_GROUPS) | bare.re_search(COMMA_DECIMAL) | bare.re_search(WHOLE)
    group = bare.re_search(COMMA_GROUPS) | bare.re_search(PLAIN)
    return _first_reads_more(comma, group)


def _are_day_first(
    text: ir.StringValue, day_first: list[str], month_first: list[str], notation: Notation
) -> bool:
    if notation.dates:
        return notation.dates == "day-first"
    return not _first_reads_more(
        try_strptime(text, month_first).notnull(), try_strptime(text, day_first).notnull()
    )


def _first_reads_more(first: ir.BooleanValue, second: ir.BooleanValue) -> bool:
    counts = _how_many_of_each({"first": first, "second": second})
    return counts["first"] > counts["second"]


def _how_many_of_each(conditions: Mapping[str, ir.BooleanValue]) -> dict[str, int]:
    """How many rows of their table fulfil each, in one pass."""
    if not conditions:
        return {}
    counts = ibis.struct({name: rows.sum() for name, rows in conditions.items()}).execute()
    return {name: int(counts[name] or 0) for name in conditions}
