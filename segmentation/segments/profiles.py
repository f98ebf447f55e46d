"""What each segment is, in numbers."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from segmentation.card.segments import Profile
from segmentation.recipes.recipe import Category, Feature


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


def _shares(values: pd.Series) -> dict[str, float]:
    counts = values.dropna().value_counts(normalize=True).sort_index()
    return counts.sort_values(ascending=False, kind="stable").astype(float).to_dict()
