"""The customers most like one: who they are, and what is typical of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from segmentation.models.model import Model
from segmentation.words import together

MOST, FEWEST = 25, 5
# Of a few dozen customers, 25 would be anyone.
SHARE = 8
QUARTILES = (0.25, 0.5, 0.75)


@dataclass(frozen=True)
class Similar:
    """The `count` training customers nearest to one, `same_segment` of them in their segment.

    `typical` has for each feature the quartiles of those whose value is known: lower,
    median, upper; None where it is known of nobody. `average` is their mean, `range` their
    lowest and highest value.
    """

    count: int
    same_segment: int
    typical: dict[str, tuple[float, float, float] | None]
    average: dict[str, float | None]
    range: dict[str, tuple[float, float] | None]


def similar_customers(model: Model, scaled: np.ndarray, segment_id: int) -> Similar:
    """The 25 customers nearest in the scaled space, but at most one in eight and at least 5.

    Of equally near ones the first in the data count.

    Args:
        scaled: one customer in the scaled space, as `Arithmetic.scaled` returns it.
        segment_id: the customer's segment.
    """
    count = min(MOST, max(FEWEST, len(model.customers) // SHARE), len(model.customers))
    away = ((model.scaled - scaled) ** 2).sum(axis=1)
    nearest = np.argsort(away, kind="stable")[:count]
    names = model.card.feature_names
    values = model.own_values[nearest]
    segments = model.customers["segment"].to_numpy()[nearest]
    known = {name: values[~np.isnan(values[:, at]), at] for at, name in enumerate(names)}
    return Similar(
        count=count,
        same_segment=int((segments == segment_id).sum()),
        typical={name: _quartiles(own) for name, own in known.items()},
        average={name: float(own.mean()) if len(own) else None for name, own in known.items()},
        range={
            name: (float(own.min()), float(own.max())) if len(own) else None
            for name, own in known.items()
        },
    )


def similar_in_words(found: Similar, values: Mapping[str, float], model: Model) -> str:
    """How many share the segment, and in what the customer lies beyond every one of them."""
    beyond = [
        model.recipe.feature(name).in_a_sentence
        for name, seen in found.range.items()
        # A score would only say again what the feature behind it says.
        if not model.recipe.feature(name).quintile_of
        and seen
        and not seen[0] <= values[name] <= seen[1]
    ]
    same = _how_many(found.same_segment, found.count)
    said = f"Of the {found.count} customers most like this one, {same} in the same segment."
    if not beyond:
        return said
    return f"{said} This customer lies beyond every one of them in {together(beyond)}."


def _how_many(same: int, count: int) -> str:
    if same == count:
        return "all are"
    if same == 0:
        return "none is"
    return f"{same} is" if same == 1 else f"{same} are"


def _quartiles(known: np.ndarray) -> tuple[float, float, float] | None:
    return tuple(np.quantile(known, QUARTILES).tolist()) if len(known) else None
