"""Is there any structure at all, before anybody counts segments?

The best silhouette that K-Means reaches is held against the best that it reaches on data
made to have none: with each column shuffled on its own (no joint structure at all), and
drawn from a Gaussian copula (the same marginals and rank correlations, and nothing else).
"""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from typing import Literal

import numpy as np
from scipy.stats import norm, rankdata
from threadpoolctl import threadpool_limits

from segmentation.card.evidence import LARGEST_P, SMALLEST_Z, Crowds, Structure
from segmentation.fitting.evidence.silhouette import silhouettes_among
from segmentation.fitting.evidence.valleys import has_valley
from segmentation.fitting.kmeans_at_once import fit_at_once
from segmentation.fitting.parallel import for_each
from segmentation.fitting.pipeline import different_customers, sampled
from segmentation.fitting.tables import Tables

SEGMENTS = range(2, 9)
MOST_CUSTOMERS = 2_000
PERMUTED_SETS = 49
COPULA_SETS = 99
RESTARTS = 3
ROUND, TOGETHER = 20, 5
# Null sets that reach what was observed, and standard errors: no more sets are drawn then.
ENOUGH_REACH_IT, WIDTH = 5, 3
SMALLEST_EXCESS = 0.03
CLEAR_EXCESS = 0.05


def judge(scaled: np.ndarray, seed: int, crowds: Sequence[Crowds] = ()) -> Structure:
    """Whether customers form groups, and how far these stand apart.

    Args:
        scaled: customers x features in the scaled space, with at least three different customers.
        crowds: the features by which they fall into groups, as `find_crowds` finds them.
    """
    sample = sampled(scaled, MOST_CUSTOMERS, seed)
    # One thread here as there, so that sums are added in one order and come out the same.
    with threadpool_limits(1):
        observed, labels = best_partition(sample, seed)
    seeds = np.random.SeedSequence(seed).spawn(PERMUTED_SETS + COPULA_SETS)
    permuted = _nulls(
        partial(_of_nulls, permute, sample),
        seeds[:PERMUTED_SETS],
        lambda found: sum(value >= observed for value in found) >= ENOUGH_REACH_IT,
    )
    p = share_that_reach(observed, permuted)
    copula = _nulls(
        partial(_of_nulls, draw_from_copula, sample),
        seeds[PERMUTED_SETS:],
        lambda found: _is_settled(observed, found, p),
    )
    excess, z = _excess(observed, copula)
    verdict = _verdict(p, z, excess)
    if verdict == "distinct" and not has_valley(sample, labels):
        verdict = "gradient"
    return Structure(
        verdict="distinct" if crowds else verdict,
        strength=_strength(excess) if verdict == "distinct" else None,
        features=list(crowds),
        silhouette=observed,
        permuted_p=p,
        copula_z=z,
        copula_excess=excess,
        customers=len(sample),
    )


def share_that_reach(observed: float, drawn: Sequence[float]) -> float:
    """The p-value of a sequential Monte Carlo test (Besag and Clifford 1991).

    Where five of the sets drawn reach what was observed, five over the number drawn up to
    the fifth; otherwise the share of all sets that do, the observed one counted with them.
    Either way at most a share p of data without joint structure gets p or less.
    """
    reached = np.cumsum([value >= observed for value in drawn])
    if reached[-1] >= ENOUGH_REACH_IT:
        return ENOUGH_REACH_IT / (1 + int(np.argmax(reached >= ENOUGH_REACH_IT)))
    return (1 + int(reached[-1])) / (1 + len(drawn))


def best_partition(customers: np.ndarray, seed: int) -> tuple[float, np.ndarray]:
    """The best silhouette of K-Means over 2 to 8 segments, and the segments that have it."""
    (found,) = _partitions([customers], [seed])
    silhouettes = silhouettes_among(customers, found)
    best = int(np.argmax(silhouettes))
    return silhouettes[best], found[best]


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


def _nulls(
    work: Callable[[list[np.random.SeedSequence]], list[float]],
    seeds: list[np.random.SeedSequence],
    is_settled: Callable[[list[float]], bool],
) -> list[float]:
    """The silhouettes of null sets, drawn in rounds until nothing hangs on further ones."""
    found: list[float] = []
    for start in range(0, len(seeds), ROUND):
        ahead = seeds[start : start + ROUND]
        together = [ahead[at : at + TOGETHER] for at in range(0, len(ahead), TOGETHER)]
        found += chain.from_iterable(for_each(together, work))
        if is_settled(found):
            break
    return found


def _of_nulls(make, customers: np.ndarray, seeds: list[np.random.SeedSequence]) -> list[float]:
    drawn = [make(customers, np.random.default_rng(seed)) for seed in seeds]
    return _best_silhouettes(drawn, [int(seed.generate_state(1)[0]) for seed in seeds])


def _best_silhouettes(tables: list[np.ndarray], seeds: list[int]) -> list[float]:
    return [
        max(silhouettes_among(customers, found))
        for customers, found in zip(tables, _partitions(tables, seeds))
    ]


def _partitions(tables: list[np.ndarray], seeds: list[int]) -> list[list[np.ndarray]]:
    """Of each table the segments of K-Means, for every number that it has customers for."""
    different = np.array([different_customers(table, SEGMENTS[-1] + 1) for table in tables])
    together, starts = Tables.of(tables), np.array(seeds)
    partitions: list[list[np.ndarray]] = [[] for _ in tables]
    for k in SEGMENTS:
        at = np.flatnonzero(k < different)
        some = together if len(at) == len(tables) else together.some(at)
        for n, found in zip(at, fit_at_once(some, k, RESTARTS, starts[at]) if len(at) else ()):
            partitions[n].append(found.labels)
    return partitions


def _excess(observed: float, copula: list[float]) -> tuple[float, float]:
    """How far it lies above the null's mean, and that in the null's standard deviations."""
    excess = observed - float(np.mean(copula))
    return excess, excess / float(np.std(copula, ddof=1))


def _is_settled(observed: float, copula: list[float], p: float) -> bool:
    """Whether excess and z lie more than three standard errors from where a verdict ends."""
    sets, (excess, z) = len(copula), _excess(observed, copula)
    of_excess = WIDTH * float(np.std(copula, ddof=1)) / sets**0.5
    of_z = WIDTH * (1 / sets + z**2 / (2 * (sets - 1))) ** 0.5
    if z + of_z < SMALLEST_Z:
        return True
    if excess + of_excess < SMALLEST_EXCESS:
        # A gradient, unless there is no joint structure either.
        return p <= LARGEST_P or z - of_z >= SMALLEST_Z
    is_distinct = excess - of_excess >= SMALLEST_EXCESS and z - of_z >= SMALLEST_Z
    return is_distinct and abs(excess - CLEAR_EXCESS) > of_excess


def _verdict(p: float, z: float, excess: float) -> Literal["none", "gradient", "distinct"]:
    if z < SMALLEST_Z:
        return "none" if p > LARGEST_P else "gradient"
    return "distinct" if excess >= SMALLEST_EXCESS else "gradient"


def _strength(excess: float) -> Literal["weak", "clear"]:
    return "clear" if excess >= CLEAR_EXCESS else "weak"
