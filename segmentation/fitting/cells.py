"""Many customers as few cells of near ones, each a point with a weight.

K-Means on the cells leads about where it leads on all customers, in a fraction of the time
(Zhang, Ramakrishnan and Livny 1996): starts are tried on them, and only the best one is carried
on with everybody.
"""

import numpy as np

# Each halves the cells of the one before; 2 to the 8th are 256.
HALVINGS = 8


def cells_of(customers: np.ndarray) -> np.ndarray:
    """The cell of each customer, counted from 0: at most 256 cells.

    Every cell is halved at its mean, along the feature on which it is widest, eight times.

    Args:
        customers: customers x features.
    """
    once = np.ones(len(customers))
    cells = np.zeros(len(customers), dtype=np.intp)
    for _ in range(HALVINGS):
        points, sizes = condensed(customers, once, cells)
        apart = customers - points[cells]
        spread = _sums(apart**2, cells, len(sizes))
        widest = spread.argmax(axis=1)
        above = apart[np.arange(len(apart)), widest[cells]] > 0
        cells = _without_gaps(2 * cells + above)
    return cells


def condensed(
    customers: np.ndarray, weights: np.ndarray, cells: np.ndarray, count: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Cells x features: the mean of each cell's customers; and how many these are.

    Args:
        weights: how often each customer is there.
        count: of the cells, where not all of them hold a customer; an empty one lies at 0.
    """
    sizes = np.bincount(cells, weights, count)
    sums = _sums(customers * weights[:, None], cells, len(sizes))
    return sums / np.maximum(sizes, 1)[:, None], sizes


def _sums(customers: np.ndarray, cells: np.ndarray, count: int) -> np.ndarray:
    columns = [np.bincount(cells, column, count) for column in customers.T]
    return np.stack(columns, axis=1)


def _without_gaps(numbers: np.ndarray) -> np.ndarray:
    """The same numbers counted from 0 in their order, those left out that nobody has."""
    is_there = np.bincount(numbers) > 0
    return (is_there.cumsum() - 1)[numbers]
