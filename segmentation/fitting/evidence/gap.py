"""The gap statistic of Tibshirani, Walther and Hastie."""

from functools import partial

import numpy as np

from segmentation.fitting.evidence.stability import Estimate
from segmentation.fitting.kmeans_at_once import fit_at_once
from segmentation.fitting.parallel import for_each
from segmentation.fitting.pipeline import sampled

MOST_CUSTOMERS = 2_000
REFERENCES = 20
RESTARTS = 3


def gaps(customers: np.ndarray, numbers: list[int], seed: int) -> list[Estimate]:
    """How much tighter segments are than those of evenly spread customers, for each number.

    The gap is the difference of the logarithms of the inertias, on at most 2,000 customers.
    The references are spread evenly over the box that holds the customers, along their
    principal axes; 20 of them.
    """
    sample = sampled(customers, MOST_CUSTOMERS, seed)
    seeds = np.random.SeedSequence([seed, 3]).spawn(REFERENCES)
    tables = [sample, *(_reference(sample, each) for each in seeds)]
    starts = [seed, *(int(each.generate_state(1)[0]) for each in seeds)]
    found = for_each(numbers, partial(_log_inertias, tables, starts))
    own, references = np.split(np.array(found).T, [1])
    errors = references.std(axis=0) * np.sqrt(1 + 1 / REFERENCES)
    return [
        Estimate(float(mean - value), float(error))
        for value, mean, error in zip(own[0], references.mean(axis=0), errors)
    ]


def first_sufficient(numbers: list[int], found: list[Estimate]) -> int | None:
    """The smallest number whose gap is within one standard error of the next; None: none is."""
    for k, this, following in zip(numbers, found, found[1:]):
        if this.value >= following.value - following.error:
            return k
    return None


def _reference(sample: np.ndarray, seed: np.random.SeedSequence) -> np.ndarray:
    random = np.random.default_rng(seed)
    centre = sample.mean(axis=0)
    axes = np.linalg.svd(sample - centre, full_matrices=False)[2]
    turned = (sample - centre) @ axes.T
    even = random.uniform(turned.min(axis=0), turned.max(axis=0), size=turned.shape)
    return even @ axes + centre


def _log_inertias(tables: list[np.ndarray], seeds: list[int], k: int) -> np.ndarray:
    return np.log([found.inertia for found in fit_at_once(tables, k, RESTARTS, seeds)])
