"""Models on disk: versions, and refusing what is not whole before anything is unpickled."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import pytest
import sklearn

from segmentation.errors import DamagedModel, ForeignModel, ModelNotFound, UnwritableModels
from segmentation.models import store
from segmentation.models.folders import recipes_in, versions
from segmentation.models.previous import LostModel, load_previous
from segmentation.recipes import RECIPES
from tests.warm import run_python

ROOT = Path(__file__).parents[2]
HOUR = 3600


@pytest.fixture(scope="module")
def model(trained):
    return store.load(trained, "mall")


@pytest.fixture
def models(trained, tmp_path):
    """A models folder with one model that a test may harm."""
    shutil.copytree(trained / "mall", tmp_path / "models" / "mall")
    return tmp_path / "models"


@pytest.fixture
def folder(models):
    return models / "mall" / "0001"


def edit_card(folder, **changes):
    card = json.loads((folder / "card.json").read_text())
    (folder / "card.json").write_text(json.dumps(card | changes))


def test_saved_model_is_loaded_as_it_was(model, tmp_path):
    saved = store.save(model, tmp_path)
    loaded = store.load(tmp_path, "mall")
    assert loaded.card == saved.card
    pd.testing.assert_frame_equal(loaded.customers, model.customers)
    np.testing.assert_array_equal(loaded.refits, model.refits)
    values = model.customers[model.card.feature_names]
    assert loaded.pipeline.predict(values).tolist() == model.pipeline.predict(values).tolist()


def test_model_folder_holds_five_files_and_nothing_is_left_beside_it(model, tmp_path):
    store.save(model, tmp_path)
    files = sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file())
    assert files == [
        "mall/0001/card.json",
        "mall/0001/customers.parquet",
        "mall/0001/pipeline.joblib",
        "mall/0001/refits.npy",
        "mall/0001/taken_out.parquet",
    ]
    assert list((tmp_path / ".unfinished").iterdir()) == []


def test_card_has_the_checksum_of_each_file(folder):
    card = json.loads((folder / "card.json").read_text())
    assert card["files"] == {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in ("pipeline.joblib", "customers.parquet", "taken_out.parquet", "refits.npy")
    }


def test_created_is_now_in_utc(model, tmp_path):
    created = datetime.fromisoformat(store.save(model, tmp_path).card.created)
    assert created.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - created) < timedelta(seconds=60)


def test_versions_count_up_newest_first(model, tmp_path):
    saved = [store.save(model, tmp_path).card.version for _ in range(3)]
    assert saved == ["0001", "0002", "0003"]
    assert versions(tmp_path, "mall") == ["0003", "0002", "0001"]


def test_version_after_9999(model, models, folder):
    folder.rename(models / "mall" / "9999")
    assert store.save(model, models).card.version == "10000"
    assert versions(models, "mall") == ["10000", "9999"]


def test_newest_is_loaded_unless_a_version_is_named(model, tmp_path):
    store.save(model, tmp_path)
    older = model.card.model_copy(update={"title": "Older"})
    store.save(replace(model, card=older), tmp_path)
    store.save(model, tmp_path)
    assert store.load(tmp_path, "mall").card.version == "0003"
    assert store.load(tmp_path, "mall", "0002").card.title == "Older"


def test_other_things_in_the_folder_are_no_versions(models):
    (models / "mall" / "notes").mkdir()
    (models / "mall" / "0002.txt").touch()
    (models / "mall" / "0009").touch()
    (models / "empty").mkdir()
    (models / "README.md").touch()
    assert versions(models, "mall") == ["0001"]
    assert recipes_in(models) == ["mall"]


def test_recipes_in_alphabetical_order(trained):
    assert recipes_in(trained) == sorted(RECIPES)


def test_no_models_folder_has_no_recipes(tmp_path):
    assert recipes_in(tmp_path / "nowhere") == []
    assert versions(tmp_path / "nowhere", "mall") == []


@pytest.mark.parametrize(
    ("recipe", "version", "name"), [("other", None, "other"), ("mall", "0007", "mall 0007")]
)
def test_model_that_is_not_there(models, recipe, version, name):
    with pytest.raises(ModelNotFound) as error:
        store.load(models, recipe, version)
    assert str(error.value) == (
        f'There is no model "{name}" in "{models}". Train it with train.py.'
    )


class Payload:
    """A pickle that makes a file when it is loaded."""

    def __init__(self, made):
        self.made = made

    def __reduce__(self):
        return Path.touch, (self.made,)


@pytest.fixture
def made(folder, tmp_path):
    """The file that is made when the pipeline, otherwise in order, is unpickled."""
    made = tmp_path / "unpickled"
    joblib.dump(Payload(made), folder / "pipeline.joblib")
    files = json.loads((folder / "card.json").read_text())["files"]
    content = (folder / "pipeline.joblib").read_bytes()
    edit_card(folder, files=files | {"pipeline.joblib": hashlib.sha256(content).hexdigest()})
    return made


def flip_a_byte(folder, name):
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)


def truncate(folder, name):
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: len(content) // 2])


def remove(folder, name):
    (folder / name).unlink()


def empty_json(folder, name):
    (folder / name).write_text("{}")


def not_utf_8(folder, name):
    (folder / name).write_bytes(b"\xff\xfe")


def no_checksum(folder, name):
    files = json.loads((folder / "card.json").read_text())["files"]
    edit_card(folder, files={file: sum_ for file, sum_ in files.items() if file != name})


def test_the_payload_works(models, made):
    store.load(models, "mall")
    assert made.exists()


@pytest.mark.parametrize(
    ("damage", "file", "reason"),
    [
        (flip_a_byte, "pipeline.joblib", "its pipeline.joblib is not the one that was saved"),
        (truncate, "pipeline.joblib", "its pipeline.joblib is not the one that was saved"),
        (remove, "pipeline.joblib", "its pipeline.joblib is missing"),
        (flip_a_byte, "customers.parquet", "its customers.parquet is not the one that was saved"),
        (truncate, "customers.parquet", "its customers.parquet is not the one that was saved"),
        (remove, "customers.parquet", "its customers.parquet is missing"),
        (flip_a_byte, "taken_out.parquet", "its taken_out.parquet is not the one that was saved"),
        (remove, "taken_out.parquet", "its taken_out.parquet is missing"),
        (flip_a_byte, "refits.npy", "its refits.npy is not the one that was saved"),
        (truncate, "refits.npy", "its refits.npy is not the one that was saved"),
        (remove, "refits.npy", "its refits.npy is missing"),
        (truncate, "card.json", "its card.json is incomplete or damaged"),
        (empty_json, "card.json", "its card.json is incomplete or damaged"),
        (not_utf_8, "card.json", "its card.json is incomplete or damaged"),
        (remove, "card.json", "its card.json is missing"),
        (no_checksum, "pipeline.joblib", "its card.json has no checksum for pipeline.joblib"),
        (no_checksum, "customers.parquet", "its card.json has no checksum for customers.parquet"),
        (no_checksum, "taken_out.parquet", "its card.json has no checksum for taken_out.parquet"),
        (no_checksum, "refits.npy", "its card.json has no checksum for refits.npy"),
    ],
)
def test_damaged_model_is_refused_before_it_is_unpickled(
    models, folder, made, damage, file, reason
):
    damage(folder, file)
    with pytest.raises(DamagedModel) as error:
        store.load(models, "mall")
    assert str(error.value) == (
        f'The model "mall 0001" cannot be used: {reason}. Train it again with train.py.'
    )
    assert not made.exists()


@pytest.mark.parametrize(("libraries", "told"), [({"scikit-learn": "1.2.3"}, "1.2.3"), ({}, "?")])
def test_other_scikit_learn_is_refused_before_it_is_unpickled(
    models, folder, made, libraries, told
):
    edit_card(folder, libraries=libraries)
    with pytest.raises(ForeignModel) as error:
        store.load(models, "mall")
    assert str(error.value) == (
        f'The model "mall 0001" was made with scikit-learn {told} and this machine has '
        f"{sklearn.__version__}. Train it again here, or install scikit-learn {told}."
    )
    assert not made.exists()


def test_older_version_is_loadable_when_the_newest_is_damaged(model, models):
    store.save(model, models)
    truncate(models / "mall" / "0002", "pipeline.joblib")
    with pytest.raises(DamagedModel, match='"mall 0002"'):
        store.load(models, "mall", "0002")
    assert store.load(models, "mall").card.version == "0001"


def test_newest_tells_of_each_version_that_is_passed_over(models):
    (models / "mall" / "9999").mkdir()
    (models / "mall" / "0002").mkdir()
    found = store.newest(models, "mall")
    assert (found.version, found.model.card.version) == ("0001", "0001")
    assert found.warnings == [
        f'The model "mall {version}" cannot be used: its card.json is missing. '
        "Train it again with train.py. Until then, version 1 is used."
        for version in ("9999", "0002")
    ]


def test_next_version_comes_after_one_that_cannot_be_used(model, models):
    (models / "mall" / "9999").mkdir()
    assert store.save(model, models).card.version == "10000"
    assert versions(models, "mall") == ["10000", "9999", "0001"]


@pytest.mark.parametrize("name", ["٣", "０００３", "7", "00007", "007", "0002.bak", "²"])
def test_folder_of_another_name_is_no_version(name, model, models):
    (models / "mall" / name).mkdir()
    assert versions(models, "mall") == ["0001"]
    assert store.save(model, models).card.version == "0002"


def test_file_and_dangling_link_are_no_versions_and_their_numbers_are_left_alone(model, models):
    (models / "mall" / "0002").touch()
    (models / "mall" / "0003").symlink_to("nowhere")
    assert versions(models, "mall") == ["0001"]
    assert store.save(model, models).card.version == "0004"


@pytest.mark.parametrize(
    ("umask", "folder", "file"), [(0o027, 0o750, 0o640), (0o002, 0o775, 0o664)]
)
def test_model_has_the_rights_that_the_umask_gives(umask, folder, file, model, tmp_path):
    before = os.umask(umask)
    try:
        store.save(model, tmp_path)
    finally:
        os.umask(before)
    saved = tmp_path / "mall" / "0001"
    assert saved.stat().st_mode & 0o777 == folder
    assert {path.stat().st_mode & 0o777 for path in saved.iterdir()} == {file}


READ_AS_NOBODY = """
import os, sys
from pathlib import Path
from segmentation.models import cache, store
from segmentation.errors import SegmentationError
# What is imported late may lie where nobody else may read.
store.load(Path(sys.argv[1]), "mall", "0001")
os.setuid(65534)
for version in ("0002", None):
    try:
        print(cache.load(Path(sys.argv[1]), "mall", version).card.version)
    except SegmentationError as error:
        print(error)
