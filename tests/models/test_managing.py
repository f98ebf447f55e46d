"""Versions managed: deleted whole, made current by a copy, noted."""

import json
import random
import shutil
import time
from dataclasses import replace

import pytest

import train
from segmentation.errors import (
    DamagedModel,
    ModelNotFound,
    UnreadableNotes,
    UnwritableModels,
    WrongNote,
)
from segmentation.models import cache, managing, store
from segmentation.models.folders import recipes_in, versions
from segmentation.models.managing import delete_version, make_current, note, notes
from segmentation.models.previous import load_previous
from tests.warm import begin

KILLS = 10


@pytest.fixture(scope="module")
def model(quick_models):
    return store.load(quick_models, "mall")


@pytest.fixture
def models(quick_models, model, tmp_path):
    """Three versions of a model, each of which can be told by its title."""
    for title in ("First", "Second", "Third"):
        card = model.card.model_copy(update={"title": title, "job": f"job of {title}"})
        store.save(replace(model, card=card), tmp_path)
    return tmp_path


def everything_in(models):
    unfinished = models / ".unfinished"
    return [path for path in models.rglob("*") if path != unfinished]


# Deleting


def test_one_version_is_deleted(models):
    before = (models / "mall" / "0003" / "card.json").read_bytes()
    delete_version(models, "mall", "0002")
    assert versions(models, "mall") == ["0003", "0001"]
    assert (models / "mall" / "0003" / "card.json").read_bytes() == before
    assert list((models / ".unfinished").iterdir()) == []


def test_without_the_newest_the_one_before_is_current(models):
    assert cache.load(models, "mall").card.title == "Third"
    delete_version(models, "mall", "0003")
    assert cache.load(models, "mall").card.title == "Second"


def test_with_the_last_version_everything_goes(models):
    note(models, "mall", "0001", "For the summer sale")
    (models / "mall" / "names.json").write_text('{"1": "Bargain hunters"}')
    (models / "mall" / "remembered").mkdir()
    (models / "mall" / "remembered" / "mall.csv").write_text("x")
    for version in ("0001", "0003"):
        delete_version(models, "mall", version)
    assert (models / "mall" / "names.json").exists()
    delete_version(models, "mall", "0002")
    assert recipes_in(models) == []
    assert everything_in(models) == []


def test_the_note_goes_with_its_version(models):
    note(models, "mall", "0003", "The best so far")
    note(models, "mall", "0001", "For the summer sale")
    delete_version(models, "mall", "0003")
    assert make_current(models, "mall", "0001") == "0003"
    assert notes(models, "mall") == {"0001": "For the summer sale"}


@pytest.mark.parametrize(
    ("recipe", "version"), [("mall", "0009"), ("none", "0001"), ("..", "mall")]
)
def test_what_is_not_there_is_not_managed(models, recipe, version):
    for manage in (delete_version, make_current):
        with pytest.raises(ModelNotFound, match=version):
            manage(models, recipe, version)
    with pytest.raises(ModelNotFound, match=version):
        note(models, recipe, version, "text")
    assert versions(models, "mall") == ["0003", "0002", "0001"]


def test_one_that_comes_as_the_last_is_deleted_stays(models, model, monkeypatch):
    """A training ends between the look at what there is and the deletion."""
    for version in ("0001", "0003"):
        delete_version(models, "mall", version)
    looked = managing.take_away

    def saved_meanwhile(models, path):
        if path.name == "mall" and versions(models, "mall") == ["0002"]:
            store.save(model, models)
        return looked(models, path)

    monkeypatch.setattr(managing, "take_away", saved_meanwhile)
    delete_version(models, "mall", "0002")
    assert versions(models, "mall") == ["0003"]
    assert store.load(models, "mall").card.title == model.card.title
    assert list((models / ".unfinished").iterdir()) == []


