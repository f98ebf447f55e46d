"""The number of segments: what is tried, measured and chosen."""

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import (
    calinski_harabasz_score,
    davies_bouldin_score,
    silhouette_samples,
    silhouette_score,
)

from segmentation.card.evidence import Candidate, Choice
from segmentation.fitting.evidence.choice import choose, measure, supported
from segmentation.fitting.pipeline import sampled
from segmentation.recipes.recipe import Settings

SETTINGS = Settings(restarts=2)


def blobs(*sizes, spread=0.2, seed=0):
    """Groups of customers around (0, 0), (10, 0), (20, 0) …"""
    random = np.random.default_rng(seed)
    return np.concatenate(
        [random.normal((10 * at, 0), spread, (size, 2)) for at, size in enumerate(sizes)]
    )


@pytest.fixture(scope="module")
def three():
    return blobs(40, 30, 20)


def test_clear_groups_are_found(three):
    choice = choose(three, SETTINGS, evidence=False)
    assert (choice.evidence, choice.asked, choice.customers) == (3, None, 90)


def test_two_to_ten_are_tried(three):
    assert [row.k for row in choose(three, SETTINGS, evidence=False).table] == [
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
    ]


def test_only_numbers_below_that_of_different_customers_are_tried():
    scaled = np.repeat([[0.0], [1.0], [3.0], [9.0]], 5, axis=0)
    assert [row.k for row in choose(scaled, SETTINGS, evidence=False).table] == [2, 3]


def test_figures_are_those_of_scikit_learn(three):
    found = choose(three, SETTINGS, evidence=False).table[1]
    plain = KMeans(3, n_init=2, tol=1e-6, random_state=42).fit(three)
    assert found.inertia == pytest.approx(plain.inertia_)
    assert found.silhouette == pytest.approx(silhouette_score(three, plain.labels_))
    assert found.smallest_share == pytest.approx(20 / 90)
    assert found.calinski_harabasz == pytest.approx(calinski_harabasz_score(three, plain.labels_))
    assert found.davies_bouldin == pytest.approx(davies_bouldin_score(three, plain.labels_))
    assert (found.stability, found.gap, found.prediction_strength) == (None, None, None)


@pytest.mark.parametrize("customers", [300, 1_100])
def test_every_number_is_fitted_as_scikit_learn_fits_it(customers):
    """Also without groups, where restarts lead to different places."""
    scaled = np.random.default_rng(customers).normal(size=(customers, 4))
    for row in choose(scaled, Settings(restarts=4), evidence=False).table:
        plain = KMeans(row.k, n_init=4, tol=1e-6, random_state=42).fit(scaled)
        assert row.inertia == pytest.approx(plain.inertia_, rel=1e-12)
        assert row.smallest_share == np.bincount(plain.labels_).min() / customers
        assert row.silhouette == pytest.approx(silhouette_score(scaled, plain.labels_), abs=1e-5)


@pytest.mark.parametrize(("outliers", "evidence"), [(3, 2), (5, 3)])
def test_evidence_passes_over_segments_of_less_than_two_percent(outliers, evidence):
    scaled = np.concatenate([blobs(100, 100), np.linspace((30, 0), (30, 1), outliers)])
    choice = choose(scaled, SETTINGS, evidence=False)
    best = max(choice.table, key=lambda row: row.silhouette)
    assert (best.k, best.smallest_share) == (3, outliers / (200 + outliers))
    assert choice.evidence == evidence


def test_best_silhouette_decides_where_every_number_has_a_tiny_segment():
    choice = choose(np.concatenate([blobs(60, 60), [[500.0, 0.0]]]), SETTINGS, evidence=False)
    assert all(row.smallest_share < 0.02 for row in choice.table)
    assert choice.evidence == 2


def test_what_was_asked_is_recorded_beside_the_evidence(three):
    choice = choose(three, Settings(segments=7, restarts=2), evidence=False)
    assert (choice.evidence, choice.asked) == (3, 7)


def test_metrics_are_those_of_scikit_learn():
    scaled = blobs(30, 30, 30, spread=4)
    labels = np.repeat([0, 1, 2], 30)
    metrics = measure(scaled, labels, 12.5, seed=1)
    assert metrics.inertia == 12.5
    assert metrics.silhouette == pytest.approx(silhouette_score(scaled, labels))
    assert metrics.davies_bouldin == pytest.approx(davies_bouldin_score(scaled, labels))
    assert metrics.calinski_harabasz == pytest.approx(calinski_harabasz_score(scaled, labels))
    assert metrics.silhouette_customers == 90


