"""Killed at any instant, training and scoring leave only what is whole."""

import hashlib
import io
import json
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import joblib
import pandas as pd
import pytest

import score
import train
from segmentation.models import store
from segmentation.models.folders import versions
from segmentation.sources import Reading, open_table
from tests.killing import KILLS, ROOT, save_and_kill, score_and_kill, two_lists
from tests.warm import begin

# Twenty kills of each.
pytestmark = pytest.mark.slow


def assert_whole(models):
    """Everything listed loads, and so would every folder that holds a card, listed or not."""
    for version in versions(models, "mall"):
        assert store.load(models, "mall", version).card.version == version
    for card in models.rglob("card.json"):
        files = json.loads(card.read_bytes())["files"]
        assert set(files) == {
            "pipeline.joblib",
            "customers.parquet",
            "taken_out.parquet",
            "refits.npy",
        }
        contents = {name: card.with_name(name).read_bytes() for name in files}
        assert {n: hashlib.sha256(c).hexdigest() for n, c in contents.items()} == files
        assert joblib.load(io.BytesIO(contents["pipeline.joblib"])).n_features_in_ == 3
        assert len(pd.read_parquet(io.BytesIO(contents["customers.parquet"]))) == 200


def test_killed_training(tmp_path):
    command = ["mall", "--models", str(tmp_path), "--restarts", "2", "--no-evidence"]
    alone = [sys.executable, "train.py", *command]
    assert subprocess.run(alone, cwd=ROOT, capture_output=True).returncode == 0
    trained = begin(train.main, command)
    started = time.monotonic()
    trained.join()
    duration = time.monotonic() - started
    moments = random.Random(1)

    def kill_at(moment):
        process = begin(train.main, command)
        time.sleep(moment)
        process.kill()
        process.join()
        return process.exitcode

    with ThreadPoolExecutor(2) as two:
        at = [moments.uniform(0, 1.1 * duration) for _ in range(KILLS)]
        ends = list(two.map(kill_at, at))
    assert trained.exitcode == 0
    assert ends.count(-9) >= KILLS / 2
    assert "0002" in versions(tmp_path, "mall")
    assert_whole(tmp_path)


def test_killed_saving(trained, tmp_path):
    store.save(store.load(trained, "mall"), tmp_path)
    save_and_kill(tmp_path)
    assert len(versions(tmp_path, "mall")) > 1
    assert list((tmp_path / ".unfinished").iterdir())
    assert_whole(tmp_path)


@pytest.fixture
def lists(tmp_path):
    paths = [tmp_path / "one.parquet", tmp_path / "two.parquet"]
    for path, customers in zip(paths, two_lists()):
        customers.to_parquet(path)
    return paths


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
def test_killed_scoring_into_a_file(quick_models, lists, tmp_path, ending):
    folder = tmp_path / "out"
    folder.mkdir()
    out, left_out = folder / f"scored.{ending}", folder / f"scored_left_out.{ending}"
    arguments = ["--out", out, "--models", quick_models]
    whole = []
    for data in lists:
        assert score.main(["mall", "--data", str(data), *map(str, arguments)]) == 0
        whole.append((rows_of(out), rows_of(left_out)))
    score_and_kill([[data] for data in lists], arguments)
    assert rows_of(out) in [scored for scored, _ in whole]
    assert rows_of(left_out) in [left for _, left in whole]
    assert score.main(["mall", "--data", str(lists[0]), *map(str, arguments)]) == 0
    assert {path.name for path in folder.iterdir()} == {out.name, left_out.name}
    assert (rows_of(out), rows_of(left_out)) == whole[0]


def rows_of(path):
    with open_table(path) as opened:
        return opened.table.to_pyarrow().to_pylist()


@pytest.mark.parametrize("ending", ["sqlite", "duckdb"])
def test_killed_scoring_into_a_table(quick_models, lists, tmp_path, ending):
    place = tmp_path / f"shop.{ending}"
    arguments = ["--out", place, "--into", "segments", "--models", quick_models]
    whole = []
    for data in lists:
        assert score.main(["mall", "--data", str(data), *map(str, arguments)]) == 0
        whole.append(tables_of(place))
    score_and_kill([[data] for data in lists], arguments)
    assert tables_of(place) in whole


def tables_of(place):
    both = []
    for table in ("segments", "segments_left_out"):
        with open_table(place, Reading(table=table)) as opened:
            both.append(opened.table.to_pyarrow().to_pylist())
    return both