def test_a_folder_that_cannot_be_written(models, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(managing.shutil, "copyfile", full)
    with pytest.raises(UnwritableModels, match="no space left on device"):
        make_current(models, "mall", "0001")
    assert versions(models, "mall") == ["0003", "0002", "0001"]
    assert list((models / ".unfinished").iterdir()) == []


def delete_slowly(models):
    remove = shutil.rmtree

    def slowly(folder, **options):
        for path in sorted(folder.iterdir()):
            time.sleep(0.02)
            path.unlink()
        remove(folder, **options)

    managing.shutil.rmtree = slowly
    for version in ("0001", "0002", "0003"):
        delete_version(models, "mall", version)


@pytest.mark.slow
def test_killed_while_deleting_whole_versions_are_left(models, tmp_path_factory):
    moments, seen = random.Random(4), set()
    for at in range(KILLS):
        copy = tmp_path_factory.mktemp("killed") / "models"
        shutil.copytree(models, copy)
        process = begin(delete_slowly, copy)
        time.sleep(moments.uniform(0.0, 0.5) if at else 0.1)
        process.kill()
        process.join()
        seen.add(len(versions(copy, "mall")))
        for version in versions(copy, "mall"):
            assert store.load(copy, "mall", version).card.version == version
        store.save(store.load(models, "mall", "0001"), copy)
        assert list((copy / ".unfinished").iterdir()) == []
    assert len(seen) > 1


# Making current


def test_an_older_one_becomes_the_newest_by_a_copy(models):
    assert make_current(models, "mall", "0001") == "0004"
    assert versions(models, "mall") == ["0004", "0003", "0002", "0001"]
    old, new = (store.load(models, "mall", version).card for version in ("0001", "0004"))
    assert new == old.model_copy(update={"version": "0004", "copy_of": "0001", "job": ""})
    assert (old.copy_of, old.job, new.title) == ("", "job of First", "First")
    assert cache.load(models, "mall").card.version == "0004"
    names = [sorted(p.name for p in (models / "mall" / v).iterdir()) for v in ("0001", "0004")]
    assert names[0] == names[1]


def test_a_copy_is_what_the_next_training_is_compared_with(models, quick_models):
    make_current(models, "mall", "0001")
    assert load_previous(models, "mall").card.version == "0004"
    command = ["mall", "--no-evidence", "--restarts", "2", "--models", str(models)]
    assert train.main(command) == 0
    card = store.load(models, "mall").card
    assert (card.version, card.copy_of, card.changes.previous) == ("0005", "", "0004")
    before = store.load(models, "mall", "0001").card
    assert [s.id for s in card.segments] == [s.id for s in before.segments]
    assert card.changes.moved == 0


def test_a_damaged_one_is_not_made_current(models):
    (models / "mall" / "0001" / "card.json").write_text("{}")
    with pytest.raises(DamagedModel, match=r"its card\.json is incomplete or damaged"):
        make_current(models, "mall", "0001")
    assert versions(models, "mall") == ["0003", "0002", "0001"]


# Notes


def test_notes(models):
    assert notes(models, "mall") == {}
    note(models, "mall", "0002", "  Für Müller: ohne „Testkunden“\nzweite Zeile ")
    note(models, "mall", "0001", "first")
    assert notes(models, "mall") == {
        "0001": "first",
        "0002": "Für Müller: ohne „Testkunden“\nzweite Zeile",
    }
    assert json.loads((models / "mall" / "notes.json").read_text()) == notes(models, "mall")
    note(models, "mall", "0002", "")
    assert notes(models, "mall") == {"0001": "first"}
    assert notes(models, "none") == {}


def test_a_note_that_is_too_long(models):
    note(models, "mall", "0001", "x" * 500)
    with pytest.raises(WrongNote, match="A note can have 500 characters; this one has 501"):
        note(models, "mall", "0001", "y" * 501)
    assert notes(models, "mall") == {"0001": "x" * 500}


@pytest.mark.parametrize("content", ["", "[]", '{"0001": 3}'])
def test_damaged_notes_are_not_lost(models, content):
    (models / "mall" / "notes.json").write_text(content)
    with pytest.raises(UnreadableNotes, match=r'"mall/notes.json" is damaged'):
        notes(models, "mall")
    with pytest.raises(UnreadableNotes):
        note(models, "mall", "0001", "text")
    assert (models / "mall" / "notes.json").read_text() == content
