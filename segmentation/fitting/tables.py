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
        return _made(customers, np.ones(customers.shape[:2]), None)

    @staticmethod
    def drawn(
        customers: np.ndarray, drawn: Sequence[np.ndarray], cells: np.ndarray | None = None
    ) -> "Tables":
        """Samples of customers x features.

        Args:
            drawn: positions, of each sample as many; those of one customer may repeat.
            cells: of the customers, for all samples; unless given each gets its own.
        """
        if len(drawn[0]) <= MOST_FOR_STARTS:
            return Tables.of([customers[at] for at in drawn])
        positions, weights = _each_once(drawn)
        return _made(customers[positions], weights, None if cells is None else cells[positions])

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


def _made(customers: np.ndarray, weights: np.ndarray, cells: np.ndarray | None) -> Tables:
    share = weights / weights.sum(axis=1, keepdims=True)
    means = customers.mean(axis=1) if (weights == 1).all() else (share[:, None] @ customers)[:, 0]
    centred = customers - means[:, None]
    everybody = Points(np.ascontiguousarray(centred.transpose(0, 2, 1)), weights)
    if int(weights[0].sum()) <= MOST_FOR_STARTS:
        return Tables(customers, means, everybody, everybody)
    if cells is None:
        cells = [cells_of(table, often) for table, often in zip(customers, weights)]
    return Tables(customers, means, everybody, _condensed(centred, weights, cells))


def _condensed(centred: np.ndarray, weights: np.ndarray, cells: Sequence[np.ndarray]) -> Points:
    count = 1 + max(int(each.max()) for each in cells)
    made = [condensed(*table, count) for table in zip(centred, weights, cells)]
    places, sizes = zip(*made)
    return Points(np.ascontiguousarray(np.stack(places).transpose(0, 2, 1)), np.stack(sizes))
