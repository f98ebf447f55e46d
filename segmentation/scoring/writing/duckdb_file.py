"""Write tables of a DuckDB file."""

from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

import duckdb

from segmentation.errors import UnwritableResult
from segmentation.sources.databases.tables import first_line
from segmentation.sources.engines.duck import as_literal, connect_file, quoted, sql_name
from segmentation.sources.reading import Identity

# What stands before a name may be the schema, the file or both.
IDENTITY = """
    WITH found AS (
        SELECT database_name AS file, schema_name AS schema, table_name AS name FROM duckdb_tables()
        UNION ALL
        SELECT database_name, schema_name, view_name FROM duckdb_views()
    )
    SELECT schema, name FROM found
    WHERE file = current_database() AND (
        lower($1) IN (lower(schema || '.' || name), lower(file || '.' || schema || '.' || name))
        OR schema = 'main' AND lower($1) IN (lower(name), lower(file || '.' || name))
    )
"""


def replace_tables(path: Path, tables: Mapping[str, Path]) -> None:
    """Write each Parquet file as the table of its name: all of them or none.

    Raises:
        UnwritableResult
    """
    try:
        with closing(connect_file(path)) as connection:
            connection.begin()
            for name, parquet in tables.items():
                rows = f"read_parquet({quoted(as_literal(parquet))})"
                connection.execute(
                    f"CREATE OR REPLACE TABLE {sql_name(name)} AS SELECT * FROM {rows}"
                )
            connection.commit()
    except duckdb.Error as error:
        raise UnwritableResult(path.name, _refusal(error)) from error


def columns_of(path: Path, tables: Sequence[str]) -> dict[str, list[str]]:
    """The columns of each of these tables that is there.

    Raises:
        UnwritableResult
    """
    columns = {}
    try:
        with closing(connect_file(path)) as connection:
            for table in tables:
                with suppress(duckdb.CatalogException):
                    columns[table] = connection.table(sql_name(table)).columns
    except duckdb.Error as error:
        raise UnwritableResult(path.name, _refusal(error)) from error
    return columns


def identities_of(path: Path, tables: Sequence[str]) -> dict[str, Identity]:
    """Which table each of these names leads to, where there is one.

    Raises:
        UnwritableResult
    """
    try:
        with closing(connect_file(path)) as connection:
            found = {table: connection.execute(IDENTITY, [table]).fetchone() for table in tables}
    except duckdb.Error as error:
        raise UnwritableResult(path.name, _refusal(error)) from error
    return {table: identity for table, identity in found.items() if identity}


def _refusal(error: duckdb.Error) -> str:
    if "lock" in str(error):
        return "another program has it open"
    return first_line(error)[:-1]
