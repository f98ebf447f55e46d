"""The same work on many items, in processes: order, errors, and what was ended from outside."""

import math
import os
import signal
import sys
import time
from functools import partial
from threading import Barrier

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from segmentation.errors import DataError, TooFewCustomers, WorkEnded
from segmentation.fitting import parallel
from segmentation.fitting.parallel import both, for_each, workers

linux_only = pytest.mark.skipif(not parallel.FORKS, reason="forks on Linux alone")


@pytest.fixture(params=[1, 3])
def processes(request, monkeypatch):
    monkeypatch.setattr(parallel, "cpu_count", lambda: request.param)
    return request.param


def test_results_are_in_the_order_of_the_items(processes):
    added = np.arange(5)
    assert for_each(range(7), lambda item: (added + item).tolist()) == [
        list(range(item, item + 5)) for item in range(7)
    ]
    assert for_each([], len) == []


def test_each_item_is_computed_on_one_thread(processes):
    found = for_each(range(3), lambda item: [one["num_threads"] for one in threadpool_info()])
    assert {threads for item in found for threads in item} == {1}


@linux_only
def test_items_are_computed_in_other_processes(monkeypatch):
    monkeypatch.setattr(parallel, "cpu_count", lambda: 2)
    assert os.getpid() not in for_each(range(4), lambda item: os.getpid())


def test_an_error_is_raised_with_its_sentence(processes):
    def work(item):
        if item == 2:
            raise TooFewCustomers(different=1, customers=3, segments=2)
        return item

    with pytest.raises(TooFewCustomers) as raised:
        for_each(range(4), work)
    assert str(raised.value) == str(TooFewCustomers(different=1, customers=3, segments=2))
    assert for_each(range(2), work) == [0, 1]


@linux_only
def test_a_process_ended_from_outside_is_a_sentence(monkeypatch):
    monkeypatch.setattr(parallel, "cpu_count", lambda: 2)
    with pytest.raises(WorkEnded, match="the evidence was ended from outside") as raised:
        for_each(range(4), lambda item: os.kill(os.getpid(), signal.SIGKILL))
    assert isinstance(raised.value, DataError)


@linux_only
def test_what_is_written_in_another_process_waits_for_no_lock_of_this_one(monkeypatch, capfd):
    """A warning, while a thread that shows progress holds the stream."""

    class Locked:
        def write(self, text):
            raise AssertionError("nobody would ever let go of it")

    monkeypatch.setattr(parallel, "cpu_count", lambda: 2)
    monkeypatch.setattr("sys.stderr", Locked())
    assert for_each(range(2), lambda item: print("heard", file=sys.stderr)) == [None, None]
    assert capfd.readouterr().err == "heard\nheard\n"


def process_of(item):
    time.sleep(0.05)
    return os.getpid()


def end_itself(item):
    os.kill(os.getpid(), signal.SIGKILL)


def refuse(item):
    raise TooFewCustomers(different=1, customers=3, segments=2)


def threads_of(item):
    return {one["num_threads"] for one in threadpool_info()}


@linux_only
def test_the_same_processes_do_all_that_is_asked_of_them(monkeypatch):
    monkeypatch.setattr(parallel, "cpu_count", lambda: 2)
    with workers(), workers():
        found = [set(for_each(range(8), process_of)) for _ in range(3)]
        assert for_each(range(5), math.sqrt) == [math.sqrt(item) for item in range(5)]
        assert for_each(range(4), threads_of) == [{1}] * 4
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 2
    assert os.getpid() not in found[0]
    assert not set(for_each(range(8), process_of)) & found[0]


@linux_only
def test_on_many_cores_there_are_no_more_processes_than_work(monkeypatch):
    monkeypatch.setattr(parallel, "cpu_count", lambda: 64)
    monkeypatch.setattr(parallel, "MOST_AT_ONCE", 2)
    with workers():
        assert len(set(for_each(range(8), process_of))) == 2


def test_without_other_processes_all_is_done_in_this_one(monkeypatch):
    monkeypatch.setattr(parallel, "cpu_count", lambda: 1)
    with workers():
        assert for_each(range(2), process_of) == [os.getpid()] * 2
        assert both(lambda: 1, lambda: "other") == (1, "other")


@linux_only
def test_two_things_are_done_at_the_same_time(monkeypatch):
    """Each waits for the other to begin."""
    monkeypatch.setattr(parallel, "cpu_count", lambda: 2)
    meeting = Barrier(2, timeout=20)

    def one():
        meeting.wait()
        return for_each(range(3), abs)

    with workers():
        assert both(one, meeting.wait)[0] == [0, 1, 2]


@linux_only
@pytest.mark.parametrize("first", [True, False])
def test_an_error_of_either_is_raised(first, monkeypatch):
    monkeypatch.setattr(parallel, "cpu_count", lambda: 2)
    wrong, right = partial(for_each, range(2), refuse), partial(for_each, range(2), abs)
    with pytest.raises(TooFewCustomers), workers():
        both(wrong, right) if first else both(right, wrong)
    assert for_each(range(2), abs) == [0, 1]


@linux_only
def test_who_interrupts_waits_for_nothing_that_has_not_begun(monkeypatch):
    monkeypatch.setattr(parallel, "cpu_count", lambda: 2)

    def interrupt():
        raise KeyboardInterrupt

    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt), workers():
        both(partial(for_each, [0.5] * 100, time.sleep), interrupt)
    assert time.monotonic() - begun < 15


@linux_only
def test_workers_ended_from_outside_are_a_sentence(monkeypatch):
    monkeypatch.setattr(parallel, "cpu_count", lambda: 2)
    with workers():
        for _ in range(2):
            with pytest.raises(WorkEnded, match="the evidence was ended from outside"):
                for_each(range(4), end_itself)
    assert for_each(range(2), abs) == [0, 1]