def test_silhouette_of_many_customers_is_taken_over_a_sample(monkeypatch):
    monkeypatch.setattr("segmentation.fitting.evidence.choice.MOST_CUSTOMERS", 100)
    scaled = blobs(600, 450, spread=2)
    labels = np.repeat([0, 1], [600, 450])
    metrics = measure(scaled, labels, 1.0, seed=3)
    both = sampled(np.column_stack([scaled, labels]), 100, 3)
    assert metrics.silhouette_customers == 100
    assert metrics.silhouette == pytest.approx(silhouette_score(both[:, :2], both[:, 2]))
    assert metrics.davies_bouldin == pytest.approx(davies_bouldin_score(scaled, labels))


def candidate(k, silhouette, *, stability, strength, error=0.0, smallest=0.1):
    return Candidate(
        k=k,
        inertia=1.0,
        silhouette=silhouette,
        calinski_harabasz=1.0,
        davies_bouldin=1.0,
        smallest_share=smallest,
        stability=stability,
        stability_error=error,
        prediction_strength=strength,
        prediction_strength_error=error,
    )


def test_best_silhouette_among_the_stable_is_supported():
    table = [
        candidate(2, 0.3, stability=0.9, strength=0.5),
        candidate(3, 0.4, stability=0.85, strength=0.5),
        candidate(4, 0.5, stability=0.7, strength=0.5),
    ]
    assert supported(table) == 3


def test_a_standard_error_may_be_missing_to_be_stable():
    table = [
        candidate(2, 0.3, stability=0.9, strength=0.5),
        candidate(3, 0.4, stability=0.79, error=0.01, strength=0.5),
    ]
    assert supported(table) == 3


def test_a_stable_number_with_a_tiny_segment_is_passed_over():
    table = [
        candidate(2, 0.3, stability=0.9, strength=0.5),
        candidate(3, 0.4, stability=0.9, strength=0.5, smallest=0.019),
    ]
    assert supported(table) == 2


@pytest.mark.parametrize(("silhouette", "number"), [(0.33, 4), (0.31, 2)])
def test_a_larger_number_that_predicts_itself_may_cost_a_fifth(silhouette, number):
    table = [
        candidate(2, 0.4, stability=0.9, strength=0.9),
        candidate(3, 0.3, stability=0.5, strength=0.7),
        candidate(4, silhouette, stability=0.5, strength=0.8),
    ]
    assert supported(table) == number


def test_what_predicts_itself_is_supported_where_nothing_is_stable():
    table = [
        candidate(2, 0.4, stability=0.5, strength=0.9),
        candidate(3, 0.3, stability=0.5, strength=0.6),
    ]
    assert supported(table) == 2


def test_one_is_supported_where_nothing_holds_up():
    table = [candidate(k, 0.2, stability=0.5, strength=0.5) for k in (2, 3)]
    assert supported(table) == 1


def test_best_silhouette_is_chosen_where_one_is_supported():
    table = [candidate(2, 0.1, stability=0, strength=0), candidate(3, 0.2, stability=0, strength=0)]
    choice = Choice(evidence=1, asked=None, elbow=None, gap_answer=None, table=table, customers=9)
    assert choice.chosen == 3
    assert choice.model_copy(update={"asked": 2}).chosen == 2


def test_full_evidence_of_clear_groups(three):
    choice = choose(three, SETTINGS)
    row = choice.table[1]
    assert (choice.evidence, choice.elbow, row.k) == (3, 3, 3)
    assert (row.stability, row.prediction_strength) == (1.0, 1.0)
    assert row.gap > choice.table[0].gap


def test_silhouettes_within_segments_are_percentiles():
    scaled, labels = blobs(30, 20, spread=4), np.repeat([0, 1], [30, 20])
    metrics = measure(scaled, labels, 1.0, seed=1)
    each = silhouette_samples(scaled, labels)
    assert [len(curve) for curve in metrics.silhouettes] == [101, 101]
    assert metrics.silhouettes[1][50] == pytest.approx(np.median(each[30:]))
    assert metrics.silhouettes[0][0] == pytest.approx(each[:30].min())


def test_choice_survives_json():
    table = [candidate(2, 0.1 + 0.2, stability=1 / 3, strength=0.1)]
    choice = Choice(evidence=2, asked=None, elbow=None, gap_answer=2, table=table, customers=9)
    assert Choice.model_validate_json(choice.model_dump_json()) == choice
