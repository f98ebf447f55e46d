"""A line of trainings, in which a script stands in for train.py where a test asks for it."""

import os
import shutil
import time
from pathlib import Path

import pytest

from segmentation.jobs import line, place, trainer


@pytest.fixture
def models(tmp_path):
    return tmp_path / "models"


@pytest.fixture
def upload(tmp_path):
    """A folder of files, as somebody dropped them: {name: text}."""

    def write(files):
        folder = tmp_path / "dropped"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text)
        return folder

    return write


@pytest.fixture
def add(models, upload, monkeypatch):
    """Ask for a training that ends in the way named; nobody begins with it."""
    monkeypatch.setattr(line, "ensure_runner", lambda models: None)

    def add(way="good", title="Shop", **known):
        files = upload({"orders.csv": "customer,amount\n1,2\n"})
        arguments = {"files": files, "data": "orders.csv", **known}
        return line.add(models, title=title, recipe=way, **arguments)

    return add


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """The script takes the place of train.py, and this process that of the runner."""
    shutil.copy(Path(__file__).with_name("stand_in.py"), tmp_path / "train.py")
    monkeypatch.setattr(trainer, "ROOT", tmp_path)
    monkeypatch.setattr(os, "nice", lambda by: None)


def state_of(models, job):
    """Of the job with this id as it is now; None where it is not shown."""
    return next((one for one in line.jobs(models) if one.id == job.id), None)


def wait_until(true, seconds=120):
    """Wait until something is so."""
    over = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < over
        time.sleep(0.02)


def assert_only_told_of(models):
    """Nothing is left of any job but what is written down of it."""
    for folder in place.line_of(models).iterdir():
        if folder.is_dir():
            assert [path.name for path in folder.iterdir()] == ["job.json"]
    unfinished = models / ".unfinished"
    assert not unfinished.exists() or list(unfinished.iterdir()) == []
