"""Pairs of new and old segments, by their centres and their customers; ids for the rest."""

from collections.abc import Iterable, Sequence
from itertools import count

import numpy as np
from scipy.optimize import linear_sum_assignment

CLOSER = 0.5
OVERLAP = 0.5
FEWEST_SHARED = 20
# As many segments look different by colour alone: see charts.style.
LOOKS = 8


def match_centres(distances: np.ndarray, overlap: np.ndarray) -> list[int | None]:
    """Match new segments to old ones by their centres.

    A match needs a distance below half of that to the nearest other old centre, and
    an overlap of at least half, where there are customers to tell it by.

    Args:
        distances: new x old.
        overlap: as `agreement.jaccard` returns it.

    Returns:
        The position of each new segment's old one, None where there is none.
    """
    itself = np.eye(distances.shape[1], dtype=bool)
    nearest_other = np.where(itself, np.inf, distances[:, None, :]).min(axis=2)
    return _paired((distances < CLOSER * nearest_other) & ~(overlap < OVERLAP), distances)


def match_customers(overlap: np.ndarray, *, customers: int) -> list[int | None]:
    """Match new segments to old ones that are built on other features, by customers alone.

    Args:
        overlap: as `agreement.jaccard` returns it, over `customers`; fewer than 20 match nothing.
    """
    if customers < FEWEST_SHARED:
        return [None] * len(overlap)
    return _paired(overlap >= OVERLAP, 1 - overlap)


def new_ids(kept: Sequence[int | None], used: Iterable[int]) -> list[int]:
    """The ids `kept`, each None replaced by a new one.

    It is the smallest that was never used and whose look no other segment has, or
    where every look is taken, the smallest that was never used.
    """
    ids, taken = list(kept), set(used)
    for at in [at for at, key in enumerate(kept) if key is None]:
        looks = {key % LOOKS for key in ids if key is not None}
        ids[at] = next(
            key
            for key in count()
            if key not in taken and (key % LOOKS not in looks or len(looks) == LOOKS)
        )
        taken.add(ids[at])
    return ids


def _paired(fits: np.ndarray, cost: np.ndarray) -> list[int | None]:
    """As many pairs that fit as there can be, at the lowest cost: the Hungarian method.

    Pairs that do not fit are left out beforehand, since one of them could otherwise push
    others out of their place.
    """
    dear = cost[fits].sum() + 1
    rows, columns = linear_sum_assignment(np.where(fits, cost, dear))
    found = {int(row): int(column) for row, column in zip(rows, columns) if fits[row, column]}
    return [found.get(row) for row in range(len(fits))]
