"""Count what is true of each column, over all rows of a table, in a few passes."""

from collections.abc import Collection, Mapping
from string import ascii_letters

import ibis
import ibis.expr.types as ir
import pandas as pd

from segmentation.customers.values import (
    Notation,
    currencies_of,
    finite,
    moment_of,
    numbers_of,
    text_of,
)
from segmentation.mapping.own.facts import MOST, MOST_VALUES, Counted, Facts, Kind
from segmentation.recipes.own_features import OLDEST
from segmentation.recipes.units import MONEY
from segmentation.sources.engines.computed import computed_once

SIGNS = tuple(sign for sign in MONEY if not sign.isascii() or sign == "$" or "$" in sign)
SIGNED = f"[{''.join(sorted(set(''.join(SIGNS)) - set(ascii_letters)))}]"
PHONE = r"^(?:\+|00?)[0-9 ()/.-]{6,}$"
CODE = r"^(?:[A-Za-z]{0,6}[-_/.#]?[0-9]{2,}[A-Za-z0-9_/-]*|[0-9a-fA-F]{8,}(?:-[0-9a-fA-F]{4,})*)$"
LEADING_ZERO = r"^0[0-9]+$"
# An amount with a currency in letters: "12,50 TL", "CHF 40".
LETTERED = r"^-?[\p{L}.]{1,4} ?[-(]?\d|\d\)?-? ?[\p{L}.]{1,4}$"
EIGHT_DIGITS = r"^(?:19|20)[0-9]{6}(?:\.0)?$"
# Seconds or milliseconds since 1970, from 2001 to 2033; of other columns they may be ids.
SINCE_1970 = r"^1[0-9]{9}(?:[0-9]{3})?$"


def count_columns(table: ir.Table, notation: Notation, timed: Collection[str] = ()) -> Counted:
    """Count all columns of a table with one row a customer, in a few passes over its rows.

    Args:
        timed: the headers that speak of dates or times, under which long numbers may be some.
    """
    numeric = {n for n in table.columns if _is_numeric(table[n])}
    dated = {n for n in table.columns if _is_dated(table[n])}
    texts = {name: text_of(table[name]) for name in table.columns}
    counted = _count_texts(table, texts, numeric | dated, timed)
    # Text is read by DuckDB alone.
    by_duckdb = table.get_backend().name == "duckdb"
    readable = [n for n in texts if n in numeric or (by_duckdb and _may_be_read(counted[n]))]
    numbers = numbers_of({n: table[n] for n in readable if n not in dated}, notation)
    _add(counted, table, {name: {"numbers": one.count()} for name, one in numbers.items()})
    # Dates are written in so many ways that to try them takes longer than all the rest.
    tried = [n for n in readable if not _is_number(counted[n], n in numeric)]
    tried = [n for n in tried if by_duckdb and _may_be_date(table[n])]
    moments = {n: moment_of(table[n], notation) for n in (*dated, *tried)}
    _add(counted, table, {name: {"moments": one.count()} for name, one in moments.items()})
    lettered = [n for n in numbers if _part(counted[n], "lettered") >= MOST]
    for name, found in currencies_of(table, lettered).items():
        counted[name].update({f"sign {sign}": cells for sign, cells in found.items()})
    kinds = {
        name: _kind(counted[name], is_number=name in numeric, is_date=name in dated)
        for name in table.columns
    }
    read = {
        name: _finite(numbers[name])
        if kind == "number"
        else moments[name]
        if kind == "date"
        else texts[name]
        for name, kind in kinds.items()
    }
    # The values are gone over several times.
    values = computed_once(table.select(**read)) if by_duckdb else table.select(**read)
    rows = int(table.count().execute())
    facts = _facts(values, kinds, counted, rows, numeric | dated)
    return Counted(facts, values)


def _count_texts(
    table: ir.Table,
    texts: Mapping[str, ir.StringValue],
    typed: Collection[str],
    timed: Collection[str],
) -> dict[str, dict[str, object]]:
    """What is counted of each column's cells as they are written, {column: {what: its value}}."""
    asked = {
        name: _text_facts(
            table[name],
            text,
            name in typed,
            rf"{EIGHT_DIGITS}|{SINCE_1970}" if name in timed else EIGHT_DIGITS,
        )
        for name, text in texts.items()
    }
    counted = _in_one_pass(table, asked)
    signed = [name for name, about in counted.items() if _part(about, "signed") >= MOST]
    _add(counted, table, {name: _of_signs(texts[name]) for name in signed})
    return counted


def _add(
    counted: Mapping[str, dict[str, object]],
    table: ir.Table,
    asked: Mapping[str, Mapping[str, ir.Value]],
) -> None:
    for name, about in _in_one_pass(table, asked).items():
        counted[name].update(about)


def _may_be_read(counted: Mapping[str, float]) -> bool:
    """Whether a column may be one of numbers or dates: nearly all cells have digits."""
    return "digits" not in counted or _part(counted, "digits") >= MOST


