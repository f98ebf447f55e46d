"""Which segment of the previous model each segment of a new one is, and what changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.spatial.distance import cdist
from threadpoolctl import threadpool_limits

from segmentation.card.changes import Changes, Flow, Kept, Told
from segmentation.card.segments import Segment
from segmentation.fitting.evidence.agreement import jaccard
from segmentation.fitting.fit import Fit
from segmentation.fitting.pipeline import own_values, place
from segmentation.models.model import Model
from segmentation.models.previous import LostModel, Previous
from segmentation.training.matching import match_centres, match_customers, new_ids

HALF = 0.5


@dataclass(frozen=True)
class Identity:
    """Who the segments of a new model are, in the order of its labels.

    `before` holds the segment of the previous model that each one is, None for a new one;
    `used_ids` are all ids that this line of models ever had. `shared` are the customers that
    both models know, as the previous one kept them, and `labels` theirs in the new one.
    """

    ids: list[int]
    used_ids: list[int]
    before: list[Segment | None]
    shared: pd.DataFrame
    labels: np.ndarray

    def of(self, labels: np.ndarray) -> np.ndarray:
        """The segments' ids in place of their labels."""
        return np.array(self.ids)[labels]


def centres_of(previous: Previous, features: Sequence[str]) -> pd.DataFrame | None:
    """The previous segments' centres in the customers' own values, one row a segment.

    Returns:
        None where there is no previous model that can be used, or its features are others.
    """
    if not isinstance(previous, Model) or set(previous.card.feature_names) != set(features):
        return None
    values = own_values(_centres(previous), previous.pipeline)
    return pd.DataFrame(values, columns=previous.card.feature_names)[list(features)]


def identify(previous: Previous, fitted: Fit, values: pd.DataFrame, *, keyed: bool) -> Identity:
    """Find out which of the previous segments each new one is, and give the others new ids.

    Args:
        values: the new model's customers: `customer` and at least its features.
        keyed: whether `customer` says who a customer is, from one data set to the next.
    """
    if not isinstance(previous, Model):
        used = previous.used_ids if previous else []
        return _identity([None] * len(fitted.centres), used, *_shared(None, values, fitted.labels))
    known = previous if keyed and previous.card.keyed else None
    shared, labels = _shared(known, values, fitted.labels)
    old = previous.card.segments
    at = {segment.id: position for position, segment in enumerate(old)}
    overlap = jaccard(
        labels,
        shared["segment"].map(at).to_numpy(dtype=int),
        shape=(len(fitted.centres), len(old)),
    )
    matched = _matched(previous, fitted, overlap, customers=len(shared))
    before = [None if position is None else old[position] for position in matched]
    return _identity(before, [*previous.card.used_ids, *at], shared, labels)


def changes_since(
    previous: Previous, identity: Identity, segments: Sequence[Segment], fitted: Fit
) -> Changes | None:
    """What is to be told of a new model beside the previous one; None where there is none.

    Args:
        segments: the new model's, in the order of its labels.
    """
    if previous is None:
        return None
    if isinstance(previous, LostModel):
        return Changes(previous=previous.version, not_compared=previous.reason)
    old = {segment.id: segment.name for segment in previous.card.segments}
    new = {segment.id: segment.name for segment in segments}
    told = {key: Told(id=key, name=name) for key, name in (old | new).items()}
    was = identity.shared["segment"].to_numpy(dtype=int)
    now = identity.of(identity.labels)
    return Changes(
        previous=previous.card.version,
        compared=len(was),
        kept=[Kept(id=key, name=new[key], was=old[key]) for key in new if key in old],
        new=[told[key] for key in new if key not in old],
        vanished=[told[key] for key in old if key not in new],
        split=_flows(mostly_in(now, was), told, without=old),
        merged=_flows(mostly_in(was, now), told, without=new),
        moved=int((was != now).sum()),
        **_causes(identity, was, now, fitted),
    )


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


def _identity(
    before: list[Segment | None], used: Iterable[int], shared: pd.DataFrame, labels: np.ndarray
) -> Identity:
    ids = new_ids([segment and segment.id for segment in before], used)
    return Identity(
        ids=ids, used_ids=sorted({*used, *ids}), before=before, shared=shared, labels=labels
    )


def _shared(
    previous: Model | None, values: pd.DataFrame, labels: np.ndarray
) -> tuple[pd.DataFrame, np.ndarray]:
    """The customers that both know, as the previous model kept them, and their new labels."""
    if previous is None:
        return pd.DataFrame({"segment": []}), np.array([], dtype=int)
    label_of = pd.Series(labels, index=values["customer"])
    known = previous.customers[previous.customers["customer"].isin(label_of.index)]
    return known, label_of[known["customer"]].to_numpy()


def _matched(
    previous: Model, fitted: Fit, overlap: np.ndarray, *, customers: int
) -> list[int | None]:
    names = previous.card.feature_names
    if set(names) != set(fitted.preparations):
        return match_customers(overlap, customers=customers)
    values = pd.DataFrame(
        own_values(fitted.centres, fitted.pipeline), columns=list(fitted.preparations)
    )
    centres = place(values[names].to_numpy(), previous.pipeline)
    return match_centres(cdist(centres, _centres(previous)), overlap)


def _causes(
    identity: Identity, was: np.ndarray, now: np.ndarray, fitted: Fit
) -> dict[str, int | None]:
    names = list(fitted.preparations)
    if not len(was):
        return {"moved_by_customer": 0, "moved_by_model": 0}
    if not set(names) <= set(identity.shared):
        return {"moved_by_customer": None, "moved_by_model": None}
    with threadpool_limits(1):
        labels = fitted.pipeline.predict(identity.shared[names])
    by_customer, by_model = count_moves(was, now, identity.of(labels))
    return {"moved_by_customer": by_customer, "moved_by_model": by_model}


def _flows(mostly: dict[int, int], told: dict[int, Told], *, without: Iterable[int]) -> list[Flow]:
    return [
        Flow(segment=told[key], other=told[other])
        for key, other in mostly.items()
        if key not in without
    ]


def _centres(model: Model) -> np.ndarray:
    names = model.card.feature_names
    return np.array([[segment.centre[name] for name in names] for segment in model.card.segments])
