"""Work in a process of its own: whatever becomes of it, this one goes on."""

import os
import signal
import time
from pathlib import Path
from threading import Thread

import pytest

from segmentation import errors
from segmentation.processes.apart import WAITING, Apart, Ended

GENEROUS = {"memory": 2**30, "seconds": 60, "step": "Opening"}


@pytest.fixture(scope="module")
def apart():
    apart = Apart(["tests.work_apart"], at_once=2)
    apart.start()
    yield apart
    apart.stop()


@pytest.fixture
def do(apart):
    def do(work, progress=lambda step: None, apart=apart, limits=GENEROUS, **arguments):
        limits = GENEROUS | limits
        return apart.do(f"tests.work_apart:{work}", arguments, progress=progress, **limits)

    return do


def is_running(process):
    """Whether it is, and is not one whose end nobody has asked about."""
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def all_ended(processes):
    over = time.monotonic() + 20
    while any(map(is_running, processes)) and time.monotonic() < over:
        time.sleep(0.05)
    return not any(map(is_running, processes))


def test_result_and_steps(do):
    steps = []
    done = [do("add", steps.append, one=1, other=2) for _ in range(2)]
    assert [each["sum"] for each in done] == [3, 3]
    assert len({os.getpid(), *(each["process"] for each in done)}) == 3
    assert [step for step in steps if step != "Opening"] == ["Adding"] * 2


@pytest.mark.parametrize("kind", ["NothingLeft", "TooManyColumns", "UnreadableLine", "NotText"])
def test_an_error_keeps_its_kind_and_its_sentence(kind, do):
    sentence = f'"Zoë".csv: {kind} — nothing, 100 % of it.'
    with pytest.raises(getattr(errors, kind)) as raised:
        do("refuse", kind=kind, text=sentence)
    assert str(raised.value) == sentence


def test_a_fault_of_ours_is_raised_with_where_it_was(do):
    with pytest.raises(
        RuntimeError, match=r"(?s)work_apart.py.*ZeroDivisionError: a fault of ours"
    ):
        do("fail")


def test_killed_and_the_next_one_is_answered(do):
    with pytest.raises(Ended):
        do("be_killed")
    assert do("add", one=1, other=2)["sum"] == 3


def test_more_memory_than_it_may_take(do):
    assert do("take_memory", size=2**28) == 2**28
    with pytest.raises(Ended):
        do("take_memory", size=2**31)


def test_more_time_than_it_may_take(do, tmp_path):
    started = time.monotonic()
    with pytest.raises(Ended):
        do("wait", limits={"seconds": 3}, note=str(tmp_path / "note"), seconds=60)
    assert 3 <= time.monotonic() - started < 20
    assert all_ended((tmp_path / "note").read_text().split())


def test_it_ends_with_what_it_started_when_nobody_waits_any_more(do, tmp_path):
    def leave(step):
        if step == "Waiting":
            raise InterruptedError

    with pytest.raises(InterruptedError):
        do("wait", leave, note=str(tmp_path / "note"), seconds=60)
    assert all_ended((tmp_path / "note").read_text().split())


def test_whoever_comes_third_waits_and_is_told(do, apart):
    steps = []
    others = [Thread(target=do, args=("add",), kwargs={"one": 1, "other": 1}) for _ in range(2)]
    with apart._free, apart._free:
        third = Thread(target=do, args=("add", steps.append), kwargs={"one": 1, "other": 1})
        third.start()
        while not steps:
            time.sleep(0.05)
    third.join()
    assert steps[0] == WAITING
    assert steps[-1] == "Adding"
    for other in others:
        other.start()
        other.join()


def test_stopping_ends_what_is_at_work(do, tmp_path):
    apart = Apart(["tests.work_apart"], at_once=2)
    ended = []

    def work():
        with pytest.raises(Ended):
            do("wait", apart=apart, note=str(tmp_path / "note"), seconds=60)
        ended.append(True)

    thread = Thread(target=work)
    thread.start()
    while not (tmp_path / "note").exists() or not (tmp_path / "note").read_text():
        time.sleep(0.05)
    apart.stop()
    thread.join(20)
    assert ended == [True]
    assert all_ended((tmp_path / "note").read_text().split())
    # And it may be asked again.
    assert do("add", apart=apart, one=1, other=2)["sum"] == 3
    apart.stop()


def test_it_starts_again_where_the_system_has_ended_it(do, apart):
    os.kill(apart._server.pid, signal.SIGKILL)
    apart._server.wait()
    assert do("add", one=1, other=2)["sum"] == 3
