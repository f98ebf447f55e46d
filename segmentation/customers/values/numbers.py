"""What a column of text says as numbers and amounts of money: one way for a whole column."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from segmentation.customers.values.counting import how_many_of_each
from segmentation.customers.values.currencies import CURRENCY, currency_called, told_apart
from segmentation.customers.values.decimal_sign import (
    ONE_DOT_GROUP,
    ONE_GROUP,
    Evidence,
    Sign,
    decimal_signs,
    fits,
    plainly,
    signs_in,
)
from segmentation.customers.values.finite import LARGEST, possible_number
from segmentation.customers.values.notation import Notation
from segmentation.customers.values.texts import BLANKS, text_of
from segmentation.sources.engines.text_ends import trimmed

# Spaces, apostrophes, minus and percent signs of all kinds, and the plain ones.
SEEN = " \u00a0\u2007\u2009\u202f\t’ʼ`´−–—‐‑％"
PLAINLY = "      ''''-----%"
BODY = r"[0-9][0-9.,']*(?:e[-+]?[0-9]+)?|[.,][0-9]+"
# $1, -$1, $-1, 1 €, (1), ($1), (1) €, 1-, 1%, %1: at most one of the marks in it, see `MARKS`.
# Its groups: a currency, the number itself, and two more places for a currency.
AMOUNT = rf"^[-+]?%?\(?[-+]?({CURRENCY})?[-+]?\(?({BODY})%?({CURRENCY})?-?\)?({CURRENCY})?%?$"
BEFORE, NUMBER, AFTER, OUTSIDE = 1, 2, 3, 4
MARKS = r"^(?:[-+]|\(\))?$"


@dataclass(frozen=True)
class NumberColumn:
    """A column's numbers (lazy), null where a value cannot be read as one, and how they are read.

    Of a column in percent the numbers are shares: 0.12 of 12%. `doubt` is a sentence where what
    parts thousands could as well be the decimal sign, else "".
    """

    value: ir.FloatingValue
    is_percent: bool = False
    doubt: str = ""


def number_of(raw: ir.Column, notation: Notation) -> ir.FloatingValue:
    """Numbers; null where a value cannot be read as one."""
    return numbers_of({"raw": raw}, notation)["raw"]


def numbers_of(columns: Mapping[str, ir.Column], notation: Notation) -> dict[str, ir.FloatingValue]:
    """As `number_of`, of columns of one table, whose texts are gone through once for all."""
    return {name: read.value for name, read in read_numbers(columns, notation).items()}


def read_numbers(columns: Mapping[str, ir.Column], notation: Notation) -> dict[str, NumberColumn]:
    """The numbers of columns of one table, and how they are read.

    Texts are gone through once for all of them, and once more those that are not written as
    computers write numbers, or in which all decimals could be thousands.
    """
    texts = {name: raw for name, raw in columns.items() if not raw.type().is_numeric()}
    written = _written(texts, notation)
    return {
        name: written[name] if name in texts else NumberColumn(possible_number(raw.cast("float64")))
        for name, raw in columns.items()
    }


def currencies_of(table: ir.Table, columns: Sequence[str]) -> dict[str, dict[str, int]]:
    """Which currencies stand in the cells of columns with amounts, and in how many of each.

    Returns:
        {column: {currency: cells}}, the most frequent first, without columns that have none. A
        currency is its code of ISO 4217 where its sign is its own, else the sign: "EUR", "$".
    """
    found = {name: _currencies(table[name]) for name in columns if table[name].type().is_string()}
    return {name: counts for name, counts in found.items() if counts}


def _currencies(raw: ir.StringColumn) -> dict[str, int]:
    text = _tidy(raw)
    places = [text.re_extract(AMOUNT, place) for place in (BEFORE, AFTER, OUTSIDE)]
    cells = ibis.literal("").join(places).name("currency").as_table()
    counted = cells.filter(cells.currency != "").currency.value_counts(name="cells").execute()
    counts: dict[str, int] = {}
    for written, cells_of_it in sorted(counted.itertuples(index=False)):
        name = currency_called(written)
        counts[name] = counts.get(name, 0) + int(cells_of_it)
    return told_apart(counts)


def _written(texts: Mapping[str, ir.Column], notation: Notation) -> dict[str, NumberColumn]:
    """The numbers of columns of text."""
    bare = {name: trimmed(raw.cast("string"), BLANKS) for name, raw in texts.items()}
    plain = {name: _plain_number(text) for name, text in bare.items()}
    seen = _count_each({name: _first_look(texts[name], bare[name], plain[name]) for name in texts})
    is_plain = {name: _is_plain(counts) for name, counts in seen.items()}
    known = {"." for name in texts if is_plain[name] and seen[name]["dots"]}
    others = {n: _amount(texts[n]) for n in texts if notation.decimal == "," or not is_plain[n]}
    return {name: NumberColumn(plain[name]) for name in texts} | _amounts(others, known, notation)


def _first_look(
    raw: ir.Column, text: ir.StringValue, plain: ir.FloatingValue
) -> dict[str, ir.BooleanValue]:
    # What only says that something is missing is no number either.
    unread = text_of(raw).notnull() & plain.isnull()
    return {"unread": unread, "dots": text.contains("."), "groups": text.re_search(ONE_DOT_GROUP)}


def _is_plain(counts: Mapping[str, int]) -> bool:
    """Whether all are numbers as computers write them, and not each decimal could be a thousand."""
    return not counts["unread"] and (not counts["groups"] or counts["dots"] > counts["groups"])


@dataclass(frozen=True)
class _Amount:
    """The parts of a column's amounts: the number itself, null where there is none (lazy)."""

    raw: ir.Column
    body: ir.StringValue
    is_negative: ir.BooleanValue
    in_percent: ir.BooleanValue


