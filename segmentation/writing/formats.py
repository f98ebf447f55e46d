"""Write a table as CSV, XLSX or Parquet, a piece at a time."""

import datetime
import math
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import ibis.expr.types as ir
import pyarrow as pa
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.worksheet import Worksheet

from segmentation.downloads import AS_TEXT, escaped_table
from segmentation.errors import LongText, TooManyRows
from segmentation.sources.duck import quoted
from segmentation.sources.memory import row_by_row
from segmentation.writing.targets import FileKind

MOST_ROWS = 1_048_575
LONGEST_TEXT = 32_767
# Above this, a spreadsheet's numbers no longer hold every whole number.
EXACT = 2**53
BATCH = 10_000
CELLS_IN_A_GROUP = 1_000_000
FEWEST_IN_A_GROUP, MOST_IN_A_GROUP = 2_048, 122_880
WORKBOOK = {"constant_memory": True, **AS_TEXT}
FIRST_DAY = datetime.datetime(1900, 1, 1)


def write_parquet(table: ir.Table, path: Path) -> None:
    """Write a lazy table in DuckDB as Parquet.

    Raises:
        OSError, duckdb.Error: it cannot be written, or read.
    """
    # A group of rows is in memory as a whole, and many columns take long at it as well.
    rows = max(FEWEST_IN_A_GROUP, min(MOST_IN_A_GROUP, CELLS_IN_A_GROUP // len(table.columns)))
    parquet = "FORMAT parquet, ROW_GROUP_SIZE"
    _copy(table, path, f"{parquet} {rows}", where_short=f"{parquet} {FEWEST_IN_A_GROUP}")


def write_csv(table: ir.Table, path: Path) -> None:
    """Write a lazy table in DuckDB as CSV that is safe in a spreadsheet, as `downloads.to_csv`.

    Raises:
        OSError, duckdb.Error: it cannot be written, or read.
    """
    csv = "FORMAT csv, NEW_LINE '\\r\\n', PREFIX '\ufeff', SUFFIX '\r\n'"
    _copy(escaped_table(table), path, csv, where_short=csv)


def write_xlsx(table: ir.Table, path: Path) -> None:
    """Write a lazy table in DuckDB as a workbook of one sheet, its text escaped as in CSV.

    Raises:
        TooManyRows, LongText: what a sheet cannot hold.
        OSError, duckdb.Error: it cannot be written, or read.
    """
    rows = int(table.count().execute())
    if rows > MOST_ROWS:
        raise TooManyRows(rows=rows, most=MOST_ROWS)
    try:
        with xlsxwriter.Workbook(path, WORKBOOK) as workbook:
            _write_sheet(workbook, escaped_table(table))
    except XlsxWriterException as error:
        raise OSError(str(error)) from error


WRITERS: dict[FileKind, Callable[[ir.Table, Path], None]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "parquet": write_parquet,
}


def _write_sheet(workbook: xlsxwriter.Workbook, table: ir.Table) -> None:
    sheet = workbook.add_worksheet("Customers")
    formats = {
        datetime.date: workbook.add_format({"num_format": "yyyy-mm-dd"}),
        datetime.datetime: workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
    }
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name)
    row = 1
    for batch in _batches(table):
        for cells in zip(*(column.to_pylist() for column in batch.columns)):
            for column, cell in enumerate(cells):
                if cell is not None:
                    _write_cell(sheet, row, column, cell, formats)
            row += 1


def _copy(table: ir.Table, path: Path, options: str, *, where_short: str) -> None:
    """Args: where_short, the options where the rows are too long for the memory."""
    connection = table.get_backend()
    copy = f"COPY ({connection.compile(table)}) TO {quoted(path)}"
    # Its own file beside would be left there by a process that is killed; ours are swept.
    beside = "USE_TMP_FILE false"
    try:
        try:
            connection.con.execute(f"{copy} ({options}, {beside})")
        except duckdb.OutOfMemoryException:
            with row_by_row(connection):
                connection.con.execute(f"{copy} ({where_short}, {beside})")
    except duckdb.IOException as error:
        if path.name in str(error):
            raise OSError(str(error)) from error
        raise


def _batches(table: ir.Table) -> pa.RecordBatchReader:
    connection = table.get_backend()
    return connection.con.sql(connection.compile(table)).to_arrow_reader(BATCH)


def _write_cell(sheet: Worksheet, row: int, column: int, cell: object, formats: dict) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, (int, float, Decimal)) and _is_held(cell):
        sheet.write_number(row, column, cell)
    elif type(cell) in formats and _has_a_number(cell):
        sheet.write_datetime(row, column, cell, formats[type(cell)])
    elif isinstance(cell, float):
        return
    elif len(text := str(cell)) > LONGEST_TEXT:
        raise LongText(row=row + 1, found=len(text), most=LONGEST_TEXT)
    else:
        sheet.write_string(row, column, text)


def _is_held(number: int | float | Decimal) -> bool:
    """Whether a spreadsheet has this number: it knows neither infinity nor very long ones."""
    return math.isfinite(number) and (isinstance(number, float) or abs(number) <= EXACT)


def _has_a_number(moment: datetime.date) -> bool:
    # A spreadsheet counts days from 1900 on and knows no time zones.
    return moment.year >= FIRST_DAY.year and getattr(moment, "tzinfo", None) is None
