"""K-Means of many tables at once, as arithmetic on one array.

Scikit-learn's takes milliseconds to check a table and a few Python calls an iteration, which
for some hundred customers is nearly all of the time. The draws, the starts (greedy k-means++),
the order of steps and the end are scikit-learn's here, so the same seed gives the same
segments. Above 1,000 customers the starts are made on cells of near customers (see `cells`).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from segmentation.fitting.tables import Points, Tables

MOST_ITERATIONS = 300
# What the best start is carried on for with everybody, where it was made on cells.
MOST_CARRIED_ON = 20
TOLERANCE = 1e-6
# Five restarts of ten segments take 185 draws.
MADE_AT_ONCE = 400
# So many distances are held at once: they fit a core's own memory.
MOST_DISTANCES = 60_000


class Partition(NamedTuple):
    """Centres, segments x features; a segment for each customer; the sum of squared distances."""

    centres: np.ndarray
    labels: np.ndarray
    inertia: float


def fit_at_once(
    tables: Tables,
    segments: int,
    restarts: int,
    seeds: Sequence[int],
    *,
    tolerance: float = TOLERANCE,
) -> list[Partition]:
    """The best of some restarts of K-Means on each table.

    Args:
        tables: each with at least as many different customers as segments.
        seeds: one a table, as scikit-learn's `random_state`.
        tolerance: scikit-learn's `tol`.
    """
    everybody, for_starts = tables.everybody, tables.for_starts
    ends = tolerance * _variances(everybody)
    centres = _best_of_starts(for_starts, segments, restarts, seeds, ends)
    step = max(1, MOST_DISTANCES // (everybody.places.shape[2] * segments))
    found: list[Partition] = []
    for at in range(0, len(centres), step):
        some = slice(at, at + step)
        begun = centres[some]
        if for_starts is not everybody:
            begun = _lloyd(everybody.some(some), begun, ends[some], MOST_CARRIED_ON)
        found += _partitions(everybody.some(some), begun)
    return [one._replace(centres=one.centres + mean) for one, mean in zip(found, tables.means)]


def _variances(points: Points) -> np.ndarray:
    """Of each table, the mean of its features'."""
    shares = points.weights / points.weights.sum(axis=1, keepdims=True)
    return (points.places**2 @ shares[:, :, None])[:, :, 0].mean(axis=1)


