"""The same work on many items, in processes: order, errors, and what was ended from outside."""

import os
import signal
import sys

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from segmentation.errors import DataError, TooFewCustomers, WorkEnded
from segmentation.fitting import parallel
from segmentation.fitting.parallel import for_each

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
