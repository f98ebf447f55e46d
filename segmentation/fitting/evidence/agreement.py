"""How alike two partitions of the same customers are."""

import numpy as np


def adjusted_rand(own: np.ndarray, other: np.ndarray) -> float:
    """The adjusted Rand index (Hubert and Arabie 1985): 1 the same, 0 no more than chance.

    Scikit-learn's takes twenty times as long, for checking what it is given.

    Args:
        own, other: a segment for each customer, counted from 0.
    """
    both = contingency(own, other, (int(own.max()) + 1, int(other.max()) + 1))
    pairs = _pairs(both).sum()
    in_own, in_other = _pairs(both.sum(axis=1)).sum(), _pairs(both.sum(axis=0)).sum()
    by_chance = in_own * in_other / max(_pairs(len(own)), 1)
    most = (in_own + in_other) / 2
    return 1.0 if most == by_chance else float((pairs - by_chance) / (most - by_chance))


def contingency(own: np.ndarray, other: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """How many customers are in which group of both partitions, own x other.

    Args:
        own, other: as for `adjusted_rand`.
        shape: how many groups there are in each.
    """
    rows, columns = shape
    counts = np.bincount(own * columns + other, minlength=rows * columns)
    return counts.reshape(rows, columns)


def jaccard(new: np.ndarray, old: np.ndarray, *, shape: tuple[int, int]) -> np.ndarray:
    """Overlap of each new segment with each old one: customers in both, of those in either.

    Args:
        new, old: two positions for each customer.
        shape: how many new and old segments there are.

    Returns:
        New x old, from 0 to 1; NaN where neither has a customer.
    """
    both = np.zeros(shape)
    np.add.at(both, (new, old), 1)
    either = both.sum(axis=1, keepdims=True) + both.sum(axis=0) - both
    return np.divide(both, either, out=np.full(shape, np.nan), where=either > 0)


def _pairs(sizes: np.ndarray | int) -> np.ndarray | float:
    return sizes * (sizes - 1) / 2
