"""How many segments: every number tried, side by side, and what the data speaks for."""

from collections import Counter
from functools import partial
from typing import NamedTuple

import numpy as np
from kneed import KneeLocator
from sklearn.metrics import (
    calinski_harabasz_score,
    davies_bouldin_score,
)
from threadpoolctl import threadpool_limits

from segmentation.card.evidence import (
    SMALLEST_SHARE,
    Candidate,
    Choice,
    Metrics,
    best_by_silhouette,
)
from segmentation.fitting.evidence.agreement import adjusted_rand
from segmentation.fitting.evidence.gap import agreed, gaps
from segmentation.fitting.evidence.silhouette import each_silhouette, silhouettes_among
from segmentation.fitting.evidence.stability import (
    REPEATS,
    Estimate,
    Predicted,
    Resampled,
    prediction_strength,
    stability,
)
from segmentation.fitting.kmeans_at_once import Partition, fit_at_once
from segmentation.fitting.parallel import for_each
from segmentation.fitting.pipeline import fit_kmeans, largest_first, sample_of
from segmentation.fitting.tables import MOST_FOR_STARTS, Tables
from segmentation.recipes.recipe import Settings

TRIED = range(2, 11)
MOST_CUSTOMERS = 5_000
# A larger number that predicts itself may cost this much of the best silhouette.
KEPT_SILHOUETTE = 0.8
# Adjusted Rand indices with the groups that single features make.
SHOWS, ABOUT_AS_NEAR = 0.75, 0.06
PERCENTILES = range(101)


class Tried(NamedTuple):
    """Which rows the numbers of segments were tried on, and what came of each number."""

    rows: np.ndarray
    partitions: list[Partition]


def try_numbers(scaled: np.ndarray, settings: Settings) -> Tried:
    """Fit 2 to 10 segments to at most 5,000 customers.

    Args:
        scaled: customers x features, with more than two different customers.
    """
    rows = sample_of(len(scaled), MOST_CUSTOMERS, settings.seed)
    sample = scaled[rows]
    different = len(np.unique(sample, axis=0))
    numbers = [k for k in TRIED if k < different]
    found = for_each(numbers, partial(_fitted, sample, settings))
    return Tried(rows, found)


def choose(
    scaled: np.ndarray,
    settings: Settings,
    *,
    evidence: bool = True,
    groups: np.ndarray | None = None,
    tried: Tried | None = None,
) -> Choice:
    """Measure each number of segments, and say what that speaks for.

    Args:
        scaled: customers x features, with more than two different customers.
        tried: what `try_numbers` made of them, where it is there already.
        evidence: whether to measure stability, prediction strength and gap. Without them
            the best silhouette speaks for a number of segments, and none for one.
        groups: the group of each customer, where single features make groups.
    """
    at, found = tried or try_numbers(scaled, settings)
    sample, numbers = scaled[at], [len(one.centres) for one in found]
    # One thread, so that sums are added in one order and come out the same.
    with threadpool_limits(1):
        partitions = [one.labels for one in found]
        silhouettes = silhouettes_among(sample, partitions)
        table = [_candidate(sample, *measured) for measured in zip(found, silhouettes)]
    told = {"asked": settings.segments, "elbow": _elbow(table), "customers": len(sample)}
    if not evidence:
        return Choice(evidence=best_by_silhouette(table).k, gap_answer=None, table=table, **told)
    seen = None if groups is None else _that_shows(groups[at], partitions)
    return Choice(**_evidence(table, sample, numbers, settings.seed, seen), **told)


def _evidence(
    table: list[Candidate], sample: np.ndarray, numbers: list[int], seed: int, seen: int | None
) -> dict[str, object]:
    """What full evidence adds to the figures of each number, and what it speaks for."""
    resampled = stability(sample, numbers, seed)
    predicted = prediction_strength(sample, numbers, seed)
    gap = gaps(sample, [1, *numbers], seed)
    measured = {
        "gap": gap.gaps[1:],
        "stability": [one.stability for one in resampled],
        "prediction_strength": [one.strength for one in predicted],
    }
    for what, estimates in measured.items():
        table = [_with(row, what, estimate) for row, estimate in zip(table, estimates)]
    each = [_repeated(table, resampled, predicted, at) for at in range(REPEATS)]
    repeats = [supported(one, seen) for one in each]
    return {
        "evidence": most_often(repeats, supported(table, seen)),
        "repeats": repeats,
        "gap_answer": agreed(gap.answers),
        "gap_answers": gap.answers,
        "table": table,
    }


