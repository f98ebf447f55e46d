"""How many segments: every number tried, side by side, and what the data speaks for."""

import numpy as np
from pydantic import BaseModel
from sklearn.metrics import (
    calinski_harabasz_score,
    davies_bouldin_score,
    silhouette_score,
)
from threadpoolctl import threadpool_limits

from segmentation.pipeline import fit_kmeans
from segmentation.recipes.recipe import Settings

TRIED = range(2, 11)
SMALLEST_SHARE = 0.02
SAMPLE = 5_000


class Candidate(BaseModel, frozen=True):
    """One number of segments, measured in the scaled space."""

    k: int
    inertia: float
    silhouette: float
    smallest_share: float


class Choice(BaseModel, frozen=True):
    """What the data speaks for, what was asked for instead (None: nothing), the figures."""

    evidence: int
    asked: int | None
    table: list[Candidate]
    customers: int


class Metrics(BaseModel, frozen=True):
    """How the chosen segments stand apart, in the scaled space.

    The silhouette is taken over `silhouette_customers` of the customers.
    """

    inertia: float
    silhouette: float
    davies_bouldin: float
    calinski_harabasz: float
    silhouette_customers: int


def choose(scaled: np.ndarray, settings: Settings) -> Choice:
    """Try 2 to 10 segments on at most 5,000 customers.

    The evidence is the best silhouette among the numbers whose smallest segment
    holds at least 2 % of the customers.

    Args:
        scaled: customers x features, with more than two different customers.
    """
    sample = sampled(scaled, SAMPLE, settings.seed)
    different = len(np.unique(sample, axis=0))
    table = [_candidate(sample, k, settings) for k in TRIED if k < different]
    eligible = [row for row in table if row.smallest_share >= SMALLEST_SHARE] or table
    best = max(eligible, key=lambda row: row.silhouette)
    return Choice(evidence=best.k, asked=settings.segments, table=table, customers=len(sample))


def measure(scaled: np.ndarray, labels: np.ndarray, inertia: float, seed: int) -> Metrics:
    """Scikit-learn's own metrics of a finished segmentation."""
    at = _sample_of(len(scaled), SAMPLE, seed)
    # One thread, so that sums are added in one order and come out the same.
    with threadpool_limits(1):
        return Metrics(
            inertia=inertia,
            silhouette=float(silhouette_score(scaled[at], labels[at])),
            davies_bouldin=float(davies_bouldin_score(scaled, labels)),
            calinski_harabasz=float(calinski_harabasz_score(scaled, labels)),
            silhouette_customers=len(at),
        )


def sampled(rows: np.ndarray, most: int, seed: int) -> np.ndarray:
    """At most `most` of the rows, the same ones for the same seed, in their order."""
    return rows[_sample_of(len(rows), most, seed)]


def _sample_of(count: int, most: int, seed: int) -> np.ndarray:
    if count <= most:
        return np.arange(count)
    return np.sort(np.random.default_rng(seed).choice(count, most, replace=False))


def _candidate(sample: np.ndarray, k: int, settings: Settings) -> Candidate:
    kmeans = fit_kmeans(sample, k, settings)
    with threadpool_limits(1):
        silhouette = silhouette_score(sample, kmeans.labels_)
    return Candidate(
        k=k,
        inertia=float(kmeans.inertia_),
        silhouette=float(silhouette),
        smallest_share=float(np.bincount(kmeans.labels_).min() / len(sample)),
    )
