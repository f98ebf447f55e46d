"""K-Means of many small tables at once, as arithmetic on one array.

Scikit-learn's takes milliseconds to check a table and a few Python calls an iteration, which
for some hundred customers is nearly all of the time. The draws, the starts (greedy k-means++),
the order of steps and the end are scikit-learn's here, so the same seed gives the same
segments; above 1,000 customers the starts are tried on so many of them.
"""

import warnings
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning

MOST_FOR_STARTS = 1_000
MOST_ITERATIONS = 300
TOLERANCE = 1e-6
# So many distances are held at once, a few megabytes.
MOST_DISTANCES = 250_000


class Partition(NamedTuple):
    """Centres, segments x features; a segment for each customer; the sum of squared distances."""

    centres: np.ndarray
    labels: np.ndarray
    inertia: float


def fit_at_once(
    tables: Sequence[np.ndarray],
    segments: int,
    restarts: int,
    seeds: Sequence[int],
    *,
    tolerance: float = TOLERANCE,
    most_for_starts: int = MOST_FOR_STARTS,
) -> list[Partition]:
    """The best of some restarts of K-Means on each table.

    Args:
        tables: customers x features, all of one shape, each with at least as many different
            customers as segments.
        seeds: one a table, as scikit-learn's `random_state`.
        tolerance: scikit-learn's `tol`.
        most_for_starts: above so many customers all restarts are made on that many of them,
            and only the best one is carried on with everybody.
    """
    step = max(1, MOST_DISTANCES // (min(len(tables[0]), most_for_starts) * segments * restarts))
    found = []
    for at in range(0, len(tables), step):
        some, their = np.stack(tables[at : at + step]), seeds[at : at + step]
        means = some.mean(axis=1, keepdims=True)
        turned = np.ascontiguousarray((some - means).transpose(0, 2, 1))
        ends = tolerance * turned.var(axis=2).mean(axis=1)
        few = _some_customers(turned, most_for_starts, their)
        best = _best_of_starts(few, segments, restarts, their, ends)
        found += [one._replace(centres=one.centres + mean) for one, mean in zip(best, means)]
    if len(tables[0]) <= most_for_starts:
        return found
    return [_carried_on(*one, tolerance) for one in zip(tables, found)]


def nearest(customers: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """The segment of each customer; of equally near ones the first."""
    return _labels(customers.T[None], centres[None])[0].astype(np.intp)


def _some_customers(turned: np.ndarray, most: int, seeds: Sequence[int]) -> np.ndarray:
    """Of each table so many customers, drawn by its seed and kept in their order."""
    if turned.shape[2] <= most:
        return turned
    drawn = [
        np.random.default_rng(seed).choice(turned.shape[2], most, replace=False) for seed in seeds
    ]
    return np.take_along_axis(turned, np.sort(drawn)[:, None], axis=2)


def _carried_on(customers: np.ndarray, begun: Partition, tolerance: float) -> Partition:
    """What a start leads to with everybody; scikit-learn is the faster one for one large table."""
    kmeans = KMeans(len(begun.centres), init=begun.centres, n_init=1, tol=tolerance)
    with warnings.catch_warnings():
        # Customers may be alike; two centres are then one.
        warnings.simplefilter("ignore", ConvergenceWarning)
        kmeans.fit(customers)
    return Partition(kmeans.cluster_centers_, kmeans.labels_, float(kmeans.inertia_))


def _best_of_starts(
    turned: np.ndarray,
    segments: int,
    restarts: int,
    seeds: Sequence[int],
    tolerances: np.ndarray,
) -> list[Partition]:
    of_table = np.repeat(np.arange(len(turned)), restarts)
    many = turned[of_table]
    centres = _starts(many, _draws(segments, restarts, seeds), segments)
    found = _lloyd(many, centres, tolerances[of_table])
    return [
        min(found[at : at + restarts], key=lambda one: one.inertia)
        for at in range(0, len(found), restarts)
    ]


def _trials(segments: int) -> int:
    return 2 + int(np.log(segments))


def _draws(segments: int, restarts: int, seeds: Sequence[int]) -> np.ndarray:
    """Starts of all tables x draws between 0 and 1, as scikit-learn makes them."""
    each = 1 + (segments - 1) * _trials(segments)
    draws = [np.random.RandomState(seed).random_sample((restarts, each)) for seed in seeds]
    return np.concatenate(draws)


def _starts(turned: np.ndarray, draws: np.ndarray, segments: int) -> np.ndarray:
    """Greedy k-means++: of some customers drawn by their distance, the one that lowers it most."""
    trials, all_ = _trials(segments), np.arange(len(turned))
    squares = (turned**2).sum(axis=1)
    at = _drawn(np.ones_like(squares), draws[:, :1], side="right")
    centres = np.empty((len(turned), segments, turned.shape[1]))
    centres[:, 0] = turned[all_, :, at[:, 0]]
    closest = _distances(turned, squares, at)[:, 0]
    for segment in range(1, segments):
        first = 1 + (segment - 1) * trials
        at = _drawn(closest, draws[:, first : first + trials])
        closer = np.minimum(_distances(turned, squares, at), closest[:, None])
        best = closer.sum(axis=2).argmin(axis=1)
        closest = closer[all_, best]
        centres[:, segment] = turned[all_, :, at[all_, best]]
    return centres


def _drawn(shares: np.ndarray, draws: np.ndarray, side: str = "left") -> np.ndarray:
    """Starts x draws: customers, drawn by their shares."""
    up_to = shares.cumsum(axis=1)
    found = [line.searchsorted(some * line[-1], side=side) for line, some in zip(up_to, draws)]
    return np.minimum(found, shares.shape[1] - 1)


def _distances(turned: np.ndarray, squares: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Starts x customers at these places x all customers: squared distances."""
    there = np.take_along_axis(turned, at[:, None, :], axis=2)
    products = there.transpose(0, 2, 1) @ turned
    both = np.take_along_axis(squares, at, axis=1)[:, :, None] + squares[:, None]
    return np.maximum(both - 2 * products, 0)


def _lloyd(turned: np.ndarray, centres: np.ndarray, tolerances: np.ndarray) -> list[Partition]:
    """From starts to where they lead; those that are there are carried on no further."""
    ended: dict[int, np.ndarray] = {}
    going, ours = np.arange(len(turned)), turned
    before = np.full((len(turned), turned.shape[2]), -1, dtype=np.int8)
    for _ in range(MOST_ITERATIONS):
        labels = _labels(ours, centres)
        moved = _means(ours, labels, centres)
        shifts = ((moved - centres) ** 2).sum(axis=(1, 2))
        over = (labels == before).all(axis=1) | (shifts <= tolerances[going])
        ended |= dict(zip(going[over], moved[over]))
        if over.all():
            going = going[:0]
            break
        before, centres = labels, moved
        if over.any():
            on = ~over
            going, ours, before, centres = going[on], ours[on], before[on], centres[on]
    ended |= dict(zip(going, centres[: len(going)]))
    return _partitions(turned, np.stack([ended[at] for at in range(len(turned))]))


def _partitions(turned: np.ndarray, centres: np.ndarray) -> list[Partition]:
    labels = _labels(turned, centres)
    own = np.take_along_axis(centres, labels[:, :, None].astype(np.intp), axis=1)
    inertias = ((turned - own.transpose(0, 2, 1)) ** 2).sum(axis=(1, 2))
    return [Partition(*one) for one in zip(centres, labels.astype(np.intp), inertias.tolist())]


def _labels(turned: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Tables x customers. One comparison a segment is faster than NumPy's argmin."""
    distances = (-2 * centres) @ turned
    distances += (centres**2).sum(axis=2)[:, :, None]
    least = distances[:, 0].copy()
    labels = np.zeros(least.shape, dtype=np.int8)
    for segment in range(1, centres.shape[1]):
        other = distances[:, segment]
        labels[other < least] = segment
        np.minimum(least, other, out=least)
    return labels


def _means(turned: np.ndarray, labels: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """The centres of the customers with each label."""
    numbers = np.arange(centres.shape[1], dtype=np.int8)[:, None]
    members = (labels[:, None] == numbers).astype(float)
    sizes = members.sum(axis=2)
    sums = members @ turned.transpose(0, 2, 1)
    for at in np.flatnonzero((sizes == 0).any(axis=1)):
        _fill_empty(turned[at].T, labels[at], centres[at], sums[at], sizes[at])
    means = sums / np.maximum(sizes, 1)[:, :, None]
    # Nobody to fill it with: it lies where the largest segment does.
    largest = np.take_along_axis(means, sizes.argmax(axis=1)[:, None, None], axis=1)
    return np.where(sizes[:, :, None] > 0, means, largest)


def _fill_empty(
    customers: np.ndarray,
    labels: np.ndarray,
    centres: np.ndarray,
    sums: np.ndarray,
    sizes: np.ndarray,
) -> None:
    """Move the customers farthest from their centres into segments that have nobody."""
    empty = np.flatnonzero(sizes == 0)
    apart = ((customers - centres[labels]) ** 2).sum(axis=1)
    if not apart.max():
        return
    farthest = np.argpartition(apart, -len(empty))[: -len(empty) - 1 : -1]
    for segment, at in zip(empty, farthest):
        sums[labels[at]] -= customers[at]
        sizes[labels[at]] -= 1
        sums[segment], sizes[segment] = customers[at], 1
