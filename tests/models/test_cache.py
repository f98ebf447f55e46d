"""Models in memory: each is read once, by whoever comes first, and never an old one for a new."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from segmentation.errors import DamagedModel, ModelNotFound
from segmentation.models import cache, store
from segmentation.recipes import RECIPES


@pytest.fixture
def models(trained, tmp_path):
    shutil.copytree(trained / "mall", tmp_path / "mall")
    return tmp_path


@pytest.fixture
def reads(monkeypatch):
    """Every load from the disk."""
    found, load = [], store.load

    def counted(models, recipe, version):
        found.append(version)
        return load(models, recipe, version)

    monkeypatch.setattr(store, "load", counted)
    return found


def test_read_once_whether_the_version_is_named_or_not(models, reads):
    first = cache.load(models, "mall")
    assert first.card == store.load_card(models, "mall")
    assert cache.load(models, "mall") is first
    assert cache.load(models, "mall", "0001") is first
    assert reads == ["0001"]


def test_newer_version_and_older_one(models, reads):
    older = cache.load(models, "mall")
    store.save(older, models)
    assert cache.load(models, "mall").card.version == "0002"
    assert cache.load(models, "mall", "0001") is older
    assert reads == ["0001", "0002"]


def test_another_model_in_its_place(models):
    older = cache.load(models, "mall")
    store.save(older, models)
    shutil.rmtree(models / "mall" / "0001")
    (models / "mall" / "0002").rename(models / "mall" / "0001")
    assert cache.load(models, "mall", "0001").card.version == "0002"


def test_threads_wait_for_the_one_that_reads(models, reads):
    together = Barrier(8)

    def ask(_):
        together.wait()
        return cache.load(models, "mall")

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(ask, range(8)))
    assert all(model is found[0] for model in found)
    assert reads == ["0001"]


def test_failure_is_not_kept(models):
    pipeline = models / "mall" / "0001" / "pipeline.joblib"
    whole = pipeline.read_bytes()
    pipeline.write_bytes(b"")
    with pytest.raises(DamagedModel, match="not the one that was saved"):
        cache.load(models, "mall")
    pipeline.write_bytes(whole)
    assert cache.load(models, "mall").card.version == "0001"


def test_newest_that_can_be_used_is_found_without_reading_the_broken_one_again(models, reads):
    store.save(cache.load(models, "mall"), models)
    (models / "mall" / "0002" / "refits.npy").write_bytes(b"")
    for _ in range(3):
        found = cache.newest(models, "mall")
        assert (found.version, [one.version for one in found.unusable]) == ("0001", ["0002"])
    assert reads == ["0001", "0002"]


def test_repaired_version_is_the_newest_again(models):
    store.save(cache.load(models, "mall"), models)
    refits = models / "mall" / "0002" / "refits.npy"
    whole = refits.read_bytes()
    refits.unlink()
    assert cache.load(models, "mall").card.version == "0001"
    refits.write_bytes(whole)
    assert cache.newest(models, "mall").version == "0002"
    assert cache.newest(models, "mall").unusable == ()


def test_only_the_last_asked_for_are_kept(models, reads, monkeypatch):
    monkeypatch.setattr(cache, "MOST_LOADED", 2)
    store.save(store.save(cache.load(models, "mall"), models), models)
    for version in ("0001", "0002", "0001", "0003", "0001", "0002"):
        cache.load(models, "mall", version)
    assert reads == ["0001", "0002", "0003", "0002"]


@pytest.mark.parametrize(("recipe", "version"), [("mall", "0007"), ("shoes", None)])
def test_model_that_is_not_there(models, recipe, version):
    with pytest.raises(ModelNotFound, match="There is no model"):
        cache.load(models, recipe, version)


def test_ours_come_first_in_their_order(trained, tmp_path):
    for recipe in ("aaa", *reversed(RECIPES)):
        (tmp_path / recipe / "0001").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    assert cache.available(tmp_path) == [*RECIPES, "aaa"]
    assert cache.available(tmp_path / "nowhere") == []