def _amount(raw: ir.Column) -> _Amount:
    text = _tidy(raw)
    marks = text.re_replace("e[-+]?[0-9]+", "").re_replace(r"[^-+()]", "")
    fits = text.re_search(AMOUNT) & marks.re_search(MARKS)
    body = fits.ifelse(text.re_extract(AMOUNT, NUMBER), ibis.null("string"))
    return _Amount(raw, body, marks.re_search(r"[-(]"), text.contains("%"))


def _tidy(raw: ir.Column) -> ir.StringValue:
    """A number's text in small letters with plain signs, an apostrophe between its groups."""
    text = trimmed(raw.cast("string"), BLANKS).lower().translate(SEEN, PLAINLY)
    parted = text.re_replace("([0-9]) ([0-9])", r"\1'\2").replace(" ", "")
    # 99,- is 99.
    return parted.re_replace("([0-9])[.,]-+([^0-9]*)$", r"\1\2")


def _amounts(
    columns: Mapping[str, _Amount], known: Iterable[Sign], notation: Notation
) -> dict[str, NumberColumn]:
    found = _count_each(
        {
            name: {**signs_in(amount.body), "all": amount.body.notnull(), "percent": _share(amount)}
            for name, amount in columns.items()
        }
    )
    in_percent = {
        n: 2 * counts.pop("percent") >= counts.pop("all") > 0 for n, counts in found.items()
    }
    evidence = {name: Evidence(**counts) for name, counts in found.items()}
    signs = decimal_signs(evidence, known, notation)
    return {
        name: NumberColumn(
            _value(amount, signs[name], in_percent[name]),
            is_percent=in_percent[name],
            doubt=""
            if notation.decimal or not evidence[name].is_open
            else _doubt(amount, signs[name]),
        )
        for name, amount in columns.items()
    }


def _share(amount: _Amount) -> ir.BooleanValue:
    return amount.body.notnull() & amount.in_percent


def _value(amount: _Amount, decimal: Sign, is_percent: bool) -> ir.FloatingValue:
    body = fits(amount.body, decimal).ifelse(plainly(amount.body, decimal), ibis.null("string"))
    number = _plain_number(body)
    signed = amount.is_negative.ifelse(-number, number)
    if not is_percent:
        return amount.in_percent.ifelse(ibis.null("float64"), signed)
    # 0 is 0, and any other number without the sign is not known to be a share.
    is_share = amount.in_percent | (number == 0)
    return is_share.ifelse(signed / 100, ibis.null("float64"))


def _doubt(amount: _Amount, decimal: Sign) -> str:
    """A sentence about numbers in which a sign parts thousands, or decimals."""
    body = amount.body
    first = body.re_search(ONE_GROUP).ifelse(body, ibis.null("string")).min().execute()
    thousands, decimals = re.sub("[.,]", ",", first), re.sub("[.,]", ".", first)
    read, else_ = (decimals, thousands) if decimal in first else (thousands, decimals)
    other = "," if decimal == "." else "."
    return (
        f'In column "{amount.raw.get_name()}" {first} is read as {read}, and could be {else_}: '
        f'"--decimal {other}" reads it so.'
    )


def _count_each(
    conditions: Mapping[str, Mapping[str, ir.BooleanValue]],
) -> dict[str, dict[str, int]]:
    """How many rows fulfil each of the conditions of each column, in one pass."""
    places = {
        (name, what): f"{at} {what}"
        for at, name in enumerate(conditions)
        for what in conditions[name]
    }
    counts = how_many_of_each({place: conditions[n][w] for (n, w), place in places.items()})
    return {n: {what: counts[places[n, what]] for what in conditions[n]} for n in conditions}


def _plain_number(text: ir.StringValue) -> ir.FloatingValue:
    # DuckDB reads 10 from "1_0", and -1 from "+-1". In a query the text stands in each place that
    # it is asked in, so it is asked once; and of a text no statistics are kept.
    number = text.replace("_", "?").replace("+-", "?").try_cast("float64")
    return number.between(-LARGEST, LARGEST).ifelse(number, ibis.null("float64"))
