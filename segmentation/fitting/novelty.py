"""Customers unlike anyone the model was trained on."""

import numpy as np
from threadpoolctl import threadpool_limits

from segmentation.card.novelty import Novelty, squared_distances

FARTHEST_SHARE = 0.01
# Added to every feature's variance within segments: a hundredth of a standard deviation, squared.
# Where a feature does not vary within segments, or follows from others, the covariance has no
# inverse without it, and the least departure counts.
RIDGE = 1e-4
# How far beyond the lowest and highest seen, in the feature's standard deviations.
REACH = 0.5
LOWEST_THRESHOLD = 1.0
SMALLEST_REMAINDER = 1e-12


def fit_novelty(unclipped: np.ndarray, labels: np.ndarray) -> Novelty:
    """Learn how far customers lie from the middle of their segment.

    The threshold is the 99th percentile (by the median-unbiased estimate of Hyndman and Fan,
    1996) of the distances of customers to what the others alone say: distances to a mean and
    in a covariance that they are part of are too small where customers are few.

    Args:
        unclipped: customers x features, as `arithmetic.unclipped` returns them.
        labels: the customers' segments, from 0 up without gaps; one has two customers or more.
    """
    sizes = np.bincount(labels)
    centres = np.array([unclipped[labels == label].mean(axis=0) for label in range(len(sizes))])
    residuals = unclipped - centres[labels]
    freedom = max(len(unclipped) - len(sizes), 1)
    with threadpool_limits(1):
        scatter = residuals.T @ residuals
        precision = np.linalg.inv(scatter / freedom + RIDGE * np.eye(unclipped.shape[1]))
    distances = _left_out(squared_distances(residuals, precision), sizes[labels], freedom)
    threshold = np.quantile(distances, 1 - FARTHEST_SHARE, method="median_unbiased")
    reach = REACH * unclipped.std(axis=0)
    return Novelty(
        precision=precision.tolist(),
        centres=centres.tolist(),
        threshold=max(float(threshold), LOWEST_THRESHOLD),
        lowest=(unclipped.min(axis=0) - reach).tolist(),
        highest=(unclipped.max(axis=0) + reach).tolist(),
    )


def _left_out(squared: np.ndarray, sizes: np.ndarray, freedom: int) -> np.ndarray:
    """Squared distances of customers to what the others alone say, of those who have others.

    Exact by the Sherman-Morrison formula, but for the ridge's part.

    Args:
        squared: distances with the customer included.
        sizes: of each customer's segment.
        freedom: customers less segments.
    """
    shared = sizes > 1
    grown = sizes[shared] / (sizes[shared] - 1)
    remainder = np.maximum(1 - squared[shared] * grown / freedom, SMALLEST_REMAINDER)
    return squared[shared] * grown**2 / remainder * max(freedom - 1, 1) / freedom
