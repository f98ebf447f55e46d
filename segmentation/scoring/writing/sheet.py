"""The sheet of a workbook: header, widths and cells, a batch of rows at a time."""

import datetime
import math
from collections.abc import Callable, Sequence

import ibis.expr.types as ir
import pyarrow as pa
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from segmentation.errors import LongText
from segmentation.scoring.lists.spreadsheet_safe import AS_TEXT, escaped_names
from segmentation.scoring.writing.sheet_columns import Kind, SheetColumn, sheet_columns

MOST_ROWS = 1_048_575
LONGEST_TEXT = 32_767
BATCH = 10_000
WORKBOOK = {"constant_memory": True, **AS_TEXT}
# A spreadsheet counts days from here on.
FIRST_YEAR = 1900

# Writes a cell that is there: row, column, value.
Write = Callable[[int, int, object], None]


def write_sheet(workbook: Workbook, table: ir.Table, rows: int) -> None:
    """Write a lazy table in DuckDB of so many rows as a sheet of a workbook.

    Raises:
        LongText
    """
    columns = sheet_columns(table)
    names = escaped_names(list(columns))
    sheet = workbook.add_worksheet("Customers")
    _write_header(sheet, workbook, names, list(columns.values()))
    sheet.autofilter(0, 0, rows, len(columns) - 1)
    writers = _writers(sheet, workbook)
    writes = [writers[column.kind] for column in columns.values()]
    # By their places: two names may differ for a spreadsheet and not for DuckDB.
    written = table.select(**{str(at): c.value for at, c in enumerate(columns.values())})
    _write_rows(written, writes)


def _write_header(
    sheet: Worksheet, workbook: Workbook, names: Sequence[str], columns: Sequence[SheetColumn]
) -> None:
    bold = workbook.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for at, (name, column) in enumerate(zip(names, columns)):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, name, bold)


def _write_rows(table: ir.Table, writes: Sequence[Write]) -> None:
    row = 1
    for batch in _batches(table):
        for cells in zip(*(column.to_pylist() for column in batch.columns)):
            for column, (write, cell) in enumerate(zip(writes, cells)):
                if cell is not None:
                    write(row, column, cell)
            row += 1


def _batches(table: ir.Table) -> pa.RecordBatchReader:
    connection = table.get_backend()
    return connection.con.sql(connection.compile(table)).to_arrow_reader(BATCH)


def _writers(sheet: Worksheet, workbook: Workbook) -> dict[Kind, Write]:
    """How a cell of each kind is written."""
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})

    def write_text(row: int, column: int, text: str) -> None:
        if len(text) > LONGEST_TEXT:
            raise LongText(row=row + 1, found=len(text), most=LONGEST_TEXT)
        sheet.write_string(row, column, text)

    def write_number(row: int, column: int, number: float) -> None:
        if math.isfinite(number):
            sheet.write_number(row, column, number)

    def write_date(form: object) -> Write:
        def write(row: int, column: int, date: datetime.date) -> None:
            if date.year < FIRST_YEAR:
                sheet.write_string(row, column, str(date))
            else:
                sheet.write_datetime(row, column, date, form)

        return write

    return {
        "text": write_text,
        "number": write_number,
        "truth": sheet.write_boolean,
        "day": write_date(day),
        "moment": write_date(moment),
    }
