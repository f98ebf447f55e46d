"""Whether fewer customers lie between two segments than in them.

K-Means cuts a curve into pieces as tidy as groups are; but along a curve, the place between two
pieces is as full as the pieces.
"""

import numpy as np
from scipy.stats import gaussian_kde
from sklearn.metrics import pairwise_distances

# Of the density at the lower of the two peaks.
EMPTY = 0.7
# Along the line between two centres, which lie at 0 and 1.
PLACES = np.linspace(-0.5, 1.5, 201)


def has_valley(customers: np.ndarray, labels: np.ndarray) -> bool:
    """Whether any segment is parted by a valley from the one nearest to it.

    Args:
        customers: customers x features in the scaled space.
        labels: a segment for each, counted from 0, of two segments or more.
    """
    centres = np.stack(
        [customers[labels == label].mean(axis=0) for label in range(labels.max() + 1)]
    )
    apart = pairwise_distances(centres)
    np.fill_diagonal(apart, np.inf)
    pairs = {tuple(sorted((own, int(other)))) for own, other in enumerate(apart.argmin(axis=1))}
    return any(_depth(customers, labels, centres, *pair) < EMPTY for pair in sorted(pairs))


def _depth(
    customers: np.ndarray, labels: np.ndarray, centres: np.ndarray, one: int, other: int
) -> float:
    """The lowest density between two segments, as a share of the lower one's highest."""
    line = centres[other] - centres[one]
    theirs = customers[(labels == one) | (labels == other)]
    along = (theirs - centres[one]) @ line / (line @ line)
    if along.min() == along.max():
        return 1.0
    heights = gaussian_kde(along)(PLACES)
    middle = len(PLACES) // 2
    peaks = heights[:middle].argmax(), middle + heights[middle:].argmax()
    between = heights[peaks[0] : peaks[1] + 1]
    return float(between.min() / min(between[0], between[-1]))
