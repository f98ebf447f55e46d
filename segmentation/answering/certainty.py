"""How sure the model is about a customer: how many retrained models say the same."""

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


def how_sure(agreeing: int, refits: int) -> str:
    """In words and as a count: "Quite sure: 96 of 100 retrained models agree"."""
    share = agreeing / refits
    if share >= QUITE_SURE:
        words = "Quite sure"
    else:
        words = "Fairly sure" if share >= FAIRLY_SURE else "Between segments"
    return f"{words}: {agreeing} of {refits} retrained models agree"
