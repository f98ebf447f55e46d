"""The map: customers placed by the first principal components of the scaled features."""

from collections.abc import Sequence

import numpy as np
from pydantic import BaseModel
from sklearn.decomposition import PCA

from segmentation.recipes.recipe import Feature

MOST_AXES = 3
MOST_WORDS = 2
# A feature explains an axis in words when its loading is at least this large.
LOADING_WORTH_A_WORD = 0.4


class Axis(BaseModel, frozen=True):
    """One axis of the map.

    `variance` is the share of all variance that it shows; `loadings` are by
    feature; `low` and `high` say in words what lies at either end.
    """

    variance: float
    loadings: dict[str, float]
    low: str
    high: str


class Projection(BaseModel, frozen=True):
    """How the scaled space is laid on the map, one to three axes."""

    centre: list[float]
    axes: list[Axis]

    def place(self, scaled: np.ndarray) -> np.ndarray:
        """Customers x features in the scaled space -> customers x axes."""
        directions = np.array([list(axis.loadings.values()) for axis in self.axes])
        return (scaled - np.array(self.centre)) @ directions.T


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
