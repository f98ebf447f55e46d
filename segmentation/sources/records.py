"""Open records in JSON, one a line or all in one list, as a table."""

import shutil
from codecs import BOM_UTF8
from pathlib import Path

import duckdb

from segmentation.errors import NoRows, RecordsWithin, TooManyColumns
from segmentation.sources.engines.duck import as_literal, copying, identifier, quoted
from segmentation.sources.reading import MOST_COLUMNS, Opened, Workspace
from segmentation.words import together

# Days and moments written otherwise stay text, which is read as that of any other file.
OPTIONS = {
    "sample_size": "-1",
    "map_inference_threshold": "-1",
    "dateformat": quoted("%Y-%m-%d"),
    "timestampformat": quoted("%Y-%m-%dT%H:%M:%S"),
}
NESTED = ("STRUCT", "MAP")
# Numbers and texts, or something nested.
MIXED = "JSON"
EMPTY = "NULL"


def open_records(path: Path, workspace: Workspace) -> Opened:
    """Open a file of flat records; what holds lists or records itself is left out, and told.

    Raises:
        NoRows, TooManyColumns
        RecordsWithin: it is one record, with the table inside it.
        duckdb.Error: it is no JSON.
    """
    copy = workspace.new_file(".parquet")
    given = ", ".join(f"{name} = {value}" for name, value in OPTIONS.items())
    reader = f"read_json({quoted(as_literal(_without_mark(path, workspace)))}, {given})"
    with copying(workspace.folder) as connection:
        types = _types(connection, reader)
        if len(types) > MOST_COLUMNS:
            raise TooManyColumns(path.name, found=len(types), most=MOST_COLUMNS)
        [rows] = connection.execute(f"SELECT count(*) FROM {reader}").fetchone()
        nested = [name for name, type_ in types.items() if type_.startswith(NESTED)]
        lists = [name for name, type_ in types.items() if type_.endswith("[]")]
        if lists and rows == 1:
            raise RecordsWithin(path.name, lists)
        nested += [name for name in lists if name not in nested]
        nested += _mixed_with_nested(connection, reader, types)
        flat = {name: type_ for name, type_ in types.items() if name not in nested}
        if not flat or not rows:
            raise NoRows(path.name)
        named = ", ".join(_column(name, type_) for name, type_ in flat.items())
        connection.execute(f"COPY (SELECT {named} FROM {reader}) TO {quoted(copy)}")
    return Opened(
        workspace.connection.read_parquet(as_literal(copy)), path.name, _told_of_nested(nested)
    )


def _without_mark(path: Path, workspace: Workspace) -> Path:
    """The file, or a copy without the mark of UTF-8, which DuckDB takes for a part of it."""
    with path.open("rb") as file:
        if file.read(len(BOM_UTF8)) != BOM_UTF8:
            return path
        copy = workspace.new_file(".json")
        with copy.open("wb") as plain:
            shutil.copyfileobj(file, plain)
    return copy


def _types(connection: duckdb.DuckDBPyConnection, reader: str) -> dict[str, str]:
    described = connection.execute(f"DESCRIBE FROM {reader}").fetchall()
    return {name: str(type_) for name, type_, *_ in described}


def _mixed_with_nested(
    connection: duckdb.DuckDBPyConnection, reader: str, types: dict[str, str]
) -> list[str]:
    """The columns of several kinds of values of which some are lists or records."""
    mixed = [name for name, type_ in types.items() if type_ == MIXED]
    if not mixed:
        return []
    any_nested = ", ".join(
        f"bool_or(json_type({identifier(name)}) IN ('OBJECT', 'ARRAY'))" for name in mixed
    )
    found = connection.execute(f"SELECT {any_nested} FROM {reader}").fetchone()
    return [name for name, is_nested in zip(mixed, found) if is_nested]


def _column(name: str, type_: str) -> str:
    named = identifier(name)
    if type_ == MIXED:
        return f"{named} ->> '$' AS {named}"
    return f"{named}::VARCHAR AS {named}" if type_.strip('"') == EMPTY else named


def _told_of_nested(nested: list[str]) -> list[str]:
    if not nested:
        return []
    named = together([f'"{name}"' for name in nested])
    hold = "holds" if len(nested) == 1 else "hold"
    return [f"{named} {hold} lists or records of their own and were left out."]
