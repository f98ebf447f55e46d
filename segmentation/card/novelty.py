"""How far from a segment a customer may lie, and who lies farther."""

import numpy as np
from pydantic import BaseModel


class Novelty(BaseModel, frozen=True):
    """How far from a segment a customer may lie, in the unclipped space (`arithmetic.unclipped`).

    `precision` is the inverse of the covariance pooled within segments, features x
    features; `centres` the segments' means, segments x features; `threshold` a squared
    Mahalanobis distance; `lowest` and `highest` bound each feature by itself.
    """

    precision: list[list[float]]
    centres: list[list[float]]
    threshold: float
    lowest: list[float]
    highest: list[float]


def is_unlike_anyone(novelty: Novelty, unclipped: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Whether each customer lies too far from their segment, or beyond all on some feature.

    Args:
        unclipped: customers x features, as `arithmetic.unclipped` returns them.
        labels: the customers' segments.
    """
    residuals = unclipped - np.array(novelty.centres)[labels]
    far = squared_distances(residuals, np.array(novelty.precision)) > novelty.threshold
    beyond = (unclipped < novelty.lowest) | (unclipped > novelty.highest)
    return far | beyond.any(axis=1)


def squared_distances(residuals: np.ndarray, precision: np.ndarray) -> np.ndarray:
    return np.einsum("ij,jk,ik->i", residuals, precision, residuals)
