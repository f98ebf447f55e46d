"""The map: customers placed by the first principal components of the scaled features."""

from collections.abc import Sequence

import numpy as np
from sklearn.decomposition import PCA

from segmentation.card.projection import Axis, Projection
from segmentation.recipes.recipe import Feature

MOST_AXES = 3
MOST_WORDS = 2
# A feature explains an axis in words when its loading is at least this large.
LOADING_WORTH_A_WORD = 0.4


def fit_projection(scaled: np.ndarray, features: Sequence[Feature]) -> Projection:
    """Fit the map to customers x features."""
    pca = PCA(n_components=min(MOST_AXES, len(features)), svd_solver="covariance_eigh")
    pca.fit(scaled)
    axes = [
        _axis(features, loadings, variance)
        for loadings, variance in zip(pca.components_, pca.explained_variance_ratio_)
    ]
    return Projection(centre=pca.mean_.tolist(), axes=axes)


def _axis(features: Sequence[Feature], loadings: np.ndarray, variance: float) -> Axis:
    strongest = sorted(range(len(features)), key=lambda at: -abs(loadings[at]))
    told = [at for at in strongest if abs(loadings[at]) >= LOADING_WORTH_A_WORD][:MOST_WORDS]
    told = told or strongest[:1]
    low = [features[at].axis[0 if loadings[at] > 0 else 1] for at in told]
    high = [features[at].axis[1 if loadings[at] > 0 else 0] for at in told]
    return Axis(
        variance=float(variance),
        loadings={feature.name: float(w) for feature, w in zip(features, loadings)},
        low=", ".join(low),
        high=", ".join(high),
    )