"""


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize(
    ("closed", "newest"),
    [("mall/0002", "0001"), ("mall/0002/card.json", "0001"), ("mall/0002/refits.npy", "0001")],
)
def test_what_may_not_be_read_is_not_called_missing(closed, newest, model):
    # Not below pytest's own folder, which only root may enter.
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        models = Path(folder)
        models.chmod(0o755)
        store.save(model, models)
        store.save(model, models)
        (models / closed).chmod(0)
        done = run_python(["-c", READ_AS_NOBODY, models], ROOT)
    file = closed.partition("0002/")[2] or "card.json"
    assert done.stdout.splitlines() == [
        f'The model "mall 0002" cannot be used: its {file} may not be read by this user. '
        "Give whoever runs this the right to read the folder and the files in it.",
        newest,
    ], done.stderr


def test_model_in_a_renamed_folder_is_loaded_from_there(models, folder):
    folder.rename(models / "mall" / "0007")
    loaded = store.load(models, "mall")
    assert len(loaded.customers) == 200


def test_copied_model_does_not_borrow_the_files_of_another(models, folder):
    shutil.copytree(folder, models / "mall" / "0002")
    truncate(models / "mall" / "0002", "pipeline.joblib")
    with pytest.raises(DamagedModel, match="not the one that was saved"):
        store.load(models, "mall", "0002")


@pytest.mark.parametrize("use", [store.check_writable, None])
def test_leftovers_are_swept_when_a_day_old(model, tmp_path, use):
    unfinished = tmp_path / ".unfinished"
    for name, hours in (("old", 25), ("recent", 23)):
        (unfinished / name).mkdir(parents=True)
        (unfinished / name / "card.json").touch()
        os.utime(unfinished / name, (time.time() - hours * HOUR,) * 2)
    if use:
        use(tmp_path)
    else:
        store.save(model, tmp_path)
    assert [path.name for path in unfinished.iterdir()] == ["recent"]


def test_leftovers_are_no_models(models):
    shutil.move(models / "mall", models / ".unfinished" / "0001")
    assert recipes_in(models) == []


@pytest.mark.parametrize("use", ["check", "save"])
def test_models_folder_that_is_a_file(model, tmp_path, use):
    (tmp_path / "file").touch()
    with pytest.raises(UnwritableModels) as error:
        if use == "save":
            store.save(model, tmp_path / "file")
        store.check_writable(tmp_path / "file")
    assert str(error.value) == (
        f'Models cannot be saved in "{tmp_path / "file"}": not a directory. '
        "Choose a folder you may write to with --models."
    )


def test_failed_save_leaves_nothing_behind(model, tmp_path):
    (tmp_path / "mall").touch()
    with pytest.raises(UnwritableModels):
        store.save(model, tmp_path)
    assert list((tmp_path / ".unfinished").iterdir()) == []


def test_threads_that_save_at_once_get_versions_of_their_own(model, tmp_path):
    with ThreadPoolExecutor(16) as threads:
        saved = list(threads.map(lambda _: store.save(model, tmp_path), range(150)))
    assert sorted(m.card.version for m in saved) == [f"{at:04}" for at in range(1, 151)]
    for version in versions(tmp_path, "mall")[::10]:
        assert store.load(tmp_path, "mall", version).card.version == version


SAVE = """
import sys
from pathlib import Path
from segmentation.models import store
model = store.load(Path(sys.argv[1]), "mall", "0001")
for _ in range(int(sys.argv[2])):
    print(store.save(model, Path(sys.argv[1])).card.version, flush=True)
