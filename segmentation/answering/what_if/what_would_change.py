"""What would change a customer's segment: one value, or a few more orders.

Nothing is told that the pipeline itself has not predicted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from segmentation.answering.what_if.more_orders import MoreOrders, after_orders, more_orders
from segmentation.answering.what_if.ranges import own_rows, typed_values
from segmentation.answering.what_if.single_changes import Change, changed_rows, single_changes
from segmentation.models.arithmetic import Arithmetic
from segmentation.models.model import Model

MOST_CHANGES = 2


@dataclass(frozen=True)
class WhatIf:
    """What would place a customer in another segment.

    `changes` of one value, at most two a segment, those first that move the customer least;
    a segment that is absent cannot be reached by changing one value. `orders`: for each
    segment that more ordinary orders lead to, the smallest number of them.
    """

    changes: list[Change]
    orders: list[MoreOrders]


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
    # One call, since most of what it costs is the same for one row and for many.
    near, far, after = _predict(
        model,
        changed_rows(model, typed, near),
        changed_rows(model, typed, far),
        np.atleast_2d(own_rows(model, after))[: len(orders)],
    )
    proven = [c for c, *ends in zip(changes, near, far) if ends == [c.target, c.target]]
    return WhatIf(
        changes=_first_of_each_target(proven),
        orders=[more for more, label in zip(orders, after) if label == more.target],
    )


def _predict(model: Model, *groups: np.ndarray) -> list[list[int]]:
    """The segments that the pipeline predicts for each of several groups of rows."""
    rows = np.concatenate(groups)
    if not len(rows):
        return [[] for _ in groups]
    labels = model.pipeline.predict(pd.DataFrame(rows, columns=model.card.feature_names))
    cuts = np.cumsum([len(group) for group in groups])[:-1]
    return [part.tolist() for part in np.split(labels, cuts)]


def _first_of_each_target(changes: Sequence[Change]) -> list[Change]:
    taken, counts = [], Counter()
    for change in changes:
        counts[change.target] += 1
        if counts[change.target] <= MOST_CHANGES:
            taken.append(change)
    return taken
