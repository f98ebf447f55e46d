"""The same work on many items, on all cores.

In processes that are forked for it: the work is many small steps, which in threads of one process
wait for each other, and a forked process has everything imported and all data there already.
"""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, TypeVar

from joblib import cpu_count
from threadpoolctl import threadpool_limits

from segmentation.errors import WorkEnded
from segmentation.processes.limits import end_with_parent

Item = TypeVar("Item")
Result = TypeVar("Result")
One = TypeVar("One")
Other = TypeVar("Other")
# Elsewhere libraries of the system may not be used after a fork.
FORKS = sys.platform == "linux"
# What the evidence has to do at the same time; each process takes a hundredth of a second to fork.
MOST_AT_ONCE = 16
_inherited: dict[str, Any] = {}
_open: list[ProcessPoolExecutor] = []


@contextmanager
def workers() -> Iterator[None]:
    """The same processes for every `for_each` within, since to fork them costs a tenth of a second.

    What is worked on is then sent to them, so it must be possible to pickle it; and they only know
    what was there at the beginning.

    Raises:
        WorkEnded: one of the processes was ended from outside.
    """
    processes = min(cpu_count(), MOST_AT_ONCE)
    if _open or not FORKS or processes < 2:
        yield
        return
    # For all of it, so that threads of `both` do not set it back under each other.
    with threadpool_limits(1), _pool(processes) as pool:
        # Forked now, before there are threads.
        _results(pool, abs, [0])
        _open.append(pool)
        try:
            yield
        finally:
            _open.clear()


def for_each(items: Iterable[Item], work: Callable[[Item], Result]) -> list[Result]:
    """Do `work` on every item; the results in the items' order.

    Each item is computed on one thread, so that sums are added in one order and come out
    the same, however many cores there are. The last items begin first: the larger numbers of
    segments, which take longest.

    Raises:
        WorkEnded: one of the processes was ended from outside.
    """
    listed = list(items)
    if _open:
        return _results(_open[0], work, listed)
    processes = min(cpu_count(), len(listed)) if FORKS else 1
    with threadpool_limits(1):
        if processes < 2:
            return [work(item) for item in listed]
        _inherited.update(work=work, items=listed)
        with _pool(processes) as pool:
            try:
                return _results(pool, _do, range(len(listed)))
            finally:
                _inherited.clear()


def both(one: Callable[[], One], other: Callable[[], Other]) -> tuple[One, Other]:
    """Do two things; among `workers` at the same time, so that no process waits for the last one.

    Raises:
        WorkEnded: one of the processes was ended from outside.
    """
    if not _open:
        return one(), other()
    with ThreadPoolExecutor(1) as thread:
        begun = thread.submit(one)
        try:
            done = other()
        except BaseException:
            # Nobody waits for the one any more, nor must who interrupts the command.
            _open[0].shutdown(wait=False, cancel_futures=True)
            raise
        return begun.result(), done


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(processes, get_context("fork"), _begin) as pool:
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)


def _results(
    pool: ProcessPoolExecutor, work: Callable[[Item], Result], items: Sequence[Item]
) -> list[Result]:
    try:
        last_first = [pool.submit(work, item) for item in reversed(items)]
        return [future.result() for future in reversed(last_first)]
    except BrokenProcessPool as broken:
        raise WorkEnded from broken


def _begin() -> None:
    end_with_parent()
    # Who interrupts the command interrupts the process that waits for this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The parent's may be locked by a thread that shows progress, and no thread is forked.
    sys.stdout = sys.stderr = os.fdopen(2, "w", closefd=False)
    # What was there before the fork is not this process's to clear up.
    gc.freeze()


def _do(at: int) -> object:
    return _inherited["work"](_inherited["items"][at])