"""


def test_processes_that_save_at_once_get_versions_of_their_own(models):
    with ThreadPoolExecutor(2) as two:
        done = list(two.map(lambda _: run_python(["-c", SAVE, models, "15"], ROOT), range(2)))
    saved = [version for process in done for version in process.stdout.split()]
    assert sorted(saved) == [f"{at:04}" for at in range(2, 32)]


def test_a_file_in_the_place_of_the_next_version_does_not_hang(models):
    (models / "mall" / "0002").touch()
    done = subprocess.run(
        [sys.executable, "-c", SAVE, models, "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout == "0003\n" or "UnwritableModels" in done.stderr


# The model to compare a new one with


def test_no_previous_model(tmp_path):
    assert load_previous(tmp_path, "mall") is None


def test_previous_model_is_the_newest(models, model):
    newer = replace(model, card=model.card.model_copy(update={"title": "Newer"}))
    store.save(newer, models)
    assert load_previous(models, "mall").card.title == "Newer"


def test_previous_model_that_is_damaged(models, folder):
    truncate(folder, "pipeline.joblib")
    assert load_previous(models, "mall") == LostModel(
        version="0001",
        reason="its pipeline.joblib is not the one that was saved",
        used_ids=[0, 1, 2, 3, 4, 5],
    )


def test_previous_model_of_another_scikit_learn(models, folder):
    edit_card(folder, libraries={"scikit-learn": "0.1"}, used_ids=[0, 17])
    lost = load_previous(models, "mall")
    assert lost.reason == (
        f"it was made with scikit-learn 0.1 and this machine has {sklearn.__version__}"
    )
    assert lost.used_ids == [0, 1, 2, 3, 4, 5, 17]


def test_previous_model_is_the_newest_usable_and_ids_of_the_others_stay_taken(
    models, folder, model
):
    store.save(store.save(model, models), models)
    edit_card(models / "mall" / "0002", used_ids=[0, 9], libraries={"scikit-learn": "0.1"})
    truncate(models / "mall" / "0003", "card.json")
    told = []
    previous = load_previous(models, "mall", told.append)
    assert previous.card.version == "0001"
    assert previous.card.used_ids == [0, 1, 2, 3, 4, 5, 9]
    assert told == [
        "Version 3 cannot be used: its card.json is incomplete or damaged. "
        "The new model is compared with version 1 instead.",
        "Version 2 cannot be used: it was made with scikit-learn 0.1 and this machine has "
        f"{sklearn.__version__}. The new model is compared with version 1 instead.",
    ]


def test_ids_of_a_line_whose_newest_card_is_damaged_are_those_of_the_others(models, folder, model):
    store.save(model, models)
    edit_card(folder, used_ids=[0, 9], libraries={"scikit-learn": "0.1"})
    truncate(models / "mall" / "0002", "card.json")
    lost = load_previous(models, "mall")
    assert (lost.version, lost.reason) == ("0002", "its card.json is incomplete or damaged")
    assert lost.used_ids == [0, 1, 2, 3, 4, 5, 9]
