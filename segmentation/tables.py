"""Open a file as an Ibis table, nothing loaded and no value interpreted yet."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
from ibis.backends import BaseBackend

from segmentation.errors import (
    EmptySource,
    NoRows,
    SourceNotFound,
    UnknownFormat,
    UnreadableSource,
)

CSV_ENDINGS = (".csv", ".tsv", ".txt")
PARQUET_ENDINGS = (".parquet",)
SEPARATORS = (",", ";", "\t", "|")


@contextmanager
def open_table(source: str | Path) -> Iterator[ir.Table]:
    """Open a CSV or Parquet file for the length of a `with` block.

    Args:
        source: the path. A CSV's separator is recognised by its first line.

    Yields:
        A lazy table in DuckDB. A CSV's columns are all text, since what a value
        means is the recipe's business; Parquet keeps its types.

    Raises:
        DataError: nothing there, an unknown kind of file, empty, or unreadable.
    """
    path = Path(source)
    if not path.is_file():
        raise SourceNotFound(str(source))
    if path.suffix.lower() not in CSV_ENDINGS + PARQUET_ENDINGS:
        raise UnknownFormat(path.name, CSV_ENDINGS + PARQUET_ENDINGS)
    if _is_blank(path):
        raise EmptySource(path.name)
    connection = ibis.duckdb.connect(autoinstall_known_extensions=False)
    try:
        with plain_read_errors(path.name):
            table = _read(connection, path)
            rows = table.count().execute()
        if rows == 0:
            raise NoRows(path.name)
        yield table
    finally:
        # Left open, its threads now and then abort the process as Python exits.
        connection.disconnect()


@contextmanager
def plain_read_errors(name: str) -> Iterator[None]:
    """Turn what DuckDB says while it reads `name` into one plain sentence.

    A table is lazy, so a bad line may only be met while it is being cleaned.
    """
    try:
        yield
    except duckdb.Error as error:
        raise UnreadableSource(name, _reason(str(error))) from error


def _is_blank(path: Path) -> bool:
    with path.open("rb") as file:
        return not any(line.strip() for line in file)


def _read(connection: BaseBackend, path: Path) -> ir.Table:
    if path.suffix.lower() in PARQUET_ENDINGS:
        return connection.read_parquet(path)
    return connection.read_csv(
        path, all_varchar=True, header=True, sep=_separator(path), quote='"', escape='"'
    )


def _separator(path: Path) -> str:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        header = re.sub(r'"[^"]*"', "", file.readline())
    return max(SEPARATORS, key=header.count)


def _reason(message: str) -> str:
    line = re.search(r"on Line: (\d+)", message)
    if line is None:
        return f"it is damaged or not what its name says ({message.splitlines()[0]})."
    where = f"line {int(line[1]):,}"
    widths = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", message)
    if widths:
        found, expected = widths[2], widths[1]
        return f"{where} has {found} columns where the first row has {expected}. Correct that line."
    if "utf-8" in message:
        return f'{where} is not UTF-8 text. Save the file as "CSV UTF-8" and try again.'
    return f"{where} breaks off or has a quote that is never closed. Correct that line."
