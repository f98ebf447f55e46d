"""Copy a table or query of a PostgreSQL database."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import duckdb
import pyarrow.parquet as pq

from segmentation.errors import (
    DatabaseRefused,
    FailedQuery,
    MissingPackage,
    NoRows,
    TooManyColumns,
)
from segmentation.sources.databases.addresses import Address, parse_address
from segmentation.sources.databases.tables import (
    Table,
    bare_query,
    choose_table,
    first_line,
    is_query,
    shown_name,
    understood,
)
from segmentation.sources.engines.duck import TextTable, as_literal, copy_text
from segmentation.sources.headers import column_names
from segmentation.sources.reading import LONGEST, MOST_COLUMNS, Opened, Reading, Workspace

if TYPE_CHECKING:
    import psycopg

T = TypeVar("T")

SECONDS = 10
SETTINGS = "SET datestyle = 'ISO, YMD'; SET timezone = 'UTC'; SET client_encoding = 'UTF8'"
# What PostgreSQL says, by a piece of it, and what that means.
REFUSALS = {
    "password authentication failed": "the user name or the password is wrong.",
    "no password supplied": "it asks for a password. Write it after the user name: user:password@.",
    "Connection refused": "nothing answers there. Check the port and that the server runs.",
    "could not translate host name": "there is no such host. Check its name.",
    "failed to resolve host": "there is no such host. Check its name.",
    "timeout expired": f"it did not answer within {SECONDS} seconds.",
    "pg_hba.conf": "it does not let this user in from this machine.",
}
TABLES = """
    SELECT n.nspname, c.relname, pg_table_is_visible(c.oid)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
      AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
      AND has_table_privilege(c.oid, 'SELECT')
    ORDER BY 3 DESC, 1, 2
"""
NULL = "\\N"
# By the numbers PostgreSQL has for its types. All others are copied as text.
TYPES = {
    16: "BOOLEAN",
    20: "BIGINT",
    21: "BIGINT",
    23: "BIGINT",
    26: "BIGINT",
    700: "DOUBLE",
    701: "DOUBLE",
    1082: "DATE",
    1114: "TIMESTAMP",
    1184: "TIMESTAMP",
}
NUMERIC = 1700


def open_address(address: str, workspace: Workspace, reading: Reading) -> Opened:
    """Copy a table or query of the database at postgres://user:password@host:port/database.

    Raises:
        DatabaseRefused, FailedQuery, MissingPackage, NoRows, NoTables, TableNotFound,
        TableNotNamed, UnclearAddress: none of them, nor what caused it, tells the password.
    """
    place = parse_address(address)
    with closing(connect(place)) as connection:
        database = connection.info.dbname
        table = None
        if not is_query(reading.table):
            table = choose_table(tables_of(connection, place), reading.table, database)
        copy = _copy(connection, query_of(table, reading.table), place, workspace)
    name = shown_name(database, table)
    if pq.read_metadata(copy).num_rows == 0:
        raise NoRows(name)
    opened = workspace.connection.read_parquet(as_literal(copy))
    return Opened(
        opened,
        name,
        understood(table, reading.table),
        identity=table.identity if table else None,
    )


def connect(place: Address, *, read_only: bool = True) -> "psycopg.Connection":
    """Connect to a database; what is done there is one transaction.

    Raises:
        DatabaseRefused, MissingPackage
    """
    try:
        import psycopg
    except ImportError:
        raise MissingPackage("PostgreSQL databases", "psycopg[binary]") from None
    known = {
        "host": place.host,
        "port": place.port,
        "user": place.user,
        "password": place.password,
        "dbname": place.database,
        "connect_timeout": SECONDS,
    }
    given = {name: value for name, value in known.items() if value is not None}
    try:
        connection = psycopg.connect(**{**given, **place.options}, autocommit=True)
        connection.execute(SETTINGS)
        connection.read_only = read_only
        connection.autocommit = False
        return connection
    except psycopg.Error as error:
        refusal = DatabaseRefused(place.database or place.server, _refusal(error, place))
    # Not within the block above: this error is not to carry the other one along.
    raise refusal


def tables_of(connection: "psycopg.Connection", place: Address) -> list[Table]:
    """The tables and views that may be read. Raises FailedQuery."""
    database = connection.info.dbname
    rows = answer(place, database, lambda: connection.execute(TABLES).fetchall())
    return [Table(*row) for row in rows]


def query_of(table: Table | None, wanted: str | None) -> str:
    """What asks for the rows of a table, or the query that is `wanted` as it is."""
    return f"SELECT * FROM {table.sql}" if table else bare_query(str(wanted))


def columns_of(connection: "psycopg.Connection", query: str) -> list["psycopg.Column"]:
    """The columns of what a query finds; no row is fetched. Raises psycopg.Error."""
    return connection.execute(f"SELECT * FROM ({query}) AS found LIMIT 0").description or []


def _refusal(error: Exception, place: Address) -> str:
    said = str(error)
    for sign, reason in REFUSALS.items():
        if sign in said:
            return f"at {place.server}, {reason}"
    if "database" in said and "does not exist" in said:
        return f"there is no database of this name at {place.server}."
    return place.hide(first_line(error))


def answer(place: Address, database: str, ask: Callable[[], T]) -> T:
    """What `ask` returns. Raises FailedQuery, which tells no password."""
    import psycopg

    try:
        return ask()
    except psycopg.Error as error:
        said = first_line(Exception(error.diag.message_primary or str(error)))
        failure = FailedQuery(database, place.hide(said))
    raise failure


def _copy(
    connection: "psycopg.Connection", query: str, place: Address, workspace: Workspace
) -> Path:
    """Write what the query finds to a Parquet file, through a text table."""
    database = connection.info.dbname
    columns = answer(place, database, lambda: columns_of(connection, query))
    names = column_names([column.name for column in columns])
    if len(names) > MOST_COLUMNS:
        raise TooManyColumns(database, found=len(names), most=MOST_COLUMNS)
    text, copy = workspace.new_file(".csv"), workspace.folder / "database.parquet"
    answer(place, database, lambda: _write_text(connection, query, text))
    table = TextTable(path=text, names=names, null=NULL, line_end="\n", longest=4 * LONGEST)
    try:
        copy_text(replace(table, types=[_type(column) for column in columns]), copy)
    except (duckdb.ConversionException, duckdb.InvalidInputException):
        # PostgreSQL holds numbers and days that DuckDB does not, such as "infinity".
        copy_text(replace(table, types=["VARCHAR"] * len(names)), copy)
    text.unlink()
    return copy


def _write_text(connection: "psycopg.Connection", query: str, text: Path) -> None:
    rows = f"COPY ({query}) TO STDOUT (FORMAT csv, NULL '{NULL}', FORCE_QUOTE *)"
    with text.open("wb") as file, connection.cursor().copy(rows) as copy:
        for block in copy:
            file.write(block)


def _type(column: "psycopg.Column") -> str:
    precision, scale = column.precision, column.scale
    if column.type_code == NUMERIC and precision and 0 <= (scale or 0) <= precision <= 38:
        return f"DECIMAL({precision}, {scale or 0})"
    # A number of any length is text, so that it keeps all of its digits.
    return TYPES.get(column.type_code, "VARCHAR")
