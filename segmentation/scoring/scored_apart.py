"""A dropped list, opened, read and scored in a process of its own."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from segmentation.errors import UnreadableSource
from segmentation.models import cache
from segmentation.processes.apart import Apart, Ended
from segmentation.processes.memory_there import memory_for_each
from segmentation.scoring.lists.summary import Summary
from segmentation.scoring.stored_list import KeptList, score_and_keep

SECONDS = 600
AT_ONCE = 2
ENDED = (
    "it is damaged, or takes more memory or time than there is for one list. "
    "Leave out the columns and rows that are not needed."
)

apart = Apart([__name__, "ibis.backends.duckdb", "sklearn.pipeline"], at_once=AT_ONCE)


def score_apart(
    source: Path,
    folder: Path,
    models: Path,
    recipe: str,
    version: str,
    progress: Callable[[str], None] = lambda step: None,
    *,
    certainty: bool = False,
) -> KeptList:
    """As `score_and_keep`, by a model on disk and beside the others of its folder.

    Whatever is in the file, this process goes on.

    Raises:
        SegmentationError: as `score_and_keep` does.
        UnreadableSource: it takes more than a list may.
    """
    arguments = {"source": source, "folder": folder, "models": models}
    try:
        told = apart.do(
            f"{__name__}:score",
            {name: str(path.absolute()) for name, path in arguments.items()}
            | {"recipe": recipe, "version": version, "certainty": certainty},
            memory=memory_for_each(AT_ONCE),
            seconds=SECONDS,
            progress=progress,
            step="Opening the file",
        )
    except Ended:
        raise UnreadableSource(source.name, ENDED) from None
    return KeptList(**told | {"summary": Summary(**told["summary"]), "folder": folder})


def score(
    progress: Callable[[str], None],
    source: str,
    folder: str,
    models: str,
    recipe: str,
    version: str,
    certainty: bool,
) -> dict[str, Any]:
    """What is done in the process: a kept list, but for its folder, as JSON has it."""
    # What it leaves where it is ended goes with the list.
    tempfile.tempdir = folder
    model = cache.load(Path(models), recipe, version)
    kept = score_and_keep(
        Path(source),
        model,
        Path(folder),
        progress,
        certainty=certainty,
        others=lambda: cache.others(Path(models), recipe),
    )
    return {
        "summary": kept.summary.model_dump(mode="json"),
        "segment": kept.segment,
        "name": kept.name,
        "ours": kept.ours,
        "columns": kept.columns,
    }
