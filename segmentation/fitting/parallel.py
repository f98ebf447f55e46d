"""The same work on many items, on all cores.

In processes that are forked for it: the work is many small steps, which in threads of one process
wait for each other, and a forked process has everything imported and all data there already.
"""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, TypeVar

from joblib import cpu_count
from threadpoolctl import threadpool_limits

from segmentation.errors import WorkEnded
from segmentation.processes.limits import end_with_parent

Item = TypeVar("Item")
Result = TypeVar("Result")
# Elsewhere libraries of the system may not be used after a fork.
FORKS = sys.platform == "linux"
_inherited: dict[str, Any] = {}


def for_each(items: Iterable[Item], work: Callable[[Item], Result]) -> list[Result]:
    """Do `work` on every item; the results in the items' order.

    Each item is computed on one thread, so that sums are added in one order and come out
    the same, however many cores there are. The last items begin first: the larger numbers of
    segments, which take longest.

    Raises:
        WorkEnded: one of the processes was ended from outside.
    """
    listed = list(items)
    processes = min(cpu_count(), len(listed)) if FORKS else 1
    with threadpool_limits(1):
        if processes < 2:
            return [work(item) for item in listed]
        _inherited.update(work=work, items=listed)
        with ProcessPoolExecutor(processes, get_context("fork"), _begin) as pool:
            try:
                found = list(pool.map(_do, reversed(range(len(listed)))))
            except BrokenProcessPool as broken:
                raise WorkEnded from broken
            finally:
                pool.shutdown(cancel_futures=True)
                _inherited.clear()
    return found[::-1]


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
