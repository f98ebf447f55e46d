"""A visitor's folder lives as long as the tab, and some time for a lost connection."""

import tempfile

import pytest

from pages.widgets.session_folders import SessionFolders

SECONDS = 90


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def now():
    return [1_000.0]


@pytest.fixture
def folders(place, now):
    return SessionFolders(lambda: now[0])


def test_a_connected_sessions_folder_stays(folders, now, place):
    folder = folders.new("a")
    (folder / "scored.parquet").write_text("x")
    now[0] += 24 * 3600
    assert folders.remove_gone({"a"}.__contains__, SECONDS) == []
    assert list(place.iterdir()) == [folder]


def test_gone_ninety_seconds_after_the_tab_was_closed(folders, now, place):
    (folders.new("a") / "scored.parquet").write_text("x")
    other = folders.new("b")
    assert folders.remove_gone({"b"}.__contains__, SECONDS) == []
    now[0] += SECONDS - 1
    assert folders.remove_gone({"b"}.__contains__, SECONDS) == []
    now[0] += 1
    assert folders.remove_gone({"b"}.__contains__, SECONDS) == ["a"]
    assert list(place.iterdir()) == [other]
    assert folders.remove_gone({"b"}.__contains__, SECONDS) == []


def test_who_comes_back_in_time_keeps_it(folders, now, place):
    folder = folders.new("a")
    folders.remove_gone(set().__contains__, SECONDS)
    now[0] += SECONDS - 1
    folders.remove_gone({"a"}.__contains__, SECONDS)
    now[0] += SECONDS - 1
    folders.remove_gone(set().__contains__, SECONDS)
    now[0] += SECONDS - 1
    assert folders.remove_gone(set().__contains__, SECONDS) == []
    assert list(place.iterdir()) == [folder]


def test_another_list_takes_the_place_of_the_first(folders, place):
    folders.new("a")
    folder = folders.new("a")
    assert list(place.iterdir()) == [folder]


def test_a_list_that_is_taken_back(folders, place):
    folders.new("a")
    folders.remove("a")
    assert list(place.iterdir()) == []


def test_who_only_looked_is_forgotten_too(folders, now):
    """Their upload may have been refused, or never scored; the server has its bytes."""
    folders.watch("a")
    assert folders.remove_gone(set().__contains__, SECONDS) == []
    now[0] += SECONDS
    assert folders.remove_gone(set().__contains__, SECONDS) == ["a"]
