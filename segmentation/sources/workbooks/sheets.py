"""Open one sheet of a workbook: Excel's kinds and OpenDocument."""

from pathlib import Path
from typing import Any, NamedTuple

import ibis.expr.types as ir

from segmentation.errors import (
    EmptySource,
    NoRows,
    NoSuchHeaderRow,
    NotASpreadsheet,
    SheetNotFound,
    TooManyColumns,
    UnreadableSource,
)
from segmentation.sources.engines.duck import as_literal
from segmentation.sources.headers import column_names, find_header
from segmentation.sources.reading import MOST_COLUMNS, Fits, Opened, Reading, Workspace
from segmentation.sources.workbooks.reader import MOST_BESIDE, check_workbook, reader
from segmentation.words import how_many

SAMPLE_ROWS = 50


def open_spreadsheet(path: Path, workspace: Workspace, reading: Reading, fits: Fits) -> Opened:
    """Open the sheet that is asked for; else the first whose column names fit; else the largest.

    Numbers and dates keep their types; a column with several kinds of value is text.
    Rows and unnamed columns in which there is nothing are left out.

    Raises:
        DataError: no workbook, protected, too large, empty, or no such sheet or row.
    """
    if path.stat().st_size == 0:
        raise EmptySource(path.name)
    beside = check_workbook(path) <= MOST_BESIDE
    copy = workspace.new_file(".parquet")
    try:
        taken = _take(path, copy, reading, fits, beside=beside)
    except UnreadableSource as ended:
        if not beside:
            raise
        taken = _take_again(path, copy, reading, fits, ended)
    if taken.found["rows"] == 0:
        raise NoRows(path.name)
    table = workspace.connection.read_parquet(as_literal(copy))
    return Opened(_named(table, taken.cells, taken.found["empty"]), path.name, taken.understood)


class _Taken(NamedTuple):
    """What was found in the sheet that was copied: its cells with the column names, and counts."""

    cells: list[str]
    found: dict[str, Any]
    understood: list[str]


def _take(path: Path, copy: Path, reading: Reading, fits: Fits, *, beside: bool) -> _Taken:
    with reader(path, beside=beside) as ask:
        sheets = ask(rows=max(SAMPLE_ROWS, reading.header_row or 0))
        sheet, header = _chosen(sheets, path.name, reading, fits)
        cells = sheet["rows"][header]
        if len(cells) > MOST_COLUMNS:
            raise TooManyColumns(path.name, found=len(cells), most=MOST_COLUMNS)
        found = ask(sheet=sheet["name"], header=header, copy=str(copy))
    return _Taken(cells, found, _understood(sheet, header, len(sheets), found["errors"]))


def _take_again(
    path: Path, copy: Path, reading: Reading, fits: Fits, ended: UnreadableSource
) -> _Taken:
    """Read once what did not fit in the memory twice; raises `ended` where that fails too."""
    try:
        return _take(path, copy, reading, fits, beside=False)
    except NotASpreadsheet:
        # It was one the first time.
        raise ended from None


def _chosen(
    sheets: list[dict[str, Any]], name: str, reading: Reading, fits: Fits
) -> tuple[dict[str, Any], int]:
    """The sheet, and which of its rows holds the column names."""
    if reading.table is not None:
        sheets = [_sheet_called(sheets, reading.table, name)]
    # A hidden sheet is seldom the one that is meant.
    filled = sorted((s for s in sheets if s["cells"]), key=lambda sheet: not sheet["shown"])
    if not filled:
        raise EmptySource(name)
    found = [(s, _header(s["rows"], reading.header_row, fits)) for s in filled]
    found = [(sheet, header) for sheet, header in found if header is not None]
    if not found:
        raise NoSuchHeaderRow(name, 1 if reading.header_row is None else reading.header_row)
    fitting = (pair for pair in found if fits(column_names(pair[0]["rows"][pair[1]])))
    return next(fitting, max(found, key=lambda pair: pair[0]["cells"]))


def _sheet_called(sheets: list[dict[str, Any]], wanted: str, name: str) -> dict[str, Any]:
    for sheet in sheets:
        if sheet["name"].casefold() == wanted.casefold():
            return sheet
    raise SheetNotFound(name, wanted=wanted, sheets=[sheet["name"] for sheet in sheets])


def _header(rows: list[list[str]], wanted: int | None, fits: Fits) -> int | None:
    if wanted is None:
        return find_header(rows, fits) if any(map(any, rows)) else None
    return wanted - 1 if 1 <= wanted <= len(rows) and any(rows[wanted - 1]) else None


def _named(table: ir.Table, cells: list[str], empty: list[bool]) -> ir.Table:
    names = column_names(cells)
    return table.select(
        *(
            table[str(place)].name(name)
            for place, name in enumerate(names)
            if cells[place] or not empty[place]
        )
    )


def _understood(sheet: dict[str, Any], header: int, sheets: int, errors: int) -> list[str]:
    parts = [f'Sheet "{sheet["name"]}"'] if sheets > 1 else []
    parts += [f"column names in row {header + 1:,}"] if header else []
    sentences = []
    if parts:
        sentence = ", ".join(parts)
        sentences.append(f"{sentence[0].upper()}{sentence[1:]}.")
    if errors:
        cells = how_many(errors, "cell with an error", "cells with errors")
        sentences.append(f"{cells} such as #DIV/0! counted as empty.")
    return sentences
