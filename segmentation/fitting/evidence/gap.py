"""The gap statistic of Tibshirani, Walther and Hastie."""

from collections import Counter
from functools import partial
from typing import NamedTuple

import numpy as np

from segmentation.fitting.evidence.stability import Estimate
from segmentation.fitting.kmeans_at_once import fit_at_once
from segmentation.fitting.parallel import for_each
from segmentation.fitting.tables import Tables

SAMPLES = 5
MOST_CUSTOMERS, LARGEST_SHARE = 500, 0.8
REFERENCES = 10
RESTARTS = 3
# So many of the samples have to give the same answer.
AGREEING = 4


class Gaps(NamedTuple):
    """For each number of segments the gap; and what each sample of the customers answers."""

    gaps: list[Estimate]
    answers: list[int | None]


def gaps(customers: np.ndarray, numbers: list[int], seed: int) -> Gaps:
    """How much tighter segments are than those of evenly spread customers, for each number.

    The gap is the difference of the logarithms of the inertias: the mean of five samples of the
    customers, four fifths of them but at most 500 each, its error that of the samples. The
    references are spread evenly over the box that holds a sample, along its principal axes; 10
    of them a sample.

    Args:
        customers: customers x features, at least ten.
        numbers: the numbers of segments to try, each smaller than that of different customers.
    """
    seeds = np.random.SeedSequence([seed, 3]).spawn(SAMPLES)
    tables, starts = [], []
    for each in seeds:
        random = np.random.default_rng(each)
        sample = _sample(customers, numbers[-1], random)
        tables += [sample, *(_reference(sample, random) for _ in range(REFERENCES))]
        starts += each.generate_state(1 + REFERENCES).tolist()
    work = partial(_log_inertias, Tables.of(tables), starts)
    # Samples x references and the sample itself, first, x numbers.
    found = np.array(for_each(numbers, work)).T.reshape(SAMPLES, 1 + REFERENCES, len(numbers))
    own, references = found[:, 0], found[:, 1:]
    values = references.mean(axis=1) - own
    errors = references.std(axis=1) * np.sqrt(1 + 1 / REFERENCES)
    of_samples = values.std(axis=0, ddof=1) / np.sqrt(SAMPLES)
    answers = [first_sufficient(numbers, *of_sample) for of_sample in zip(values, errors)]
    return Gaps([Estimate(float(v), float(e)) for v, e in zip(values.mean(0), of_samples)], answers)


def first_sufficient(numbers: list[int], values: np.ndarray, errors: np.ndarray) -> int | None:
    """The smallest number whose gap is within one standard error of the next; None: none is."""
    sufficient = np.flatnonzero(values[:-1] >= values[1:] - errors[1:])
    return numbers[sufficient[0]] if len(sufficient) else None


def agreed(answers: list[int | None]) -> int | None:
    """What four of five samples answer; None where that is nothing, or they do not agree."""
    ((answer, often),) = Counter(answers).most_common(1)
    return answer if often >= AGREEING else None


def _sample(customers: np.ndarray, segments: int, random: np.random.Generator) -> np.ndarray:
    """Some of the customers, more different ones than segments."""
    size = min(MOST_CUSTOMERS, round(LARGEST_SHARE * len(customers)))
    order = random.permutation(len(customers))
    first = np.sort(np.unique(customers[order], axis=0, return_index=True)[1])[: segments + 1]
    # As many of one kind each as it takes, and the others as they come.
    order = np.concatenate([order[first], np.delete(order, first)])
    return customers[order[: max(size, len(first))]]


def _reference(sample: np.ndarray, random: np.random.Generator) -> np.ndarray:
    centre = sample.mean(axis=0)
    axes = np.linalg.svd(sample - centre, full_matrices=False)[2]
    turned = (sample - centre) @ axes.T
    even = random.uniform(turned.min(axis=0), turned.max(axis=0), size=turned.shape)
    return even @ axes + centre


def _log_inertias(tables: Tables, seeds: list[int], k: int) -> np.ndarray:
    return np.log([found.inertia for found in fit_at_once(tables, k, RESTARTS, seeds)])
