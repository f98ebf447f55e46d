"""DuckDB as sources need it: nothing fetched, little memory, and closed at the end."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import ibis
from ibis.backends.duckdb import Backend

from segmentation.sources.engines.memory import memory_limit
from segmentation.sources.engines.merging import UnmergedDuckDB
from segmentation.sources.reading import LONGEST

COPYING = 10**9


@contextmanager
def connected(folder: Path) -> Iterator[Backend]:
    """Our own DuckDB in memory, for the length of a `with` block."""
    connection = ibis.duckdb.connect(**_settings(folder), memory_limit=memory_limit())
    connection.compiler = UnmergedDuckDB()
    try:
        yield connection
    finally:
        # Left open, its threads now and then abort the process as Python exits.
        connection.disconnect()


def connect_file(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection to a DuckDB file, for reading and writing; it is made where there is none."""
    return duckdb.connect(str(path), config=_nothing_fetched())


@dataclass(frozen=True, kw_only=True)
class TextTable:
    """A text table in UTF-8, and how it is written.

    Args:
        path: where it is.
        names: of its columns.
        separator: what stands between them.
        skip: how many lines come before the first row.
        line_end: what rows end with; as the first line does unless given.
        longest: the most bytes that a line may have.
        types: of the columns; all text unless given.
        null: what stands, without quotes, for a missing value.
    """

    path: Path
    names: Sequence[str]
    separator: str = ","
    skip: int = 0
    line_end: str = ""
    longest: int = LONGEST
    types: Sequence[str] = ()
    null: str = ""


def copy_text(table: TextTable, copy: Path) -> None:
    """Copy a text table to a Parquet file, row by row in the same order.

    Rows of text of which every value is empty are left out.

    Raises:
        duckdb.Error: a line cannot be read.
    """
    columns = [f"c{place}" for place in range(len(table.names))]
    named = ", ".join(f"{c} AS {identifier(name)}" for c, name in zip(columns, table.names))
    filled = "true" if table.types else f"coalesce({', '.join(columns)}) IS NOT NULL"
    query = f"SELECT {named} FROM {_reader(table, columns)} WHERE {filled}"
    # What is in memory at a time is a group of rows.
    rows = max(2_048, 1_000_000 // len(columns))
    with copying(copy.parent) as connection:
        connection.execute(
            f"COPY ({query}) TO {quoted(copy)} (FORMAT parquet, ROW_GROUP_SIZE {rows})"
        )


def sql_name(table: str) -> str:
    """The table's name for SQL; what stands before a dot is its schema."""
    return ".".join(identifier(part) for part in table.split("."))


def _reader(table: TextTable, columns: Sequence[str]) -> str:
    types = table.types or ["VARCHAR"] * len(columns)
    options = {
        # Nothing is guessed from the data.
        "auto_detect": "false",
        "header": "false",
        "strict_mode": "true",
        "parallel": "false",
        "quote": quoted('"'),
        "escape": quoted('"'),
        "delim": quoted(table.separator),
        "skip": str(table.skip),
        "nullstr": quoted(table.null),
        "allow_quoted_nulls": "false" if table.null else "true",
        "maximum_line_size": str(table.longest),
        "buffer_size": str(table.longest + 1),
        "columns": f"{{{', '.join(f'{c}: {quoted(kind)}' for c, kind in zip(columns, types))}}}",
    }
    if table.line_end:
        # DuckDB wants a backslash and a letter.
        options["new_line"] = quoted(table.line_end.encode("unicode_escape").decode())
    given = ", ".join(f"{name} = {value}" for name, value in options.items())
    return f"read_csv({quoted(as_literal(table.path))}, {given})"


def as_literal(path: Path) -> str:
    """The path so that DuckDB takes it for itself and not for a pattern."""
    return re.sub(r"([*?[])", r"[\1]", str(path.absolute()))


def identifier(name: str) -> str:
    """The name as SQL takes it."""
    return '"' + name.replace('"', '""') + '"'


def quoted(value: str | Path) -> str:
    return "'" + str(value).replace("'", "''") + "'"


@contextmanager
def copying(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that copies a file of any size in little memory.

    Two of DuckDB 2.0's ways are avoided. Reading parts of one CSV file in parallel may take
    a line end within quotes for the end of a row, so that good files are refused and rows
    can be lost. Keeping the order of rows holds the whole file in memory; one thread that
    need not keep it reads and writes row by row, in order.
    """
    one_by_one = {
        "threads": 1,
        "preserve_insertion_order": False,
        "memory_limit": memory_limit(COPYING),
    }
    connection = duckdb.connect(config={**_settings(folder), **one_by_one})
    try:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection
    finally:
        connection.close()


def _settings(folder: Path) -> dict[str, Any]:
    return {**_nothing_fetched(), "temp_directory": str(folder / "spill")}


def _nothing_fetched() -> dict[str, Any]:
    return {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
