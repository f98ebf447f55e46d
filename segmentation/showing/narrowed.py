"""A model's card as it would be of some of its customers only: what filters leave."""

from collections.abc import Sequence
from math import nan

import numpy as np
import pandas as pd

from segmentation.card.card import Card
from segmentation.card.exploration import Box, Exploration, FeatureExplored
from segmentation.models.model import Model
from segmentation.segments.profiles import profile
from segmentation.segments.spread import box, correlations, histogram

# The box of a feature that is known of nobody who is left.
NOBODY = Box(
    **dict.fromkeys(("min", "whisker_low", "q1", "median", "q3", "whisker_high", "max"), nan),
    outliers_low=0,
    outliers_high=0,
)


def narrowed(model: Model, customers: pd.DataFrame) -> Card:
    """The card with the numbers of these customers, segments and everybody alike.

    Segments, features, texts and how features were prepared stay; a segment that nobody is left
    of is not among the segments. Who asks for all of the model's customers gets its card as it is.

    Args:
        customers: some of the model's, one or more.
    """
    card = model.card
    if len(customers) == len(model.customers):
        return card
    kinds = {
        "customers": len(customers),
        "features": [model.recipe.feature(name) for name in card.feature_names],
        "categories": model.recipe.categories,
    }
    at = model.customers.index.get_indexer(customers.index)
    scaled = model.scaled[at]
    middle = scaled.mean(axis=0)
    segments = []
    for segment in card.segments:
        own = (customers.segment == segment.id).to_numpy()
        if own.any():
            centre = dict(zip(card.feature_names, (scaled[own].mean(axis=0) - middle).tolist()))
            numbers = profile(customers[own], **kinds)
            segments.append(segment.model_copy(update={**dict(numbers), "centre": centre}))
    return card.model_copy(
        update={
            "customers": len(customers),
            "everybody": profile(customers, **kinds),
            "segments": segments,
            "exploration": card.exploration
            and _explored(card, customers, scaled, [segment.id for segment in segments]),
        }
    )


def _explored(
    card: Card, customers: pd.DataFrame, scaled: np.ndarray, segments: Sequence[int]
) -> Exploration:
    """As the card has it, in the same bins; without categories, which profiles have."""
    values = customers[card.feature_names].astype(float)
    labels = customers.segment.map({segment: at for at, segment in enumerate(segments)}).to_numpy()
    return Exploration(
        features=[
            _feature(found, values[found.name].to_numpy(), scaled[:, at], labels, len(segments))
            for at, found in enumerate(card.exploration.features)
        ],
        pearson=correlations(values, "pearson"),
        spearman=correlations(values, "spearman"),
        categories=[],
        incomplete=int(values.isna().any(axis=1).sum()),
    )


def _feature(
    found: FeatureExplored, values: np.ndarray, scaled: np.ndarray, labels: np.ndarray, groups: int
) -> FeatureExplored:
    known = ~np.isnan(values)
    everybody = np.zeros(len(scaled), dtype=int)
    bins, prepared = found.histogram, np.array(found.prepared.edges)
    return FeatureExplored(
        name=found.name,
        histogram=histogram(values[known], labels[known], groups, np.array(bins.edges), bins.whole),
        prepared=histogram(scaled, everybody, 1, prepared, whole=False),
        everybody=box(values[known]) or NOBODY,
        segments=[box(values[known & (labels == group)]) for group in range(groups)],
        missing=np.bincount(labels[~known], minlength=groups).tolist(),
    )
