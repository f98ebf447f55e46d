"""How many segments: every number tried, side by side, and what the data speaks for."""

import numpy as np
from kneed import KneeLocator
from sklearn.cluster import KMeans
from sklearn.metrics import (
    calinski_harabasz_score,
    davies_bouldin_score,
    pairwise_distances,
    silhouette_samples,
)
from threadpoolctl import threadpool_limits

from segmentation.card.evidence import (
    SMALLEST_SHARE,
    Candidate,
    Choice,
    Metrics,
    best_by_silhouette,
)
from segmentation.fitting.evidence.gap import first_sufficient, gaps
from segmentation.fitting.evidence.silhouette import mean_silhouettes
from segmentation.fitting.evidence.stability import Estimate, prediction_strength, stability
from segmentation.fitting.parallel import for_each
from segmentation.fitting.pipeline import fit_kmeans, sample_of, sampled
from segmentation.recipes.recipe import Settings

TRIED = range(2, 11)
MOST_CUSTOMERS = 5_000
# A larger number that predicts itself may cost this much of the best silhouette.
KEPT_SILHOUETTE = 0.8
PERCENTILES = range(101)


def choose(scaled: np.ndarray, settings: Settings, *, evidence: bool = True) -> Choice:
    """Try 2 to 10 segments on at most 5,000 customers.

    Args:
        scaled: customers x features, with more than two different customers.
        evidence: whether to measure stability, prediction strength and gap. Without them
            the best silhouette speaks for a number of segments, and none for one.
    """
    sample = sampled(scaled, MOST_CUSTOMERS, settings.seed)
    different = len(np.unique(sample, axis=0))
    numbers = [k for k in TRIED if k < different]
    found = for_each(numbers, lambda k: fit_kmeans(sample, k, settings))
    # One thread, so that sums are added in one order and come out the same.
    with threadpool_limits(1):
        partitions = [kmeans.labels_ for kmeans in found]
        silhouettes = mean_silhouettes(pairwise_distances(sample), partitions)
        table = [_candidate(sample, *measured) for measured in zip(found, silhouettes)]
    gap_answer = None
    if evidence:
        found = gaps(sample, [1, *numbers], settings.seed)
        gap_answer = first_sufficient([1, *numbers], found)
        measured = {
            "gap": found[1:],
            "stability": stability(sample, numbers, settings.seed),
            "prediction_strength": prediction_strength(sample, numbers, settings.seed),
        }
        for what, estimates in measured.items():
            table = [_with(row, what, estimate) for row, estimate in zip(table, estimates)]
    return Choice(
        evidence=supported(table) if evidence else best_by_silhouette(table).k,
        asked=settings.segments,
        elbow=_elbow(table),
        gap_answer=gap_answer,
        table=table,
        customers=len(sample),
    )


def supported(table: list[Candidate]) -> int:
    """The number of segments that the full evidence speaks for; 1 where it is none.

    Of the stable numbers without a tiny segment the one with the best silhouette; or the
    largest that predicts itself, where it is larger and its silhouette not much lower.
    """
    predicted = max((row.k for row in table if row.predicts_itself), default=1)
    stable = [row for row in table if row.is_stable and row.smallest_share >= SMALLEST_SHARE]
    if not stable:
        return predicted
    best = best_by_silhouette(stable)
    silhouettes = {row.k: row.silhouette for row in table}
    if predicted > best.k and silhouettes[predicted] >= KEPT_SILHOUETTE * best.silhouette:
        return predicted
    return best.k


def measure(scaled: np.ndarray, labels: np.ndarray, inertia: float, seed: int) -> Metrics:
    """Scikit-learn's own metrics of a finished segmentation."""
    at = sample_of(len(scaled), MOST_CUSTOMERS, seed)
    # One thread, so that sums are added in one order and come out the same.
    with threadpool_limits(1):
        silhouettes = silhouette_samples(scaled[at], labels[at])
        return Metrics(
            inertia=inertia,
            silhouette=float(silhouettes.mean()),
            davies_bouldin=float(davies_bouldin_score(scaled, labels)),
            calinski_harabasz=float(calinski_harabasz_score(scaled, labels)),
            silhouette_customers=len(at),
            silhouettes=[
                _percentiles(silhouettes[labels[at] == label]) for label in range(labels.max() + 1)
            ],
        )


def _candidate(sample: np.ndarray, kmeans: KMeans, silhouette: float) -> Candidate:
    return Candidate(
        k=kmeans.n_clusters,
        inertia=float(kmeans.inertia_),
        silhouette=silhouette,
        calinski_harabasz=float(calinski_harabasz_score(sample, kmeans.labels_)),
        davies_bouldin=float(davies_bouldin_score(sample, kmeans.labels_)),
        smallest_share=float(np.bincount(kmeans.labels_).min() / len(sample)),
    )


def _elbow(table: list[Candidate]) -> int | None:
    """The bend of the inertia, by the kneedle algorithm."""
    if len(table) < 3:
        return None
    found = KneeLocator(
        [row.k for row in table],
        [row.inertia for row in table],
        curve="convex",
        direction="decreasing",
    )
    return None if found.elbow is None else int(found.elbow)


def _percentiles(values: np.ndarray) -> list[float]:
    """From 0 to 100; none for a segment of which nobody is in the sample."""
    return np.percentile(values, PERCENTILES).tolist() if len(values) else []


def _with(row: Candidate, what: str, estimate: Estimate) -> Candidate:
    return row.model_copy(update={what: estimate.value, f"{what}_error": estimate.error})
