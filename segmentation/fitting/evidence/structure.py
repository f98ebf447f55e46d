"""Is there any structure at all, before anybody counts segments?

The best silhouette that K-Means reaches is held against the best that it reaches on data
made to have none: with each column shuffled on its own (no joint structure at all), and
drawn from a Gaussian copula (the same marginals and rank correlations, and nothing else).
"""

from functools import partial
from typing import Literal

import numpy as np
from scipy.stats import norm, rankdata
from sklearn.cluster import KMeans
from sklearn.metrics import pairwise_distances
from threadpoolctl import threadpool_limits

from segmentation.card.evidence import Structure
from segmentation.fitting.evidence.silhouette import mean_silhouettes
from segmentation.fitting.parallel import for_each
from segmentation.fitting.pipeline import sampled

SEGMENTS = range(2, 9)
MOST_CUSTOMERS = 2_000
PERMUTED_SETS = 49
COPULA_SETS = 99
RESTARTS = 3
LARGEST_P = 0.05
SMALLEST_Z = 3.0
SMALLEST_EXCESS = 0.03
CLEAR_EXCESS = 0.05


def judge(scaled: np.ndarray, seed: int) -> Structure:
    """Judge customers x features in the scaled space, with at least three different customers."""
    sample = sampled(scaled, MOST_CUSTOMERS, seed)
    # One thread here as there, so that sums are added in one order and come out the same.
    with threadpool_limits(1):
        observed = best_silhouette(sample, seed)
    seeds = np.random.SeedSequence(seed).spawn(PERMUTED_SETS + COPULA_SETS)
    permuted = for_each(seeds[:PERMUTED_SETS], partial(_of_null, permute, sample))
    copula = for_each(seeds[PERMUTED_SETS:], partial(_of_null, draw_from_copula, sample))
    p = (1 + sum(value >= observed for value in permuted)) / (1 + len(permuted))
    excess = observed - float(np.mean(copula))
    z = excess / float(np.std(copula, ddof=1))
    verdict = _verdict(p, z, excess)
    return Structure(
        verdict=verdict,
        strength=_strength(excess) if verdict == "distinct" else None,
        silhouette=observed,
        permuted_p=p,
        copula_z=z,
        copula_excess=excess,
        customers=len(sample),
    )


def best_silhouette(customers: np.ndarray, seed: int) -> float:
    """The best silhouette of K-Means over 2 to 8 segments."""
    different = len(np.unique(customers, axis=0))
    distances = pairwise_distances(customers)
    found = [_labels(customers, k, seed) for k in SEGMENTS if k < different]
    return max(mean_silhouettes(distances, found))


def permute(customers: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Each column shuffled on its own: the same marginals, no joint structure."""
    return np.column_stack([random.permutation(column) for column in customers.T])


def draw_from_copula(customers: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """The same marginals, value by value, and the same rank correlations; all else Gaussian."""
    count = len(customers)
    scores = norm.ppf(rankdata(customers, axis=0) / (count + 1))
    correlation = np.atleast_2d(np.corrcoef(scores, rowvar=False))
    drawn = random.multivariate_normal(
        np.zeros(customers.shape[1]), correlation, size=count, method="eigh"
    )
    ranks = drawn.argsort(axis=0).argsort(axis=0)
    return np.take_along_axis(np.sort(customers, axis=0), ranks, axis=0)


def _of_null(make, customers: np.ndarray, seed: np.random.SeedSequence) -> float:
    drawn = make(customers, np.random.default_rng(seed))
    return best_silhouette(drawn, int(seed.generate_state(1)[0]))


def _labels(customers: np.ndarray, k: int, seed: int) -> np.ndarray:
    return KMeans(k, n_init=RESTARTS, tol=1e-6, random_state=seed).fit_predict(customers)


def _verdict(p: float, z: float, excess: float) -> Literal["none", "gradient", "distinct"]:
    if p > LARGEST_P:
        return "none"
    return "distinct" if z >= SMALLEST_Z and excess >= SMALLEST_EXCESS else "gradient"


def _strength(excess: float) -> Literal["weak", "clear"]:
    return "clear" if excess >= CLEAR_EXCESS else "weak"
