"""The process that trains: begun, followed, and ended wherever it was left behind."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from pydantic import BaseModel, ValidationError

from segmentation.disk import write_whole
from segmentation.errors import WrongSetting
from segmentation.jobs.hearing import TOLD
from segmentation.jobs.job import Entry
from segmentation.jobs.place import FILES, MAPPING, folder_of
from segmentation.processes.apart import ROOT
from segmentation.processes.limits import end_with_parent, go_first
from segmentation.processes.started import started

MEMORY, LEAST_MEGABYTES = "SEGMENTATION_TRAINING_MEMORY_MB", 512
TRAINER = "trainer.json"
SECONDS_TO_END, SECONDS_BETWEEN = 10.0, 0.02


class _Known(BaseModel, frozen=True):
    """Which process trains; its number alone may be another's by now."""

    process: int
    started: str


def begin(models: Path, entry: Entry) -> subprocess.Popen[bytes]:
    """Begin the training of a job, in a group of processes of its own.

    What it tells on stderr is written into the job's folder.

    Raises:
        OSError, WrongSetting
    """
    folder, memory = folder_of(models, entry.job.id), memory_from(os.environ)
    with (folder / TOLD).open("wb") as told:
        trainer = subprocess.Popen(
            _command(models, entry),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=told,
            start_new_session=True,
            preexec_fn=partial(_prepare, os.getpid(), memory),
        )
    known = _Known(process=trainer.pid, started=started(trainer.pid))
    write_whole(folder / TRAINER, known.model_dump_json().encode())
    return trainer


def memory_from(environment: Mapping[str, str]) -> int | None:
    """Read SEGMENTATION_TRAINING_MEMORY_MB: how many bytes a training may take; None for no limit.

    Raises:
        WrongSetting
    """
    given = environment.get(MEMORY, "").strip()
    if not given:
        return None
    if not given.isdecimal() or int(given) < LEAST_MEGABYTES:
        raise WrongSetting(MEMORY, f"a number of megabytes, {LEAST_MEGABYTES} or more")
    return int(given) * 2**20


def end(folder: Path) -> None:
    """End the process that trains a job, and all that it began; nothing where there is none."""
    try:
        known = _Known.model_validate_json((folder / TRAINER).read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValidationError):
        return
    over = time.monotonic() + SECONDS_TO_END
    while started(known.process) == known.started and time.monotonic() < over:
        with suppress(ProcessLookupError):
            os.killpg(known.process, signal.SIGKILL)
        time.sleep(SECONDS_BETWEEN)


def _command(models: Path, entry: Entry) -> list[str]:
    folder, work = folder_of(models, entry.job.id), entry.work
    recipe = str(folder / MAPPING) if work.mapped else work.recipe
    data = str(folder / FILES / work.data) if work.has_files else work.data
    return [
        *(sys.executable, str(ROOT / "train.py"), recipe, f"--data={data}"),
        *("--models", str(models), "--progress", "json", "--job", entry.job.id),
        *work.options,
    ]


def _prepare(runner: int, memory: int | None) -> None:
    """End with the runner, or at once where that has ended; go before it where memory runs out."""
    if memory is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    end_with_parent()
    if os.getppid() != runner:
        os._exit(1)
    go_first()
