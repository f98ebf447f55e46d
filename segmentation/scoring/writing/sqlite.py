"""Write tables of an SQLite file."""

import datetime
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from segmentation.errors import UnwritableResult
from segmentation.sources.databases.tables import first_line
from segmentation.sources.engines.duck import identifier
from segmentation.sources.reading import Identity

BATCH = 50_000
WAIT_SECONDS = 30
LARGEST = 2**63 - 1


def replace_tables(path: Path, tables: Mapping[str, Path]) -> None:
    """Write each Parquet file as the table of its name: all of them or none.

    Raises:
        UnwritableResult
    """
    try:
        with closing(
            sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
        ) as connection:
            # One transaction: whoever reads meanwhile, or after a kill, finds the old tables.
            connection.execute("BEGIN IMMEDIATE")
            for name, parquet in tables.items():
                _replace(connection, identifier(name), parquet)
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise UnwritableResult(path.name, _refusal(error)) from error


def columns_of(path: Path, tables: Sequence[str]) -> dict[str, list[str]]:
    """The columns of each of these tables that is there.

    Raises:
        UnwritableResult
    """
    try:
        with closing(sqlite3.connect(path, timeout=WAIT_SECONDS)) as connection:
            columns = {
                table: connection.execute(f"PRAGMA table_info({identifier(table)})").fetchall()
                for table in tables
            }
    except sqlite3.Error as error:
        raise UnwritableResult(path.name, _refusal(error)) from error
    return {table: [name for _, name, *_ in rows] for table, rows in columns.items() if rows}


def identities_of(path: Path, tables: Sequence[str]) -> dict[str, Identity]:
    """Which table each of these names leads to, where there is one.

    Raises:
        UnwritableResult
    """
    named = "SELECT 'main', name FROM sqlite_schema WHERE name = ? COLLATE NOCASE"
    try:
        with closing(sqlite3.connect(path, timeout=WAIT_SECONDS)) as connection:
            found = {table: connection.execute(named, [table]).fetchone() for table in tables}
    except sqlite3.Error as error:
        raise UnwritableResult(path.name, _refusal(error)) from error
    return {table: identity for table, identity in found.items() if identity}


def _replace(connection: sqlite3.Connection, name: str, parquet: Path) -> None:
    file = pq.ParquetFile(parquet)
    schema = file.schema_arrow
    columns = ", ".join(f"{identifier(field.name)} {_type(field.type)}" for field in schema)
    marks = ", ".join("?" for _ in schema)
    connection.execute(f"DROP TABLE IF EXISTS {name}")
    connection.execute(f"CREATE TABLE {name} ({columns})")
    for batch in file.iter_batches(BATCH):
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", _rows(batch))


def _rows(batch: pa.RecordBatch) -> Iterator[tuple[object, ...]]:
    return zip(*([_value(value) for value in column.to_pylist()] for column in batch.columns))


def _type(type_: pa.DataType) -> str:
    if pa.types.is_integer(type_) or pa.types.is_boolean(type_):
        return "INTEGER"
    if pa.types.is_floating(type_) or pa.types.is_decimal(type_):
        return "REAL"
    return "BLOB" if pa.types.is_binary(type_) else "TEXT"


def _value(value: object) -> object:
    """The value as SQLite holds it; its days and moments are text."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ")
    is_held = value is None or isinstance(value, (float, str, bytes))
    if is_held or (isinstance(value, int) and abs(value) <= LARGEST):
        return value
    return str(value)


def _refusal(error: sqlite3.Error) -> str:
    if "locked" in str(error):
        return "another program is writing to it"
    return first_line(error)[:-1]
