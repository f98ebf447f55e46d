"""How sure the model is about a customer: how many retrained models say the same."""

import warnings
from functools import partial

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning

from segmentation.fitting.parallel import for_each
from segmentation.recipes.recipe import Settings

# Measured against 30 refits with 20 restarts, and others: see docs/method.md.
REFITS, MOST_RESTARTS = 100, 10
MOST_PER_REFIT = 10_000


def refit(
    scaled: np.ndarray, centres: np.ndarray, settings: Settings, *, refits: int = REFITS
) -> np.ndarray:
    """Fit K-Means again to bootstrap samples of the customers.

    Each refit draws as many customers as there are, with replacement, but at most
    10,000, and makes the model's restarts, at most 10. It does not begin at the model's
    centres: it would seldom leave them, and the model would look surer than it is.

    Args:
        scaled: customers x features, as the model was fitted to them.
        centres: segments x features, the model's.
        settings: the model's; its seed decides the samples too.

    Returns:
        Refits x segments x features: centres, each in the place of the model's segment
        it is matched with (Hungarian method, least sum of squared distances).
    """
    seeds = np.random.SeedSequence([settings.seed, 4]).spawn(refits)
    return np.stack(for_each(seeds, partial(_refit_once, scaled, centres, settings)))


def no_refits(centres: np.ndarray) -> np.ndarray:
    """What stands for refits in a model that was trained without them."""
    return np.empty((0, *centres.shape))


def _refit_once(
    scaled: np.ndarray, centres: np.ndarray, settings: Settings, seed: np.random.SeedSequence
) -> np.ndarray:
    random = np.random.default_rng(seed)
    drawn, times = _bootstrap(len(scaled), len(centres), random)
    kmeans = KMeans(
        n_clusters=len(centres),
        n_init=min(settings.restarts, MOST_RESTARTS),
        tol=settings.tolerance,
        random_state=int(random.integers(2**31)),
    )
    with warnings.catch_warnings():
        # The customers drawn may be alike; two centres are then one, which is what a retrain
        # on those customers would find.
        warnings.simplefilter("ignore", ConvergenceWarning)
        kmeans.fit(scaled[drawn], sample_weight=times)
    return _matched(kmeans.cluster_centers_, centres)


def _bootstrap(
    customers: int, segments: int, random: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Which customers are drawn and how often: faster than a row for each time."""
    while True:
        drawn = random.integers(customers, size=min(customers, MOST_PER_REFIT))
        different, times = np.unique(drawn, return_counts=True)
        # K-Means takes no fewer customers than segments, and a handful may fall short.
        if len(different) >= segments:
            return different, times


def _matched(found: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """The centres found, in the order of the model's that they are matched with."""
    _, order = linear_sum_assignment(cdist(centres, found, "sqeuclidean"))
    return found[order]
