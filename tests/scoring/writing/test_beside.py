"""Files are there whole or not at all, and nothing else is."""

import errno
import os
import subprocess
import sys

import pytest

from segmentation.errors import NoRoomForResult, UnwritableResult
from segmentation.scoring.writing.beside import written_beside


def files_in(folder):
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_both_appear_at_the_end(tmp_path):
    paths = [tmp_path / "a.csv", tmp_path / "a_left_out.csv"]
    with written_beside(paths) as parts:
        for part in parts:
            part.write_text("new")
        assert not any(path.exists() for path in paths)
        assert {part.parent for part in parts} == {tmp_path}
    assert files_in(tmp_path) == {"a.csv": "new", "a_left_out.csv": "new"}


def test_after_an_error_the_old_files_are_there_and_no_others(tmp_path):
    (tmp_path / "a.csv").write_text("old")
    with pytest.raises(KeyError), written_beside([tmp_path / "a.csv"]) as parts:
        parts[0].write_text("half")
        raise KeyError
    assert files_in(tmp_path) == {"a.csv": "old"}


def test_what_killed_processes_left_is_swept_and_what_others_write_is_not(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / f".a.csv.{ended.pid}.part").write_text("half")
    (tmp_path / f".a.csv.{os.getppid()}.part").write_text("being written")
    (tmp_path / f".b.csv.{ended.pid}.part").write_text("another file's")
    with written_beside([tmp_path / "a.csv"]) as parts:
        parts[0].write_text("new")
    assert set(files_in(tmp_path)) == {
        "a.csv",
        f".a.csv.{os.getppid()}.part",
        f".b.csv.{ended.pid}.part",
    }


def test_names_with_signs_of_patterns(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / f".a[1].csv.{ended.pid}.part").write_text("half")
    with written_beside([tmp_path / "a[1].csv"]):
        pass
    assert set(files_in(tmp_path)) == {"a[1].csv"}


def test_folder_that_is_not_there(tmp_path):
    expected = r'"[^"]*a\.csv" cannot be written: no such file or directory\. Choose a place'
    with (
        pytest.raises(UnwritableResult, match=expected),
        written_beside([tmp_path / "x" / "a.csv"]),
    ):
        pass


def test_full_disk(tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    expected = pytest.raises(NoRoomForResult, match="There is no room left")
    with expected, written_beside([tmp_path / "a.csv"]) as parts:
        parts[0].write_text("new")
    assert files_in(tmp_path) == {}


def test_a_file_that_is_replaced_leaves_its_permissions(tmp_path):
    old = tmp_path / "a.csv"
    old.write_text("old")
    old.chmod(0o600)
    with written_beside([old]) as parts:
        parts[0].write_text("new")
    assert (old.read_text(), old.stat().st_mode & 0o777) == ("new", 0o600)


def test_a_link_stays_one(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.csv").write_text("old")
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "there" / "a.csv")
    with written_beside([link]) as parts:
        parts[0].write_text("new")
    assert link.is_symlink()
    assert files_in(tmp_path / "there") == {"a.csv": "new"}
