"""How sure the model is about a customer: how many retrained models say the same."""

import warnings
from dataclasses import replace

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist
from sklearn.exceptions import ConvergenceWarning

from segmentation.pipeline import fit_kmeans
from segmentation.recipes.recipe import Settings

REFITS = 30
MOST_PER_REFIT = 10_000
QUITE_SURE, FAIRLY_SURE = 0.9, 0.7


def refit(
    scaled: np.ndarray, centres: np.ndarray, settings: Settings, *, refits: int = REFITS
) -> np.ndarray:
    """Fit K-Means again to bootstrap samples of the customers.

    Each refit draws as many customers as there are, with replacement, but at most
    10,000, and makes all of the model's restarts: begun at the model's own centres it
    would seldom leave them, and the model would look surer than it is.

    Args:
        scaled: customers x features, as the model was fitted to them.
        centres: segments x features, the model's.
        settings: the model's; its seed decides the samples too.

    Returns:
        Refits x segments x features: centres, each in the place of the model's segment
        it is matched with (Hungarian method, least sum of squared distances).
    """
    random = np.random.default_rng(settings.seed)
    count = min(len(scaled), MOST_PER_REFIT)
    fitted = []
    for _ in range(refits):
        sample = scaled[random.integers(len(scaled), size=count)]
        own = replace(settings, seed=int(random.integers(2**31)))
        fitted.append(_matched(_fitted_centres(sample, len(centres), own), centres))
    return np.stack(fitted)


def certainty(refits: np.ndarray, scaled: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The share of refits in which each customer is in the same segment.

    Args:
        refits: as `refit` returns them.
        scaled: customers x features.
        labels: the customers' segments by the model.
    """
    agreeing = sum(cdist(scaled, centres).argmin(axis=1) == labels for centres in refits)
    return agreeing / len(refits)


def how_sure(agreeing: int, refits: int) -> str:
    """In words, and in how many retrained models: "Quite sure: 27 of 30 retrained models agree"."""
    share = agreeing / refits
    if share >= QUITE_SURE:
        words = "Quite sure"
    else:
        words = "Fairly sure" if share >= FAIRLY_SURE else "Between segments"
    return f"{words}: {agreeing} of {refits} retrained models agree"


def _fitted_centres(sample: np.ndarray, segments: int, settings: Settings) -> np.ndarray:
    with warnings.catch_warnings():
        # A small sample may hold fewer different customers than segments; two centres are then
        # one, which is what a retrain on those customers would find.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return fit_kmeans(sample, segments, settings).cluster_centers_


def _matched(found: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """The centres found, in the order of the model's that they are matched with."""
    _, order = linear_sum_assignment(cdist(centres, found, "sqeuclidean"))
    return found[order]
