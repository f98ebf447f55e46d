"""The same work on many items, on all cores."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from joblib import Parallel, delayed
from threadpoolctl import threadpool_limits

Item = TypeVar("Item")
Result = TypeVar("Result")


def for_each(items: Iterable[Item], work: Callable[[Item], Result]) -> list[Result]:
    """Do `work` on every item, in processes of their own; the results in the items' order.

    Each process computes on one thread, so that sums are added in one order and come out
    the same, however many cores there are.
    """
    return Parallel(n_jobs=-1)(delayed(_on_one_thread)(work, item) for item in items)


def _on_one_thread(work: Callable[[Item], Result], item: Item) -> Result:
    with threadpool_limits(1):
        return work(item)
