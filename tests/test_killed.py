"""Killed at any instant, training and saving leave only models that load."""

import hashlib
import io
import json
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import joblib
import pandas as pd

from segmentation import store

ROOT = Path(__file__).parents[1]
KILLS = 20


def assert_whole(models):
    """Everything listed loads, and so would every folder that holds a card, listed or not."""
    for version in store.versions(models, "mall"):
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
    command = [sys.executable, "train.py", "mall", "--models", tmp_path, "--restarts", "2"]
    command.append("--no-evidence")
    started = time.monotonic()
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0
    duration = time.monotonic() - started
    moments = random.Random(1)

    def kill_at(moment):
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        time.sleep(moment)
        process.kill()
        return process.wait()

    with ThreadPoolExecutor(2) as two:
        at = [moments.uniform(0, 1.1 * duration) for _ in range(KILLS)]
        ends = list(two.map(kill_at, at))
    assert ends.count(-9) >= KILLS / 2
    assert "0001" in store.versions(tmp_path, "mall")
    assert_whole(tmp_path)


# Forks a process that saves one model over and over, and kills it at a random moment.
SAVE_AND_KILL = """
import os, random, signal, sys, time
from pathlib import Path
from segmentation import store
models = Path(sys.argv[1])
model = store.load(models, "mall")
moments = random.Random(2)
for _ in range(int(sys.argv[2])):
    saver = os.fork()
    while not saver:
        store.save(model, models)
    time.sleep(moments.uniform(0.05, 0.25))
    os.kill(saver, signal.SIGKILL)
    os.waitpid(saver, 0)
"""


def test_killed_saving(trained, tmp_path):
    store.save(store.load(trained, "mall"), tmp_path)
    command = [sys.executable, "-c", SAVE_AND_KILL, tmp_path, str(KILLS)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=60)
    assert len(store.versions(tmp_path, "mall")) > 1
    assert list((tmp_path / ".unfinished").iterdir())
    assert_whole(tmp_path)
