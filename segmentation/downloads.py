"""Tables as files that are safe to open in a spreadsheet."""

import re

import ibis.expr.types as ir
import pandas as pd

NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(table: pd.DataFrame) -> bytes:
    """CSV in UTF-8 with a byte order mark, so that Excel reads accents too.

    Text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    safe = table.map(escaped).rename(columns=escaped)
    # With this line end, text that holds either half of it is quoted.
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def escaped_table(table: ir.Table) -> ir.Table:
    """The table with its text and its headers escaped by the same rule (lazy)."""
    return table.select(
        **{
            escaped(name): _escaped_text(table[name])
            if table[name].type().is_string()
            else table[name]
            for name in table.columns
        }
    )


def _escaped_text(text: ir.StringValue) -> ir.StringValue:
    first = text.substr(0, 1)
    is_run = first.isin(RUN_BY_SPREADSHEETS) & ~text.re_search(f"^{NUMBER.pattern}$")
    return is_run.ifelse("'" + text, text)


def escaped(cell: object) -> object:
    if not isinstance(cell, str) or NUMBER.fullmatch(cell):
        return cell
    if cell.startswith(RUN_BY_SPREADSHEETS):
        return f"'{cell}"
    return cell
