"""How sure the model is about a customer: how many retrained models say the same."""

from functools import partial

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

from segmentation.fitting.evidence.agreement import jaccard
from segmentation.fitting.kmeans_at_once import fit_at_once, nearest
from segmentation.fitting.parallel import for_each
from segmentation.fitting.pipeline import sample_of
from segmentation.fitting.tables import Tables
from segmentation.recipes.recipe import Settings

# Measured against 30 refits with 20 restarts, and others: see docs/method.md.
REFITS, MOST_RESTARTS = 100, 10
MOST_PER_REFIT = 10_000
MOST_FOR_STABILITY = 5_000
TOGETHER = 10


def refit(
    scaled: np.ndarray, centres: np.ndarray, settings: Settings, *, refits: int = REFITS
) -> np.ndarray:
    """Fit K-Means again to bootstrap samples of the customers.

    Each refit draws as many customers as there are, with replacement, but at most 10,000, and
    makes the model's restarts, at most 10. It does not begin at the model's centres: it would
    seldom leave them, and the model would look surer than it is.

    Args:
        scaled: customers x features, as the model was fitted to them.
        centres: segments x features, the model's.
        settings: the model's; its seed decides the samples too.

    Returns:
        Refits x segments x features: centres, each in the place of the model's segment
        it is matched with (Hungarian method, least sum of squared distances).
    """
    seeds = np.random.SeedSequence([settings.seed, 4]).spawn(refits)
    samples = [_sample(scaled, len(centres), seed) for seed in seeds]
    together = [samples[at : at + TOGETHER] for at in range(0, refits, TOGETHER)]
    return np.concatenate(for_each(together, partial(_refit_some, centres, settings)))


def stability_by_segment(
    scaled: np.ndarray, labels: np.ndarray, refits: np.ndarray, seed: int
) -> list[float]:
    """How far each segment is found again: its mean Jaccard index with those that match it.

    Hennig, "Cluster-wise assessment of cluster stability", 2007: from .75 on a segment is firm,
    below .6 it should not be trusted. On at most 5,000 of the customers.

    Args:
        scaled: customers x features.
        labels: the model's segment for each customer.
        refits: as `refit` returns them, at least one.
    """
    at = sample_of(len(scaled), MOST_FOR_STABILITY, seed)
    customers, own = scaled[at], labels[at]
    shape = (refits.shape[1],) * 2
    found = [
        jaccard(own, nearest(customers, centres), shape=shape).diagonal() for centres in refits
    ]
    return np.nan_to_num(found).mean(axis=0).tolist()


def no_refits(centres: np.ndarray) -> np.ndarray:
    """What stands for refits in a model that was trained without them."""
    return np.empty((0, *centres.shape))


def _sample(
    scaled: np.ndarray, segments: int, seed: np.random.SeedSequence
) -> tuple[np.ndarray, int]:
    """A bootstrap sample of the customers, and a seed for the starts on it."""
    random = np.random.default_rng(seed)
    return scaled[_bootstrap(len(scaled), segments, random)], int(random.integers(2**31))


def _refit_some(
    centres: np.ndarray, settings: Settings, samples: list[tuple[np.ndarray, int]]
) -> np.ndarray:
    tables, starts = zip(*samples)
    # The customers drawn may be alike; two centres are then one, which is what a retrain on
    # those customers would find.
    found = fit_at_once(
        Tables.of(tables),
        len(centres),
        min(settings.restarts, MOST_RESTARTS),
        starts,
        tolerance=settings.tolerance,
    )
    return np.stack([_matched(one.centres, centres) for one in found])


def _bootstrap(customers: int, segments: int, random: np.random.Generator) -> np.ndarray:
    """The customers drawn, in their order."""
    while True:
        drawn = np.sort(random.integers(customers, size=min(customers, MOST_PER_REFIT)))
        # K-Means takes no fewer customers than segments, and a handful may fall short.
        if len(np.unique(drawn)) >= segments:
            return drawn


def _matched(found: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """The centres found, in the order of the model's that they are matched with."""
    _, order = linear_sum_assignment(cdist(centres, found, "sqeuclidean"))
    return found[order]