def supported(table: list[Candidate], seen: int | None = None) -> int:
    """The number of segments that full evidence speaks for; 1 where it is none.

    Where single features make groups, their number (`seen`), if it is stable. Else, of the stable
    numbers without a tiny segment, the one with the best silhouette; or the largest number above
    it that predicts itself at a silhouette not much lower. Where no number is stable, the largest
    that predicts itself.
    """
    predicted = [row for row in table if row.predicts_itself]
    stable = [row for row in table if row.is_stable and row.smallest_share >= SMALLEST_SHARE]
    if seen in [row.k for row in stable]:
        return seen
    if not stable:
        return max((row.k for row in predicted), default=1)
    best = best_by_silhouette(stable)
    as_good = (row.k for row in predicted if row.silhouette >= KEPT_SILHOUETTE * best.silhouette)
    return max(best.k, max(as_good, default=0))


def _that_shows(groups: np.ndarray, partitions: list[np.ndarray]) -> int | None:
    """The smallest number with which K-Means comes about as near to these groups as it can.

    None where it does not find them: other features may weigh more.
    """
    agreements = np.array([adjusted_rand(labels, groups) for labels in partitions])
    if agreements.max() < SHOWS:
        return None
    nearest = np.flatnonzero(agreements >= agreements.max() - ABOUT_AS_NEAR)[0]
    return int(partitions[nearest].max()) + 1


def most_often(repeats: list[int], of_all: int) -> int:
    """The number that came out most often; of equally frequent ones that of all the data.

    Where that is none of them, the smallest.
    """
    counts = Counter(repeats)
    most = max(counts.values())
    tied = [k for k, often in counts.items() if often == most]
    return of_all if of_all in tied else min(tied)


def _repeated(
    table: list[Candidate], resampled: list[Resampled], predicted: list[Predicted], at: int
) -> list[Candidate]:
    """The table as one of the samples alone would have it, with the errors of them all."""
    return [
        row.model_copy(
            update={
                **resamples.repeats[at]._asdict(),
                "prediction_strength": splits.repeats[at],
            }
        )
        for row, resamples, splits in zip(table, resampled, predicted)
    ]


def measure(scaled: np.ndarray, labels: np.ndarray, inertia: float, seed: int) -> Metrics:
    """The metrics of a finished segmentation."""
    at = sample_of(len(scaled), MOST_CUSTOMERS, seed)
    # One thread, so that sums are added in one order and come out the same.
    with threadpool_limits(1):
        silhouettes = each_silhouette(scaled[at], labels[at])
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


def _fitted(sample: np.ndarray, settings: Settings, segments: int) -> Partition:
    """Scikit-learn's segments, from the largest down.

    Up to 1,000 customers by arithmetic that comes to the same in a sixth of the time.
    """
    if len(sample) > MOST_FOR_STARTS:
        kmeans = fit_kmeans(sample, segments, settings)
        # An object of scikit-learn's, coming from another process, would change how later ones are
        # pickled.
        return Partition(kmeans.cluster_centers_, kmeans.labels_, float(kmeans.inertia_))
    told = Tables.of([sample]), segments, settings.restarts, [settings.seed]
    (found,) = fit_at_once(*told, tolerance=settings.tolerance)
    order = largest_first(found.labels, found.centres)
    return Partition(found.centres[order], np.argsort(order)[found.labels], found.inertia)


def _candidate(sample: np.ndarray, found: Partition, silhouette: float) -> Candidate:
    return Candidate(
        k=len(found.centres),
        inertia=found.inertia,
        silhouette=silhouette,
        calinski_harabasz=float(calinski_harabasz_score(sample, found.labels)),
        davies_bouldin=float(davies_bouldin_score(sample, found.labels)),
        smallest_share=float(np.bincount(found.labels).min() / len(sample)),
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