def nearest(customers: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """The segment of each customer; of equally near ones the first."""
    return _labels(customers.T[None], centres[None])[0].astype(np.intp)


def _best_of_starts(
    points: Points,
    segments: int,
    restarts: int,
    seeds: Sequence[int],
    tolerances: np.ndarray,
) -> np.ndarray:
    """Tables x segments x features: where the best start of each table leads."""
    of_start = np.repeat(np.arange(len(points.places)), restarts)
    draws = _draws(segments, restarts, seeds)
    step = max(1, MOST_DISTANCES // (points.places.shape[2] * segments))
    centres, inertias = [], []
    for at in range(0, len(of_start), step):
        some = of_start[at : at + step]
        many = points.some(some)
        begun = _starts(many, draws[at : at + step], segments)
        centres.append(_lloyd(many, begun, tolerances[some], MOST_ITERATIONS))
        inertias.append(_inertias(many, centres[-1]))
    best = np.concatenate(inertias).reshape(-1, restarts).argmin(axis=1)
    return np.concatenate(centres)[np.arange(len(best)) * restarts + best]


def _trials(segments: int) -> int:
    return 2 + int(np.log(segments))


def _draws(segments: int, restarts: int, seeds: Sequence[int]) -> np.ndarray:
    """Starts of all tables x draws between 0 and 1, as scikit-learn makes them."""
    each = 1 + (segments - 1) * _trials(segments)
    needed = restarts * each
    length = -(-needed // MADE_AT_ONCE) * MADE_AT_ONCE
    streams = [_stream(int(seed), length)[:needed] for seed in seeds]
    return np.concatenate(streams).reshape(-1, each)


@lru_cache(maxsize=256)
def _stream(seed: int, length: int) -> np.ndarray:
    # Every number of segments begins with the same draws, and a generator takes long to begin.
    return np.random.RandomState(seed).random_sample(length)


def _starts(points: Points, draws: np.ndarray, segments: int) -> np.ndarray:
    """Greedy k-means++: of some points drawn by their distance, the one that lowers it most."""
    places, weights = points
    trials, all_ = _trials(segments), np.arange(len(places))
    squares = (places**2).sum(axis=1)
    at = _drawn(weights, draws[:, :1], side="right")
    centres = np.empty((len(places), segments, places.shape[1]), dtype=places.dtype)
    centres[:, 0] = places[all_, :, at[:, 0]]
    closest = _distances(places, squares, at)[:, 0]
    for segment in range(1, segments):
        first = 1 + (segment - 1) * trials
        at = _drawn(closest * weights, draws[:, first : first + trials])
        closer = np.minimum(_distances(places, squares, at), closest[:, None])
        best = (closer @ weights[:, :, None])[:, :, 0].argmin(axis=1)
        closest = closer[all_, best]
        centres[:, segment] = places[all_, :, at[all_, best]]
    return centres


def _drawn(shares: np.ndarray, draws: np.ndarray, side: str = "left") -> np.ndarray:
    """Starts x draws: points, drawn by their shares."""
    up_to = shares.cumsum(axis=1)
    found = [line.searchsorted(some * line[-1], side=side) for line, some in zip(up_to, draws)]
    return np.minimum(found, shares.shape[1] - 1)


def _distances(places: np.ndarray, squares: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Starts x points at these positions x all points: squared distances."""
    there = np.take_along_axis(places, at[:, None, :], axis=2)
    products = there.transpose(0, 2, 1) @ places
    both = np.take_along_axis(squares, at, axis=1)[:, :, None] + squares[:, None]
    return np.maximum(both - 2 * products, 0)


def _lloyd(points: Points, centres: np.ndarray, tolerances: np.ndarray, most: int) -> np.ndarray:
    """From starts to where they lead; those that are there are carried on no further."""
    ended = np.empty_like(centres)
    going = np.arange(len(centres))
    weighted = _weighted(points)
    before = np.full(points.weights.shape, -1, dtype=np.int8)
    for _ in range(most):
        labels = _labels(points.places, centres)
        moved = _means(points, weighted, labels, centres)
        shifts = ((moved - centres) ** 2).sum(axis=(1, 2))
        over = (labels == before).all(axis=1) | (shifts <= tolerances[going])
        ended[going[over]] = moved[over]
        if over.all():
            return ended
        before, centres = labels, moved
        if over.any():
            on = ~over
            going, points, before, centres = going[on], points.some(on), before[on], centres[on]
            weighted = weighted[on]
    ended[going] = centres
    return ended


def _inertias(points: Points, centres: np.ndarray) -> np.ndarray:
    apart = _apart(points.places, centres, _labels(points.places, centres))
    return (apart * points.weights).sum(axis=1)


def _partitions(points: Points, centres: np.ndarray) -> list[Partition]:
    labels = _labels(points.places, centres)
    inertias = (_apart(points.places, centres, labels) * points.weights).sum(axis=1)
    return [Partition(*one) for one in zip(centres, labels.astype(np.intp), inertias.tolist())]


def _apart(places: np.ndarray, centres: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Starts x points: squared distances to the own centre."""
    own = np.take_along_axis(centres, labels[:, :, None].astype(np.intp), axis=1)
    return ((places - own.transpose(0, 2, 1)) ** 2).sum(axis=1)


def _labels(places: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Starts x points. So it takes a fifth of what NumPy's argmin takes."""
    distances = (-2 * centres) @ places
    distances += (centres**2).sum(axis=2)[:, :, None]
    least = distances[:, 0].copy()
    labels = np.zeros(least.shape, dtype=np.int8)
    for segment in range(1, centres.shape[1]):
        other = distances[:, segment]
        # The nearest so far is the last one that was nearer than all before it.
        nearer = (other < least).view(np.int8) * np.int8(segment)
        np.maximum(labels, nearer, out=labels)
        np.minimum(least, other, out=least)
    return labels


def _weighted(points: Points) -> np.ndarray:
    """Tables x points x features and one more: places times weights, and the weights."""
    weights = points.weights[:, :, None]
    return np.concatenate([points.places.transpose(0, 2, 1) * weights, weights], axis=2)


def _means(
    points: Points, weighted: np.ndarray, labels: np.ndarray, centres: np.ndarray
) -> np.ndarray:
    """The centres of the points with each label; `weighted` as `_weighted` makes them."""
    numbers = np.arange(centres.shape[1], dtype=np.int8)[:, None]
    both = (labels[:, None] == numbers).astype(weighted.dtype) @ weighted
    sums, sizes = both[:, :, :-1], both[:, :, -1]
    for at in np.flatnonzero((sizes == 0).any(axis=1)):
        _fill_empty(points.some(at), labels[at], centres[at], sums[at], sizes[at])
    means = sums / np.maximum(sizes, 1)[:, :, None]
    # Nobody to fill it with: it lies where the largest segment does.
    largest = np.take_along_axis(means, sizes.argmax(axis=1)[:, None, None], axis=1)
    return np.where(sizes[:, :, None] > 0, means, largest)


def _fill_empty(
    points: Points, labels: np.ndarray, centres: np.ndarray, sums: np.ndarray, sizes: np.ndarray
) -> None:
    """Move the points farthest from their centres into segments that have nobody."""
    places, weights = points.places.T, points.weights
    empty = np.flatnonzero(sizes == 0)
    apart = ((places - centres[labels]) ** 2).sum(axis=1) * (weights > 0)
    if not apart.max():
        return
    farthest = np.argpartition(apart, -len(empty))[: -len(empty) - 1 : -1]
    for segment, at in zip(empty, farthest):
        weight = weights[at]
        sums[labels[at]] -= weight * places[at]
        sizes[labels[at]] -= weight
        sums[segment], sizes[segment] = weight * places[at], weight
