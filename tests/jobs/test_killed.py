"""Trainings and runners killed at any moment: nothing half there, and the line goes on."""

import json
import os
import random
import shutil
import signal
import time

import pytest

from segmentation.jobs import line, place, remembered
from segmentation.models import store
from segmentation.models.folders import versions
from segmentation.processes.started import started
from tests.conftest import ROOT
from tests.jobs.conftest import assert_only_told_of, state_of, wait_until

KILLS = 10
QUICK = ["--no-evidence", "--restarts", "2"]

pytestmark = pytest.mark.slow


@pytest.fixture
def ask(models, tmp_path):
    """Ask for a training of the mall's sample, which takes seconds."""

    def ask(**known):
        files = tmp_path / "dropped"
        files.mkdir(exist_ok=True)
        shutil.copy(ROOT / "data" / "mall.csv", files)
        arguments = {"title": "Mall", "options": QUICK, **known}
        return line.add(models, recipe="mall", files=files, data="mall.csv", **arguments)

    return ask


@pytest.fixture
def moments(models, ask):
    """Ten moments, spread over what a training takes."""
    job = ask()
    wait_until(lambda: is_over(models, job), 300)
    line.forget(models, job.id)
    return [(at + 0.5) / KILLS * taken(models) for at in random.Random(5).sample(range(10), KILLS)]


def taken(models):
    card = models / "mall" / "0001" / "card.json"
    trained = json.loads(card.read_text())["job"]
    # An id begins with the moment of asking, in nanoseconds.
    return max(1.0, card.stat().st_mtime - int(trained.split("-")[0]) / 1e9)


def is_over(models, job):
    line.ensure_runner(models)
    return state_of(models, job).state in ("done", "failed", "stopped")


def trainer_of(models, job):
    """The number of the process that trains, None where there is none (yet)."""
    try:
        path = place.folder_of(models, job.id) / "trainer.json"
        return json.loads(path.read_text())["process"]
    except FileNotFoundError:
        return None


def killed(process):
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def models_of(models, job):
    """The versions that a job has become, each of which can be loaded."""
    cards = [store.load(models, "mall", version).card for version in versions(models, "mall")]
    return [card.version for card in cards if card.job == job.id]


def assert_tidied_up(models):
    """Nothing is left of any job once the runner, which tidies up last, has ended."""
    wait_until(lambda: all(runner.poll() is not None for runner in line._runners), 60)
    assert_only_told_of(models)


def test_killed_trainings(models, ask, moments):
    jobs = [ask(title=str(at)) for at in range(KILLS)]
    last = ask(title="last", remember=True)
    for job, moment in zip(jobs, moments):
        wait_until(lambda job=job: trainer_of(models, job) or is_over(models, job), 300)
        time.sleep(moment)
        trainer = trainer_of(models, job)
        if trainer is not None:
            killed(trainer)
    wait_until(lambda: is_over(models, last), 600)
    ended = [state_of(models, job) for job in jobs]
    assert {job.state for job in ended} <= {"done", "failed"}
    assert [job.state for job in ended].count("failed") >= KILLS / 2
    for job in ended:
        failed = job.state == "failed"
        assert models_of(models, job) == ([] if failed else [job.version])
        assert job.sentence.startswith("The training was ended by the system") == failed
    assert state_of(models, last).state == "done"
    assert models_of(models, last) == [state_of(models, last).version]
    assert remembered.path(models, "mall").read_bytes() == (ROOT / "data/mall.csv").read_bytes()
    assert_tidied_up(models)


def test_killed_runners(models, ask, moments):
    kills = 0
    for moment in moments:
        job = ask()
        wait_until(lambda job=job: trainer_of(models, job) or is_over(models, job), 300)
        time.sleep(moment)
        trainer, runner = trainer_of(models, job), line._runners[-1].pid
        kills += killed(runner)
        if trainer is not None:
            wait_until(lambda trainer=trainer: not started(trainer), 20)
        wait_until(lambda job=job: is_over(models, job), 300)
        done = state_of(models, job)
        assert (done.state, done.sentence) == ("done", "")
        assert models_of(models, job) == [done.version]
    assert kills >= KILLS / 2
    assert len(versions(models, "mall")) == KILLS + 1
    assert_tidied_up(models)


def test_one_training_whose_runner_is_killed_twice_is_given_up(models, ask):
    job, next_one = ask(), ask()
    for _ in range(2):
        line.ensure_runner(models)
        wait_until(lambda: trainer_of(models, job), 60)
        trainer = trainer_of(models, job)
        assert killed(line._runners[-1].pid)
        wait_until(lambda trainer=trainer: not started(trainer), 20)
        (place.folder_of(models, job.id) / "trainer.json").unlink()
    wait_until(lambda: is_over(models, next_one), 300)
    assert state_of(models, job).state == "failed"
    assert state_of(models, job).sentence.startswith("The server was stopped twice")
    assert state_of(models, next_one).version == "0001"
    assert models_of(models, job) == []
    assert_tidied_up(models)


def test_a_running_training_is_stopped(models, ask):
    job, next_one = ask(), ask()
    wait_until(lambda: state_of(models, job).share > 0, 300)
    trainer = trainer_of(models, job)
    line.stop(models, job.id)
    assert not started(trainer)
    assert state_of(models, job).state == "stopped"
    wait_until(lambda: is_over(models, next_one), 300)
    assert state_of(models, next_one).version == "0001"
    assert models_of(models, job) == []
    assert_tidied_up(models)
