"""Write tables of a PostgreSQL database."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from segmentation.errors import UnwritableResult
from segmentation.sources.addresses import parse_address
from segmentation.sources.database import first_line
from segmentation.sources.duck import as_literal, copying, identifier, quoted
from segmentation.sources.postgres import NULL, connect
from segmentation.writing.names import sql_name

if TYPE_CHECKING:
    import psycopg

NEW = "__new"
LONGEST_NAME = 63
# DuckDB's types by the beginning of their names; all others become text.
TYPES = {
    "BOOLEAN": "boolean",
    "TINYINT": "smallint",
    "SMALLINT": "smallint",
    "INTEGER": "integer",
    "BIGINT": "bigint",
    "UTINYINT": "smallint",
    "USMALLINT": "integer",
    "UINTEGER": "bigint",
    "UBIGINT": "numeric",
    "HUGEINT": "numeric",
    "FLOAT": "double precision",
    "DOUBLE": "double precision",
    "DATE": "date",
    "TIMESTAMP WITH TIME ZONE": "timestamptz",
    "TIMESTAMP": "timestamp",
}


def replace_tables(address: str, tables: Mapping[str, Path]) -> None:
    """Write each Parquet file as the table of its name: all of them or none.

    Raises:
        DatabaseRefused, MissingPackage, UnwritableResult: none of them tells the password.
    """
    import psycopg

    place = parse_address(address)
    with closing(connect(place, read_only=False)) as connection:
        try:
            for name, parquet in tables.items():
                _copy(connection, name, parquet)
            put_in_place(connection, list(tables))
            connection.commit()
            return
        except psycopg.Error as error:
            said = first_line(Exception(error.diag.message_primary or str(error)))[:-1]
            failure = UnwritableResult(connection.info.dbname, place.hide(said))
    raise failure


def new_name(table: str) -> str:
    """What a table is called while it is being written.

    Raises:
        UnwritableResult: PostgreSQL would cut the name short.
    """
    name = table + NEW
    if len(name.split(".")[-1].encode()) > LONGEST_NAME:
        raise UnwritableResult(table, "the name is too long for PostgreSQL")
    return name


def make_room(connection: "psycopg.Connection", table: str) -> None:
    """Remove what an earlier program may have left by the name that a new table gets."""
    connection.execute(f"DROP TABLE IF EXISTS {sql_name(new_name(table))}")


def put_in_place(connection: "psycopg.Connection", tables: list[str]) -> None:
    """Give new tables their names, in place of those that have them."""
    for table in tables:
        connection.execute(f"DROP TABLE IF EXISTS {sql_name(table)}")
        bare = identifier(table.split(".")[-1])
        connection.execute(f"ALTER TABLE {sql_name(new_name(table))} RENAME TO {bare}")


def _copy(connection: "psycopg.Connection", table: str, parquet: Path) -> None:
    make_room(connection, table)
    new, text = sql_name(new_name(table)), parquet.with_suffix(".csv")
    columns = _as_text(parquet, text)
    typed = ", ".join(f"{identifier(name)} {type_}" for name, type_ in columns.items())
    connection.execute(f"CREATE TABLE {new} ({typed})")
    query = f"COPY {new} FROM STDIN (FORMAT csv, HEADER true, NULL '{NULL}')"
    with text.open("rb") as file, connection.cursor().copy(query) as copy:
        while block := file.read(2**20):
            copy.write(block)
    text.unlink()


def _as_text(parquet: Path, text: Path) -> dict[str, str]:
    """Copy a Parquet file to a CSV as PostgreSQL reads it; returns the columns' types."""
    source = f"read_parquet({quoted(as_literal(parquet))})"
    with copying(parquet.parent) as duck:
        described = duck.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
        duck.execute(
            f"COPY (SELECT * FROM {source}) TO {quoted(text)} "
            f"(FORMAT csv, NULLSTR {quoted(NULL)}, FORCE_QUOTE *)"
        )
    return {name: _type(kind) for name, kind, *_ in described}


def _type(kind: str) -> str:
    if kind.startswith("DECIMAL"):
        return kind.replace("DECIMAL", "numeric")
    return next((ours for theirs, ours in TYPES.items() if kind.startswith(theirs)), "text")
