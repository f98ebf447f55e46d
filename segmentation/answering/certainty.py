"""How sure the model is about a customer: how many retrained models say the same."""

from collections.abc import Sequence

import numpy as np
from scipy.spatial.distance import cdist

QUITE_SURE, FAIRLY_SURE = 0.9, 0.7


def certainty(refits: np.ndarray, scaled: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The share of refits in which each customer is in the same segment.

    Args:
        refits: as `refit` returns them.
        scaled: customers x features.
        labels: the customers' segments by the model.
    """
    agreeing = sum(cdist(scaled, centres).argmin(axis=1) == labels for centres in refits)
    return agreeing / len(refits)


def votes(refits: np.ndarray, scaled: np.ndarray) -> list[int]:
    """How many of the refits put one customer in each segment.

    Args:
        refits: as `refit` returns them.
        scaled: the customer in the scaled space.
    """
    said = ((refits - scaled) ** 2).sum(axis=-1).argmin(axis=-1)
    return np.bincount(said, minlength=refits.shape[1]).tolist()


def how_sure(
    votes: Sequence[int],
    own: int,
    names: Sequence[str],
    *,
    unlike_anyone: bool = False,
    grouped: bool = True,
) -> str:
    """In words and as a count: "Quite sure: 96 of 100 retrained models agree".

    Where many do not agree it names the segment that most of the others say. Nobody is sure of
    a customer like no other, nor of a part of what has no groups.

    Args:
        votes: how many of the refits say each segment.
        own: the place of the customer's segment.
        names: the segments'.
        grouped: whether customers form groups at all.
    """
    agreeing, refits = votes[own], sum(votes)
    counted = f"{agreeing} of {refits} retrained models agree"
    if unlike_anyone:
        return f"Not sure, as hardly anybody in the data is like this: {counted}"
    if agreeing / refits < FAIRLY_SURE:
        other = max((at for at in range(len(votes)) if at != own), key=lambda at: votes[at])
        return (
            f"Between segments: {agreeing} of {refits} retrained models say this one, "
            f"{votes[other]} say {names[other]}"
        )
    if not grouped:
        return f"No group of its own, only a part: {counted}"
    return f"{'Quite' if agreeing / refits >= QUITE_SURE else 'Fairly'} sure: {counted}"
