"""Write tables of a PostgreSQL database."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from segmentation.errors import BuiltUpon, UnwritableResult
from segmentation.sources.databases.addresses import parse_address
from segmentation.sources.databases.postgres import NULL, connect
from segmentation.sources.databases.tables import first_line
from segmentation.sources.engines.duck import as_literal, copying, identifier, quoted, sql_name
from segmentation.sources.reading import Identity

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
# No two servers have started in the same microsecond, and whoever may connect may read when.
SESSION = """
    SELECT pg_postmaster_start_time()::text, current_database()::text,
           current_user::text, current_schemas(false)::text
"""
COLUMNS = """
    SELECT attname, format_type(atttypid, atttypmod)
    FROM pg_attribute
    WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped
    ORDER BY attnum
"""
IDENTITY = """
    SELECT nspname, relname
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE c.oid = to_regclass(%s)
"""
KIND = "SELECT relkind::text FROM pg_class WHERE oid = to_regclass(%s)"
PLAIN, PARTITIONED = "r", "p"
PARTITIONS = """
    SELECT 'partition ' || c.oid::regclass::text
    FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
    WHERE inhparent = to_regclass(%s) AND c.relispartition
    ORDER BY 1
"""


class Session(NamedTuple):
    """Which database an address leads to, as the server says, and as whom."""

    database: tuple[str, str]
    user: str
    schemas: str


def session_of(address: str) -> Session:
    """Ask a server who it is: the same one may have many addresses.

    Raises:
        DatabaseRefused, MissingPackage, UnclearAddress
    """
    with closing(connect(parse_address(address))) as connection:
        started, database, user, schemas = connection.execute(SESSION).fetchone()
    return Session((started, database), user, schemas)


def columns_of(address: str, tables: Sequence[str]) -> dict[str, list[str]]:
    """The columns of each of these tables that is there.

    Raises:
        DatabaseRefused, MissingPackage, UnwritableResult: none of them tells the password.
    """
    with _writing(address) as connection:
        columns = {table: _columns(connection, table) for table in tables}
    return {table: [name for name, *_ in rows] for table, rows in columns.items() if rows}


def identities_of(address: str, tables: Sequence[str]) -> dict[str, Identity]:
    """Which table each of these names leads to, where there is one.

    Raises:
        DatabaseRefused, MissingPackage, UnwritableResult: none of them tells the password.
    """
    with _writing(address) as connection:
        found = {
            table: connection.execute(IDENTITY, [sql_name(table)]).fetchone() for table in tables
        }
    return {table: identity for table, identity in found.items() if identity}


def replace_tables(address: str, tables: Mapping[str, Path]) -> None:
    """Write each Parquet file as the table of its name: all of them or none.

    Raises:
        DatabaseRefused, MissingPackage, UnwritableResult: none of them tells the password.
    """
    with _writing(address) as connection:
        for name, parquet in tables.items():
            _copy(connection, name, parquet)
        put_in_place(connection, list(tables))
        connection.commit()


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
    """Have new tables take the place of those that have their names.

    A table with the same columns stays and gets the new rows, so that rights, indexes,
    partitions and views on it stay as well.

    Raises:
        BuiltUpon: a table has other columns, and something depends on it, or it has partitions.
        UnwritableResult: a table has the same columns and does not take every row.
    """
    for table in tables:
        kind = _kind(connection, table)
        same = _columns(connection, table) == _columns(connection, new_name(table))
        if same and kind in (PLAIN, PARTITIONED):
            _refill(connection, table, kind)
        else:
            _drop(connection, table)
            bare = identifier(table.split(".")[-1])
            connection.execute(f"ALTER TABLE {sql_name(new_name(table))} RENAME TO {bare}")


def _refill(connection: "psycopg.Connection", table: str, kind: str) -> None:
    import psycopg

    name, new = sql_name(table), sql_name(new_name(table))
    # All rows of a partitioned table are in its partitions; heirs of a plain one have their own.
    emptied = name if kind == PARTITIONED else f"ONLY {name}"
    # TRUNCATE would make readers wait, and show an empty table to those with an older
    # snapshot. Two scorings at once wait for each other by the name of the new table.
    connection.execute(f"DELETE FROM {emptied}")
    try:
        connection.execute(f"INSERT INTO {name} SELECT * FROM {new}")
        connection.execute(f"DROP TABLE {new}")
        return
    except psycopg.IntegrityError as error:
        refusal = UnwritableResult(table, error.diag.message_primary or "it refuses a row")
    raise refusal


def _drop(connection: "psycopg.Connection", table: str) -> None:
    import psycopg

    # They would go with it without a word.
    partitions = connection.execute(PARTITIONS, [sql_name(table)]).fetchall()
    if partitions:
        raise BuiltUpon(table, [partition for (partition,) in partitions])
    try:
        connection.execute(f"DROP TABLE IF EXISTS {sql_name(table)}")
        return
    except psycopg.errors.DependentObjectsStillExist as error:
        refusal = BuiltUpon(table, (error.diag.message_detail or "").splitlines())
    raise refusal


def _columns(connection: "psycopg.Connection", table: str) -> list[tuple[str, str]]:
    """Name and type of each column; none: there is no such table."""
    return connection.execute(COLUMNS, [sql_name(table)]).fetchall()


def _kind(connection: "psycopg.Connection", table: str) -> str | None:
    """What kind of relation it is; None: there is none."""
    found = connection.execute(KIND, [sql_name(table)]).fetchone()
    return found[0] if found else None


@contextmanager
def _writing(address: str) -> Iterator["psycopg.Connection"]:
    """A connection to write with; what is not committed is undone at the end."""
    import psycopg

    place = parse_address(address)
    with closing(connect(place, read_only=False)) as connection:
        try:
            yield connection
            return
        except psycopg.Error as error:
            said = first_line(Exception(error.diag.message_primary or str(error)))[:-1]
            failure = UnwritableResult(connection.info.dbname, place.hide(said))
    # Not within the block above: this error is not to carry the other one along.
    raise failure


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
