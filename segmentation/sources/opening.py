"""Open whatever a business keeps its customers in as one lazy table."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb

from segmentation.disk import is_full, temporary_folder
from segmentation.errors import NoRoomLeft, UnknownAddress, UnreadableSource
from segmentation.sources.binary import text_of_bytes
from segmentation.sources.databases import duckdb_file, postgres, sqlite
from segmentation.sources.engines.duck import connected
from segmentation.sources.engines.spark import is_spark, open_spark
from segmentation.sources.files import files_at, open_files, open_parquet, open_text
from segmentation.sources.kinds import kind_of
from segmentation.sources.reading import AS_RECOGNISED, Fits, Opened, Reading, Workspace, anything
from segmentation.sources.records import open_records
from segmentation.sources.several.opening import open_joined
from segmentation.sources.workbooks.sheets import open_spreadsheet

DATABASES = {
    "duckdb": duckdb_file.open_address,
    "sqlite": sqlite.open_address,
    "postgres": postgres.open_address,
    "postgresql": postgres.open_address,
}


@contextmanager
def open_table(
    source: str | Path,
    reading: Reading = AS_RECOGNISED,
    *,
    fits: Fits = anything,
    joined: bool = False,
) -> Iterator[Opened]:
    """Open a file, a folder, a pattern or a database for the length of a `with` block.

    Args:
        source: the path of a CSV, Excel, OpenDocument, Parquet, JSON, SQLite or DuckDB file; a
            folder or pattern of CSV or Parquet files; duckdb://, sqlite:// or postgres://
            and an address; or spark: and a table's name or a folder.
        reading: what is not to be recognised but is known.
        fits: whether a list of headers is what is looked for; it decides on a sheet and
            on the row of column names where there are several.
        joined: whether the tables of a folder, a workbook or a database file are joined by the
            ids they share where none of them fits alone: rows are those of the finest one, such
            as order lines, with the columns of orders and customers beside them. What did not
            join is told in `understood`; lines that belong to no order are in `not_rows`.

    Yields:
        The table, lazy and in DuckDB or Spark, and how it was read. A text table's columns
        are all text, since what a value means is the recipe's business; bytes that are
        UTF-8 are text.

    Raises:
        DataError: nothing there, an unknown kind of thing, empty, or unreadable.
    """
    if is_spark(source):
        with open_spark(str(source), reading) as opened:
            yield opened
        return
    with (
        temporary_folder() as folder,
        connected(Path(folder)) as connection,
    ):
        workspace = Workspace(connection, Path(folder))
        opened = _open_joined(source, workspace, reading, fits) if joined else None
        opened = opened or open_in(workspace, source, reading, fits)
        with plain_read_errors(opened.name):
            table = text_of_bytes(opened.table)
        yield replace(opened, table=table)


@contextmanager
def plain_read_errors(name: str) -> Iterator[None]:
    """Turn what DuckDB says while it reads `name` into one plain sentence.

    A table is lazy, so damage may only be met while it is being cleaned.
    """
    try:
        yield
    except duckdb.Error as error:
        if is_full(error):
            raise NoRoomLeft(name) from error
        raise UnreadableSource(name, _reason(error, name)) from error
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise NoRoomLeft(name) from error


@contextmanager
def plain_copy_errors(name: str) -> Iterator[None]:
    """Turn what the system says while `name` is read into temporary files into one sentence."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise NoRoomLeft(name) from error
        reason = (error.strerror or str(error)).lower()
        raise UnreadableSource(name, f"{reason}. Check that you may read it.") from error


def _reason(error: duckdb.Error, name: str) -> str:
    if isinstance(error, duckdb.OutOfMemoryException):
        return "its rows need more memory than they may take. Leave out columns or rows."
    first = _without_paths(str(error).splitlines()[0].rstrip(". "), name)
    return f"it is damaged or not what its name says ({first}). Save or export it anew."


def _without_paths(message: str, name: str) -> str:
    """What DuckDB says with the name of the source for each path on this machine."""
    path = r"(?:/|[A-Za-z]:[\\/])"
    return re.sub(rf"""(['"]){path}[^'"]*\1|(?<![^\s(]){path}[^\s'"]+""", f'"{name}"', message)


def _open_joined(
    source: str | Path, workspace: Workspace, reading: Reading, fits: Fits
) -> Opened | None:
    name = Path(source).name
    with plain_copy_errors(name), plain_read_errors(name):
        opened = open_joined(source, workspace, reading, fits)
    if opened is None:
        duckdb_file.let_go(workspace.connection)
    return opened


def open_in(workspace: Workspace, source: str | Path, reading: Reading, fits: Fits) -> Opened:
    """Open what is no Spark table in a workspace. Raises DataError, as `open_table` does."""
    address = re.match(r"([A-Za-z][A-Za-z0-9+.-]*)://", str(source))
    if address:
        scheme = address[1].lower()
        if scheme not in DATABASES:
            raise UnknownAddress(scheme, DATABASES)
        with plain_read_errors("the database"):
            return DATABASES[scheme](str(source), workspace, reading)
    found = files_at(source)
    name = found.name if found else Path(source).name
    with plain_copy_errors(name), plain_read_errors(name):
        if found:
            return open_files(found, workspace, reading, fits)
        return _open_file(Path(source), workspace, reading, fits)


def _open_file(path: Path, workspace: Workspace, reading: Reading, fits: Fits) -> Opened:
    kind = kind_of(path)
    if kind == "parquet":
        return open_parquet(path, workspace)
    if kind == "json":
        return open_records(path, workspace)
    if kind == "spreadsheet":
        return open_spreadsheet(path, workspace, reading, fits)
    if kind == "sqlite":
        return sqlite.open_file(path, workspace, reading)
    if kind == "duckdb":
        return duckdb_file.open_file(path, workspace, reading)
    return open_text(path, workspace, reading, fits)
