"""What a reader of the segments should know of their limits, a sentence each."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from segmentation.fitting.evidence.agreement import adjusted_rand
from segmentation.fitting.kmeans_at_once import fit_at_once, nearest
from segmentation.fitting.pipeline import sampled
from segmentation.fitting.tables import Tables

# For each feature (Dolnicar, Grün, Leisch and Schmidt 2014).
FEWEST_CUSTOMERS = 70
GO_TOGETHER = 0.9
MOST_CUSTOMERS = 5_000
STARTS = 20
AS_GOOD, DIFFERENT = 1.001, 0.9


def few_customers(customers: int, features: int) -> list[str]:
    """That there are fewer than 70 customers for each feature, where that is so."""
    each = customers // features
    if each >= FEWEST_CUSTOMERS:
        return []
    return [
        f"There are {each:,} customers for each feature. Below {FEWEST_CUSTOMERS}, other customers "
        "of the same kind may give other segments, even where samples of these agree."
    ]


def going_together(scaled: np.ndarray, labels: Sequence[str]) -> list[str]:
    """Pairs of features that say nearly the same, and so count twice.

    Args:
        scaled: customers x features.
        labels: the features', as a sentence has them.
    """
    correlations = np.atleast_2d(np.corrcoef(scaled, rowvar=False))
    return [
        f"{labels[one][0].upper()}{labels[one][1:]} and {labels[other]} go together "
        f"(Pearson correlation {correlations[one, other]:.2f}): what they share counts twice."
        for one, other in combinations(range(len(labels)), 2)
        if abs(correlations[one, other]) >= GO_TOGETHER
    ]


def equally_good(scaled: np.ndarray, centres: np.ndarray, seed: int) -> list[str]:
    """That other segments fit these customers as well, where K-Means finds such.

    They fit as well where the inertia is at most a thousandth above the best, and are others
    where the adjusted Rand index is below .9; 20 starts on at most 5,000 customers.

    Args:
        scaled: customers x features.
        centres: segments x features, the model's.
    """
    sample = sampled(scaled, MOST_CUSTOMERS, seed)
    tables = Tables.of([sample]).some(np.zeros(STARTS, dtype=np.intp))
    found = fit_at_once(tables, len(centres), 1, range(seed, seed + STARTS))
    own = nearest(sample, centres)
    inertia = float(((sample - centres[own]) ** 2).sum())
    best = min(inertia, *(one.inertia for one in found))
    agreements = [adjusted_rand(own, one.labels) for one in found if one.inertia <= AS_GOOD * best]
    least = min(agreements, default=1.0)
    if least >= DIFFERENT:
        return []
    return [
        "Other segments fit these customers as well as these do: of 20 fits, one that is as good "
        f"agrees with this one by {round(least, 2) + 0.0:.2f}, where 1 is the same and 0 is chance."
    ]
