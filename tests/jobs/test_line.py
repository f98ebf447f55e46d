"""The line: in the order of asking, whole or not there, and nothing kept of what was stopped."""

import errno
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from segmentation.disk import lock_file
from segmentation.errors import UnwritableModels
from segmentation.jobs import line, place
from segmentation.jobs.clearing import sweep
from segmentation.models.folders import recipes_in
from tests.conftest import ROOT
from tests.jobs.conftest import state_of

STOPPED = "Stopped before it was done. Nothing of it was kept."


def test_a_job_that_waits(models, add):
    before = datetime.now(UTC) - timedelta(seconds=1)
    job = add(title="Bäckerei Öz", by="Zoë")
    assert job == state_of(models, job)
    assert (job.title, job.by, job.state, job.share) == ("Bäckerei Öz", "Zoë", "waiting", 0.0)
    assert (job.seconds_left, job.started, job.ended, job.sentence) == (None, "", "", "")
    assert before < datetime.fromisoformat(job.asked) <= datetime.now(UTC)


def test_files_are_moved_into_the_line(models, add, upload):
    job = add(options=["--segments", "4"], remember=True)
    assert list(upload({}).iterdir()) == []
    folder = place.folder_of(models, job.id)
    assert sorted(path.name for path in folder.iterdir()) == ["files", "job.json"]
    assert (folder / "files" / "orders.csv").read_text() == "customer,amount\n1,2\n"
    work = place.read(models, job.id).work
    assert (work.recipe, work.data, work.options) == ("good", "orders.csv", ["--segments", "4"])
    assert (work.has_files, work.mapped, work.remember) == (True, False, True)


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="there is no other file system")
def test_files_of_another_file_system_are_moved_too(models, add):
    with tempfile.TemporaryDirectory(dir="/dev/shm") as other:
        (Path(other) / "2024").mkdir()
        (Path(other) / "2024" / "orders.csv").write_text("x")
        job = add(files=Path(other), data="2024/orders.csv")
        assert list(Path(other).iterdir()) == []
    files = place.folder_of(models, job.id) / "files"
    assert (files / "2024" / "orders.csv").read_text() == "x"


def test_where_there_is_no_room_nothing_is_asked_for(models, add, upload, monkeypatch):
    def elsewhere(*arguments):
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    files = upload({"orders.csv": "x"})
    monkeypatch.setattr(Path, "rename", elsewhere)
    monkeypatch.setattr(line.shutil, "copyfile", full)
    with pytest.raises(UnwritableModels) as raised:
        add(files=files)
    assert str(raised.value) == (
        f'Models cannot be saved in "{models}": no space left on device. '
        "Choose a folder you may write to with --models."
    )
    assert (files / "orders.csv").exists()
    assert line.jobs(models) == []
    assert [path for path in place.line_of(models).iterdir() if path.is_dir()] == []


def test_nothing_outside_of_the_files_is_read(models, add):
    for data in ("../secret.csv", "/etc/passwd"):
        with pytest.raises(ValueError, match="is not among the files"):
            add(data=data)
    assert line.jobs(models) == []
    assert [path for path in place.line_of(models).iterdir() if path.is_dir()] == []


def test_jobs_are_told_in_the_order_of_asking(models, add):
    asked = [add(title=str(at)).id for at in range(5)]
    assert [job.id for job in line.jobs(models)] == asked
    assert [job.title for job in line.jobs(models)] == ["0", "1", "2", "3", "4"]


def test_where_nobody_asked_there_is_no_line(models):
    assert line.jobs(models) == []
    line.ensure_runner(models)
    line.stop(models, "none")
    line.forget(models, "none")
    assert not models.exists()


def test_the_line_is_no_model(models, add):
    add()
    assert recipes_in(models) == []


def test_a_waiting_job_is_stopped(models, add):
    first, second = add(), add()
    line.stop(models, first.id)
    assert [job.state for job in line.jobs(models)] == ["stopped", "waiting"]
    assert state_of(models, first).sentence == STOPPED
    assert list(place.folder_of(models, first.id).iterdir()) == [
        place.folder_of(models, first.id) / "job.json"
    ]
    ended = state_of(models, first).ended
    line.stop(models, first.id)
    assert state_of(models, first).ended == ended != ""
    assert state_of(models, second) == second


def test_only_what_is_over_is_forgotten(models, add):
    over, waits = add(), add()
    line.stop(models, over.id)
    line.forget(models, over.id)
    line.forget(models, waits.id)
    assert line.jobs(models) == [waits]
    assert not place.folder_of(models, over.id).exists()


