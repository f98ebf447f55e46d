"""Write tables of a DuckDB file."""

from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

import duckdb

from segmentation.errors import UnwritableResult
from segmentation.sources.database import first_line
from segmentation.sources.duck import as_literal, connect_file, quoted
from segmentation.writing.names import sql_name


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


def _refusal(error: duckdb.Error) -> str:
    if "lock" in str(error):
        return "another program has it open"
    return first_line(error)[:-1]