def _facts(
    values: ir.Table,
    kinds: Mapping[str, Kind],
    counted: Mapping[str, Mapping[str, float]],
    rows: int,
    typed: set[str],
) -> dict[str, Facts]:
    asked = {name: _value_facts(values[name], kind) for name, kind in kinds.items()}
    told = _in_one_pass(values, asked)
    facts = {}
    for name, kind in kinds.items():
        about, cells = told[name], counted[name]
        filled = int(about["filled"])
        facts[name] = Facts(
            header=name,
            kind=kind if filled else "empty",
            rows=rows,
            filled=filled,
            different=int(about["different"]),
            lowest=_float(about.get("lowest")),
            highest=_float(about.get("highest")),
            whole=kind == "number" and not _float(about.get("broken")),
            ages=_float(about.get("ages")) / filled if filled else 0.0,
            first=about.get("first") if kind == "date" and filled else None,
            last=about.get("last") if kind == "date" and filled else None,
            texts=_texts(values, name) if 0 < about["different"] <= MOST_VALUES else (),
            zeros=_part(cells, "zeros"),
            ats=_part(cells, "ats"),
            percents=_part(cells, "percents"),
            phones=_part(cells, "phones"),
            codes=_part(cells, "codes"),
            sign=_sign(cells),
            typed=name in typed,
        )
    return facts


def _is_numeric(raw: ir.Column) -> bool:
    return raw.type().is_numeric() and not raw.type().is_boolean()


def _is_dated(raw: ir.Column) -> bool:
    return raw.type().is_timestamp() or raw.type().is_date()


def _may_be_date(raw: ir.Column) -> bool:
    """What is no floating number: those read as texts end in ".0"."""
    return not raw.type().is_floating() and not raw.type().is_decimal()


def _finite(number: ir.NumericValue) -> ir.NumericValue:
    return finite(number.cast("float64"))


def _text_facts(
    raw: ir.Column, text: ir.StringValue, typed: bool, days: str
) -> dict[str, ir.Value]:
    """What is counted of a column's cells as they are written."""
    if typed:
        counted = text.re_search(days).sum() if raw.type().is_integer() else text.count() * 0
        return {"cells": text.count(), "days": counted}
    return {
        "cells": text.count(),
        "days": text.re_search(days).sum(),
        "digits": text.re_search(r"\p{N}").sum(),
        "zeros": text.re_search(LEADING_ZERO).sum(),
        "ats": text.contains("@").sum(),
        "percents": text.endswith("%").sum(),
        "phones": text.re_search(PHONE).sum(),
        "codes": text.re_search(CODE).sum(),
        "signed": text.lower().re_search(SIGNED).sum(),
        "lettered": text.re_search(LETTERED).sum(),
    }


def _of_signs(text: ir.StringValue) -> dict[str, ir.Value]:
    """In how many cells each sign of a currency stands."""
    return {f"sign {sign}": text.lower().contains(sign).sum() for sign in SIGNS}


def _kind(counted: Mapping[str, float], *, is_number: bool, is_date: bool) -> Kind:
    cells = counted["cells"]
    if not cells:
        return "empty"
    if is_date:
        return "date"
    if counted.get("moments", 0) >= MOST * cells and not _is_number(counted, is_number):
        return "date"
    return "number" if is_number or counted.get("numbers", 0) >= MOST * cells else "text"


def _is_number(counted: Mapping[str, float], typed: bool) -> bool:
    """Whether a column is one of numbers whether or not they read as dates too.

    20230105 is a day, however it reads as a number.
    """
    most = MOST * counted["cells"]
    reads = typed or counted.get("numbers", 0) >= most
    return bool(reads and not (counted["cells"] and counted["days"] >= most))


def _value_facts(value: ir.Value, kind: Kind) -> dict[str, ir.Value]:
    """What is counted of a column's values as they are read."""
    about = {"filled": value.count(), "different": value.nunique()}
    if kind == "number":
        about |= {
            "lowest": value.min(),
            "highest": value.max(),
            "broken": (value != value.round()).sum(),
            "ages": value.between(0, OLDEST).sum(),
        }
    if kind == "date":
        about |= {"first": value.min(), "last": value.max()}
    return about


def _in_one_pass(
    table: ir.Table, asked: Mapping[str, Mapping[str, ir.Value]]
) -> dict[str, dict[str, object]]:
    """Aggregates of all columns, {column: {what: its value}}."""
    names = {
        f"a{at}_{what_at}": (column, what, value)
        for at, (column, about) in enumerate(asked.items())
        for what_at, (what, value) in enumerate(about.items())
    }
    if not names:
        return {}
    row = table.aggregate(**{name: value for name, (_, _, value) in names.items()}).execute()
    told: dict[str, dict[str, object]] = {column: {} for column in asked}
    for name, (column, what, _) in names.items():
        value = row[name].iloc[0]
        told[column][what] = None if pd.isna(value) else value
    return told


def _texts(values: ir.Table, name: str) -> tuple[tuple[str, int], ...]:
    value = values[name]
    counts = (
        values.filter(value.notnull())
        .group_by(text=value.cast("string"))
        .aggregate(count=ibis._.count())
    )
    found = counts.order_by(ibis.desc("count"), "text").limit(MOST_VALUES + 1).execute()
    return tuple((str(text), int(count)) for text, count in zip(found.text, found["count"]))


def _part(counted: Mapping[str, float], what: str) -> float:
    return _float(counted.get(what)) / counted["cells"] if counted["cells"] else 0.0


def _sign(counted: Mapping[str, float]) -> str:
    """The one sign that nearly all cells have; none where there are two."""
    found = {
        what.removeprefix("sign "): count
        for what, count in counted.items()
        if what.startswith("sign ") and _float(count)
    }
    # Every "R$" has a "$" as well.
    longest = {s: c for s, c in found.items() if not any(s != o and s in o for o in found)}
    if len(longest) != 1:
        return ""
    sign, count = next(iter(longest.items()))
    return sign if count >= MOST * counted["cells"] else ""


def _float(value: object) -> float:
    return 0.0 if value is None else float(value)
