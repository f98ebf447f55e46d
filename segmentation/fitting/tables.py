"""Tables of customers as `kmeans_at_once` takes them: many of one size, as one array.

Above 1,000 customers the starts are made on cells of near ones (see `cells`), and who was drawn
into a sample several times is one point with their weight: a bootstrap sample holds 63 of 100.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from segmentation.fitting.cells import cells_of, condensed

# Above so many customers starts are made on cells of them.
MOST_FOR_STARTS = 1_000


class Points(NamedTuple):
    """Tables x features x points, and tables x points: how many customers each stands for."""

    places: np.ndarray
    weights: np.ndarray

    def some(self, at) -> "Points":
        return Points(self.places[at], self.weights[at])


class Tables(NamedTuple):
    """Tables to fit K-Means to at once, with one number of segments after the other.

    `customers` is tables x customers x features, `means` each table's, `everybody` the customers
    about it; starts are made on `for_starts`, which are cells of near customers where these are
    many.
    """

    customers: np.ndarray
    means: np.ndarray
    everybody: Points
    for_starts: Points

    @staticmethod
    def of(tables: Sequence[np.ndarray]) -> "Tables":
        """Args: tables, customers x features, all of one shape."""
        customers = np.stack(tables)
        means, weights = customers.mean(axis=1), np.ones(customers.shape[:2])
        if customers.shape[1] <= MOST_FOR_STARTS:
            everybody = _points(customers - means[:, None], weights, float)
            return Tables(customers, means, everybody, everybody)
        return _of_many(customers, means, weights, [cells_of(table) for table in customers])

    @staticmethod
    def drawn(customers: np.ndarray, drawn: Sequence[np.ndarray]) -> "Tables":
        """Samples of customers x features; their cells are those of all customers.

        Args:
            drawn: positions, of each sample as many; those of one customer may repeat.
        """
        if len(drawn[0]) <= MOST_FOR_STARTS:
            return Tables.of([customers[at] for at in drawn])
        positions, weights = _each_once(drawn)
        samples = customers[positions]
        means = (weights[:, None] @ samples)[:, 0] / len(drawn[0])
        return _of_many(samples, means, weights, cells_of(customers)[positions])

    def some(self, at: np.ndarray) -> "Tables":
        """The tables at these positions."""
        points = self.everybody.some(at), self.for_starts.some(at)
        return Tables(self.customers[at], self.means[at], *points)


def _each_once(drawn: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Samples x positions without repeats, and how often each is drawn.

    The shorter samples are filled up with positions that nobody drew.
    """
    each = [np.unique(at, return_counts=True) for at in drawn]
    shape = len(each), max(len(at) for at, _ in each)
    positions, weights = np.zeros(shape, dtype=np.intp), np.zeros(shape)
    for row, (at, often) in enumerate(each):
        positions[row, : len(at)], weights[row, : len(at)] = at, often
    return positions, weights


def _of_many(
    customers: np.ndarray, means: np.ndarray, weights: np.ndarray, cells: Sequence[np.ndarray]
) -> Tables:
    """In single precision: among so many, half of the time, and nobody lies that near a border."""
    centred = customers - means[:, None]
    count = 1 + max(int(each.max()) for each in cells)
    made = [condensed(*table, count) for table in zip(centred, weights, cells)]
    for_starts = _points(*map(np.stack, zip(*made)), np.float32)
    return Tables(customers, means, _points(centred, weights, np.float32), for_starts)


def _points(places: np.ndarray, weights: np.ndarray, kind: type) -> Points:
    """Args: places, tables x points x features."""
    turned = np.ascontiguousarray(places.transpose(0, 2, 1), dtype=kind)
    return Points(turned, weights.astype(kind))
