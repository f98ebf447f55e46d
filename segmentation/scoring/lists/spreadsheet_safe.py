"""Tables as files that are safe to open in a spreadsheet."""

import re
from collections.abc import Hashable, Sequence
from io import BytesIO
from itertools import chain, count
from numbers import Number

import ibis.expr.types as ir
import pandas as pd

# Excel would make formulas and links of text.
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False}
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
_SPACE = "[ \u00a0\u2007\u2009\u202f]"
_AMOUNT = rf"[.,]?[0-9](?:(?:[.,'’]|{_SPACE})?[0-9])*[.,]?(?:[eE][-+]?[0-9]+)?"
_CURRENCY = "[$€£¥]"
# Only a sign, or a number as people write it: with separators, an exponent, a currency's sign
# or a percent sign. A spreadsheet has nothing to run in it, and an apostrophe would make text
# of a number. No letters: "-USD5" is a cell. Means the same to Python and to DuckDB.
HARMLESS = (
    rf"[-+]{_SPACE}?(?:{_AMOUNT}(?:{_SPACE}?(?:{_CURRENCY}|%))?|{_CURRENCY}{_SPACE}?{_AMOUNT})?"
)


def to_csv(table: pd.DataFrame) -> bytes:
    """CSV in UTF-8 with a byte order mark, so that Excel reads accents too.

    Text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    # With this line end, text that holds either half of it is quoted.
    return _safe(table).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def to_xlsx(table: pd.DataFrame) -> bytes:
    """A workbook of one sheet, its text escaped as in CSV."""
    file = BytesIO()
    with pd.ExcelWriter(file, "xlsxwriter", engine_kwargs={"options": AS_TEXT}) as workbook:
        _safe(table).to_excel(workbook, sheet_name="Customers", index=False)
    return file.getvalue()


def _safe(table: pd.DataFrame) -> pd.DataFrame:
    return table.map(escaped).set_axis(escaped_names(list(table.columns)), axis="columns")


def escaped_table(table: ir.Table) -> ir.Table:
    """A table in DuckDB with its headers and values escaped by the same rule (lazy).

    What is no number, truth value, date or time becomes text.
    """
    names = escaped_names(table.columns)
    return table.select(
        *(escaped_column(table[was]).name(name) for name, was in zip(names, table.columns))
    )


def escaped_column(column: ir.Column) -> ir.Column:
    """A column in DuckDB escaped by the same rule; text, where it is no number, date or such."""
    kind = column.type()
    if kind.is_numeric() or kind.is_boolean() or kind.is_temporal():
        return column
    return _escaped_text(column.cast("string"))


def escaped(cell: object) -> object:
    """The cell, with an apostrophe in front where it is text that a spreadsheet would run."""
    if isinstance(cell, bytes):
        cell = cell.decode(errors="backslashreplace")
    if isinstance(cell, Number):
        return cell
    text = str(cell)
    if text.startswith(RUN_BY_SPREADSHEETS) and not re.fullmatch(HARMLESS, text):
        return f"'{text}"
    return cell


def escaped_names(columns: Sequence[Hashable]) -> list[Hashable]:
    """The names of columns escaped; one that another column has by then is numbered."""
    safe = [escaped(name) for name in columns]
    taken = {str(name).casefold() for name, was in zip(safe, columns) if name is was}
    for place, was in enumerate(columns):
        if safe[place] is not was:
            safe[place] = free_name(str(safe[place]), taken)
            taken.add(safe[place].casefold())
    return safe


def free_name(name: str, taken: set[str]) -> str:
    """The name, numbered where it is taken.

    Args:
        taken: names without case, which DuckDB and CRMs do not see.
    """
    numbered = (f"{name} ({number})" for number in count(2))
    return next(free for free in chain([name], numbered) if free.casefold() not in taken)


def _escaped_text(text: ir.StringValue) -> ir.StringValue:
    # Whether the first character is one of several takes DuckDB long in hundreds of columns.
    begins = text.re_search(f"^[{re.escape(''.join(RUN_BY_SPREADSHEETS))}]")
    is_run = begins & ~text.re_search(f"^{HARMLESS}$")
    return is_run.ifelse("'" + text, text)
