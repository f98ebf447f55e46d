"""Copy a table without the lines that are none of its rows."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
from duckdb import DuckDBPyConnection

from segmentation.sources.engines.duck import as_literal, copying, identifier, quoted
from segmentation.sources.not_rows.candidates import ROW
from segmentation.sources.not_rows.columns import is_empty
from segmentation.sources.not_rows.finding import Line, find_lines
from segmentation.sources.not_rows.rules import Rule
from segmentation.sources.reading import MOST_LISTED, NotRows, Workspace


def without_not_rows(
    parquet: Path, names: Sequence[str], workspace: Workspace, *, keep_blank: bool = False
) -> tuple[Path, list[NotRows]]:
    """The table without lines that are no rows and columns without a name or a value.

    Args:
        parquet: the table, row by row as in its file. It stays where there is nothing to take
            out, else it is removed.
        names: what stands above each column; "" where nothing does.
        keep_blank: whether columns without a name or a value stay.

    Returns:
        The table, and the lines taken out by rule.
    """
    with copying(workspace.folder) as connection:
        connection.execute("RESET threads")
        lines = find_lines(parquet, names, connection)
        blank = [] if keep_blank else _blank(parquet, names, connection)
        if not lines and not blank:
            return parquet, []
        connection.execute("SET threads = 1")
        connection.execute("CREATE TEMP TABLE gone(n BIGINT PRIMARY KEY)")
        rows = [line.row for line in lines]
        connection.execute("INSERT INTO gone SELECT unnest(?::BIGINT[])", [rows])
        copy = workspace.new_file(".parquet")
        kept = [name for name in pq.read_schema(parquet).names if name not in blank]
        connection.execute(
            f"COPY (SELECT {', '.join(map(identifier, kept))} "
            f"FROM read_parquet({quoted(as_literal(parquet))}, {ROW} = true) "
            f"WHERE {ROW} NOT IN (SELECT n FROM gone)) TO {quoted(copy)} (FORMAT parquet)"
        )
    parquet.unlink()
    return copy, _counted(lines)


def counted_together(several: Sequence[Sequence[NotRows]]) -> list[NotRows]:
    """What was taken out of several tables, by rule."""
    alike: dict[str, list[NotRows]] = {}
    for out in (out for found in several for out in found):
        alike.setdefault(out.rule, []).append(out)
    return [
        replace(
            same[0],
            count=sum(out.count for out in same),
            lines=pd.concat([out.lines for out in same], ignore_index=True).head(MOST_LISTED),
        )
        for same in alike.values()
    ]


def _blank(parquet: Path, names: Sequence[str], connection: DuckDBPyConnection) -> list[str]:
    """The columns that have neither a name nor a value."""
    nameless = [c for c, name in zip(pq.read_schema(parquet).names, names) if not name]
    if not nameless:
        return []
    nothing = (
        f"coalesce(bool_and(trim(coalesce({identifier(column)}::VARCHAR, '')) = ''), true)"
        for column in nameless
    )
    source = f"read_parquet({quoted(as_literal(parquet))})"
    found = connection.execute(f"SELECT {', '.join(nothing)} FROM {source}").fetchone()
    return [column for column, is_blank in zip(nameless, found or ()) if is_blank]


def _counted(lines: Sequence[Line]) -> list[NotRows]:
    by_rule = sorted(lines, key=lambda line: (line.rule.name, line.row))
    return [
        not_rows_of(rule, [(str(line.row + 1), line.cells) for line in group])
        for rule, group in ((r, list(g)) for r, g in groupby(by_rule, lambda line: line.rule))
    ]


def not_rows_of(rule: Rule, lines: Sequence[tuple[str, Sequence[object]]]) -> NotRows:
    """Lines that one rule takes out, each with its number and its cells."""
    listed = [
        (number, ", ".join(str(cell) for cell in cells if not is_empty(cell)))
        for number, cells in lines[:MOST_LISTED]
    ]
    frame = pd.DataFrame(listed, columns=["row", "text"])
    return NotRows(rule.name, rule.reason, len(lines), frame)
