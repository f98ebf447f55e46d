"""Would other customers of the same kind have been segmented the same way?"""

from functools import partial
from typing import NamedTuple

import numpy as np
from sklearn.metrics import adjusted_rand_score

from segmentation.fitting.kmeans_at_once import Partition, fit_at_once, nearest
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
    pairs = [_two_samples(customers, each) for each in seeds]
    return _estimates(for_each(numbers, partial(_agreements, customers, pairs)))


def prediction_strength(customers: np.ndarray, numbers: list[int], seed: int) -> list[Estimate]:
    """Tibshirani and Walther's prediction strength, for each number of segments.

    One half of the customers is segmented twice: for itself, and by the centres found in
    the other half. Of each segment's pairs of customers, a share is together in both; the
    strength is the smallest of these shares. The mean over 10 splits, each taken both ways.
    """
    seeds = np.random.SeedSequence([seed, 2]).spawn(SPLITS)
    pairs = [_two_halves(customers, each) for each in seeds]
    return _estimates(for_each(numbers, partial(_strengths, pairs)))


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


class _Sample(NamedTuple):
    """Some of the customers x features, how many of them differ, the seed of its restarts."""

    customers: np.ndarray
    different: int
    seed: int


def _sample(customers: np.ndarray, seed: np.random.SeedSequence) -> _Sample:
    start = int(seed.generate_state(1)[0])
    return _Sample(customers, len(np.unique(customers, axis=0)), start)


def _two_samples(customers: np.ndarray, seed: np.random.SeedSequence) -> list[_Sample]:
    random, count = np.random.default_rng(seed), len(customers)
    return [_sample(customers[random.integers(0, count, count)], seed) for _ in range(2)]


def _two_halves(customers: np.ndarray, seed: np.random.SeedSequence) -> list[_Sample]:
    order = np.random.default_rng(seed).permutation(len(customers))
    half = len(order) // 2
    return [_sample(customers[at], seed) for at in (order[:half], order[half:])]


def _agreements(customers: np.ndarray, pairs: list[list[_Sample]], k: int) -> list[float]:
    found = _fit([sample for pair in pairs for sample in pair], k)
    labels = [nearest(customers, one.centres) for one in found]
    return [adjusted_rand_score(*two) for two in zip(labels[::2], labels[1::2])]


def _strengths(pairs: list[list[_Sample]], k: int) -> list[float]:
    # Halves of an odd number are of two sizes, and only one size is fitted at once.
    ones, others = (_fit([pair[at] for pair in pairs], k) for at in range(2))
    strengths = []
    for (half, rest), one, other in zip(pairs, ones, others):
        ways = (
            share_of_pairs_kept(one.labels, nearest(half.customers, other.centres)),
            share_of_pairs_kept(other.labels, nearest(rest.customers, one.centres)),
        )
        strengths.append(sum(ways) / 2)
    return strengths


def _fit(samples: list[_Sample], k: int) -> list[Partition]:
    # A bootstrap sample may hold fewer different customers than segments.
    most = np.array([min(k, sample.different) for sample in samples])
    found: dict[int, Partition] = {}
    for segments in np.unique(most).tolist():
        at = np.flatnonzero(most == segments).tolist()
        tables, seeds = [samples[n].customers for n in at], [samples[n].seed for n in at]
        found |= zip(at, fit_at_once(tables, segments, RESTARTS, seeds))
    return [found[at] for at in range(len(samples))]


def _estimates(by_number: list[list[float]]) -> list[Estimate]:
    values = np.array(by_number)
    errors = values.std(axis=1, ddof=1) / np.sqrt(values.shape[1])
    return [Estimate(float(m), float(e)) for m, e in zip(values.mean(axis=1), errors)]
