"""The app's server in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.conftest import ROOT

SECONDS_TO_START = 60


@contextmanager
def served(models: Path, **environment: str) -> Iterator[str]:
    """Serve the app as the README says; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", "app.py"),
            *("--server.port", str(port)),
        ],
        cwd=ROOT,
        env={**os.environ, "SEGMENTATION_MODELS": str(models), **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    base = f"http://127.0.0.1:{port}"
    try:
        _wait_until_healthy(server, base)
        yield base
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


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
