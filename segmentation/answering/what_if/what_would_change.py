"""What would change a customer's segment: one value, or a few more orders.

Nothing is told that the pipeline itself has not predicted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from segmentation.answering.what_if.more_orders import MoreOrders, after_orders, more_orders
from segmentation.answering.what_if.ranges import (
    Possible,
    own_rows,
    possible_values,
    typed_values,
)
from segmentation.answering.what_if.single_changes import (
    Change,
    changed_rows,
    nearest_first,
    single_changes,
)
from segmentation.card.novelty import is_unlike_anyone
from segmentation.models.arithmetic import Arithmetic, unclipped
from segmentation.models.model import Model

MOST_CHANGES = 2
# A way is cut into so many pieces, and the first that ends at somebody once more.
PIECES, ROUNDS = 32, 2
# A change, the values its feature can have, and the ranks of these it begins and ends at.
Way = tuple[Change, Possible, int, int]


@dataclass(frozen=True)
class WhatIf:
    """What would place a customer in another segment, and leave them like somebody in the data.

    `changes` of one value, at most two a segment: one that a shop can influence and one that
    it cannot, where there are both. Those first that can be influenced, and of these those that
    move the customer least; a segment that is absent cannot be reached so. `orders`: for each
    segment that more ordinary orders lead to, the smallest number of them. `unseen` says that
    something else would, though nobody in the data is like that.
    """

    changes: list[Change]
    orders: list[MoreOrders]
    unseen: bool


def what_would_change(
    model: Model, arithmetic: Arithmetic, values: Mapping[str, float | None]
) -> WhatIf:
    """What would place a customer in another segment, each proven by the pipeline's `predict`.

    Args:
        arithmetic: the model's pipeline, as `arithmetic.laid_open` lays it open.
        values: the customer's own, at least those typed in; None or NaN where not known.
    """
    typed = typed_values(model, values)
    changes = single_changes(model, arithmetic, typed)
    orders = more_orders(model, arithmetic, typed)
    near = [(change.feature, change.value) for change in changes]
    far = [(change.feature, change.until) for change in changes]
    after = after_orders(model, typed, np.array([more.orders for more in orders]))
    there = [
        changed_rows(model, typed, near),
        np.atleast_2d(own_rows(model, after))[: len(orders)],
    ]
    # One call, since most of what it costs is the same for one row and for many.
    near, after, far = _predict(model, *there, changed_rows(model, typed, far))
    like_nobody = _like_nobody(model, np.concatenate(there), [*near, *after])
    proven = [
        (change, nobody)
        for change, *ends, nobody in zip(changes, near, far, like_nobody)
        if ends == [change.target, change.target]
    ]
    farther = _farther_on(model, typed, [change for change, nobody in proven if nobody])
    told = nearest_first(
        [*(change for change, nobody in proven if not nobody), *farther], model, arithmetic, typed
    )
    led = [
        (more, nobody)
        for more, label, nobody in zip(orders, after, like_nobody[len(changes) :])
        if label == more.target
    ]
    return WhatIf(
        changes=_nearest_of_each_target(told, model),
        orders=[more for more, nobody in led if not nobody],
        unseen=any(nobody for _, nobody in [*proven, *led]),
    )


def _farther_on(
    model: Model, typed: Mapping[str, float], changes: Sequence[Change]
) -> list[Change]:
    """The same changes from the first value on with which somebody in the data is like that.

    Between two crowds there is a border that nobody is near, and beyond it are many. Without
    those that lead to nobody all the way; to a thousandth of it.
    """
    grids = [possible_values(model, model.recipe.feature(change.feature)) for change in changes]
    ways = [
        (change, grid, round(change.value * grid.per), round(change.until * grid.per))
        for change, grid in zip(changes, grids)
    ]
    for _ in range(ROUNDS):
        ways = _nearer(model, typed, ways)
    values = [float(grid.value(end)) for _, grid, _, end in ways]
    found = [
        replace(change, value=value, step=value - typed[change.feature])
        for (change, *_), value in zip(ways, values)
    ]
    there = changed_rows(model, typed, [(change.feature, change.value) for change in found])
    (labels,) = _predict(model, there)
    return [change for change, label in zip(found, labels) if label == change.target]


def _nearer(model: Model, typed: Mapping[str, float], ways: Sequence[Way]) -> list[Way]:
    """Each way cut to the piece at whose end somebody in the data is like that first."""
    cuts = [
        [first + (end - first) * at // PIECES for at in range(PIECES + 1)]
        for *_, first, end in ways
    ]
    tried = [
        (change.feature, float(grid.value(rank)))
        for (change, grid, *_), ranks in zip(ways, cuts)
        for rank in ranks
    ]
    # On the way the segment is the target's: so a change is found.
    targets = [change.target for change, *_ in ways for _ in range(PIECES + 1)]
    nobody = iter(_like_nobody(model, changed_rows(model, typed, tried), targets))
    shorter = []
    for (change, grid, *_), ranks in zip(ways, cuts):
        there = [not none for _, none in zip(ranks, nobody)]
        if any(there):
            at = there.index(True)
            shorter.append((change, grid, ranks[max(at - 1, 0)], ranks[at]))
    return shorter


def _like_nobody(model: Model, rows: np.ndarray, labels: Sequence[int]) -> list[bool]:
    """Whether nobody in training was like each customer, who is in the segment given."""
    if model.card.novelty is None or not len(rows):
        return [False] * len(rows)
    values = unclipped(model.pipeline, pd.DataFrame(rows, columns=model.card.feature_names))
    return is_unlike_anyone(model.card.novelty, values, np.array(labels)).tolist()


def _predict(model: Model, *groups: np.ndarray) -> list[list[int]]:
    """The segments that the pipeline predicts for each of several groups of rows."""
    rows = np.concatenate(groups)
    if not len(rows):
        return [[] for _ in groups]
    labels = model.pipeline.predict(pd.DataFrame(rows, columns=model.card.feature_names))
    cuts = np.cumsum([len(group) for group in groups])[:-1]
    return [part.tolist() for part in np.split(labels, cuts)]


def _nearest_of_each_target(changes: Sequence[Change], model: Model) -> list[Change]:
    """One change of each kind for each segment, or the two nearest where all are of one."""
    taken: list[Change] = []
    for target in dict.fromkeys(change.target for change in changes):
        there = [change for change in changes if change.target == target]
        first = {_can_be_influenced(change, model): change for change in reversed(there)}
        taken += list(first.values()) if len(first) == 2 else there[:MOST_CHANGES]
    # By how far they move the customer, as they came.
    nearest = [change for change in changes if change in taken]
    return sorted(nearest, key=lambda change: not _can_be_influenced(change, model))


def _can_be_influenced(change: Change, model: Model) -> bool:
    return model.recipe.feature(change.feature).actionable
