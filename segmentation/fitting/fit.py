"""From the customers' values to a fitted pipeline, the number of segments chosen on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, pairwise_distances_argmin
from sklearn.pipeline import Pipeline
from threadpoolctl import threadpool_limits

from segmentation.card.evidence import Choice, Metrics, Structure
from segmentation.card.features import Preparation
from segmentation.fitting.evidence.choice import Tried, choose, measure, try_numbers
from segmentation.fitting.evidence.crowds import crowd_of, find_crowds
from segmentation.fitting.evidence.structure import judge
from segmentation.fitting.parallel import both, workers
from segmentation.fitting.pipeline import (
    fit_kmeans,
    fit_kmeans_from,
    make_preprocessing,
    place,
    refuse_negative,
    refuse_too_few_customers,
    refuse_useless_features,
    with_kmeans,
)
from segmentation.fitting.preparation import decide
from segmentation.recipes.recipe import Settings
from segmentation.steps import Step

FEWEST_SEGMENTS = 2
# What it may cost in inertia that segments stay what they were.
WORTH_KEEPING = 1.02


@dataclass(frozen=True)
class Fit:
    """A fitted pipeline and what led to it.

    `scaled` is customers x features before K-Means, `labels` one segment a
    customer, `preparations` what is done to each feature, `tried` what other numbers of
    segments make of the customers.
    """

    pipeline: Pipeline
    scaled: np.ndarray
    labels: np.ndarray
    preparations: dict[str, Preparation]
    tried: Tried
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
    start: pd.DataFrame | None = None,
    evidence: bool = True,
) -> Fit:
    """Fit to customers x features, in the customers' own values.

    Args:
        start: centres to start from as well, segments x the same features in the same
            values. What comes of them is kept where there are as many as the model gets
            segments, it costs at most 2% more inertia than the best restart, and it is
            more like the segments that these centres make as they are.
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
    with workers():
        progress(Step.STRUCTURE if evidence else Step.NUMBERS)
        tried = try_numbers(scaled, settings)
        structure, choice = _judge_and_choose(
            values, preparations, scaled, settings, progress, tried, evidence=evidence
        )
    progress(Step.FITTING)
    kmeans = fit_kmeans(scaled, choice.chosen, settings)
    if start is not None and len(start) == kmeans.n_clusters:
        before = place(start[list(values)].to_numpy(), preprocessing)
        kmeans = _steadier(kmeans, before, scaled, settings)
    return Fit(
        pipeline=with_kmeans(preprocessing, kmeans),
        scaled=scaled,
        labels=kmeans.labels_,
        preparations=preparations,
        tried=tried,
        choice=choice,
        structure=structure,
        metrics=measure(scaled, kmeans.labels_, float(kmeans.inertia_), settings.seed),
    )


def _judge_and_choose(
    values: pd.DataFrame,
    preparations: Mapping[str, Preparation],
    scaled: np.ndarray,
    settings: Settings,
    progress: Callable[[str], None],
    tried: Tried,
    *,
    evidence: bool,
) -> tuple[Structure | None, Choice]:
    """Whether customers form groups, with evidence; and how many segments to make."""
    if not evidence:
        return None, choose(scaled, settings, evidence=False, tried=tried)
    crowds = find_crowds(values, preparations, settings.seed)
    groups = crowd_of(values, crowds)
    progress(Step.NUMBERS)
    return both(
        partial(judge, scaled, settings.seed, crowds),
        partial(choose, scaled, settings, groups=groups, tried=tried),
    )


def _steadier(best: KMeans, start: np.ndarray, scaled: np.ndarray, settings: Settings) -> KMeans:
    """What grows from `start`, or the best restart's where that costs too much or differs less.

    On the data that `start` was fitted to, nothing differs less than the restarts' own
    segments, also where a wide tolerance stopped them early.
    """
    grown = fit_kmeans_from(start, scaled, settings)
    if grown.inertia_ > WORTH_KEEPING * best.inertia_:
        return best
    with threadpool_limits(1):
        before = pairwise_distances_argmin(scaled, start)
    likeness = [adjusted_rand_score(before, kmeans.labels_) for kmeans in (best, grown)]
    return best if likeness[0] >= likeness[1] else grown
