"""Crowds in one feature alone: by it customers fall into groups, whatever the others say.

Nulls that keep each feature's own distribution cannot see them: most customers spend little or
much, and few something between.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise

import numpy as np
import pandas as pd
from diptest import dipstat, diptest
from scipy.stats import gaussian_kde

from segmentation.card.evidence import Crowds
from segmentation.card.features import Preparation
from segmentation.fitting.parallel import for_each
from segmentation.fitting.pipeline import sampled

MOST_CUSTOMERS = 5_000
# Fewer different values than this are a scale of steps, each of which is a crowd.
FEWEST_VALUES = 13
# A value is a step where so many times as many have it as have those beside it, and by so many
# standard errors more. Where most customers stand on such steps, these are no crowds either:
# shares of few orders are halves, thirds and quarters.
STEP, CLEARLY, MOST_ON_STEPS = 3, 3, 0.5
# No more than a tail, where fewer customers are apart.
SMALLEST_CROWD, FEWEST_CUSTOMERS = 0.05, 20
# Of the lower of the two peaks beside a valley.
SHALLOW = 0.5
SIGNIFICANT = 0.05
MOST_CROWDS = 4
PLACES = 512
# Of the bandwidth for a normal distribution.
BANDWIDTHS = (2, 1.4, 1, 0.7, 0.5, 0.35, 0.25)


def find_crowds(
    values: pd.DataFrame, preparations: Mapping[str, Preparation], seed: int
) -> list[Crowds]:
    """The features by which customers fall into crowds, by Hartigan's dip test (1985).

    Tested is each feature as K-Means is given it, with values that are rounded spread over what
    they were rounded from; p-values are held to .05 over the number of features (Bonferroni).
    The test cannot see small crowds: besides, one of a twentieth and of 20 customers or more counts
    that is set apart by a valley of less than half of its density. Left out are features of 12
    different values or fewer, or with most customers on a few steps, and logged counts, whose
    lowest values are crowds by themselves.

    Args:
        values: customers x features, in the customers' own values; at most 5,000 are looked at.
        preparations: what is done to each feature.
    """
    known = {
        name: sampled(column.dropna().to_numpy(float), MOST_CUSTOMERS, seed)
        for name, column in values.items()
    }
    tested = {
        name: _prepared(own, preparations[name])
        for name, own in known.items()
        if _can_be_tested(own, preparations[name])
    }
    significant = SIGNIFICANT / max(len(tested), 1)
    found = for_each(tested.values(), partial(_parts, significant=significant))
    return [_crowds(name, parts) for name, parts in zip(tested, found) if len(parts) > 1]


def crowd_of(values: pd.DataFrame, crowds: Sequence[Crowds]) -> np.ndarray | None:
    """Which of the groups that the crowds of all such features make each customer is in.

    Counted from 0; a customer without a value is where the middle one of all is. None without
    crowds.
    """
    if not crowds:
        return None
    places = [
        np.searchsorted(found.borders, values[found.feature].fillna(values[found.feature].median()))
        for found in crowds
    ]
    shape = [len(found.borders) + 1 for found in crowds]
    return np.unique(np.ravel_multi_index(places, shape), return_inverse=True)[1]


def _can_be_tested(known: np.ndarray, made: Preparation) -> bool:
    values, counts = np.unique(known, return_counts=True)
    is_whole = bool((values == values.round()).all())
    is_count = is_whole and counts[0] >= SMALLEST_CROWD * len(known)
    if len(values) < FEWEST_VALUES or (made.log and is_count):
        return False
    return _on_steps(counts) < MOST_ON_STEPS


def _on_steps(counts: np.ndarray) -> float:
    """The share of customers who have a value that those beside it hardly have.

    Args:
        counts: how many have each value, from the lowest; nobody counts who has that, such as 0.
    """
    here, below, above = counts[1:-1], counts[:-2].astype(float), counts[2:]
    below[0] = above[0]
    beside = (below + above) / 2
    is_step = (here > STEP * beside) & (here - beside > CLEARLY * np.sqrt(here + beside))
    return float(here[is_step].sum() / counts[1:].sum())


def _prepared(known: np.ndarray, made: Preparation) -> np.ndarray:
    """Customers x 2, from the lowest: the value as K-Means has it, ties spread; their own."""
    own = np.sort(known)
    spread = _spread(own)
    if made.clip:
        spread = np.clip(spread, *made.clip)
    return np.column_stack([np.log1p(np.maximum(spread, 0)) if made.log else spread, own])


def _spread(ordered: np.ndarray) -> np.ndarray:
    """Equal values laid out evenly, half of the way to the next value on both sides.

    At most as far as lies between values around which most customers are.
    """
    values, at, counts = np.unique(ordered, return_inverse=True, return_counts=True)
    gaps = np.diff(values)
    below, above = np.append(gaps[0], gaps), np.append(gaps, gaps[-1])
    usual = np.median(np.minimum(below, above)[at])
    low, high = (np.minimum(side, usual) / 2 for side in (below, above))
    first = np.cumsum(counts) - counts
    part = (np.arange(len(ordered)) - first[at] + 0.5) / counts[at]
    return ordered - low[at] + part * (low + high)[at]


def _parts(places: np.ndarray, significant: float, most: int = MOST_CROWDS) -> list[np.ndarray]:
    """The crowds, from the lowest: parts that are cut again as long as they fall apart."""
    cut = _cut(places, significant) if most > 1 else None
    if cut is None:
        return [places]
    lower = _parts(places[:cut], significant, most - 1)
    return [*lower, *_parts(places[cut:], significant, most - len(lower))]


def _cut(places: np.ndarray, significant: float) -> int | None:
    """How many values lie below the valley that parts two crowds; None where there is one."""
    ordered, own = places.T
    least = max(SMALLEST_CROWD * len(ordered), FEWEST_CUSTOMERS)
    if len(ordered) < 2 * least:
        return None
    usual = _valleys(ordered, 1.0)
    is_apart = any(least <= at <= len(ordered) - least and depth < SHALLOW for at, depth in usual)
    if not is_apart and _dip_p(ordered) >= significant:
        return None
    valleys = {at for bandwidth in BANDWIDTHS for at, _ in _valleys(ordered, bandwidth)}
    cuts = {_beside_ties(own, at) for at in valleys if at < len(own)}
    cuts = sorted(at for at in cuts if least <= at <= len(ordered) - least)
    dips = [_dip(ordered[:at]) + _dip(ordered[at:]) for at in cuts]
    return cuts[int(np.argmin(dips))] if cuts else None


def _beside_ties(own: np.ndarray, at: int) -> int:
    """The place nearest to `at` that parts no customers of one value."""
    first, after = (int(np.searchsorted(own, own[at], side)) for side in ("left", "right"))
    return first if at - first <= after - at else after


def _dip_p(ordered: np.ndarray) -> float:
    return float(diptest(ordered, sort_x=False)[1])


def _dip(ordered: np.ndarray) -> float:
    """The dip, times the number of customers."""
    return len(ordered) * float(dipstat(ordered, sort_x=False))


def _valleys(ordered: np.ndarray, bandwidth: float) -> list[tuple[int, float]]:
    """The valleys of the density in strokes of so many usual bandwidths (Silverman 1981).

    Of each, how many values lie below it, and its height as a share of the lower peak beside it.
    """
    density = gaussian_kde(ordered)
    density.set_bandwidth(bandwidth * density.factor)
    along = np.linspace(ordered[0], ordered[-1], PLACES)
    heights = density(along)
    inner = heights[1:-1]
    lows = np.flatnonzero((inner < heights[:-2]) & (inner <= heights[2:])) + 1
    peaks = [min(heights[:low].max(), heights[low:].max()) for low in lows]
    return list(zip(np.searchsorted(ordered, along[lows]).tolist(), heights[lows] / peaks))


def _crowds(name: str, parts: list[np.ndarray]) -> Crowds:
    customers = sum(map(len, parts))
    return Crowds(
        feature=name,
        p=_dip_p(np.concatenate(parts)[:, 0]),
        typical=[float(np.median(part[:, 1])) for part in parts],
        borders=[float((one[-1, 1] + other[0, 1]) / 2) for one, other in pairwise(parts)],
        shares=[len(part) / customers for part in parts],
    )
