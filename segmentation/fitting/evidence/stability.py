"""Would other customers of the same kind have been segmented the same way?"""

from functools import partial
from itertools import chain
from typing import NamedTuple

import numpy as np

from segmentation.fitting.evidence.agreement import adjusted_rand
from segmentation.fitting.evidence.resamples import Resamples, resample, segment
from segmentation.fitting.evidence.silhouette import all_distances, mean_silhouettes
from segmentation.fitting.kmeans_at_once import nearest
from segmentation.fitting.parallel import for_each

PAIRS = 30
SPLITS = 10
RESTARTS = 5
# Pairs of samples, and numbers of segments, that are worked on at once.
TOGETHER, NUMBERS = 5, 3
# So often everything is measured again, each time of another sample.
REPEATS = 10
# Above so many customers the silhouettes of repeats are taken over some of them.
MOST_FOR_SILHOUETTES = 2_000


class Estimate(NamedTuple):
    """A figure and its standard error."""

    value: float
    error: float


class Repeat(NamedTuple):
    """What one number of segments comes to on a single sample of the customers.

    `stability` is the mean agreement with the other samples, `silhouette` that of all customers
    in the segments of this sample.
    """

    stability: float
    silhouette: float
    smallest_share: float


class Resampled(NamedTuple):
    """The stability of a number of segments, and the same for each of some samples alone."""

    stability: Estimate
    repeats: list[Repeat]


class Predicted(NamedTuple):
    """The prediction strength of a number of segments, and that of each split."""

    strength: Estimate
    repeats: list[float]


def stability(customers: np.ndarray, numbers: list[int], seed: int) -> list[Resampled]:
    """How alike are segmentations of bootstrap samples, for each number of segments.

    Two samples as large as the data are drawn with replacement and segmented; both
    segmentations are then carried over to all customers and compared by the adjusted Rand
    index: 1 is the same, 0 no more alike than chance. The mean over 30 such pairs.
    """
    seeds = np.random.SeedSequence([seed, 1]).spawn(PAIRS)
    together = [seeds[at : at + TOGETHER] for at in range(0, PAIRS, TOGETHER)]
    found = for_each(together, partial(_segmented, customers, numbers))
    # Numbers x samples x customers.
    labels = np.concatenate(found, axis=1)
    count = len(customers)
    some = np.linspace(0, count - 1, min(count, MOST_FOR_SILHOUETTES)).astype(int)
    share_distances = [labels[at : at + NUMBERS] for at in range(0, len(labels), NUMBERS)]
    return list(chain.from_iterable(for_each(share_distances, partial(_compared, customers, some))))


def prediction_strength(customers: np.ndarray, numbers: list[int], seed: int) -> list[Predicted]:
    """Tibshirani and Walther's prediction strength, for each number of segments.

    One half of the customers is segmented twice: for itself, and by the centres found in
    the other half. Of each segment's pairs of customers, a share is together in both; the
    strength is the smallest of these shares. The mean over 10 splits, each taken both ways.
    """
    seeds = np.random.SeedSequence([seed, 2]).spawn(SPLITS)
    half = len(customers) // 2
    orders = [np.random.default_rng(each).permutation(len(customers)) for each in seeds]
    halves = [
        resample(customers, [order[side] for order in orders], seeds)
        for side in (slice(half), slice(half, None))
    ]
    return for_each(numbers, partial(_predicted, *halves))


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


def _segmented(
    customers: np.ndarray, numbers: list[int], seeds: list[np.random.SeedSequence]
) -> np.ndarray:
    """Numbers x samples x customers: everybody's segment by that of each sample; two a seed."""
    drawn = []
    for each in seeds:
        random = np.random.default_rng(each)
        drawn += [random.integers(0, len(customers), len(customers)) for _ in range(2)]
    samples = resample(customers, drawn, [each for each in seeds for _ in range(2)])
    # As small as they can be, since they are sent from process to process.
    return np.array(
        [
            [nearest(customers, one.centres) for one in segment(samples, k, RESTARTS)]
            for k in numbers
        ],
        dtype=np.int8,
    )


def _compared(customers: np.ndarray, some: np.ndarray, labels: np.ndarray) -> list[Resampled]:
    """Args: labels, as `_segmented` makes them; some, positions of customers for silhouettes."""
    distances = all_distances(customers[some])
    return [_resampled(of_number.astype(np.intp), some, distances) for of_number in labels]


def _resampled(labels: np.ndarray, some: np.ndarray, distances: np.ndarray) -> Resampled:
    pairs = [adjusted_rand(*two) for two in zip(labels[::2], labels[1::2])]
    # One of each of ten pairs, against one of each of the others.
    firsts, others = labels[: 2 * REPEATS : 2], labels[2 * REPEATS :: 2]
    silhouettes = _silhouettes(distances, [one[some] for one in firsts])
    repeats = [
        Repeat(
            stability=float(np.mean([adjusted_rand(own, other) for other in others])),
            silhouette=silhouette,
            smallest_share=float(np.bincount(own).min() / len(own)),
        )
        for own, silhouette in zip(firsts, silhouettes)
    ]
    return Resampled(_estimate(pairs), repeats)


def _silhouettes(distances: np.ndarray, partitions: list[np.ndarray]) -> list[float]:
    # Of some customers, all may be in one segment.
    several = [labels.min() < labels.max() for labels in partitions]
    found = iter(
        mean_silhouettes(distances, [p for p, is_so in zip(partitions, several) if is_so])
        if any(several)
        else []
    )
    return [next(found) if is_so else 0.0 for is_so in several]


def _predicted(halves: Resamples, rests: Resamples, k: int) -> Predicted:
    # Halves of an odd number are of two sizes, and only one size is fitted at once.
    ones, others = segment(halves, k, RESTARTS), segment(rests, k, RESTARTS)
    strengths = []
    for at, (one, other) in enumerate(zip(ones, others)):
        ways = (
            share_of_pairs_kept(one.labels, nearest(halves.tables.customers[at], other.centres)),
            share_of_pairs_kept(other.labels, nearest(rests.tables.customers[at], one.centres)),
        )
        strengths.append(sum(ways) / 2)
    return Predicted(_estimate(strengths), strengths)


def _estimate(values: list[float]) -> Estimate:
    return Estimate(float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values))))
