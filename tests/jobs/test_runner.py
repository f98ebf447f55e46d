"""The runner: one training after the other, and a sentence for each that came to nothing."""

import json
import os
import signal
from threading import Thread

import pytest

from segmentation.jobs import line, place, remembered, runner
from segmentation.models.folders import recipes_in, versions
from tests.jobs.conftest import assert_only_told_of, state_of, wait_until

ENDED_BY_SYSTEM = (
    "The training was ended by the system, most likely because memory ran out. Try with fewer "
    "rows, or ask whoever looks after this server."
)
FAULT = (
    "The training ended with a fault of this program, not of your data. Whoever looks after this "
    "server finds it in the log of the trainings."
)
INTERRUPTED = (
    "The server was stopped twice while this was being trained, so it was given up. Start it "
    "again; should that not help, ask whoever looks after this server."
)

pytestmark = pytest.mark.usefixtures("stand_in")


def arguments_of(models, version="0001"):
    """With which `train.py` was called for a model."""
    return json.loads((models / "shop" / version / "card.json").read_text())["arguments"]


def test_in_the_order_of_asking(models, add):
    jobs = [add(title=str(at)) for at in range(3)]
    runner.main(models)
    done = [state_of(models, job) for job in jobs]
    assert [(job.state, job.recipe, job.version) for job in done] == [
        ("done", "shop", "0001"),
        ("done", "shop", "0002"),
        ("done", "shop", "0003"),
    ]
    assert [(job.share, job.seconds_left, job.sentence) for job in done] == [(1.0, None, "")] * 3
    assert done[0].asked < done[0].started < done[0].ended <= done[1].started
    assert recipes_in(models) == ["shop"]
    assert_only_told_of(models)


def test_what_train_is_called_with(models, add):
    job = add(options=["--segments", "4"])
    runner.main(models)
    data = place.folder_of(models, job.id) / "files" / "orders.csv"
    assert arguments_of(models) == [
        *("good", f"--data={data}", "--models", str(models)),
        *("--progress", "json", "--job", job.id, "--segments", "4"),
    ]


def test_an_address_is_read_as_it_is(models, add):
    add(files=None, data="postgres://shop/orders")
    runner.main(models)
    assert arguments_of(models)[1] == "--data=postgres://shop/orders"


def test_a_mapping_takes_the_place_of_the_recipe(models, add):
    job = add("refuses", mapping="good", data=".")
    runner.main(models)
    folder = place.folder_of(models, job.id)
    assert arguments_of(models)[:2] == [
        str(folder / "mapping.toml"),
        f"--data={folder / 'files'}",
    ]
    assert state_of(models, job).state == "done"


@pytest.mark.parametrize(
    ("way", "sentence"),
    [
        ("refuses", 'The file "orders.csv" is empty.'),
        ("loses a process", ENDED_BY_SYSTEM),
        ("is killed", ENDED_BY_SYSTEM),
        ("takes all memory", ENDED_BY_SYSTEM),
        ("is at fault", FAULT),
    ],
)
def test_one_that_fails_says_why_and_the_line_goes_on(models, add, way, sentence):
    failing, next_one = add(way), add()
    runner.main(models)
    failed = state_of(models, failing)
    assert (failed.state, failed.sentence) == ("failed", sentence)
    assert (failed.step, failed.share, failed.seconds_left) == ("Reading and cleaning", 0.25, None)
    assert (failed.recipe, failed.version) == ("", "")
    assert state_of(models, next_one).version == "0001"
    assert_only_told_of(models)


def test_a_fault_is_in_the_log(models, add, capfd):
    add("is at fault")
    runner.main(models)
    assert "ZeroDivisionError: of this program" in capfd.readouterr().err


def test_a_model_that_was_saved_counts_however_it_ended(models, add):
    job = add("saves in silence")
    runner.main(models)
    assert (state_of(models, job).state, state_of(models, job).version) == ("done", "0001")
    assert_only_told_of(models)


@pytest.mark.parametrize(("begun", "state"), [(1, "done"), (2, "failed")])
def test_one_that_a_killed_runner_left_is_begun_again_once(models, add, begun, state):
    job, next_one = add(), add()
    entry = place.read(models, job.id)
    for _ in range(begun):
        entry = entry.begin()
    place.write(models, entry)
    runner.main(models)
    ended = state_of(models, job)
    assert (ended.state, ended.sentence) == (state, "" if state == "done" else INTERRUPTED)
    assert state_of(models, next_one).state == "done"
    assert len(versions(models, "shop")) == (2 if state == "done" else 1)
    assert_only_told_of(models)


