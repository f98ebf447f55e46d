"""What processes that have ended left behind is removed, whatever its age, and nothing else."""

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from segmentation.disk import lock_file, remove_abandoned, remove_own, temporary_folder
from tests.conftest import ROOT

# Makes a folder with a file in it, says its name, and waits.
HOLD = """
import sys
from pathlib import Path
from segmentation.disk import temporary_folder
folder = temporary_folder()
Path(folder.name, "customers.parquet").write_text("x")
print(folder.name, flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def own_place(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@contextmanager
def another_process(place):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(place)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process, Path(process.stdout.readline().strip())
        process.kill()


def test_what_a_killed_process_left_is_removed_at_once(own_place):
    with another_process(own_place) as (process, folder):
        assert folder.parent == own_place
        process.kill()
        process.wait()
        assert (folder / "customers.parquet").exists()
        remove_abandoned()
        assert not folder.exists()


def test_what_a_running_process_uses_stays_however_old(own_place):
    with another_process(own_place) as (_, folder):
        os.utime(folder, (0, 0))
        with temporary_folder() as own:
            os.utime(own, (0, 0))
            remove_abandoned()
            assert {path.name for path in own_place.iterdir()} == {folder.name, Path(own).name}
        assert [path.name for path in own_place.iterdir()] == [folder.name]


def test_a_process_with_the_number_of_one_that_ended(own_place):
    """As in a container that starts again: the number is our own."""
    left = own_place / f"customer-segments-{os.getpid()}-left"
    left.mkdir()
    (left / "customers.parquet").write_text("x")
    with temporary_folder() as folder:
        assert list(own_place.iterdir()) == [Path(folder)]


def test_others_folders_stay(own_place):
    (own_place / "other-1-d").mkdir()
    remove_abandoned()
    assert [path.name for path in own_place.iterdir()] == ["other-1-d"]


def test_all_of_this_process_at_its_end(own_place):
    folders = [temporary_folder() for _ in range(3)]
    Path(folders[0].name, "customers.parquet").write_text("x")
    remove_own()
    assert list(own_place.iterdir()) == []


LOCK = """
import sys
from pathlib import Path
from segmentation.disk import lock_file
print(lock_file(Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""


def test_a_file_is_locked_until_its_process_ends(own_place):
    file = own_place / "turn"
    with subprocess.Popen(
        [sys.executable, "-c", LOCK, str(file)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        process.stdout.readline()
        assert lock_file(file, wait=False) is None
        process.kill()
    lock = lock_file(file)
    assert lock_file(file, wait=False) is None
    os.close(lock)
    again = lock_file(file, wait=False)
    assert again is not None
    os.close(again)
