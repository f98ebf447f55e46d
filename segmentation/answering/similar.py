"""The customers most like one: who they are, and what is typical of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from segmentation.models.model import Model
from segmentation.words import in_a_sentence, together

MOST, FEWEST = 25, 5
# Of a few dozen customers, 25 would be anyone.
SHARE = 8
QUARTILES = (0.25, 0.5, 0.75)


@dataclass(frozen=True)
class Similar:
    """The `count` training customers nearest to one, `same_segment` of them in their segment.

    `typical` has for each feature the quartiles of those whose value is known: lower,
    median, upper; None where it is known of nobody.
    """

    count: int
    same_segment: int
    typical: dict[str, tuple[float, float, float] | None]


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
    return Similar(
        count=count,
        same_segment=int((segments == segment_id).sum()),
        typical={name: _quartiles(values[:, at]) for at, name in enumerate(names)},
    )


def similar_in_words(found: Similar, values: Mapping[str, float], model: Model) -> str:
    """How many share the segment, and in what the customer is unlike the middle half of them."""
    outside = [
        in_a_sentence(model.recipe.feature(name).label)
        for name, typical in found.typical.items()
        # A score would only say again what the feature behind it says.
        if not model.recipe.feature(name).quintile_of
        and typical
        and not typical[0] <= values[name] <= typical[2]
    ]
    same = _how_many(found.same_segment, found.count)
    where = (
        f"lies outside the middle half of them in {together(outside)}"
        if outside
        else ("lies within the middle half of them in everything")
    )
    return (
        f"Of the {found.count} customers most like this one, {same} in the same segment. "
        f"This customer {where}."
    )


def _how_many(same: int, count: int) -> str:
    if same == count:
        return "all are"
    if same == 0:
        return "none is"
    return f"{same} is" if same == 1 else f"{same} are"


def _quartiles(values: np.ndarray) -> tuple[float, float, float] | None:
    known = values[~np.isnan(values)]
    return tuple(np.quantile(known, QUARTILES).tolist()) if len(known) else None
