"""The scikit-learn pipeline: fill, clip, log, scale, then K-Means.

It is made of scikit-learn's and NumPy's own parts only, so a saved pipeline
loads wherever the same scikit-learn is installed, without this project.
"""

from collections.abc import Sequence
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

from segmentation.errors import ConstantFeature, EmptyFeature, NegativeLog, TooFewCustomers
from segmentation.recipes.recipe import Settings

SKEW_WORTH_A_LOG = 2.0
MOST_FOR_RESTARTS = 200_000
# In standard deviations: squares of what lies farther would drown all the rest.
FARTHEST = 1e4


def refuse_useless_features(frame: pd.DataFrame) -> None:
    """Refuse features (columns of `frame`) that cannot tell customers apart.

    Raises:
        EmptyFeature, ConstantFeature
    """
    for name, values in frame.items():
        if values.isna().all():
            raise EmptyFeature(feature=name)
        if values.nunique() == 1:
            raise ConstantFeature(feature=name, value=f"{values.dropna().iloc[0]:,g}")


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


def clip_limits(frame: pd.DataFrame, percent: float | None) -> pd.DataFrame:
    """The lowest and highest value each feature keeps: rows `low` and `high`.

    The limits are the `percent`-th percentiles from either end; infinite where
    `percent` is None, or where clipping would leave a single value.
    """
    unlimited = pd.DataFrame(
        {name: [-np.inf, np.inf] for name in frame}, index=["low", "high"], dtype=float
    )
    if percent is None:
        return unlimited
    limits = frame.quantile([percent / 100, 1 - percent / 100]).set_axis(["low", "high"])
    single = limits.loc["low"] == limits.loc["high"]
    return limits.mask(pd.DataFrame([single, single], index=limits.index), unlimited)


def features_to_log(clipped: pd.DataFrame, log: Literal["auto"] | Sequence[str]) -> list[str]:
    """The features that the pipeline logs: those named, or those that need it."""
    return [name for name in clipped if needs_log(clipped[name])] if log == "auto" else list(log)


def needs_log(clipped: pd.Series) -> bool:
    """Whether `log1p` makes a feature less lopsided: from 0 up, skew above 2, and lower after."""
    if clipped.min() < 0 or clipped.skew() <= SKEW_WORTH_A_LOG:
        return False
    return abs(np.log1p(clipped).skew()) < abs(clipped.skew())


def make_preprocessing(limits: pd.DataFrame, logged: Sequence[str]) -> Pipeline:
    """The unfitted steps before K-Means.

    Args:
        limits: as `clip_limits` returns them; its columns are the features in order.
        logged: names of the features to log.
    """
    low, high = limits.loc["low"].to_numpy(), limits.loc["high"].to_numpy()
    # One part a feature, since a ColumnTransformer moves what it groups.
    log = ColumnTransformer(
        [
            (name, FunctionTransformer(np.log1p) if name in logged else "passthrough", [at])
            for at, name in enumerate(limits)
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
    return _largest_first(kmeans)


def with_kmeans(preprocessing: Pipeline, kmeans: KMeans) -> Pipeline:
    """The whole fitted pipeline; its `predict` takes customers x features."""
    return Pipeline([*preprocessing.steps, ("segment", kmeans)])


def unclipped(pipeline: Pipeline, values: pd.DataFrame) -> np.ndarray:
    """Customers x features filled, logged and scaled as by the fitted pipeline, but not clipped.

    Below 0, where clipping would have come first, the log of a logged feature is mirrored.
    Values beyond 10,000 standard deviations count as that far.
    """
    steps = pipeline.named_steps
    filled = steps["fill"].transform(values)
    logged = np.copysign(steps["log"].transform(np.abs(filled)), filled)
    return np.clip(steps["scale"].transform(logged), -FARTHEST, FARTHEST)


def _largest_first(kmeans: KMeans) -> KMeans:
    sizes = np.bincount(kmeans.labels_, minlength=kmeans.n_clusters)
    order = np.lexsort((*kmeans.cluster_centers_.T, -sizes))
    kmeans.cluster_centers_ = kmeans.cluster_centers_[order]
    kmeans.labels_ = np.argsort(order)[kmeans.labels_].astype(kmeans.labels_.dtype)
    return kmeans
