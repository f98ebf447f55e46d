"""Open all the tables of a source that has several: files, sheets, tables of a database."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from segmentation.errors import NoRows
from segmentation.sources.databases import duckdb_file, sqlite
from segmentation.sources.files import files_at
from segmentation.sources.kinds import kind_of
from segmentation.sources.reading import Opened, Reading, Workspace
from segmentation.sources.several.alike_files import open_alike
from segmentation.sources.several.names import called_together
from segmentation.sources.workbooks.alike import Headed, are_alike
from segmentation.sources.workbooks.sheets import (
    Part,
    headed,
    opened_parts,
    read_parts,
    shown_first,
)


class Several(NamedTuple):
    """The tables of a source by what they are called in it, each open, and the source's name."""

    name: str
    tables: dict[str, Opened]


def tables_of(source: str | Path, workspace: Workspace, reading: Reading) -> Several | None:
    """The tables of a folder, a workbook or a database file; None for what has no several.

    Files with the same columns are one table, and so are sheets of which one may have a few more;
    those without rows are none.
    """
    found = files_at(source)
    if found:
        return Several(found.name, open_alike(found, workspace, reading))
    path = Path(source)
    kind = kind_of(path)
    if kind == "spreadsheet":
        return Several(path.name, _sheets(path, workspace, reading))
    if kind == "sqlite":
        return Several(path.name, sqlite.open_each(path, workspace))
    if kind == "duckdb":
        return Several(path.name, duckdb_file.open_each(path, workspace))
    return None


def _sheets(path: Path, workspace: Workspace, reading: Reading) -> dict[str, Opened]:
    groups: list[list[Headed]] = []

    def choose(sheets: list[dict[str, object]]) -> list[Headed]:
        found = [headed(s, reading, lambda names: True) for s in shown_first(sheets, path.name)]
        for sheet in (sheet for sheet in found if sheet and sheet[0]["shown"]):
            alike = next((g for g in groups if any(are_alike(sheet, one) for one in g)), None)
            if alike is None:
                groups.append([sheet])
            else:
                alike.append(sheet)
        return [sheet for group in groups for sheet in group]

    parts, _ = read_parts(path, workspace, reading, choose)
    left: list[Part] = list(parts)
    tables = {}
    for group in groups:
        own, left = left[: len(group)], left[len(group) :]
        name = called_together([part.sheet for part in own])
        try:
            opened = opened_parts(own, 1, path.name, workspace)
        except NoRows:
            continue
        told = [f'"{name}": {line}' for line in opened.understood]
        tables[name] = replace(opened, understood=told)
    return tables
