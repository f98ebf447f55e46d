"""Open the sheet of a workbook, or those with the same columns: Excel's kinds and OpenDocument."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

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
from segmentation.sources.not_rows.taking_out import counted_together, without_not_rows
from segmentation.sources.reading import MOST_COLUMNS, Fits, Opened, Reading, Workspace
from segmentation.sources.unions import one_below_the_other
from segmentation.sources.workbooks.alike import (
    Headed,
    alike_to,
    names_of,
    told_of_read,
    told_of_unread,
)
from segmentation.sources.workbooks.reader import MOST_BESIDE, check_workbook, reader
from segmentation.words import how_many

# Which sheets are to be read, of those that are there.
Choose: TypeAlias = Callable[[list[dict[str, Any]]], list[Headed]]

SAMPLE_ROWS = 50
# Beside the largest sheet that fits, one of fewer cells than this share is a list of contents.
CONTENTS = 0.1


class Part(NamedTuple):
    """A sheet that was copied to a Parquet file, whose columns are called by their places.

    `cells` has the column names as they stand there, `found` what was counted on the way.
    """

    sheet: str
    header: int
    cells: list[str]
    copy: Path
    found: dict[str, Any]


def open_spreadsheet(path: Path, workspace: Workspace, reading: Reading, fits: Fits) -> Opened:
    """Open the sheet that is asked for; else the first whose column names fit; else the largest.

    A small sheet without numbers, such as a list of contents, is only taken where no other fits.
    Sheets with the same columns as the one taken, or nearly the same, are read with it, one below
    the other, unless a sheet is asked for; the others are told of. Numbers and dates keep their
    types; a column with several kinds of value is text. Rows and unnamed columns in which there
    is nothing are left out, and so is what is no row, such as a total.

    Raises:
        DataError: no workbook, protected, too large, empty, or no such sheet or row.
    """
    parts, sheets = read_parts(
        path, workspace, reading, lambda found: _chosen(found, path.name, reading, fits)
    )
    read = [part.sheet for part in parts]
    shown = [sheet["name"] for sheet in sheets if sheet["shown"] and sheet["cells"]]
    unread = [] if reading.table else [name for name in shown if name not in read]
    return opened_parts(parts, len(sheets), path.name, workspace, unread)


def read_parts(
    path: Path, workspace: Workspace, reading: Reading, choose: Choose
) -> tuple[list[Part], list[dict[str, Any]]]:
    """Copy the sheets that `choose` takes of those that are there.

    Returns:
        The copies, and all sheets that there are.

    Raises:
        DataError: no workbook, protected, too large, empty, or no such sheet or row.
    """
    if path.stat().st_size == 0:
        raise EmptySource(path.name)
    beside = check_workbook(path) <= MOST_BESIDE
    try:
        return _read(path, workspace, reading, choose, beside=beside)
    except UnreadableSource as ended:
        if not beside:
            raise
        return _read_again(path, workspace, reading, choose, ended)


def opened_parts(
    parts: Sequence[Part],
    sheets: int,
    name: str,
    workspace: Workspace,
    unread: Sequence[str] = (),
) -> Opened:
    """Sheets that are alike as one table. Raises NoRows.

    Args:
        parts: at least one; those without rows count for nothing.
        sheets: how many the workbook has.
        name: of the workbook.
        unread: the names of sheets that are told not to be read.
    """
    filled = [part for part in parts if part.found["rows"]]
    if not filled:
        raise NoRows(name)
    tables, out = [], []
    for part in filled:
        copy, not_rows = without_not_rows(part.copy, part.cells, workspace, keep_blank=True)
        tables.append(_named(workspace.connection.read_parquet(as_literal(copy)), part))
        out.append(not_rows)
    table = one_below_the_other(tables)
    if table.count().execute() == 0:
        raise NoRows(name)
    told = [*_understood(filled, sheets), *told_of_unread(unread, [p.sheet for p in filled])]
    return Opened(table, name, told, not_rows=counted_together(out))


def headed(sheet: dict[str, Any], reading: Reading, fits: Fits) -> Headed | None:
    """A sheet and which of its rows holds the column names; None where none does."""
    header = _header(sheet["rows"], reading.header_row, fits)
    return None if header is None else (sheet, header)


def shown_first(sheets: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """The sheets with something in them. Raises EmptySource."""
    filled = [sheet for sheet in sheets if sheet["cells"]]
    if not filled:
        raise EmptySource(name)
    # A hidden sheet is seldom the one that is meant.
    return sorted(filled, key=lambda sheet: not sheet["shown"])


def _read(
    path: Path, workspace: Workspace, reading: Reading, choose: Choose, *, beside: bool
) -> tuple[list[Part], list[dict[str, Any]]]:
    parts = []
    with reader(path, beside=beside) as ask:
        sheets = ask(rows=max(SAMPLE_ROWS, reading.header_row or 0))
        for sheet, header in choose(sheets):
            cells = sheet["rows"][header]
            if len(cells) > MOST_COLUMNS:
                raise TooManyColumns(path.name, found=len(cells), most=MOST_COLUMNS)
            copy = workspace.new_file(".parquet")
            found = ask(sheet=sheet["name"], header=header, copy=str(copy))
            parts.append(Part(sheet["name"], header, cells, copy, found))
    return parts, sheets


def _read_again(
    path: Path, workspace: Workspace, reading: Reading, choose: Choose, ended: UnreadableSource
) -> tuple[list[Part], list[dict[str, Any]]]:
    """Read once what did not fit in the memory twice; raises `ended` where that fails too."""
    try:
        return _read(path, workspace, reading, choose, beside=False)
    except NotASpreadsheet:
        # It was one the first time.
        raise ended from None


def _chosen(sheets: list[dict[str, Any]], name: str, reading: Reading, fits: Fits) -> list[Headed]:
    """The sheet that is meant, and those with the same columns."""
    if reading.table is not None:
        sheets = [_sheet_called(sheets, reading.table, name)]
    found = [headed(sheet, reading, fits) for sheet in shown_first(sheets, name)]
    found = [one for one in found if one]
    if not found:
        raise NoSuchHeaderRow(name, 1 if reading.header_row is None else reading.header_row)
    fitting = [one for one in found if fits(names_of(one))]
    most = max((_cells(one) for one in fitting), default=0)
    numbers = [one for one in fitting if _has_numbers(one)]
    tables = [one for one in numbers if _cells(one) >= CONTENTS * most]
    chosen = next(iter(tables or numbers or fitting), max(found, key=_cells))
    shown = chosen[0]["shown"]
    return alike_to(chosen, [one for one in found if one[0]["shown"] == shown])


def _cells(found: Headed) -> int:
    return found[0]["cells"]


def _has_numbers(found: Headed) -> bool:
    sheet, header = found
    columns = zip(*sheet["rows"][header + 1 :])
    return any(
        any(column) and all(_is_figure(cell) for cell in column if cell) for column in columns
    )


def _is_figure(cell: str) -> bool:
    return any(map(str.isdigit, cell)) and not any(map(str.isalpha, cell))


def _sheet_called(sheets: list[dict[str, Any]], wanted: str, name: str) -> dict[str, Any]:
    for sheet in sheets:
        if sheet["name"].casefold() == wanted.casefold():
            return sheet
    raise SheetNotFound(name, wanted=wanted, sheets=[sheet["name"] for sheet in sheets])


def _header(rows: list[list[str]], wanted: int | None, fits: Fits) -> int | None:
    if wanted is None:
        return find_header(rows, fits) if any(map(any, rows)) else None
    return wanted - 1 if 1 <= wanted <= len(rows) and any(rows[wanted - 1]) else None


def _named(table: ir.Table, part: Part) -> ir.Table:
    names = column_names(part.cells)
    places = [n for n, cell in enumerate(part.cells) if cell or not part.found["empty"][n]]
    return table.select(*(table[str(place)].name(names[place]) for place in places))


def _understood(parts: Sequence[Part], sheets: int) -> list[str]:
    first, sentences = parts[0], []
    if len(parts) > 1:
        sentences.append(told_of_read([(part.sheet, column_names(part.cells)) for part in parts]))
    found = [f'Sheet "{first.sheet}"'] if sheets > 1 and len(parts) == 1 else []
    found += [f"column names in row {first.header + 1:,}"] if first.header else []
    if found:
        sentence = ", ".join(found)
        sentences.append(f"{sentence[0].upper()}{sentence[1:]}.")
    errors, merged = (sum(part.found[what] for part in parts) for what in ("errors", "merged"))
    if errors:
        cells = how_many(errors, "cell with an error", "cells with errors")
        sentences.append(f"{cells} such as #DIV/0! counted as empty.")
    if merged:
        cells = how_many(merged, "cell", "cells")
        sentences.append(f"{cells} merged over several rows counted for each of these rows.")
    return sentences