def test_what_a_killed_runner_left_saved_is_not_trained_again(models, add):
    job = add("good", remember=True)
    place.write(models, place.read(models, job.id).begin())
    (models / "shop" / "0007").mkdir(parents=True)
    (models / "shop" / "0007" / "card.json").write_text(json.dumps({"job": job.id}))
    runner.main(models)
    assert (state_of(models, job).state, state_of(models, job).version) == ("done", "0007")
    assert versions(models, "shop") == ["0007"]
    assert remembered.path(models, "shop").read_text() == "customer,amount\n1,2\n"


def begun_in_a_thread(models, job):
    running = Thread(target=runner.main, args=(models,))
    running.start()
    wait_until(lambda: (at := state_of(models, job)) and at.share == 0.25)
    return running


def test_a_running_job_is_stopped(models, add):
    job, next_one = add("waits"), add()
    running = begun_in_a_thread(models, job)
    assert state_of(models, job).step == "Reading and cleaning"
    assert 0 < state_of(models, job).seconds_left <= 3.0
    line.stop(models, job.id)
    stopped = state_of(models, job)
    assert (stopped.state, stopped.version) == ("stopped", "")
    assert [path.name for path in place.folder_of(models, job.id).iterdir()] == ["job.json"]
    running.join(20)
    assert state_of(models, next_one).version == "0001"
    assert_only_told_of(models)


def test_of_a_stopped_job_no_model_is_kept(models, add):
    job = add("saves and waits")
    running = begun_in_a_thread(models, job)
    wait_until(lambda: (models / "shop" / "0001" / "card.json").exists())
    line.stop(models, job.id)
    running.join(20)
    assert state_of(models, job).state == "stopped"
    assert not (models / "shop").exists()
    assert_only_told_of(models)


def test_one_stopped_by_who_was_killed_then_is_ended_by_the_runner(models, add):
    job = add("waits")
    running = begun_in_a_thread(models, job)
    with place.turn(models):
        place.write(models, place.read(models, job.id).end("stopped"))
    running.join(20)
    assert not running.is_alive()
    assert_only_told_of(models)


def test_one_asked_for_as_the_runner_ends_is_not_left_waiting(models, add, monkeypatch):
    add()
    late, next_of = [], runner._next

    def next_and_then_another(models):
        found = next_of(models)
        if found is None and not late:
            late.append(add(title="late"))
        return found

    monkeypatch.setattr(runner, "_next", next_and_then_another)
    runner.main(models)
    assert state_of(models, late[0]).state == "done"


def test_another_runner_ends_at_once(models, add):
    job = add("waits")
    running = begun_in_a_thread(models, job)
    runner.main(models)
    assert state_of(models, job).state == "running"
    line.stop(models, job.id)
    running.join(20)


def test_a_training_that_cannot_begin_says_so(models, add, monkeypatch):
    monkeypatch.setattr(runner.trainer.sys, "executable", str(models / "no_python"))
    job = add()
    runner.main(models)
    failed = state_of(models, job)
    assert failed.state == "failed"
    assert failed.sentence == (
        "The training could not begin: no such file or directory. Ask whoever looks after this "
        "server."
    )


@pytest.mark.parametrize("given", ["much", "100", "-1"])
def test_a_limit_of_memory_that_is_none(models, add, monkeypatch, given):
    monkeypatch.setenv("SEGMENTATION_TRAINING_MEMORY_MB", given)
    job = add()
    runner.main(models)
    assert state_of(models, job).sentence == (
        "SEGMENTATION_TRAINING_MEMORY_MB must be a number of megabytes, 512 or more. Correct it, "
        "or leave it out."
    )


def test_files_are_remembered_where_that_was_asked_for(models, add):
    add("good", remember=True)
    runner.main(models)
    first = remembered.path(models, "shop")
    assert first.read_text() == "customer,amount\n1,2\n"
    add("good")
    runner.main(models)
    assert remembered.path(models, "shop") == first
    add("refuses", remember=True)
    runner.main(models)
    assert remembered.path(models, "shop") == first
    add("good", remember=True, data=".")
    runner.main(models)
    second = remembered.path(models, "shop")
    assert sorted(path.name for path in second.iterdir()) == ["orders.csv"]
    assert not first.exists()
    assert_only_told_of(models)
    remembered.forget(models, "shop")
    assert remembered.path(models, "shop") is None
    assert not (models / "shop" / "remembered").exists()


def test_nobody_else_is_ended_in_place_of_a_training(models, add):
    """A number that is another process's by now."""
    job = add()
    place.write(models, place.read(models, job.id).begin())
    known = {"process": os.getpid(), "started": "long ago"}
    (place.folder_of(models, job.id) / "trainer.json").write_text(json.dumps(known))
    got = []
    before = signal.signal(signal.SIGTERM, lambda *told: got.append(told))
    runner.main(models)
    signal.signal(signal.SIGTERM, before)
    assert (state_of(models, job).state, got) == ("done", [])
