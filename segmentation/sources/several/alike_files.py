"""Open the files of a folder as tables, those with the same columns as one."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pandas as pd

from segmentation.errors import NoRows
from segmentation.sources.files import Files, one_kind, open_parquet, open_text
from segmentation.sources.not_rows.taking_out import counted_together
from segmentation.sources.reading import MOST_LISTED, Opened, Reading, Workspace, anything
from segmentation.sources.several.names import called_together
from segmentation.sources.unions import one_below_the_other


def open_alike(found: Files, workspace: Workspace, reading: Reading) -> dict[str, Opened]:
    """Open several files, those with the same columns as one table, each by its file's name.

    Files without rows are left out. Raises DataError: of different kinds, or one is unreadable.
    """
    groups: dict[frozenset[str], list[Path]] = {}
    opened: dict[Path, Opened] = {}
    is_parquet = one_kind(found) == "parquet"
    for file in found.files:
        with suppress(NoRows):
            opened[file] = (
                open_parquet(file, workspace)
                if is_parquet
                else open_text(file, workspace, reading, anything)
            )
            names = frozenset(map(str.casefold, opened[file].table.columns))
            groups.setdefault(names, []).append(file)
    return {
        called_together([file.stem for file in files]): _one_of_alike(
            [opened[file] for file in files], found.name
        )
        for files in groups.values()
    }


def _one_of_alike(opened: Sequence[Opened], name: str) -> Opened:
    return Opened(
        one_below_the_other([one.table for one in opened]),
        name,
        list(dict.fromkeys(line for one in opened for line in one.understood)),
        sum(one.skipped for one in opened),
        pd.concat([one.skipped_lines for one in opened], ignore_index=True).head(MOST_LISTED),
        not_rows=counted_together([one.not_rows for one in opened]),
    )
