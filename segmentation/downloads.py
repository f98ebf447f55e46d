"""Tables as files that are safe to open in a spreadsheet."""

import re

import pandas as pd

NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(table: pd.DataFrame) -> bytes:
    """CSV in UTF-8 with a byte order mark, so that Excel reads accents too.

    Text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    safe = table.map(_escaped).rename(columns=_escaped)
    # With this line end, text that holds either half of it is quoted.
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _escaped(cell: object) -> object:
    if not isinstance(cell, str) or NUMBER.fullmatch(cell):
        return cell
    if cell.startswith(RUN_BY_SPREADSHEETS):
        return f"'{cell}"
    return cell
