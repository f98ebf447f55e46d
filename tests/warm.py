"""Processes forked from one that has everything imported, in place of cold starts of Python."""

import os
import runpy
import subprocess
import sys
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

IMPORTED = (
    "score",
    "train",
    "segmentation.commands.score",
    "segmentation.commands.train",
    "segmentation.models.cache",
    # What app.py imports.
    "pages.widgets.models",
    "pages.widgets.session_folders",
    "segmentation.api.app",
    "segmentation.scoring.scored_apart",
    "segmentation.server.security_headers",
    # What is begun is found in these.
    "tests.killing",
    "tests.serving",
    "tests.warm",
)
_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload(list(IMPORTED))


def begin(work: Callable[..., None], *arguments: object) -> BaseProcess:
    """Begin `work(*arguments)` in a process of its own, whose standard output nobody reads.

    It is there when this returns, however long it took until there was one to fork it from.
    """
    process = _FORKS.Process(target=_in_silence, args=(work, arguments))
    _start(process)
    return process


def run_python(arguments: Sequence[object], folder: Path) -> subprocess.CompletedProcess[str]:
    """What `python ARGUMENTS...` does in the folder: a script or `-c` and code, and its arguments.

    It differs from a process of its own in what is imported when it begins.
    """
    with TemporaryDirectory() as told:
        out, err = Path(told, "out"), Path(told, "err")
        command = [str(argument) for argument in arguments]
        process = _FORKS.Process(target=_as_python, args=(command, folder, out, err))
        _start(process)
        process.join()
        return subprocess.CompletedProcess(
            command, process.exitcode, out.read_text("utf-8"), err.read_text("utf-8")
        )


def _start(process: BaseProcess) -> None:
    """Start it as if there were no main module, which a new process runs first.

    Streamlit leaves the script of the page that was tested last as that.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        process.start()
    finally:
        sys.modules["__main__"] = main


def _in_silence(work: Callable[..., None], arguments: Sequence[object]) -> None:
    _redirect(sys.stdout, Path(os.devnull))
    work(*arguments)


def _as_python(command: Sequence[str], folder: Path, out: Path, err: Path) -> None:
    os.chdir(folder)
    _redirect(sys.stdout, out)
    _redirect(sys.stderr, err)
    if command[0] == "-c":
        sys.argv = ["-c", *command[2:]]
        exec(compile(command[1], "<string>", "exec"), {"__name__": "__main__"})
        return
    sys.argv = list(command)
    runpy.run_path(command[0], run_name="__main__")


def _redirect(stream, path: Path) -> None:
    """Have everything that is written to a standard stream arrive in a file."""
    with path.open("wb") as file:
        os.dup2(file.fileno(), stream.fileno())
