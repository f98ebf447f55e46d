"""DuckDB as sources need it: nothing fetched, little memory, and closed at the end."""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import ibis
from ibis.backends.duckdb import Backend

from segmentation.sources.records import LONGEST

MEBIBYTE = 2**20
MOST_MEMORY = 6 * 2**30


@contextmanager
def connected(folder: Path) -> Iterator[Backend]:
    """Our own DuckDB in memory, for the length of a `with` block."""
    connection = ibis.duckdb.connect(**_settings(folder))
    try:
        yield connection
    finally:
        # Left open, its threads now and then abort the process as Python exits.
        connection.disconnect()


@contextmanager
def in_any_order(connection: Backend) -> Iterator[None]:
    """Let rows come in any order, which takes less time and memory with many of them."""
    connection.raw_sql("SET preserve_insertion_order = false")
    try:
        yield
    finally:
        connection.raw_sql("SET preserve_insertion_order = true")


def copy_text(
    path: Path,
    copy: Path,
    *,
    names: Sequence[str],
    separator: str = ",",
    skip: int = 0,
    line_end: str = "",
    longest: int = LONGEST,
    types: Sequence[str] = (),
    null: str = "",
) -> None:
    """Copy a text table in UTF-8 to a Parquet file, row by row in the same order.

    Rows of text of which every value is empty are left out.

    Args:
        skip: the lines to pass over before the first row.
        line_end: what rows end with; as the first line does unless given.
        longest: the most bytes that a line may have.
        types: of the columns; all text unless given.
        null: what stands, without quotes, for a missing value.

    Raises:
        duckdb.Error: a line cannot be read.
    """
    columns = [f"c{place}" for place in range(len(names))]
    kinds = types or ["VARCHAR"] * len(names)
    source = f"""read_csv({quoted(as_literal(path))},
        auto_detect = false, header = false, skip = {skip}, strict_mode = true,
        delim = {quoted(separator)}, quote = '"', escape = '"', nullstr = {quoted(null)},
        allow_quoted_nulls = {"false" if null else "true"},
        columns = {{{", ".join(f"{c}: {quoted(kind)}" for c, kind in zip(columns, kinds))}}},
        maximum_line_size = {longest}, buffer_size = {longest + 1},
        parallel = false{_new_line(line_end)})"""
    named = ", ".join(f"{column} AS {identifier(name)}" for column, name in zip(columns, names))
    filled = "true" if types else f"coalesce({', '.join(columns)}) IS NOT NULL"
    query = f"SELECT {named} FROM {source} WHERE {filled}"
    with copying(copy.parent) as connection:
        connection.execute(f"COPY ({query}) TO {quoted(copy)} (FORMAT parquet)")


def _new_line(line_end: str) -> str:
    # DuckDB wants a backslash and a letter.
    return f", new_line = {quoted(line_end.encode('unicode_escape').decode())}" if line_end else ""


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

    Two of DuckDB 2.0's ways are avoided: reading one CSV file in parallel loses rows
    where two parts meet, and keeping the order of rows holds the whole file in memory.
    One thread that need not keep the order reads and writes row by row, in order.
    """
    one_by_one = {"threads": 1, "preserve_insertion_order": False, "memory_limit": "512MB"}
    connection = duckdb.connect(config={**_settings(folder), **one_by_one})
    try:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection
    finally:
        connection.close()


def _settings(folder: Path) -> dict[str, Any]:
    return {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "temp_directory": str(folder / "spill"),
        "memory_limit": f"{_memory() // MEBIBYTE}MiB",
    }


def _memory() -> int:
    """Bytes: beyond these DuckDB spills to the disk, so that the rest of us has room too."""
    there = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min(MOST_MEMORY, there // 2)
