"""From the customers' values to a fitted pipeline, the number of segments chosen on the way."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.pipeline import Pipeline

from segmentation.choice import Choice, Metrics, choose, measure
from segmentation.pipeline import (
    fit_kmeans,
    make_preprocessing,
    refuse_negative,
    refuse_too_few_customers,
    refuse_useless_features,
    with_kmeans,
)
from segmentation.preparation import Preparation, decide
from segmentation.recipes.recipe import Settings
from segmentation.structure import Structure, judge

FEWEST_SEGMENTS = 2


@dataclass(frozen=True)
class Fit:
    """A fitted pipeline and what led to it.

    `scaled` is customers x features before K-Means, `labels` one segment a
    customer, `preparations` what is done to each feature.
    """

    pipeline: Pipeline
    scaled: np.ndarray
    labels: np.ndarray
    preparations: dict[str, Preparation]
    choice: Choice
    structure: Structure | None
    metrics: Metrics

    @property
    def logged(self) -> list[str]:
        """The features that are logged."""
        return [name for name, made in self.preparations.items() if made.log]

    @property
    def centres(self) -> np.ndarray:
        """Segments x features in the scaled space."""
        return self.pipeline.named_steps["segment"].cluster_centers_


def fit(
    values: pd.DataFrame,
    settings: Settings,
    progress: Callable[[str], None],
    *,
    evidence: bool = True,
) -> Fit:
    """Fit to customers x features, in the customers' own values.

    Args:
        evidence: whether to judge the structure and measure more than the silhouette of
            each number of segments.

    Raises:
        EmptyFeature, ConstantFeature, TooFewCustomers, NegativeLog
    """
    refuse_useless_features(values)
    refuse_negative(values, settings.log)
    preparations = decide(values, settings)
    preprocessing = make_preprocessing(preparations)
    scaled = preprocessing.fit_transform(values)
    refuse_too_few_customers(scaled, settings.segments or FEWEST_SEGMENTS)
    structure = None
    if evidence:
        progress("Looking for structure")
        structure = judge(scaled, settings.seed)
    progress("Trying numbers of segments")
    choice = choose(scaled, settings, evidence=evidence)
    progress("Fitting the segments")
    kmeans = fit_kmeans(scaled, choice.chosen, settings)
    return Fit(
        pipeline=with_kmeans(preprocessing, kmeans),
        scaled=scaled,
        labels=kmeans.labels_,
        preparations=preparations,
        choice=choice,
        structure=structure,
        metrics=measure(scaled, kmeans.labels_, float(kmeans.inertia_), settings.seed),
    )
