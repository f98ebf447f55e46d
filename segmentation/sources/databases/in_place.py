"""A table or query of a PostgreSQL database where it is, to be worked on there."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from segmentation.errors import FailedQuery, NoRows
from segmentation.sources.databases.addresses import Address, parse_address
from segmentation.sources.databases.postgres import columns_of, connect, query_of, tables_of
from segmentation.sources.databases.tables import (
    Table,
    choose_table,
    first_line,
    is_query,
    shown_name,
    understood,
)
from segmentation.sources.reading import Opened, Reading

if TYPE_CHECKING:
    import psycopg

# What is text, by the numbers PostgreSQL has for its types: char, name, text, bpchar, varchar.
TEXTS = {18, 19, 25, 1042, 1043}


@contextmanager
def open_in_place(address: str, reading: Reading) -> Iterator[Opened]:
    """Open a table or query of PostgreSQL as a lazy table of that database.

    What is done within the `with` block is one transaction: after an error, or when the
    process is killed, the database is as it was.

    Raises:
        DatabaseRefused, FailedQuery, MissingPackage, NoRows, NoTables, TableNotFound,
        TableNotNamed, UnclearAddress: none of them, nor what caused it, tells the password.
    """
    import psycopg

    place = parse_address(address)
    with closing(connect(place, read_only=False)) as connection:
        try:
            with connection.transaction():
                yield _open(connection, place, reading)
            return
        except psycopg.Error as error:
            said = first_line(Exception(error.diag.message_primary or str(error)))
            failure = FailedQuery(connection.info.dbname, place.hide(said))
    # Not within the block above: this error is not to carry the other one along.
    raise failure


def _open(connection: "psycopg.Connection", place: Address, reading: Reading) -> Opened:
    database = connection.info.dbname
    table = None
    if not is_query(reading.table):
        table = choose_table(tables_of(connection, place), reading.table, database)
    name = shown_name(database, table)
    opened = _lazy(connection, table, reading)
    if opened.count().execute() == 0:
        raise NoRows(name)
    return Opened(
        opened,
        name,
        understood(table, reading.table),
        identity=table.identity if table else None,
    )


def _lazy(connection: "psycopg.Connection", table: Table | None, reading: Reading) -> ir.Table:
    backend, query = ibis.postgres.from_connection(connection), query_of(table, reading.table)
    found = backend.table(table.name, database=table.schema) if table else backend.sql(query)
    numbers = {column.name: column.type_code for column in columns_of(connection, query)}
    types = {
        name: dt.unknown if _is_mistaken(type_, numbers[name]) else type_
        for name, type_ in found.schema().items()
    }
    return found.op().copy(schema=ibis.schema(types)).to_expr()


def _is_mistaken(type_: dt.DataType, number: int) -> bool:
    """Whether Ibis would treat a column as what it is not in the database.

    It takes an enum for text, which it need not cast, and reads every point through PostGIS.
    What is of an unknown type it casts, and leaves alone where it is only carried along.
    """
    return type_.is_geospatial() or (type_.is_string() and number not in TEXTS)
