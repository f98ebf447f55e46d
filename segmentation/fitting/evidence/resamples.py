"""Samples of the customers, each segmented again."""

from typing import NamedTuple

import numpy as np

from segmentation.fitting.kmeans_at_once import Partition, fit_at_once
from segmentation.fitting.tables import Tables


class Resamples(NamedTuple):
    """Samples of one size: how many different customers each holds, and a seed for its starts."""

    tables: Tables
    different: np.ndarray
    seeds: list[int]


def resample(
    customers: np.ndarray, drawn: list[np.ndarray], seeds: list[np.random.SeedSequence]
) -> Resamples:
    """The samples of customers x features that hold the customers at these positions.

    Args:
        drawn: positions, of each sample as many.
        seeds: one a sample.
    """
    kinds = np.unique(customers, axis=0, return_inverse=True)[1]
    return Resamples(
        tables=Tables.drawn(customers, drawn),
        different=np.array([len(np.unique(kinds[at])) for at in drawn]),
        seeds=[int(seed.generate_state(1)[0]) for seed in seeds],
    )


def segment(samples: Resamples, segments: int, restarts: int) -> list[Partition]:
    """Each sample's segments; fewer where it holds fewer different customers."""
    most = np.minimum(samples.different, segments)
    found: dict[int, Partition] = {}
    for count in np.unique(most).tolist():
        at = np.flatnonzero(most == count)
        seeds = [samples.seeds[n] for n in at]
        some = samples.tables if len(at) == len(most) else samples.tables.some(at)
        found |= zip(at.tolist(), fit_at_once(some, count, restarts, seeds))
    return [found[at] for at in range(len(most))]
