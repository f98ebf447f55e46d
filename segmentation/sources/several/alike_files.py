"""Open the files of a folder as tables, those with the same columns, or a few more, as one."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import pandas as pd

from segmentation.errors import NoRows
from segmentation.sources.files import Files, one_kind, open_parquet, open_text
from segmentation.sources.not_rows.taking_out import counted_together
from segmentation.sources.reading import MOST_LISTED, Opened, Reading, Workspace, anything
from segmentation.sources.several.names import called_together
from segmentation.sources.unions import one_below_the_other
from segmentation.sources.workbooks.alike import (
    have_alike_columns,
    holds_given_back,
    lacking_somewhere,
)
from segmentation.words import together


def open_alike(found: Files, workspace: Workspace, reading: Reading) -> dict[str, Opened]:
    """Open several files, those with alike columns as one table, each by its file's name.

    Files without rows are left out. Raises DataError: of different kinds, or one is unreadable.
    """
    groups: list[list[Path]] = []
    opened: dict[Path, Opened] = {}
    is_parquet = one_kind(found) == "parquet"
    for file in found.files:
        with suppress(NoRows):
            opened[file] = (
                open_parquet(file, workspace)
                if is_parquet
                else open_text(file, workspace, reading, anything)
            )
            alike = next((g for g in groups if _are_alike(file, g, opened)), None)
            if alike is None:
                groups.append([file])
            else:
                alike.append(file)
    return {
        called_together([file.stem for file in files]): _one_of_alike(
            [opened[file] for file in files], found.name
        )
        for files in groups
    }


def _are_alike(file: Path, group: Sequence[Path], opened: Mapping[Path, Opened]) -> bool:
    """Whether a file holds rows of the same kind as a group; what was given back is another."""
    if holds_given_back(file.stem) != holds_given_back(group[0].stem):
        return False
    columns = opened[file].table.columns
    return any(have_alike_columns(columns, opened[other].table.columns) for other in group)


def _one_of_alike(opened: Sequence[Opened], name: str) -> Opened:
    return Opened(
        one_below_the_other([one.table for one in opened]),
        name,
        [*_told(opened), *dict.fromkeys(line for one in opened for line in one.understood)],
        sum(one.skipped for one in opened),
        pd.concat([one.skipped_lines for one in opened], ignore_index=True).head(MOST_LISTED),
        not_rows=counted_together([one.not_rows for one in opened]),
    )


def _differ(tables: Sequence[Sequence[str]]) -> bool:
    """Whether tables have other columns, or write them in another case."""
    return len({frozenset(columns) for columns in tables}) > 1


def _told(opened: Sequence[Opened]) -> list[str]:
    columns = [one.table.columns for one in opened]
    if not _differ(columns):
        return []
    some = lacking_somewhere(columns)
    if not some:
        return [f"{len(opened):,} files, one below the other."]
    names = together([f'"{name}"' for name in some])
    return [f"{len(opened):,} files, one below the other; not all of them have {names}."]
