"""Open a table or query of a DuckDB file."""

from pathlib import Path

import duckdb
from ibis.backends.duckdb import Backend

from segmentation.errors import DatabaseRefused, FailedQuery, NoRows
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
from segmentation.sources.engines.duck import as_literal, identifier, quoted
from segmentation.sources.reading import Opened, Reading, Workspace

ALIAS = "the source"


def open_address(address: str, workspace: Workspace, reading: Reading) -> Opened:
    """Open what duckdb://file.db names. Raises DataError."""
    return open_file(file_in(address), workspace, reading)


def open_file(path: Path, workspace: Workspace, reading: Reading) -> Opened:
    """Open a DuckDB file for reading. A table is read where it is, a query is run once.

    Raises:
        DatabaseRefused, FailedQuery, NoRows, NoTables, TableNotFound, TableNotNamed
    """
    connection = workspace.connection
    _attach(path, workspace)
    if is_query(reading.table):
        table, chosen = None, _query_result(path, workspace, str(reading.table))
    else:
        table = choose_table(_tables(workspace), reading.table, path.name)
        chosen = connection.table(table.name, database=(ALIAS, table.schema))
    name = shown_name(path.name, table)
    if chosen.count().execute() == 0:
        raise NoRows(name)
    return Opened(
        chosen,
        name,
        understood(table, reading.table),
        identity=table.identity if table else None,
    )


def open_each(path: Path, workspace: Workspace) -> dict[str, Opened]:
    """Every table that has rows, but no view, by its name. Raises DatabaseRefused."""
    _attach(path, workspace)
    views = "SELECT schema_name, view_name FROM duckdb_views() WHERE database_name = $alias"
    connection = workspace.connection
    not_wanted = set(connection.con.execute(views, {"alias": ALIAS}).fetchall())
    found = {}
    for table in _tables(workspace):
        if (table.schema, table.name) in not_wanted:
            continue
        opened = connection.table(table.name, database=(ALIAS, table.schema))
        if opened.count().execute():
            found[table.shown] = Opened(opened, shown_name(path.name, table))
    return found


def _attach(path: Path, workspace: Workspace) -> None:
    try:
        workspace.connection.attach(path.absolute(), ALIAS, read_only=True)
    except duckdb.Error as error:
        raise DatabaseRefused(path.name, _refusal(error, path)) from error


def let_go(connection: Backend) -> None:
    """Close the DuckDB file that was opened, so that it can be written."""
    connection.raw_sql(f"DETACH DATABASE IF EXISTS {identifier(ALIAS)}")


def _query_result(path: Path, workspace: Workspace, query: str) -> object:
    copy = workspace.new_file(".parquet")
    connection = workspace.connection
    here = connection.con.execute("SELECT current_catalog(), current_schema()").fetchone()
    try:
        connection.con.execute(f'USE "{ALIAS}"')
        connection.con.execute(f"COPY ({bare_query(query)}) TO {quoted(copy)} (FORMAT parquet)")
    except duckdb.Error as error:
        raise FailedQuery(path.name, first_line(error)) from error
    finally:
        connection.con.execute(f'USE "{here[0]}"."{here[1]}"')
    return connection.read_parquet(as_literal(copy))


def _tables(workspace: Workspace) -> list[Table]:
    rows = workspace.connection.con.execute(
        """
        SELECT schema_name, table_name FROM duckdb_tables()
        WHERE database_name = $alias AND NOT internal
        UNION ALL
        SELECT schema_name, view_name FROM duckdb_views()
        WHERE database_name = $alias AND NOT internal
        ORDER BY ALL
        """,
        {"alias": ALIAS},
    ).fetchall()
    return [Table(schema, name, schema == "main") for schema, name in rows]


def _refusal(error: duckdb.Error, path: Path) -> str:
    if "lock" in str(error):
        return "another program has it open. Close it there and try again."
    said = first_line(error)[:-1].replace(str(path.absolute()), path.name)
    return f"it is damaged or no DuckDB database ({said})."
