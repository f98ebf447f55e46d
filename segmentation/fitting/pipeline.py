"""The scikit-learn pipeline: fill, clip, log, scale, then K-Means.

It is made of scikit-learn's and NumPy's own parts only, so a saved pipeline
loads wherever the same scikit-learn is installed, without this project.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.cluster import KMeans
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from threadpoolctl import threadpool_limits

from segmentation.card.features import Preparation
from segmentation.errors import ConstantFeature, EmptyFeature, NegativeLog, TooFewCustomers
from segmentation.recipes.recipe import Settings

MOST_FOR_RESTARTS = 200_000


def refuse_useless_features(frame: pd.DataFrame) -> None:
    """Refuse features (columns of `frame`) that cannot tell customers apart.

    Raises:
        EmptyFeature, ConstantFeature
    """
    for name, values in frame.items():
        if values.isna().all():
            raise EmptyFeature(feature=name)
        if values.nunique() == 1:
            value = f"{values.dropna().iloc[0]:,g}"
            raise ConstantFeature(feature=name, value=value, everybody=bool(values.notna().all()))


def refuse_too_few_customers(scaled: np.ndarray, segments: int) -> None:
    """Refuse data that has not more different customers than segments.

    They are counted as K-Means meets them: filled, clipped and scaled.

    Raises:
        TooFewCustomers
    """
    different = len(pd.DataFrame(scaled).drop_duplicates())
    if different <= segments:
        raise TooFewCustomers(different=different, customers=len(scaled), segments=segments)


def refuse_negative(frame: pd.DataFrame, log: Literal["auto"] | Sequence[str]) -> None:
    """Refuse to log a feature that goes below 0.

    Raises:
        NegativeLog
    """
    for name in () if log == "auto" else log:
        if frame[name].min() < 0:
            raise NegativeLog(feature=name, lowest=frame[name].min())


def make_preprocessing(preparations: Mapping[str, Preparation]) -> Pipeline:
    """The unfitted steps before K-Means, by feature in the order of the columns."""
    unlimited = (-np.inf, np.inf)
    low, high = np.array([made.clip or unlimited for made in preparations.values()]).T
    # One part a feature, since a ColumnTransformer moves what it groups.
    log = ColumnTransformer(
        [
            (
                _part_name(at, name),
                FunctionTransformer(np.log1p) if made.log else "passthrough",
                [at],
            )
            for at, (name, made) in enumerate(preparations.items())
        ]
    )
    return Pipeline(
        [
            ("fill", SimpleImputer(strategy="median")),
            ("clip", FunctionTransformer(np.clip, kw_args={"a_min": low, "a_max": high})),
            ("log", log),
            ("scale", StandardScaler()),
        ]
    )


def fit_kmeans(scaled: np.ndarray, segments: int, settings: Settings) -> KMeans:
    """Fit K-Means to customers x features; segments are numbered from the largest down.

    Above 200,000 customers the restarts are made on so many of them, and the best one
    is carried on with everybody: it reaches the same inertia in a fraction of the time.

    One thread only: with several, the order of additions and so the last digits
    change from run to run.
    """
    kmeans = KMeans(
        n_clusters=segments,
        n_init=settings.restarts,
        tol=settings.tolerance,
        random_state=settings.seed,
    )
    with threadpool_limits(1):
        if len(scaled) > MOST_FOR_RESTARTS:
            rows = np.random.default_rng(settings.seed).choice(
                len(scaled), MOST_FOR_RESTARTS, replace=False
            )
            start = kmeans.fit(scaled[np.sort(rows)]).cluster_centers_
            kmeans = clone(kmeans).set_params(init=start, n_init=1)
        kmeans.fit(scaled)
    return _ordered(kmeans)


def fit_kmeans_from(start: np.ndarray, scaled: np.ndarray, settings: Settings) -> KMeans:
    """Fit K-Means once, from the centres `start` (segments x features in the scaled space)."""
    kmeans = KMeans(
        n_clusters=len(start),
        init=start,
        n_init=1,
        tol=settings.tolerance,
        random_state=settings.seed,
    )
    with threadpool_limits(1):
        kmeans.fit(scaled)
    return _ordered(kmeans)


def own_values(scaled: np.ndarray, pipeline: Pipeline) -> np.ndarray:
    """Places in a fitted pipeline's scaled space, in the customers' own values.

    Scale and log are undone; clipping cannot be.
    """
    values = pipeline.named_steps["scale"].inverse_transform(scaled)
    logged = _logged(pipeline)
    values[:, logged] = np.expm1(values[:, logged])
    return values


def place(values: np.ndarray, pipeline: Pipeline) -> np.ndarray:
    """The customers' own values in a fitted pipeline's scaled space, without clipping.

    Clipped, what lies far outside would come to lie beside what is there. Below 0 a
    logged feature has no place, and counts as 0.
    """
    logged = _logged(pipeline)
    values = values.astype(float)
    values[:, logged] = np.log1p(np.maximum(values[:, logged], 0))
    return pipeline.named_steps["scale"].transform(values)


def with_kmeans(preprocessing: Pipeline, kmeans: KMeans) -> Pipeline:
    """The whole fitted pipeline; its `predict` takes customers x features."""
    return Pipeline([*preprocessing.steps, ("segment", kmeans)])


def _part_name(at: int, feature: str) -> str:
    # scikit-learn keeps "__" to itself, and takes "remainder" alone for its option.
    return f"{at} {re.sub('__+', '_', feature)}"


def _logged(pipeline: Pipeline) -> list[bool]:
    """Which features a fitted pipeline logs, in their order."""
    return [log.func is np.log1p for _, log, _ in pipeline.named_steps["log"].transformers_]


def largest_first(labels: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Where each segment is now, from the one with most customers down; of equal ones by centre."""
    sizes = np.bincount(labels, minlength=len(centres))
    return np.lexsort((*centres.T, -sizes))


def _ordered(kmeans: KMeans) -> KMeans:
    order = largest_first(kmeans.labels_, kmeans.cluster_centers_)
    kmeans.cluster_centers_ = kmeans.cluster_centers_[order]
    kmeans.labels_ = np.argsort(order)[kmeans.labels_].astype(kmeans.labels_.dtype)
    return kmeans


def different_customers(customers: np.ndarray, enough: int) -> int:
    """How many different ones there are of customers x features; or `enough`, where as many are."""
    # One feature tells it of most data in a hundredth of the time.
    if any(len(np.unique(column)) >= enough for column in customers.T):
        return enough
    return len(np.unique(customers, axis=0))


def sampled(rows: np.ndarray, most: int, seed: int) -> np.ndarray:
    """At most `most` of the rows, the same ones for the same seed, in their order."""
    return rows[sample_of(len(rows), most, seed)]


def sample_of(count: int, most: int, seed: int) -> np.ndarray:
    """Where the rows of such a sample stand."""
    if count <= most:
        return np.arange(count)
    return np.sort(np.random.default_rng(seed).choice(count, most, replace=False))
