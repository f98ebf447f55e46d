"""What is left of jobs that are over, or that nobody finished: found, and removed."""

from pathlib import Path

from segmentation.jobs import trainer
from segmentation.jobs.job import Entry, is_old
from segmentation.jobs.place import abandoned, entries, folder_of, left_of, remove, turn
from segmentation.jobs.saved import find_saved
from segmentation.models.folders import remove_unfinished
from segmentation.models.managing import delete_version


def clear(models: Path, entry: Entry) -> None:
    """Leave nothing of a job that is over but what is written down of it.

    Whatever still trains it is ended, and of a stopped one the model is deleted that was saved
    in the moment in which it was stopped.
    """
    folder = folder_of(models, entry.job.id)
    trainer.end(folder)
    remove_unfinished(models, entry.job.id)
    if entry.job.state == "stopped":
        _delete_saved(models, entry.job.id)
    for left in left_of(folder):
        remove(left)


def is_anything_left(models: Path) -> bool:
    """Whether there is something that `sweep` would remove."""
    over = [entry for entry in entries(models) if entry.is_over]
    return any(left_of(folder_of(models, entry.job.id)) for entry in over) or bool(
        abandoned(models)
    )


def sweep(models: Path) -> None:
    """Remove what processes left that were killed, and the jobs that nobody looks for any more."""
    with turn(models):
        for folder in abandoned(models):
            remove(folder)
    for entry in entries(models):
        if is_old(entry):
            remove(folder_of(models, entry.job.id))
        elif entry.is_over and left_of(folder_of(models, entry.job.id)):
            clear(models, entry)


def _delete_saved(models: Path, job: str) -> None:
    # Whoever stopped it and the runner may both be at it.
    with turn(models):
        if saved := find_saved(models, job):
            delete_version(models, saved.recipe, saved.version)
