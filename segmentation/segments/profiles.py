"""What each segment is, in numbers."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from segmentation.card.features import Statistic
from segmentation.card.segments import Profile
from segmentation.recipes.recipe import Category, Feature


def statistic_of(feature: Feature, values: pd.Series, *, logged: bool) -> Statistic:
    """The one statistic that is told of a feature, in text, table and chart alike.

    The median of money and of what is logged, where a few large values would speak for
    everybody, the mean of all else; also where half of everybody have the lowest value, such
    as no spend at all, since the median would be that of nearly every segment.

    Args:
        values: everybody's.
    """
    if values.median() <= values.min():
        return "mean"
    return "median" if logged or feature.unit.is_money else "mean"


def profile(
    group: pd.DataFrame,
    *,
    customers: int,
    features: Sequence[Feature],
    categories: Sequence[Category],
) -> Profile:
    """Profile the rows of `group`, being part of `customers` in all."""
    names = [feature.name for feature in features]
    quartiles = group[names].quantile([0.25, 0.5, 0.75])
    return Profile(
        size=len(group),
        share=len(group) / customers,
        mean={name: float(group[name].mean()) for name in names},
        median={name: float(quartiles.loc[0.5, name]) for name in names},
        middle_half={
            name: tuple(quartiles.loc[[0.25, 0.75], name].astype(float)) for name in names
        },
        range={name: (float(group[name].min()), float(group[name].max())) for name in names},
        categories={c.name: _shares(group[c.name]) for c in categories},
        known={c.name: int(group[c.name].notna().sum()) for c in categories},
    )


def profile_segments(
    frame: pd.DataFrame,
    labels: np.ndarray,
    *,
    features: Sequence[Feature],
    categories: Sequence[Category],
) -> tuple[Profile, list[Profile]]:
    """Profile everybody, and each segment in the order of its label."""
    about = {"customers": len(frame), "features": features, "categories": categories}
    segments = [profile(frame[labels == label], **about) for label in range(labels.max() + 1)]
    return profile(frame, **about), segments


def sides(
    frame: pd.DataFrame, labels: np.ndarray, features: Sequence[Feature]
) -> list[dict[str, tuple[float, float]]]:
    """How many of each segment lie on either side of everybody's median.

    Returns:
        In the order of the labels, for each feature the share of all of the segment's customers
        who lie below, and above; of 1 or 0, who have it not, and who have it. Who is not known
        is on neither side.
    """
    names = [feature.name for feature in features]
    middles = frame[names].median()
    for feature in features:
        middles[feature.name] = 0.5 if feature.unit.yes_no else middles[feature.name]
    below = frame[names].lt(middles).groupby(labels).mean()
    above = frame[names].gt(middles).groupby(labels).mean()
    return [
        {name: (float(below.loc[label, name]), float(above.loc[label, name])) for name in names}
        for label in range(labels.max() + 1)
    ]


def _shares(values: pd.Series) -> dict[str, float]:
    counts = values.dropna().value_counts(normalize=True).sort_index()
    return counts.sort_values(ascending=False, kind="stable").astype(float).to_dict()
