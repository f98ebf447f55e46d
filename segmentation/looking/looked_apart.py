"""Somebody's data looked at in a process of its own, which may end without harm to this one."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from segmentation.errors import UnreadableSource
from segmentation.looking.look import look
from segmentation.looking.seen import Corrections, Seen
from segmentation.processes.apart import Apart, Ended
from segmentation.processes.memory_there import memory_for_each
from segmentation.steps import Step

SECONDS = 600
AT_ONCE = 2
ENDED = (
    "it is damaged, or takes more memory or time than there is for one file. "
    "Leave out the columns and rows that are not needed."
)

apart = Apart([__name__, "ibis.backends.duckdb"], at_once=AT_ONCE)


def look_apart(
    source: str | Path,
    corrections: Corrections,
    *,
    folder: Path,
    table: str | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> Seen:
    """As `look`; whatever is in the file, this process goes on.

    Args:
        folder: where the process may write what it needs meanwhile.

    Raises:
        SegmentationError: as `look` does.
        UnreadableSource: it takes more than one file may.
    """
    try:
        told = apart.do(
            f"{__name__}:seen",
            {
                "source": str(source),
                "corrections": corrections.model_dump(mode="json"),
                "table": table,
                "folder": str(folder),
            },
            memory=memory_for_each(AT_ONCE),
            seconds=SECONDS,
            progress=progress,
            step=Step.OPENING,
        )
    except Ended:
        raise UnreadableSource(Path(source).name, ENDED) from None
    return Seen.model_validate(told)


def seen(
    progress: Callable[[str], None],
    source: str,
    corrections: dict[str, Any],
    table: str | None,
    folder: str,
) -> dict[str, Any]:
    """What is done in the process."""
    # What it leaves where it is ended goes with the folder.
    tempfile.tempdir = folder
    said = Corrections.model_validate(corrections)
    return look(source, said, table=table, progress=progress).model_dump(mode="json")
