"""Stability and prediction strength, against the definitions."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, silhouette_score

from segmentation.fitting.evidence.stability import (
    prediction_strength,
    share_of_pairs_kept,
    stability,
)

GROUPS = np.concatenate(
    [np.random.default_rng(0).normal(at, 0.1, (30, 2)) for at in ((0, 0), (5, 0), (0, 5))]
)
EVEN = np.random.default_rng(1).uniform(size=(150, 3))


def test_separate_groups_are_found_again():
    found = stability(GROUPS, [3, 5], seed=42)
    assert found[0].stability == (1.0, 0.0)
    assert {one.stability for one in found[0].repeats} == {1.0}
    assert [one.smallest_share for one in found[0].repeats] == [1 / 3] * 10
    assert 0.3 < found[1].stability.value < 0.95


def test_even_customers_are_cut_differently_each_time():
    assert stability(EVEN, [4], seed=42)[0].stability.value < 0.5


def test_separate_groups_are_predicted():
    found = prediction_strength(GROUPS, [2, 3, 6], seed=42)
    assert found[1].strength == (1.0, 0.0)
    assert found[1].repeats == [1.0] * 10
    assert found[2].strength.value < 0.8


def test_the_same_seed_gives_the_same_figures():
    assert stability(EVEN, [3], seed=7) == stability(EVEN, [3], seed=7)
    assert stability(EVEN, [3], seed=7) != stability(EVEN, [3], seed=8)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=25).map(np.array)
)
def test_share_of_pairs_kept_is_that_of_counting_pairs(labels):
    own, predicted = labels.T
    shares = []
    for label in set(own.tolist()):
        members = np.flatnonzero(own == label)
        pairs = list(combinations(members, 2))
        if pairs:
            shares.append(np.mean([predicted[a] == predicted[b] for a, b in pairs]))
    assert share_of_pairs_kept(own, predicted) == pytest.approx(min(shares, default=1.0))


def test_fewer_different_customers_than_segments():
    few = np.repeat([[0.0], [1.0], [5.0]], 4, axis=0)
    assert 0 < stability(few, [2], seed=1)[0].stability.value <= 1


def test_a_repeat_is_one_sample_against_the_others(monkeypatch):
    """The first of each of ten pairs; its silhouette is that of all customers."""
    (found,) = stability(EVEN, [3], seed=42)
    seeds = np.random.SeedSequence([42, 1]).spawn(30)
    labels = []
    for seed in seeds:
        random = np.random.default_rng(seed)
        start = int(seed.generate_state(1)[0])
        drawn = EVEN[random.integers(0, len(EVEN), len(EVEN))]
        kmeans = KMeans(3, n_init=5, tol=1e-6, random_state=start).fit(drawn)
        distances = ((EVEN[:, None] - kmeans.cluster_centers_) ** 2).sum(axis=2)
        labels.append(distances.argmin(axis=1))
    agreements = [adjusted_rand_score(labels[2], other) for other in labels[10:]]
    third = found.repeats[2]
    assert third.stability == pytest.approx(np.mean(agreements))
    assert third.silhouette == pytest.approx(silhouette_score(EVEN, labels[2]), abs=1e-5)
    assert third.smallest_share == np.bincount(labels[2]).min() / len(EVEN)


def test_stability_is_the_mean_adjusted_rand_index_of_pairs():
    indices = []
    for seed in np.random.SeedSequence([42, 1]).spawn(30):
        random = np.random.default_rng(seed)
        start = int(seed.generate_state(1)[0])
        labels = []
        for _ in range(2):
            drawn = EVEN[random.integers(0, len(EVEN), len(EVEN))]
            kmeans = KMeans(3, n_init=5, tol=1e-6, random_state=start).fit(drawn)
            distances = ((EVEN[:, None] - kmeans.cluster_centers_) ** 2).sum(axis=2)
            labels.append(distances.argmin(axis=1))
        indices.append(adjusted_rand_score(*labels))
    (resampled,) = stability(EVEN, [3], seed=42)
    found = resampled.stability
    assert found.value == pytest.approx(np.mean(indices), abs=1e-6)
    assert found.error == pytest.approx(np.std(indices, ddof=1) / np.sqrt(30), abs=1e-6)
