"""The mean silhouette (Rousseeuw 1987) of many partitions that share the same distances.

Scikit-learn's goes through the customers one by one, which took four tenths of the time that
a judgement of the structure takes; all sums by segment are one product of matrices here.
"""

from collections.abc import Sequence

import numpy as np


def mean_silhouettes(distances: np.ndarray, partitions: Sequence[np.ndarray]) -> list[float]:
    """The same as scikit-learn's `silhouette_score` of distances, for each partition.

    Args:
        distances: customers x customers; sums are added in their precision.
        partitions: a segment for each customer, counted from 0, of two segments or more.
    """
    members = [np.eye(labels.max() + 1, dtype=distances.dtype)[labels] for labels in partitions]
    ends = np.cumsum([len(one.T) for one in members])[:-1]
    sums = np.split(distances @ np.hstack(members), ends, axis=1)
    return [_mean_silhouette(of_segments, labels) for of_segments, labels in zip(sums, partitions)]


def all_distances(customers: np.ndarray) -> np.ndarray:
    """Customers x customers in single precision: a mean silhouette is exact to some 1e-5.

    A fifth of the time that scikit-learn's take.
    """
    single = (customers - customers.mean(axis=0)).astype(np.float32)
    squares = (single**2).sum(axis=1)
    distances = single @ (-2 * single.T)
    distances += squares[:, None]
    distances += squares
    np.maximum(distances, 0, out=distances)
    np.fill_diagonal(distances, 0)
    return np.sqrt(distances, out=distances)


def _mean_silhouette(sums: np.ndarray, labels: np.ndarray) -> float:
    """Args: sums, customers x segments: of each customer's distances to a segment's."""
    sizes, customers = np.bincount(labels), np.arange(len(labels))
    within = sums[customers, labels] / np.maximum(sizes[labels] - 1, 1)
    # A label that nobody has is nobody's nearest other segment.
    means = np.divide(sums, sizes, out=np.full_like(sums, np.inf), where=sizes > 0)
    means[customers, labels] = np.inf
    nearest = means.min(axis=1)
    larger = np.maximum(within, nearest)
    apart = np.divide(nearest - within, larger, out=np.zeros_like(larger), where=larger > 0)
    return float(np.where(sizes[labels] > 1, apart, 0.0).mean())
