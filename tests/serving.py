"""The app's server in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from streamlit.web import cli

from segmentation.looking.looked_apart import apart as looking
from segmentation.scoring.scored_apart import apart as scoring
from tests.conftest import ROOT
from tests.warm import begin

SECONDS_TO_START = 60
SECONDS_TO_STOP = 10
APP = ROOT / "app.py"


@dataclass(frozen=True)
class Server:
    """A server in a process of its own.

    `wait` waits so many seconds for its end, and gives its status, or None while it runs.
    """

    base: str
    pid: int
    wait: Callable[[float], int | None]

    def stop(self, how: signal.Signals) -> None:
        """Send it a signal, and wait until it has ended."""
        os.kill(self.pid, how)
        assert self.wait(SECONDS_TO_STOP) is not None


@contextmanager
def served(models: Path, **environment: str) -> Iterator[str]:
    """Serve the app as the README says; gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", *_arguments(APP, port)]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=ROOT, env=_environment(models, environment), **silent)

    def wait(seconds: float) -> int | None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        return process.returncode

    with _until_done(Server(_base(port), process.pid, wait)) as server:
        yield server.base


@contextmanager
def served_warm(
    models: Path, script: Path = APP, port: int | None = None, **environment: str
) -> Iterator[Server]:
    """Serve the app from a process that begins with everything imported but the pages.

    Where a port is given, a browser that was there before has the app's scripts in its cache.
    """
    port = port or free_port()
    process = begin(_serve, _arguments(script, port), _environment(models, environment))

    def wait(seconds: float) -> int | None:
        process.join(seconds)
        return process.exitcode

    with _until_done(Server(_base(port), process.pid, wait)) as server:
        yield server


def free_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _base(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def _arguments(script: Path, port: int) -> list[str]:
    return ["run", str(script), "--server.port", str(port)]


def _environment(models: Path, more: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, "SEGMENTATION_MODELS": str(models), **more}


def _serve(arguments: list[str], environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    # It was looked for before this environment was known.
    tempfile.tempdir = None
    # What reads a visitor's files is loaded when the first one comes, which takes longer than all
    # else here.
    scoring.start = looking.start = lambda: None
    cli.main(arguments)


@contextmanager
def _until_done(server: Server) -> Iterator[Server]:
    """The server once it answers; ended afterwards."""
    try:
        _wait_until_healthy(server)
        yield server
    finally:
        for how in (signal.SIGTERM, signal.SIGKILL):
            if server.wait(0) is None:
                os.kill(server.pid, how)
                server.wait(SECONDS_TO_STOP)


def _wait_until_healthy(server: Server) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        status = server.wait(0)
        assert status is None, f"the server ended with status {status}"
        try:
            with urlopen(f"{server.base}/_stcore/health", timeout=1):
                return
        except (URLError, TimeoutError):
            time.sleep(0.05)
    pytest.fail(f"the server did not answer within {SECONDS_TO_START} seconds")
