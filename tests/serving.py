"""The app's server in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.conftest import ROOT

SECONDS_TO_START = 60


@contextmanager
def served(models: Path, **environment: str) -> Iterator[str]:
    """Serve the app as the README says; gives its address."""
    with serving(models, **environment) as server:
        yield server.base


@dataclass
class Server:
    """A server that answers, and its address."""

    process: "subprocess.Popen[bytes]"
    base: str

    def stop(self, how: signal.Signals) -> None:
        """Send it a signal, and wait until it has ended."""
        self.process.send_signal(how)
        self.process.wait(10)


@contextmanager
def serving(models: Path, script: Path = ROOT / "app.py", **environment: str) -> Iterator[Server]:
    """As `served`, for who wants to stop the server, or one with another script."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", str(script)),
            *("--server.port", str(port)),
        ],
        cwd=ROOT,
        env={**os.environ, "SEGMENTATION_MODELS": str(models), **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    base = f"http://127.0.0.1:{port}"
    try:
        _wait_until_healthy(process, base)
        yield Server(process, base)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_healthy(server: subprocess.Popen, base: str) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        assert server.poll() is None, f"the server ended with status {server.returncode}"
        try:
            with urlopen(f"{base}/_stcore/health", timeout=1):
                return
        except (URLError, TimeoutError):
            time.sleep(0.05)
    pytest.fail(f"the server did not answer within {SECONDS_TO_START} seconds")