def test_what_was_over_a_week_ago_is_not_shown_and_goes(models, add):
    job = add()
    line.stop(models, job.id)
    entry = place.read(models, job.id)
    for days, shown in ((6.9, [job.id]), (7.1, [])):
        ended = (datetime.now(UTC) - timedelta(days=days)).isoformat()
        place.write(
            models, entry.model_copy(update={"job": entry.job.model_copy(update={"ended": ended})})
        )
        assert [one.id for one in line.jobs(models)] == shown
        sweep(models)
        assert place.folder_of(models, job.id).exists() == bool(shown)


def test_time_left_goes_down_between_two_steps(models, add):
    job = add()
    told = place.read(models, job.id).begin().tell(step="Trying", share=0.4, seconds_left=30.0)
    earlier = (datetime.now(UTC) - timedelta(seconds=12)).isoformat()
    place.write(models, told.model_copy(update={"told": earlier}))
    assert state_of(models, job).seconds_left == pytest.approx(18, abs=1)
    earlier = (datetime.now(UTC) - timedelta(seconds=40)).isoformat()
    place.write(models, told.model_copy(update={"told": earlier}))
    assert state_of(models, job).seconds_left == 0
    assert (state_of(models, job).step, state_of(models, job).share) == ("Trying", 0.4)


def test_a_folder_that_cannot_be_written(models, add):
    models.write_text("a file in its place")
    with pytest.raises(UnwritableModels, match="Models cannot be saved in"):
        add()


ADD = """
import sys
from pathlib import Path
from segmentation.jobs import line, place
line.ensure_runner = lambda models: None
if "killed" in sys.argv:
    def publish(*arguments):
        print("ready", flush=True)
        sys.stdin.read()
    line.publish = publish
models, files = map(Path, sys.argv[1:3])
line.add(models, title=files.name, recipe="mall", files=files, data="orders.csv")
"""


def adding(models, files, *more):
    files.mkdir()
    (files / "orders.csv").write_text("x" * 1000)
    command = [sys.executable, "-c", ADD, str(models), str(files), *more]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, **pipes)


def test_two_ask_at_once(models, tmp_path):
    names = [f"from {at}" for at in range(6)]
    processes = [adding(models, tmp_path / name) for name in names]
    assert [process.wait(60) for process in processes] == [0] * 6
    for process in processes:
        process.communicate()
    jobs = line.jobs(models)
    assert sorted(job.title for job in jobs) == names
    assert sorted(job.asked for job in jobs) == [job.asked for job in jobs]
    for job in jobs:
        assert (place.folder_of(models, job.id) / "files" / "orders.csv").stat().st_size == 1000


def test_who_is_killed_while_asking_has_asked_for_nothing(models, tmp_path):
    process = adding(models, tmp_path / "orders", "killed")
    process.stdout.readline()
    process.kill()
    process.communicate()
    assert line.jobs(models) == []
    [left] = [path for path in place.line_of(models).iterdir() if path.is_dir()]
    assert (left / "files" / "orders.csv").exists()
    with place.new_folder(models) as in_use:
        sweep(models)
        assert in_use.exists()
    assert not left.exists()


class Runner:
    """Has the lock, as a runner does, until it ends."""

    def __init__(self, lock):
        self.lock = os.dup(lock)

    def poll(self):
        return None if self.lock else 0

    def end(self):
        os.close(self.lock)
        self.lock = None


@pytest.fixture
def runners(monkeypatch):
    """Those that are started."""
    started = []
    monkeypatch.setattr(line, "_runners", started)
    monkeypatch.setattr(line, "_start_runner", lambda models, lock: Runner(lock))
    yield started
    for runner in started:
        if runner.lock:
            runner.end()


def test_one_runner_is_enough(models, upload, runners):
    files = upload({"orders.csv": "x"})
    job = line.add(models, title="Shop", recipe="mall", files=files, data="orders.csv")
    [first] = runners
    # It has the lock from whoever started it, from the first moment on.
    assert lock_file(place.line_of(models) / "runner", wait=False) is None
    line.ensure_runner(models)
    assert runners == [first]
    first.end()
    line.ensure_runner(models)
    [second] = runners
    assert second is not first
    second.end()
    line.stop(models, job.id)
    line.ensure_runner(models)
    assert runners == []


def test_what_a_killed_process_left_asks_for_a_runner(models, upload, runners):
    files = upload({"orders.csv": "x"})
    job = line.add(models, title="Shop", recipe="mall", files=files, data="orders.csv")
    line.stop(models, job.id)
    runners.pop().end()
    line.ensure_runner(models)
    assert runners == []
    left = place.folder_of(models, job.id) / "files"
    left.mkdir()
    line.ensure_runner(models)
    assert len(runners) == 1
    sweep(models)
    assert not left.exists()
