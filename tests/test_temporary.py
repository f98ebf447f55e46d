"""What killed processes left a day ago is removed, and nothing else."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from segmentation.temporary import SECONDS_UNTIL_ABANDONED, temporary_folder


@pytest.fixture
def ended():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_abandoned_folders(tmp_path, monkeypatch, ended):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    names = {
        "old": f"segmentation-{ended}-a",
        "new": f"segmentation-{ended}-b",
        "in use": f"segmentation-{os.getppid()}-c",
        "another's": "other-1-d",
    }
    for name in names.values():
        (tmp_path / name).mkdir()
        (tmp_path / name / "customers.parquet").write_text("x")
    for name in ("old", "in use", "another's"):
        then = (tmp_path / names[name]).stat().st_mtime - SECONDS_UNTIL_ABANDONED - 60
        os.utime(tmp_path / names[name], (then, then))
    with temporary_folder() as folder:
        ours = Path(folder).name
        assert ours.startswith(f"segmentation-{os.getpid()}-")
        there = {path.name for path in tmp_path.iterdir()} - {ours}
    assert there == {names["new"], names["in use"], names["another's"]}
    assert {path.name for path in tmp_path.iterdir()} == there
