"""The line of trainings, for pages: ask for one, look, stop, forget."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from segmentation.disk import lock_file, write_whole
from segmentation.errors import TrainingStopped
from segmentation.jobs.clearing import clear, is_anything_left
from segmentation.jobs.job import Entry, Job, Work, is_old, now
from segmentation.jobs.place import (
    FILES,
    MAPPING,
    RUNNER,
    entries,
    folder_of,
    line_of,
    new_folder,
    new_id,
    publish,
    read,
    remove,
    turn,
    write,
    write_entry,
)
from segmentation.models.folders import plain_write_errors
from segmentation.processes.apart import ROOT

LOG = "runner.log"
_runners: list[subprocess.Popen[bytes]] = []


def add(
    models: Path,
    *,
    title: str,
    recipe: str,
    files: Path | None,
    data: str,
    options: Sequence[str] = (),
    mapping: str | None = None,
    remember: bool = False,
    by: str = "",
) -> Job:
    """Ask for a training; it stands last in the line, as a whole or not at all.

    Args:
        models: the folder of models, in which the line is and the model will be.
        title: what the person calls it.
        recipe: one that `train.py` knows; where there is a mapping, the name in it.
        files: a folder whose content is moved into the line; None where `data` is an address.
        data: what is to be read: a path within the files, "." for all of them, or an address.
        options: of `train.py`, such as "--segments" and "4".
        mapping: what the columns mean, as TOML.
        remember: whether the files are to be kept beside the model once it is there.
        by: who asks.

    Raises:
        UnwritableModels: the folder of models cannot be written, or has no room left.
    """
    work = Work(
        recipe=recipe,
        data=data,
        options=list(options),
        has_files=files is not None,
        mapped=mapping is not None,
        remember=remember,
    )
    with plain_write_errors(models):
        with new_folder(models) as folder:
            if mapping is not None:
                write_whole(folder / MAPPING, mapping.encode())
            if files is not None:
                _take(files, folder / FILES, data)
            with turn(models):
                job = Job(id=new_id(), title=title, by=by, asked=now(), wanted=recipe)
                write_entry(folder, Entry(job=job, work=work))
                publish(models, folder, job.id)
        for left in files.iterdir() if files is not None else ():
            remove(left)
    ensure_runner(models)
    return job


def jobs(models: Path) -> list[Job]:
    """What waits, what is being trained, and what was over within the last week; oldest first.

    Raises:
        UnreadableModels
    """
    return [entry.shown() for entry in entries(models) if not is_old(entry)]


def stop(models: Path, job: str) -> None:
    """Take a job out of the line, or end its training: nothing of it is kept but a sentence.

    One that is over, or not there, is left alone.

    Raises:
        UnwritableModels
    """
    if not folder_of(models, job).is_dir():
        return
    with plain_write_errors(models):
        with turn(models):
            entry = read(models, job)
            if entry is None or entry.is_over:
                return
            entry = entry.end("stopped", sentence=str(TrainingStopped()))
            write(models, entry)
        clear(models, entry)


def forget(models: Path, job: str) -> None:
    """Do not show a job any more that is over; others are left alone.

    Raises:
        UnwritableModels
    """
    entry = read(models, job)
    if entry is None or not entry.is_over:
        return
    with plain_write_errors(models):
        clear(models, entry)
        with turn(models):
            remove(folder_of(models, job))


def ensure_runner(models: Path) -> None:
    """See to it that somebody works the line off, where there is something to do.

    Raises:
        UnwritableModels
    """
    _runners[:] = [runner for runner in _runners if runner.poll() is None]
    if not _is_anything_to_do(models):
        return
    with plain_write_errors(models):
        # Whoever is started has the lock from the first moment on, so there is only one.
        lock = lock_file(line_of(models) / RUNNER, wait=False)
        if lock is None:
            return
        try:
            _runners.append(_start_runner(models.absolute(), lock))
        finally:
            os.close(lock)


def _is_anything_to_do(models: Path) -> bool:
    return any(not entry.is_over for entry in entries(models)) or is_anything_left(models)


def _take(files: Path, into: Path, data: str) -> None:
    """Move what is in a folder; from another file system it is copied, and removed by `add`."""
    if not (files / data).resolve().is_relative_to(files.resolve()):
        raise ValueError(f"{data} is not among the files")
    into.mkdir()
    try:
        for path in files.iterdir():
            path.rename(into / path.name)
    except OSError:
        _copy(files, into)


def _copy(files: Path, into: Path) -> None:
    # copytree would tell of a full disk as a list of paths.
    for path in sorted(files.rglob("*")):
        copy = into / path.relative_to(files)
        if path.is_dir():
            copy.mkdir(exist_ok=True)
        else:
            shutil.copyfile(path, copy)


def _start_runner(models: Path, lock: int) -> subprocess.Popen[bytes]:
    with (line_of(models) / LOG).open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "segmentation.jobs.runner", str(models), str(lock)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            pass_fds=[lock],
        )
