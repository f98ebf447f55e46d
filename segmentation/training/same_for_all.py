"""Features that are the same for everybody, which tell no segment from another."""

from collections.abc import Collection, Sequence

import pandas as pd

from segmentation.recipes.recipe import Feature
from segmentation.words import exact

Used = tuple[Feature, ...]


def without_the_same(
    frame: pd.DataFrame, used: Sequence[Feature], asked_for: Collection[str]
) -> tuple[Used, dict[str, str]]:
    """The features that differ between customers, and why the others are left out.

    One that was asked for by name stays, and so do all where none differs: fitting refuses them.

    Args:
        frame: one row a customer, with the features.
        asked_for: the names of features that were asked for.

    Returns:
        The features to use, and {label: why} of those left out.
    """
    same = [f for f in used if frame[f.name].nunique() == 1 and f.name not in asked_for]
    if len(same) == len(used):
        return tuple(used), {}
    kept = tuple(feature for feature in used if feature not in same)
    return kept, {feature.label: _why(feature, frame[feature.name]) for feature in same}


def _why(feature: Feature, values: pd.Series) -> str:
    value = exact(float(values.dropna().iloc[0]), feature.unit)
    who = "for every customer" if values.notna().all() else "wherever it is known"
    return f"is {value} {who}, and so tells no segment from another"
