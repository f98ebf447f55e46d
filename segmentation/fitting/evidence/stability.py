"""Would other customers of the same kind have been segmented the same way?"""

from functools import partial
from typing import NamedTuple

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from segmentation.fitting.parallel import for_each

PAIRS = 30
SPLITS = 10
RESTARTS = 5


class Estimate(NamedTuple):
    """A figure and its standard error."""

    value: float
    error: float


def stability(customers: np.ndarray, numbers: list[int], seed: int) -> list[Estimate]:
    """How alike are segmentations of bootstrap samples, for each number of segments.

    Two samples as large as the data are drawn with replacement and segmented; both
    segmentations are then carried over to all customers and compared by the adjusted Rand
    index: 1 is the same, 0 no more alike than chance. The mean over 30 such pairs.
    """
    seeds = np.random.SeedSequence([seed, 1]).spawn(PAIRS)
    return _estimates(for_each(seeds, partial(_agreements, customers, numbers)))


def prediction_strength(customers: np.ndarray, numbers: list[int], seed: int) -> list[Estimate]:
    """Tibshirani and Walther's prediction strength, for each number of segments.

    One half of the customers is segmented twice: for itself, and by the centres found in
    the other half. Of each segment's pairs of customers, a share is together in both; the
    strength is the smallest of these shares. The mean over 10 splits, each taken both ways.
    """
    seeds = np.random.SeedSequence([seed, 2]).spawn(SPLITS)
    return _estimates(for_each(seeds, partial(_strengths, customers, numbers)))


def share_of_pairs_kept(own: np.ndarray, predicted: np.ndarray) -> float:
    """The smallest share, over the segments of `own`, of pairs that `predicted` keeps together.

    A segment of one customer has no pairs and counts as kept.
    """
    shares = [1.0]
    for label in np.unique(own):
        counts = np.bincount(predicted[own == label])
        size = counts.sum()
        if size > 1:
            shares.append(float((counts * (counts - 1)).sum() / (size * (size - 1))))
    return min(shares)


def _agreements(
    customers: np.ndarray, numbers: list[int], seed: np.random.SeedSequence
) -> list[float]:
    random = np.random.default_rng(seed)
    halves = [customers[random.integers(0, len(customers), len(customers))] for _ in range(2)]
    start = int(seed.generate_state(1)[0])
    found = [[_fit(half, k, start).predict(customers) for half in halves] for k in numbers]
    return [float(adjusted_rand_score(one, other)) for one, other in found]


def _strengths(
    customers: np.ndarray, numbers: list[int], seed: np.random.SeedSequence
) -> list[float]:
    order = np.random.default_rng(seed).permutation(len(customers))
    halves = customers[order[: len(order) // 2]], customers[order[len(order) // 2 :]]
    start = int(seed.generate_state(1)[0])
    strengths = []
    for k in numbers:
        one, other = (_fit(half, k, start) for half in halves)
        ways = (
            share_of_pairs_kept(one.labels_, other.predict(halves[0])),
            share_of_pairs_kept(other.labels_, one.predict(halves[1])),
        )
        strengths.append(sum(ways) / 2)
    return strengths


def _fit(customers: np.ndarray, k: int, seed: int) -> KMeans:
    # A bootstrap sample may hold fewer different customers than segments.
    most = min(k, len(np.unique(customers, axis=0)))
    return KMeans(most, n_init=RESTARTS, tol=1e-6, random_state=seed).fit(customers)


def _estimates(runs: list[list[float]]) -> list[Estimate]:
    values = np.array(runs)
    errors = values.std(axis=0, ddof=1) / np.sqrt(len(values))
    return [Estimate(float(m), float(e)) for m, e in zip(values.mean(axis=0), errors)]
