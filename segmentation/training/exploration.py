"""The customers' values as they are: how they spread, what goes together, what is missing."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from segmentation.card.exploration import CategoryExplored, Exploration, FeatureExplored, Histogram
from segmentation.fitting.fit import Fit
from segmentation.recipes.recipe import Category, Feature
from segmentation.segments.spread import box, correlations, histogram

MOST_BINS = 40
# Tukey's outer fence, in widths of the middle half: of what is beyond, a histogram only counts
# how much there is.
OUTER_FENCE = 3.0
MOST_BEYOND = 0.05
MOST_VALUES = 20


def explore(
    frame: pd.DataFrame,
    fitted: Fit,
    features: Sequence[Feature],
    categories: Sequence[Category],
) -> Exploration:
    """Explore the customers that a model was fitted to.

    Args:
        frame: one row a customer, with the features and categories.
        fitted: what was fitted to these features of it, in this order.
    """
    values = frame[[feature.name for feature in features]].astype(float)
    return Exploration(
        features=[_explore_feature(values[name], at, fitted) for at, name in enumerate(values)],
        pearson=correlations(values, "pearson"),
        spearman=correlations(values, "spearman"),
        categories=[_explore_category(frame[c.name], fitted.labels) for c in categories],
        incomplete=int(values.isna().any(axis=1).sum()),
    )


def bin_edges(known: np.ndarray) -> tuple[np.ndarray, bool]:
    """Edges of 16 to 42 bins of a round width, and whether the values are whole numbers.

    Whole numbers with at most 40 values get a bin each. At most 5% of the values lie
    beyond either end, and only ones beyond the outer fence.

    Args:
        known: one value or more, none of them missing.
    """
    whole = _is_whole(known)
    low, high = _ends(known, whole)
    width = _round_width((high - low) / MOST_BINS)
    if whole:
        width = max(width, 1.0)
        return np.arange(np.floor(low / width), np.floor(high / width) + 2) * width - 0.5, True
    first = np.floor(low / width)
    steps = np.arange(first, max(np.ceil(high / width), first + 1) + 1)
    # Dividing by a whole number gives 0.3 where multiplying by 0.1 gives 0.30000000000000004.
    return (steps / round(1 / width) if width < 1 else steps * width), False


def _is_whole(values: np.ndarray) -> bool:
    return bool((np.isnan(values) | (values == np.rint(values))).all())


def _ends(known: np.ndarray, whole: bool) -> tuple[float, float]:
    lowest, highest = float(known.min()), float(known.max())
    if whole and highest - lowest < MOST_BINS:
        return lowest, highest
    q1, q3 = np.quantile(known, [0.25, 0.75])
    reach = OUTER_FENCE * (q3 - q1)
    low = max(lowest, min(np.quantile(known, MOST_BEYOND, method="lower"), q1 - reach))
    high = min(highest, max(np.quantile(known, 1 - MOST_BEYOND, method="higher"), q3 + reach))
    return (low, high) if low < high else (lowest, highest)


def _round_width(least: float) -> float:
    """The smallest of 1, 2, 5, 10, … and 0.5, 0.2, 0.1, … that is at least `least`."""
    if least == 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(least))
    return next(float(step * power) for step in (1, 2, 5, 10) if step * power >= least)


def _explore_feature(values: pd.Series, at: int, fitted: Fit) -> FeatureExplored:
    labels, groups = fitted.labels, len(fitted.centres)
    array = values.to_numpy()
    known = ~np.isnan(array)
    edges, whole = bin_edges(array[known])
    return FeatureExplored(
        name=values.name,
        histogram=histogram(array[known], labels[known], groups, edges, whole),
        prepared=_prepared(array, at, values.name, fitted),
        everybody=box(array[known]),
        segments=[box(array[known & (labels == label)]) for label in range(groups)],
        missing=np.bincount(labels[~known], minlength=groups).tolist(),
    )


def _prepared(values: np.ndarray, at: int, name: str, fitted: Fit) -> Histogram:
    """The prepared values of everybody."""
    scaled, everybody = fitted.scaled[:, at], np.zeros(len(fitted.scaled), dtype=int)
    made, scale = fitted.preparations[name], fitted.pipeline.named_steps["scale"]
    if made.log:
        return histogram(scaled, everybody, 1, bin_edges(scaled)[0], whole=False)
    # Bins across a grid of whole numbers would show peaks that are not there, so where
    # nothing is logged they are laid in the customers' own values.
    clipped = np.clip(values, *made.clip) if made.clip else values
    own = np.rint(clipped) if _is_whole(values) else clipped
    edges = (bin_edges(own[~np.isnan(own)])[0] - scale.mean_[at]) / scale.scale_[at]
    return histogram(scaled, everybody, 1, edges, whole=False)


def _explore_category(values: pd.Series, labels: np.ndarray) -> CategoryExplored:
    groups = labels.max() + 1
    codes, known = pd.factorize(values, sort=True)
    there = codes >= 0
    counts = np.bincount(
        labels[there] * len(known) + codes[there], minlength=groups * len(known)
    ).reshape(groups, len(known))
    # Stable, so that equally frequent values stay in the order of the alphabet.
    order = np.argsort(-counts.sum(axis=0), kind="stable")
    named, rest = order[:MOST_VALUES], order[MOST_VALUES:]
    return CategoryExplored(
        name=values.name,
        values=[str(known[at]) for at in named],
        counts=counts[:, named].tolist(),
        other_values=len(rest),
        others=counts[:, rest].sum(axis=1).tolist(),
        missing=np.bincount(labels[~there], minlength=groups).tolist(),
    )
