"""The line on disk: a folder for each job in `.line/`, beside the models.

`.line/<id>/` holds `job.json`, and until the job is over what it is trained on. A job's folder is
made under another name and then renamed, so that it is there as a whole or not at all; who
changes the state of a job is alone with the line as long as that takes.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

from pydantic import ValidationError

from segmentation.disk import flush, lock_file, write_whole
from segmentation.errors import UnreadableModels
from segmentation.jobs.job import Entry

LINE, TURN, RUNNER = ".line", "turn", "runner"
NEW, IN_USE = ".new-", "in_use"
MOST_READ = 1024
JOB, FILES, MAPPING = "job.json", "files", "mapping.toml"


def line_of(models: Path) -> Path:
    """The folder of the line."""
    return models / LINE


def folder_of(models: Path, job: str) -> Path:
    """The folder of a job."""
    return line_of(models) / job


def new_id() -> str:
    """An id that comes after those given before."""
    return f"{time.time_ns():020}-{uuid4().hex[:8]}"


@contextmanager
def turn(models: Path) -> Iterator[None]:
    """Be alone with the line: no other process or thread changes the state of a job meanwhile."""
    lock = lock_file(line_of(models) / TURN)
    try:
        yield
    finally:
        os.close(lock)


def read(models: Path, job: str) -> Entry | None:
    """What is written down of a job; None where there is none."""
    path = folder_of(models, job) / JOB
    try:
        stat = path.stat()
        return _read(path, stat.st_ino, stat.st_mtime_ns)
    except (FileNotFoundError, NotADirectoryError, ValidationError):
        return None


def write(models: Path, entry: Entry) -> None:
    """Write down what becomes of a job; in one's turn."""
    write_entry(folder_of(models, entry.job.id), entry)


def write_entry(folder: Path, entry: Entry) -> None:
    """Write down a job in its folder, wherever that is."""
    write_whole(folder / JOB, entry.model_dump_json().encode())


def entries(models: Path) -> list[Entry]:
    """All jobs of the line, in the order in which they were asked for.

    Raises:
        UnreadableModels: the folder may not be read.
    """
    try:
        found = sorted(path.name for path in line_of(models).iterdir() if path.name[0] != ".")
        known = [read(models, name) for name in found]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise UnreadableModels(error) from error
    return [entry for entry in known if entry is not None]


@contextmanager
def new_folder(models: Path) -> Iterator[Path]:
    """A folder in which a job is made ready; it is removed unless it has been published.

    Whether whoever made one is still at it is told by a lock, which ends with its process.
    """
    line_of(models).mkdir(parents=True, exist_ok=True)
    with turn(models):
        folder = line_of(models) / f"{NEW}{uuid4().hex}"
        folder.mkdir()
        lock = lock_file(folder / IN_USE)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def publish(models: Path, folder: Path, job: str) -> None:
    """Let a job that is ready stand in the line; in one's turn."""
    (folder / IN_USE).unlink()
    folder.rename(folder_of(models, job))
    flush(line_of(models))


def abandoned(models: Path) -> list[Path]:
    """Folders of jobs that whoever made them ready has not finished, and will not; in one's turn.

    Also what is left of jobs that were being forgotten.
    """
    with suppress(FileNotFoundError):
        folders = [path for path in line_of(models).iterdir() if path.is_dir()]
        return [folder for folder in folders if _is_abandoned(folder)]
    return []


def left_of(folder: Path) -> list[Path]:
    """What there is in a job's folder beside what is written down of it."""
    with suppress(FileNotFoundError):
        return [path for path in folder.iterdir() if path.name != JOB]
    return []


def remove(path: Path) -> None:
    """Remove a file or a folder, which another may be removing as well."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


# Every visitor looks at the line every second, and most jobs are as they were.
@lru_cache(MOST_READ)
def _read(path: Path, number: int, written: int) -> Entry:
    return Entry.model_validate_json(path.read_bytes())


def _is_abandoned(folder: Path) -> bool:
    if not folder.name.startswith(NEW):
        return not (folder / JOB).exists()
    if not (folder / IN_USE).exists():
        return True
    lock = lock_file(folder / IN_USE, wait=False)
    if lock is None:
        return False
    os.close(lock)
    return True
