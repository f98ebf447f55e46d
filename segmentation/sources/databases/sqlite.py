"""Copy a table or query of an SQLite file."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from segmentation.errors import DatabaseRefused, FailedQuery, NoRows, TooManyColumns
from segmentation.sources.databases.tables import (
    Table,
    bare_query,
    choose_table,
    file_in,
    first_line,
    is_query,
    shown_name,
    understood,
)
from segmentation.sources.engines.duck import as_literal
from segmentation.sources.headers import column_names
from segmentation.sources.reading import MOST_COLUMNS, Opened, Reading, Workspace

BATCH = 50_000
# A value has a type of its own in SQLite, whatever its column was declared as.
TYPES = {
    frozenset({"integer"}): pa.int64(),
    frozenset({"real"}): pa.float64(),
    frozenset({"integer", "real"}): pa.float64(),
    frozenset({"blob"}): pa.binary(),
}
ANY_TABLE = "SELECT 1 FROM sqlite_master"
BASE_TABLES = (
    "SELECT name FROM sqlite_schema WHERE type = 'table' "
    "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
)


def open_address(address: str, workspace: Workspace, reading: Reading) -> Opened:
    """Open what sqlite://file.db names. Raises DataError."""
    return open_file(file_in(address), workspace, reading)


def open_file(path: Path, workspace: Workspace, reading: Reading) -> Opened:
    """Copy a table or query of an SQLite file, which is only read, as it is at this moment.

    Columns of whole numbers and of numbers keep these types; all others are text.

    Raises:
        DatabaseRefused, FailedQuery, NoRows, NoTables, TableNotFound, TableNotNamed
    """
    try:
        _undo_interrupted(path)
        with closing(_connect(path, "ro")) as connection:
            connection.text_factory = lambda text: text.decode("utf-8", "replace")
            connection.execute("BEGIN")
            tables = _tables(connection)
            table = (
                None if is_query(reading.table) else choose_table(tables, reading.table, path.name)
            )
            query = f"SELECT * FROM {table.sql}" if table else bare_query(str(reading.table))
            copy = _copy(connection, query, path.name, workspace)
    except sqlite3.DatabaseError as error:
        reason = f"it is damaged or no SQLite database ({first_line(error)[:-1]})."
        raise DatabaseRefused(path.name, reason) from error
    name = shown_name(path.name, table)
    if pq.read_metadata(copy).num_rows == 0:
        raise NoRows(name)
    opened = workspace.connection.read_parquet(as_literal(copy))
    return Opened(
        opened,
        name,
        understood(table, reading.table),
        identity=table.identity if table else None,
    )


def open_each(path: Path, workspace: Workspace) -> dict[str, Opened]:
    """Every table that has rows, but no view, by its name. Raises DatabaseRefused."""
    try:
        _undo_interrupted(path)
        with closing(_connect(path, "ro")) as connection:
            names = [name for (name,) in connection.execute(BASE_TABLES)]
    except sqlite3.DatabaseError as error:
        reason = f"it is damaged or no SQLite database ({first_line(error)[:-1]})."
        raise DatabaseRefused(path.name, reason) from error
    found = {}
    for name in names:
        with suppress(NoRows):
            found[name] = open_file(path, workspace, Reading(table=name))
    return found


def _undo_interrupted(path: Path) -> None:
    """Undo what a program that was ended in the middle of writing left half done.

    SQLite does so by itself where it may write, and refuses to read where it may not.
    """
    with closing(_connect(path, "ro")) as connection:
        try:
            connection.execute(ANY_TABLE)
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
                raise
    with closing(_connect(path, "rw")) as connection:
        connection.execute(ANY_TABLE)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None)


def _tables(connection: sqlite3.Connection) -> list[Table]:
    rows = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    )
    return [Table("main", name, True) for (name,) in rows]


def _copy(connection: sqlite3.Connection, query: str, database: str, workspace: Workspace) -> Path:
    """Write what the query finds to a Parquet file, some rows at a time."""
    copy = workspace.new_file(".parquet")
    try:
        names = column_names([c[0] for c in connection.execute(query).description])
        if len(names) > MOST_COLUMNS:
            raise TooManyColumns(database, found=len(names), most=MOST_COLUMNS)
        schema = pa.schema(list(zip(names, _types(connection, query, len(names)))))
        rows = connection.execute(query)
        with pq.ParquetWriter(copy, schema) as writer:
            while batch := rows.fetchmany(BATCH):
                writer.write_batch(_batch(batch, schema))
    except (sqlite3.OperationalError, sqlite3.ProgrammingError) as error:
        raise FailedQuery(database, first_line(error)) from error
    return copy


def _types(connection: sqlite3.Connection, query: str, width: int) -> list[pa.DataType]:
    columns = ", ".join(f"c{place}" for place in range(width))
    found = ", ".join(f"group_concat(DISTINCT typeof(c{place}))" for place in range(width))
    kinds = connection.execute(f"WITH found({columns}) AS ({query}) SELECT {found} FROM found")
    return [
        TYPES.get(frozenset((kind or "").split(",")) - {"null"}, pa.string())
        for kind in kinds.fetchone()
    ]


def _batch(rows: Sequence[tuple[Any, ...]], schema: pa.Schema) -> pa.RecordBatch:
    columns = [
        [None if value is None else _text(value) for value in column]
        if pa.types.is_string(field.type)
        else column
        for column, field in zip(zip(*rows), schema)
    ]
    return pa.record_batch([pa.array(c, f.type) for c, f in zip(columns, schema)], schema=schema)


def _text(value: str | bytes | int | float) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    is_whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if is_whole else value)
