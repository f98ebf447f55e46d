"""The same work on many items, on all cores.

In threads: NumPy, SciPy and scikit-learn let go of Python while they compute, and a process of
its own would first have to import all of them.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from joblib import Parallel, delayed
from threadpoolctl import threadpool_limits

Item = TypeVar("Item")
Result = TypeVar("Result")


def for_each(items: Iterable[Item], work: Callable[[Item], Result]) -> list[Result]:
    """Do `work` on every item; the results in the items' order.

    Each item is computed on one thread, so that sums are added in one order and come out
    the same, however many cores there are.
    """
    # Once around all: BLAS has one limit for the process, and an item that ends would lift it
    # for the others.
    with threadpool_limits(1):
        return Parallel(n_jobs=-1, prefer="threads")(
            delayed(_on_one_thread)(work, item) for item in items
        )


def _on_one_thread(work: Callable[[Item], Result], item: Item) -> Result:
    # OpenMP has a limit for each thread.
    with threadpool_limits(1, user_api="openmp"):
        return work(item)
