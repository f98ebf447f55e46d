"""What changed since the previous model: segments kept, new and gone, customers who moved."""

import numpy as np
from pydantic import BaseModel

HALF = 0.5


class Told(BaseModel, frozen=True):
    """A segment as it is told of: its id, and its name in the newest model that has it."""

    id: int
    name: str


class Kept(Told, frozen=True):
    """A segment of both models; `was` is its name in the previous one."""

    was: str


class Flow(BaseModel, frozen=True):
    """At least half of the shared customers of `segment` are, or were, in `other`."""

    segment: Told
    other: Told


class Changes(BaseModel, frozen=True):
    """How a model's segments differ from those of the version `previous`.

    `compared` customers are known to both models, and `moved` of them changed segment:
    `moved_by_customer` because their values did, since the new model has their previous
    values where the previous model had them, and `moved_by_model` because the model did.
    Both are None where the previous values lack a feature of the new model. A `split`
    segment is new and came out of the `other` one, a `merged` one is gone and went into it.
    `not_compared` says why nothing could be compared; all the rest is then empty.
    """

    previous: str
    not_compared: str = ""
    compared: int = 0
    kept: list[Kept] = []
    new: list[Told] = []
    vanished: list[Told] = []
    split: list[Flow] = []
    merged: list[Flow] = []
    moved: int = 0
    moved_by_customer: int | None = None
    moved_by_model: int | None = None


def mostly_in(groups: np.ndarray, others: np.ndarray) -> dict[int, int]:
    """Where at least half of each group is: {group: other}.

    Args:
        groups, others: two ids for each customer. Of two halves the one with the
            smaller id counts.
    """
    found = {}
    for group in np.unique(groups):
        ids, counts = np.unique(others[groups == group], return_counts=True)
        if counts.max() >= HALF * counts.sum():
            found[int(group)] = int(ids[counts.argmax()])
    return found


def count_moves(old: np.ndarray, new: np.ndarray, old_values: np.ndarray) -> tuple[int, int]:
    """How many customers changed segment because they, and because the model, changed.

    Args:
        old: each customer's id in the previous model.
        new: in the new one.
        old_values: where the new one puts the values that the customer had before.
    """
    moved = old != new
    by_customer = moved & (old_values == old)
    return int(by_customer.sum()), int(moved.sum() - by_customer.sum())
