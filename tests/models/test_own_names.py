"""Names that the owner gives: kept, checked, shown, and never in the way of a retrain."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

import train
from segmentation.card.changes import Changes, Flow, Kept, Told
from segmentation.errors import UnreadableNames, UnwritableNames, WrongName
from segmentation.models import store
from segmentation.models.own_names import (
    LONGEST,
    OwnNames,
    fingerprint,
    read_names,
    rename,
    told_with,
    why_fixed,
    with_own_names,
    without_own_names,
)
from segmentation.models.previous import load_previous
from segmentation.recipes.mall import MALL
from segmentation.segments.descriptions import describe
from segmentation.showing.sentences.changes import change_sentences


@pytest.fixture
def models(trained, tmp_path):
    """A models folder with one model that a test may harm."""
    shutil.copytree(trained / "mall", tmp_path / "models" / "mall")
    return tmp_path / "models"


@pytest.fixture
def folder(models):
    return models / "mall"


@pytest.fixture(scope="module")
def segments(trained):
    return store.load(trained, "mall").card.segments


def names_of(models, version=None):
    return [s.name for s in store.load(models, "mall", version).card.segments]


def test_name_that_was_given_is_the_segments_and_the_models_own_is_known(models, folder, segments):
    rename(folder, segments, 3, "  Bargain hunters ")
    third = store.load(models, "mall").card.segments[3]
    assert (third.name, third.computed_name) == ("Bargain hunters", segments[3].name)
    others = [s for s in store.load(models, "mall").card.segments if s.id != 3]
    assert [s.name for s in others] == [s.name for s in segments if s.id != 3]
    assert json.loads((folder / "names.json").read_text()) == {"3": "Bargain hunters"}


def test_other_segments_speak_of_it_by_that_name(models, folder, segments):
    told_of = next(s for s in segments if any(f'"{s.name}"' in o.description for o in segments))
    rename(folder, segments, told_of.id, "Bargain hunters")
    for before, now in zip(segments, store.load(models, "mall").card.segments):
        renamed = before.description.replace(f'"{told_of.name}"', '"Bargain hunters"')
        assert now.description == renamed


def test_nothing_but_the_file_is_left_beside_the_versions(folder, segments):
    rename(folder, segments, 3, "Bargain hunters")
    rename(folder, segments, 1, "Careful")
    assert sorted(path.name for path in folder.iterdir()) == ["0001", "names.json"]


def test_empty_name_brings_the_models_back(models, folder, segments):
    rename(folder, segments, 3, "Bargain hunters")
    rename(folder, segments, 1, "Careful")
    rename(folder, store.load(models, "mall").card.segments, 3, "  ")
    assert names_of(models) == [segments[0].name, "Careful", *(s.name for s in segments[2:])]
    assert json.loads((folder / "names.json").read_text()) == {"1": "Careful"}


@pytest.mark.parametrize(
    "name, says",
    [
        ("x" * 61, "A name can have 60 characters; this one has 61."),
        ("Two\nlines", "A name must be one line of ordinary characters."),
        ("Two\u2028lines", "A name must be one line of ordinary characters."),
        ("Bell\x07", "A name must be one line of ordinary characters."),
        ("\u202eTurned", "A name must be one line of ordinary characters."),
        ("Half \ud800", "A name must be one line of ordinary characters."),
        ('<a href="//x.y">Young</a>', "A name cannot hold anything between < and >."),
        ("...", "A name must have a letter or a digit."),
    ],
)
def test_name_that_no_segment_can_have(folder, segments, name, says):
    with pytest.raises(WrongName) as refused:
        rename(folder, segments, 3, name)
    assert str(refused.value) == says
    assert not (folder / "names.json").exists()


def test_longest_name_and_any_script(models, folder, segments):
    for name in ("x" * LONGEST, "Großkäufer & Söhne <$50", "常連客", "مشترون"):
        rename(folder, segments, 3, name)
        assert names_of(models)[3] == name


@pytest.mark.parametrize("change", [str, str.upper, str.lower, lambda name: f" {name} "])
def test_name_of_another_segment_is_refused(folder, segments, change):
    name = change(segments[0].name)
    with pytest.raises(WrongName, match=r"Another segment is called .* already"):
        rename(folder, segments, 3, name)


def test_name_given_to_another_segment_and_the_one_it_had_are_refused(models, folder, segments):
    rename(folder, segments, 0, "Regulars")
    now = store.load(models, "mall").card.segments
    for taken in ("regulars", segments[0].name):
        with pytest.raises(WrongName):
            rename(folder, now, 3, taken)
    rename(folder, now, 0, "REGULARS")
    assert names_of(models)[0] == "REGULARS"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"3": 5}',
        b'{"a": "b"}',
        b'{"3": "a\\nb"}',
        b"\xff\xfe",
        b'"x"',
        b"[" * 9999,
    ],
)
def test_damaged_file_leaves_the_models_names_and_says_so(models, folder, segments, content):
    (folder / "names.json").write_bytes(content)
    model = store.load(models, "mall")
    assert model.card.segments == segments
    assert model.own_names.problem == (
        'The names given to segments cannot be read: "mall/names.json" is damaged. '
        "The model's own names are shown; mend the file, or delete it."
    )
    with pytest.raises(UnreadableNames):
        rename(folder, segments, 3, "Bargain hunters")
    assert (folder / "names.json").read_bytes() == content


def test_folder_in_the_place_of_the_file(models, folder, segments):
    (folder / "names.json").mkdir()
    assert store.load(models, "mall").card.segments == segments
    assert store.load(models, "mall").own_names.problem
    assert fingerprint(folder) == ""


def test_name_of_a_segment_that_is_gone_stays_unused(models, folder, segments):
    (folder / "names.json").write_text('{"99": "Once upon a time"}')
    model = store.load(models, "mall")
    assert (model.card.segments, model.own_names.problem) == (segments, "")
    rename(folder, segments, 3, "Bargain hunters")
    assert read_names(folder).names == {3: "Bargain hunters", 99: "Once upon a time"}


def test_two_segments_never_share_a_name(models, folder, segments):
    content = {"0": "Same", "1": "same", "2": segments[4].name, "3": "Another"}
    (folder / "names.json").write_text(json.dumps(content))
    model = store.load(models, "mall")
    names = [s.name for s in model.card.segments]
    assert names == [s.name if s.id != 3 else "Another" for s in segments]
    assert model.own_names.names == {3: "Another"}
    assert model.own_names.problem == (
        f'"Same", "same", "{segments[4].name}" cannot be shown as the name of a segment here, '
        "since another segment has it; the model's own is shown. Rename one of them."
    )


@given(names=st.dictionaries(st.integers(0, 7), st.sampled_from("ABCDEFGabcdefg"), max_size=8))
def test_no_names_in_the_file_make_two_segments_alike(segments, names):
    called = {s.id: "ABCDEF"[s.id] for s in segments}
    computed = [
        s.model_copy(update={"name": called[s.id], "description": describe(s.claims, MALL, called)})
        for s in segments
    ]
    named, used = with_own_names(computed, OwnNames(names), MALL)
    shown = [segment.name.casefold() for segment in named]
    assert len(set(shown)) == len(shown)
    assert without_own_names(named, MALL) == computed
    assert used.names.items() <= names.items()
    assert bool(used.problem) == (used.names != names) or not set(names) <= set(range(6))


def test_every_version_has_the_names(models, folder, segments):
    rename(folder, segments, 3, "Bargain hunters")
    assert train.main(["mall", "--no-evidence", "--models", str(models)]) == 0
    assert names_of(models, "0001")[3] == names_of(models, "0002")[3] == "Bargain hunters"
    saved = json.loads((folder / "0002" / "card.json").read_text())
    assert [s["name"] for s in saved["segments"]] == [s.name for s in segments]
    assert "computed_name" not in saved["segments"][3]


def test_model_before_is_compared_under_its_own_names(models, folder, segments):
    rename(folder, segments, 3, "Bargain hunters")
    assert [s.name for s in load_previous(models, "mall").card.segments] == [
        s.name for s in segments
    ]


def test_saving_a_model_again_saves_the_models_names(models, folder, segments):
    rename(folder, segments, 3, "Bargain hunters")
    store.save(store.load(models, "mall"), models)
    assert store.load_card(models, "mall", "0002").segments == segments


def test_fingerprint_is_another_one_with_other_names(folder, segments):
    seen = [fingerprint(folder)]
    for name in ("One", "Two", ""):
        rename(folder, segments, 3, name)
        seen.append(fingerprint(folder))
    assert len(set(seen)) == 4


def test_changes_are_told_with_the_owners_names():
    young, old, rich = (Told(id=at, name=name) for at, name in enumerate(("Young", "Old", "Rich")))
    changes = Changes(
        previous="0001",
        compared=10,
        kept=[Kept(id=0, name="Young", was="Youngish")],
        new=[rich],
        vanished=[old],
        split=[Flow(segment=rich, other=young)],
        merged=[Flow(segment=old, other=young)],
    )
    assert change_sentences(told_with(changes, {0: "Students", 1: "Pensioners"}))[:-1] == [
        "1 of the 2 segments of version 1 is still there.",
        '"Pensioners" is gone; at least half of its customers are now in "Students".',
        '"Rich" is new, split off from "Students".',
    ]
    assert told_with(changes, {}) == changes
    assert told_with(None, {0: "Students"}) is None


def test_many_at_once_lose_no_name(models, folder, segments):
    with ThreadPoolExecutor(6) as pool:
        for _ in pool.map(lambda s: rename(folder, segments, s.id, f"Name {s.id}"), segments):
            pass
    assert names_of(models) == [f"Name {s.id}" for s in segments]


def test_folder_that_cannot_be_written(folder, segments, monkeypatch):
    assert why_fixed(folder) is None
    assert why_fixed(folder / "nowhere") == (
        "Segments cannot be renamed here: the app may not write to the folder of this model."
    )
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(UnwritableNames) as refused:
        rename(folder, segments, 3, "Bargain hunters")
    assert str(refused.value) == "Segments cannot be renamed here: no space left."
    assert sorted(path.name for path in folder.iterdir()) == ["0001"]
