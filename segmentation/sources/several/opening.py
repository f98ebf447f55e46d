"""Open a source that keeps orders, their lines and customers in tables of their own as one."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import ibis.expr.types as ir
import pandas as pd

from segmentation.sources.databases.tables import file_in
from segmentation.sources.engines.duck import as_literal
from segmentation.sources.files import files_at
from segmentation.sources.kinds import kind_of
from segmentation.sources.not_rows.taking_out import counted_together
from segmentation.sources.reading import (
    MOST_LISTED,
    Fits,
    NotRows,
    Opened,
    Reading,
    Workspace,
    anything,
)
from segmentation.sources.several.given_back import with_given_back
from segmentation.sources.several.joining import Joined, finest_first, join_on_to
from segmentation.sources.several.links import Named, find_links
from segmentation.sources.several.tables import Several, tables_of
from segmentation.sources.workbooks.alike import holds_given_back
from segmentation.words import together

# Databases that are files.
IN_FILES = ("sqlite", "duckdb")
LOST_REASON = "Nothing says whose they are, or when."


def open_joined(
    source: str | Path, workspace: Workspace, reading: Reading, fits: Fits
) -> Opened | None:
    """The tables of a folder, workbook or database file as one, joined by the ids they share.

    None where there is but one table, where a table is named, or where they share no ids: then
    the source is opened as any other. So it is where one of them fits alone, but for a folder or
    a database, of which that one is taken.
    """
    address = re.match(r"([A-Za-z][A-Za-z0-9+.-]*)://", str(source))
    if reading.table is not None or (address and address[1].lower() not in IN_FILES):
        return None
    if address:
        source = file_in(str(source))
    several = tables_of(source, workspace, reading)
    if several is None or len(several.tables) < 2:
        return _of_one_kind(several, source)
    return _less_given_back(several, source, workspace, fits) or _together(
        several, source, workspace, fits
    )


def _of_one_kind(several: Several | None, source: str | Path) -> Opened | None:
    """Files of one kind whose columns differ in a few, or in their case, as one table."""
    found = files_at(source) if several and several.tables else None
    if several is None or found is None or found.left_out or len(found.files) < 2:
        return None
    opened = next(iter(several.tables.values()))
    # Where all have the same columns, the reader of files opens them without a copy.
    said = f"{len(found.files):,} files, one below the other"
    is_told = any(line.startswith(said) for line in opened.understood)
    return opened if is_told else None


def _less_given_back(
    several: Several, source: str | Path, workspace: Workspace, fits: Fits
) -> Opened | None:
    """Orders with what tables of refunds and returns beside them say; None without such tables."""
    back = {name: one for name, one in several.tables.items() if holds_given_back(name)}
    rest = {name: one for name, one in several.tables.items() if name not in back}
    if not back or not rest or fits is anything:
        return None
    fitting = [name for name, one in rest.items() if fits(one.table.columns)]
    if len(fitting) == 1:
        others = [f'"{name}"' for name in rest if name != fitting[0]]
        unread = f"; not read: {together(others)}" if others else ""
        chosen = rest[fitting[0]]
        said = [f'Table "{fitting[0]}"{unread}.', *chosen.understood]
        return with_given_back(replace(chosen, understood=said), back, workspace)
    joined = _together(several._replace(tables=rest), source, workspace, fits)
    return with_given_back(joined, back, workspace) if joined and len(rest) > 1 else None


def _together(
    several: Several, source: str | Path, workspace: Workspace, fits: Fits
) -> Opened | None:
    fitting = [
        n for n, o in several.tables.items() if fits is not anything and fits(o.table.columns)
    ]
    if fitting:
        return _alone(fitting, several, source)
    tables = [Named(name, opened.table) for name, opened in several.tables.items()]
    links = find_links(tables)
    candidates = [join_on_to(finest, tables, links) for finest in finest_first(tables, links)]
    if not candidates:
        return None
    joined = next((one for one in candidates if fits(one.table.columns)), candidates[0])
    return _opened(joined, several, workspace)


def _alone(fitting: Sequence[str], several: Several, source: str | Path) -> Opened | None:
    """The table that fits alone, where it is not for the source's own reader to choose."""
    if len(fitting) > 1 or (Path(source).is_file() and kind_of(Path(source)) == "spreadsheet"):
        return None
    opened = several.tables[fitting[0]]
    others = [f'"{name}"' for name in several.tables if name != fitting[0]]
    said = f'Table "{fitting[0]}"; not read: {together(others)}.'
    return replace(opened, understood=[said, *opened.understood])


def _opened(joined: Joined, several: Several, workspace: Workspace) -> Opened:
    # Computed once: what is asked of it later would join anew each time.
    copy = workspace.new_file(".parquet")
    workspace.connection.to_parquet(joined.table, copy)
    parts = list(several.tables.values())
    out = counted_together([part.not_rows for part in parts])
    return Opened(
        workspace.connection.read_parquet(as_literal(copy)),
        several.name,
        [*joined.understood, *dict.fromkeys(line for part in parts for line in part.understood)],
        sum(part.skipped for part in parts),
        pd.concat([part.skipped_lines for part in parts], ignore_index=True).head(MOST_LISTED),
        not_rows=[*out, *_lost(joined.alone, joined.alone_rule)],
    )


def _lost(rows: ir.Table | None, rule: str) -> list[NotRows]:
    if rows is None:
        return []
    count = int(rows.count().execute())
    frame = rows.limit(MOST_LISTED).to_pyarrow().to_pylist()
    texts = [", ".join(str(cell) for cell in row.values() if cell is not None) for row in frame]
    lines = pd.DataFrame({"row": [""] * len(texts), "text": texts})
    return [NotRows(rule, LOST_REASON, count, lines)] if count else []
