"""Which process it is that has a number."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from segmentation.processes import started as module
from segmentation.processes.started import started


@pytest.fixture(params=["proc", "ps"])
def way(request, monkeypatch):
    """By what the system tells: in /proc, or where there is none by ps."""
    if request.param == "proc" and not Path("/proc").is_dir():
        pytest.skip("this system has no /proc")
    if request.param == "ps":
        monkeypatch.setattr(module, "PROC", Path("/none"))


@pytest.mark.usefixtures("way")
def test_a_process_is_told_from_others_until_it_has_ended():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        known = started(process.pid)
        assert known
        assert started(process.pid) == known
        process.kill()
        # Nobody has asked about its end yet.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert started(process.pid) == ""
    assert started(process.pid) == ""


def test_another_with_the_same_number_is_another():
    assert started(os.getpid()) != started(os.getppid())
