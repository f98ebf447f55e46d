"""Write a table as CSV, XLSX or Parquet, a piece at a time."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import ibis.expr.types as ir
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from segmentation.errors import TooManyRows
from segmentation.scoring.lists.spreadsheet_safe import escaped_table
from segmentation.scoring.writing.sheet import MOST_ROWS, WORKBOOK, write_sheet
from segmentation.scoring.writing.targets import FileKind
from segmentation.sources.engines.duck import quoted
from segmentation.sources.engines.memory import row_by_row

CELLS_IN_A_GROUP = 1_000_000
FEWEST_IN_A_GROUP, MOST_IN_A_GROUP = 2_048, 122_880


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
    """Write a lazy table in DuckDB as CSV that is safe in a spreadsheet, as `to_csv`.

    Raises:
        OSError, duckdb.Error: it cannot be written, or read.
    """
    csv = "FORMAT csv, NEW_LINE '\\r\\n', PREFIX '\ufeff', SUFFIX '\r\n'"
    _copy(escaped_table(table), path, csv, where_short=csv)


def write_xlsx(table: ir.Table, path: Path) -> None:
    """Write a lazy table in DuckDB as a workbook of one sheet, its text escaped as in CSV.

    Numbers and dates are such, as `sheet_columns` says. The header stays in sight and filters.

    Raises:
        TooManyRows, LongText: what a sheet cannot hold.
        OSError, duckdb.Error: it cannot be written, or read.
    """
    rows = int(table.count().execute())
    if rows > MOST_ROWS:
        raise TooManyRows(rows=rows, most=MOST_ROWS)
    try:
        with xlsxwriter.Workbook(path, WORKBOOK) as workbook:
            write_sheet(workbook, table, rows)
    except XlsxWriterException as error:
        raise OSError(str(error)) from error


WRITERS: dict[FileKind, Callable[[ir.Table, Path], None]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "parquet": write_parquet,
}


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
