"""Works the line off: one training at a time, in the order in which they were asked for.

`python -m segmentation.jobs.runner MODELS [LOCK]`: LOCK is a number, the open file whose lock says
that there is a runner; without it the runner takes the lock itself, or ends where another has it.
"""

import os
import subprocess
import sys
from pathlib import Path

from segmentation.disk import lock_file, remove_abandoned
from segmentation.errors import (
    FilesNotKept,
    SegmentationError,
    TrainingEndedBySystem,
    TrainingFault,
    TrainingInterrupted,
    TrainingNotBegun,
    WorkEnded,
    WrongSetting,
)
from segmentation.jobs import remembered, trainer
from segmentation.jobs.clearing import clear, sweep
from segmentation.jobs.hearing import Hearing
from segmentation.jobs.job import Entry
from segmentation.jobs.place import FILES, RUNNER, entries, folder_of, line_of, read, turn, write
from segmentation.jobs.saved import Saved, find_saved

NICE = 10
SECONDS = 0.2
# Whatever ends the runner twice may well be this training.
MOST_BEGUN = 2
Trainer = subprocess.Popen[bytes]
# Why there is no model: a sentence, and nothing where there is one.
Why = SegmentationError | str | None


def main(models: Path, lock: int | None = None) -> None:
    """Work until nothing waits any more."""
    os.nice(NICE)
    path = line_of(models) / RUNNER
    lock = lock_file(path, wait=False) if lock is None else lock
    while lock is not None:
        sweep(models)
        while entry := _next(models):
            _work_on(models, entry)
        os.close(lock)
        # Whoever asked before the lock was free relies on this runner.
        lock = lock_file(path, wait=False) if _next(models) else None


def _next(models: Path) -> Entry | None:
    return next((entry for entry in entries(models) if not entry.is_over), None)


def _work_on(models: Path, entry: Entry) -> None:
    if entry.job.state == "running" and _was_left(models, entry):
        return
    try:
        began = _begin(models, entry.job.id)
    except OSError as error:
        _finish(models, entry.job.id, None, TrainingNotBegun(error))
        return
    except WrongSetting as error:
        _finish(models, entry.job.id, None, error)
        return
    if began is None:
        return
    process, heard = began
    status = _follow(models, entry.job.id, process, heard)
    saved = Saved(**heard.saved) if heard.saved else find_saved(models, entry.job.id)
    _finish(models, entry.job.id, saved, None if saved else _why(heard, status))


def _was_left(models: Path, entry: Entry) -> bool:
    """Whether nothing is to be done for a job whose runner was killed but to say how it ended."""
    trainer.end(folder_of(models, entry.job.id))
    saved = find_saved(models, entry.job.id)
    if not saved and entry.begun < MOST_BEGUN:
        return False
    _finish(models, entry.job.id, saved, TrainingInterrupted())
    return True


def _begin(models: Path, job: str) -> tuple[Trainer, Hearing] | None:
    """Begin its training, and hear what it tells; None where it was stopped in the meantime.

    Raises:
        OSError, WrongSetting
    """
    with turn(models):
        entry = read(models, job)
        if entry is None or entry.is_over:
            return None
        write(models, entry.begin())
        return trainer.begin(models, entry), Hearing(folder_of(models, job))


def _follow(models: Path, job: str, began: Trainer, heard: Hearing) -> int | None:
    """Write down what it tells until there is a model, or it ends: with which exit status."""
    status = None
    # Once there is a model, nobody waits until the process has tidied up.
    while status is None and heard.saved is None:
        status = _ended(began)
        if (step := heard.news()) is not None:
            _tell(models, job, step)
        entry = read(models, job)
        if status is None and (entry is None or entry.is_over):
            trainer.end(folder_of(models, job))
    heard.close()
    return status


def _ended(began: Trainer) -> int | None:
    try:
        return began.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return None


def _tell(models: Path, job: str, step: dict[str, object]) -> None:
    with turn(models):
        entry = read(models, job)
        if entry is not None and not entry.is_over:
            known = {name: step[name] for name in ("step", "share", "seconds_left")}
            write(models, entry.tell(**known))


def _why(heard: Hearing, status: int) -> Why:
    """Why there is no model."""
    if heard.refused and heard.kind != WorkEnded.__name__:
        return heard.refused
    if heard.refused or status < 0 or any("MemoryError" in line for line in heard.other):
        return TrainingEndedBySystem()
    print(*heard.other, sep="\n", file=sys.stderr, flush=True)
    return TrainingFault()


def _finish(models: Path, job: str, saved: Saved | None, why: Why) -> None:
    """Say how a job ended, unless it was stopped, and leave nothing else of it."""
    with turn(models):
        entry = read(models, job)
        if entry is None:
            return
        if not entry.is_over:
            entry = _over(models, entry, saved, why)
            write(models, entry)
    clear(models, entry)
    # What a killed training left among the temporary files.
    remove_abandoned()


def _over(models: Path, entry: Entry, saved: Saved | None, why: Why) -> Entry:
    if saved is None:
        folder = folder_of(models, entry.job.id)
        return entry.end("failed", sentence=_plain(str(why), folder))
    known = {"share": 1.0, "recipe": saved.recipe, "version": saved.version}
    return entry.end("done", **known, sentence=_remember(models, entry, saved))


def _remember(models: Path, entry: Entry, saved: Saved) -> str:
    """Keep the files where that was asked for; returns what is to be said of it, mostly nothing."""
    if not entry.work.remember or not entry.work.has_files:
        return ""
    files = folder_of(models, entry.job.id) / FILES
    try:
        remembered.keep(models, saved.recipe, files, data=entry.work.data, name=entry.job.id)
    except OSError as error:
        return str(FilesNotKept(error))
    return ""


def _plain(sentence: str, folder: Path) -> str:
    """A sentence that can stand alone, and does not tell where the server keeps its files."""
    for path in (folder / FILES, folder):
        sentence = sentence.replace(f"{path}/", "").replace(str(path), "the files")
    end = "" if sentence.endswith((".", "!", "?")) else "."
    return f"{sentence[:1].upper()}{sentence[1:]}{end}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)
