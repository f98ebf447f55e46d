"""The number of segments: what is tried, measured and chosen."""

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_score

from segmentation.choice import Candidate, Choice, choose, measure, sampled
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
    choice = choose(three, SETTINGS)
    assert (choice.evidence, choice.asked, choice.customers) == (3, None, 90)


def test_two_to_ten_are_tried(three):
    assert [row.k for row in choose(three, SETTINGS).table] == [2, 3, 4, 5, 6, 7, 8, 9, 10]


def test_only_numbers_below_that_of_different_customers_are_tried():
    scaled = np.repeat([[0.0], [1.0], [3.0], [9.0]], 5, axis=0)
    assert [row.k for row in choose(scaled, SETTINGS).table] == [2, 3]


def test_figures_are_those_of_scikit_learn(three):
    found = choose(three, SETTINGS).table[1]
    plain = KMeans(3, n_init=2, tol=1e-6, random_state=42).fit(three)
    assert found.inertia == pytest.approx(plain.inertia_)
    assert found.silhouette == pytest.approx(silhouette_score(three, plain.labels_))
    assert found.smallest_share == pytest.approx(20 / 90)


@pytest.mark.parametrize(("outliers", "evidence"), [(3, 2), (5, 3)])
def test_evidence_passes_over_segments_of_less_than_two_percent(outliers, evidence):
    scaled = np.concatenate([blobs(100, 100), np.linspace((30, 0), (30, 1), outliers)])
    choice = choose(scaled, SETTINGS)
    best = max(choice.table, key=lambda row: row.silhouette)
    assert (best.k, best.smallest_share) == (3, outliers / (200 + outliers))
    assert choice.evidence == evidence


def test_best_silhouette_decides_where_every_number_has_a_tiny_segment():
    choice = choose(np.concatenate([blobs(60, 60), [[500.0, 0.0]]]), SETTINGS)
    assert all(row.smallest_share < 0.02 for row in choice.table)
    assert choice.evidence == 2


def test_what_was_asked_is_recorded_beside_the_evidence(three):
    choice = choose(three, Settings(segments=7, restarts=2))
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
    monkeypatch.setattr("segmentation.choice.SAMPLE", 100)
    scaled = blobs(600, 450, spread=2)
    labels = np.repeat([0, 1], [600, 450])
    metrics = measure(scaled, labels, 1.0, seed=3)
    both = sampled(np.column_stack([scaled, labels]), 100, 3)
    assert metrics.silhouette_customers == 100
    assert metrics.silhouette == pytest.approx(silhouette_score(both[:, :2], both[:, 2]))
    assert metrics.davies_bouldin == pytest.approx(davies_bouldin_score(scaled, labels))


def test_sample_is_the_same_for_the_same_seed():
    rows = np.arange(100)
    assert sampled(rows, 10, 5).tolist() == sampled(rows, 10, 5).tolist()
    assert sampled(rows, 10, 5).tolist() != sampled(rows, 10, 6).tolist()


def test_sample_keeps_the_order_and_repeats_nobody():
    found = sampled(np.arange(100), 10, 5).tolist()
    assert found == sorted(set(found))
    assert len(found) == 10


def test_few_rows_are_taken_whole():
    assert sampled(np.arange(10), 10, 5).tolist() == list(range(10))


def test_choice_survives_json():
    table = [Candidate(k=2, inertia=1.5, silhouette=0.1 + 0.2, smallest_share=1 / 3)]
    choice = Choice(evidence=2, asked=None, table=table, customers=9)
    assert Choice.model_validate_json(choice.model_dump_json()) == choice
