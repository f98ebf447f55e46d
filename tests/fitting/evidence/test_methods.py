"""Other methods beside K-Means, held against scikit-learn called by hand and plain counting."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import DBSCAN, HDBSCAN, AgglomerativeClustering
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.mixture import GaussianMixture

from segmentation.card.evidence import Methods
from segmentation.fitting.evidence.methods import compare, find_eps
from segmentation.fitting.pipeline import sampled
from tests.fitting.evidence.test_choice import blobs

NAMES = ["K-Means", "DBSCAN", "HDBSCAN", "Ward", "Gaussian mixture"]


@pytest.fixture(scope="module")
def islands():
    """Three islands of 60, 40 and 30 customers, and one customer far out at sea."""
    return np.concatenate([blobs(60, 40, 30), [[100.0, 50.0]]])


@pytest.fixture(scope="module")
def labels():
    return np.repeat([0, 1, 2, 2], [60, 40, 30, 1])


@pytest.fixture(scope="module")
def compared(islands, labels):
    return compare(islands, labels, 3, 42)


def by_name(compared):
    return {method.name: method for method in compared.methods}


def test_every_method_is_there_k_means_first(compared):
    assert [method.name for method in compared.methods] == NAMES
    assert compared.customers == 131


def test_islands_are_found_and_whoever_is_on_none_is_noise(compared, islands):
    found = by_name(compared)["DBSCAN"]
    assert (found.segments, found.noise) == (3, 1 / 131)
    assert found.largest_share == 60 / 131
    three = np.repeat([0, 1, 2], [60, 40, 30])
    assert found.silhouette == pytest.approx(silhouette_score(islands[:-1], three))


def test_noise_is_one_more_group_where_agreement_is_taken(compared, labels):
    with_noise = np.append(labels[:-1], 9)
    expected = adjusted_rand_score(labels, with_noise)
    assert by_name(compared)["DBSCAN"].agreement == pytest.approx(expected)
    assert expected < 1


def test_k_means_is_measured_by_the_labels_given(compared, islands, labels):
    found = by_name(compared)["K-Means"]
    assert (found.segments, found.noise, found.agreement) == (3, 0.0, 1.0)
    assert found.largest_share == 60 / 131
    assert found.silhouette == pytest.approx(silhouette_score(islands, labels))


def test_ward_is_that_of_scikit_learn():
    scaled = np.random.default_rng(3).normal(size=(200, 3))
    plain = AgglomerativeClustering(4, linkage="ward").fit_predict(scaled)
    found = by_name(compare(scaled, plain, 4, 42))["Ward"]
    assert (found.segments, found.agreement) == (4, 1.0)
    assert found.silhouette == pytest.approx(silhouette_score(scaled, plain))


def test_gaussian_mixture_is_that_of_scikit_learn():
    scaled = np.random.default_rng(4).normal(size=(200, 3))
    plain = GaussianMixture(3, n_init=5, random_state=7).fit_predict(scaled)
    found = by_name(compare(scaled, plain, 3, 7))["Gaussian mixture"]
    assert (found.segments, found.agreement) == (3, 1.0)


def test_dbscan_is_that_of_scikit_learn_with_the_settings_told():
    scaled = blobs(80, 80, spread=1.5)
    found = by_name(compare(scaled, np.repeat([0, 1], 80), 2, 42))["DBSCAN"]
    assert found.settings["neighbours"] == 4
    plain = DBSCAN(eps=found.settings["eps"], min_samples=4).fit_predict(scaled)
    assert found.noise == pytest.approx((plain == -1).mean())
    assert found.segments == len(set(plain) - {-1})


def test_hdbscan_is_that_of_scikit_learn():
    scaled = np.random.default_rng(5).uniform(size=(1_000, 2))
    found = by_name(compare(scaled, np.arange(1_000) % 2, 2, 42))["HDBSCAN"]
    plain = HDBSCAN(min_cluster_size=20, copy=True).fit_predict(scaled)
    assert found.settings == {"smallest_group": 20}
    assert found.segments == plain.max() + 1 > 1
    assert found.noise == pytest.approx((plain == -1).mean())
    assert found.silhouette == pytest.approx(
        silhouette_score(scaled[plain >= 0], plain[plain >= 0])
    )


def test_crowd_in_which_hdbscan_finds_no_group_is_all_noise():
    scaled = np.random.default_rng(5).normal(size=(600, 5))
    found = by_name(compare(scaled, np.arange(600) % 2, 2, 42))["HDBSCAN"]
    assert (found.segments, found.noise, found.silhouette) == (0, 1.0, None)
    assert (found.largest_share, found.agreement) == (0.0, 0.0)


def test_radius_lies_at_the_bend_of_the_distances():
    distances = np.concatenate([np.linspace(1, 1.1, 95), np.linspace(2, 20, 5)])
    shuffled = np.random.default_rng(0).permutation(distances)
    assert find_eps(shuffled) == (pytest.approx(1.1), "knee")


@pytest.mark.parametrize("distances", [np.linspace(1, 101, 101), np.arange(1.0, 102)])
def test_without_a_bend_the_radius_holds_95_of_100_customers(distances):
    eps, how = find_eps(distances)
    assert how == "no knee"
    assert (distances <= eps).sum() == 96


@pytest.mark.parametrize("distances", [np.zeros(9), np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 5.0])])
def test_customers_who_are_all_alike_have_a_tiny_radius(distances):
    assert find_eps(distances)[0] == 1e-6


def test_of_many_customers_the_same_sample_goes_to_every_method(monkeypatch):
    monkeypatch.setattr("segmentation.fitting.evidence.methods.MOST_CUSTOMERS", 100)
    scaled, labels = blobs(300, 200, spread=3), np.repeat([0, 1], [300, 200])
    found = compare(scaled, labels, 2, 9)
    assert found.customers == 100
    both = sampled(np.column_stack([scaled, labels]), 100, 9)
    kmeans, ward = by_name(found)["K-Means"], by_name(found)["Ward"]
    assert kmeans.silhouette == pytest.approx(silhouette_score(both[:, :2], both[:, 2]))
    plain = AgglomerativeClustering(2, linkage="ward").fit_predict(both[:, :2])
    assert ward.agreement == pytest.approx(adjusted_rand_score(both[:, 2], plain))


def test_same_customers_same_answer(islands, labels, compared):
    assert compare(islands, labels, 3, 42) == compared


def test_dendrogram_holds_every_customer_and_merges_all_of_them(compared):
    tree = compared.dendrogram
    assert (len(tree.leaves), sum(tree.leaves)) == (24, 131)
    assert len(tree.x) == len(tree.height) == 23
    assert {len(bracket) for bracket in (*tree.x, *tree.height)} == {4}


def test_dendrogram_of_four_customers_is_as_reckoned_by_hand():
    tree = compare(np.array([[0.0], [2.0], [10.0], [13.0]]), np.array([0, 0, 1, 1]), 2, 42)
    assert tree.dendrogram.leaves == [1, 1, 1, 1]
    # Ward's distance of pairs is theirs; of the two pairs, sqrt(2 * 2 * 2 / 4) times 10.5.
    tops = sorted(max(bracket) for bracket in tree.dendrogram.height)
    assert tops == pytest.approx([2.0, 3.0, 10.5 * 2**0.5])


ODD = {
    "six": np.random.default_rng(0).normal(size=(6, 3)),
    "more features than customers": np.random.default_rng(1).normal(size=(6, 10)),
    "two": np.array([[0.0, 0.0], [1.0, 1.0]]),
    "constant": np.zeros((50, 2)),
    "repeated": np.repeat([[0.0, 0.0], [1.0, 1.0], [3.0, 3.0]], [200, 30, 1], axis=0),
}


@pytest.mark.parametrize("scaled", ODD.values(), ids=ODD)
@pytest.mark.filterwarnings("error")
def test_odd_data_are_counted_right(scaled):
    found = compare(scaled, np.arange(len(scaled)) % 2, 2, 42)
    different = Counter(map(tuple, scaled))
    assert sum(found.dendrogram.leaves) == found.customers == len(scaled)
    for method in found.methods[1:]:
        assert method.segments <= len(different)
        assert (method.silhouette is None) == (
            method.segments < 2 or method.segments == round((1 - method.noise) * len(scaled))
        )
    assert Methods.model_validate_json(found.model_dump_json()) == found


def test_repeated_customers_are_groups_of_their_own():
    found = by_name(compare(ODD["repeated"], np.zeros(231, dtype=int), 2, 42))
    assert (found["DBSCAN"].segments, found["DBSCAN"].noise) == (2, 1 / 231)
    assert found["DBSCAN"].silhouette == 1.0


def test_more_segments_than_customers_in_the_sample(monkeypatch):
    monkeypatch.setattr("segmentation.fitting.evidence.methods.MOST_CUSTOMERS", 10)
    scaled = np.random.default_rng(2).normal(size=(60, 2))
    found = by_name(compare(scaled, np.arange(60) % 20, 20, 42))
    assert found["Gaussian mixture"].settings["groups"] == 10
    assert found["Ward"].segments == 10


@settings(max_examples=15, deadline=None)
@given(st.integers(2, 40), st.integers(1, 4), st.integers(2, 6), st.integers(0, 2**32 - 1))
def test_shares_are_shares(customers, features, segments, seed):
    random = np.random.default_rng(seed)
    scaled = random.integers(0, 4, (customers, features)).astype(float)
    found = compare(scaled, random.integers(0, segments, customers), segments, seed)
    for method in found.methods:
        assert 0 <= method.noise <= 1
        # The largest group is no smaller than an even part of those who are not noise.
        even = (1 - method.noise) / max(method.segments, 1)
        assert even - 1e-9 <= method.largest_share <= 1 - method.noise + 1e-9
        assert method.agreement <= 1
        assert method.silhouette is None or -1 <= method.silhouette <= 1


def test_groups_are_counted_by_segment_largest_first_and_noise_apart(compared):
    found = by_name(compared)
    # The one far out at sea is in the third segment, and noise to who looks for crowds.
    assert found["DBSCAN"].overlap == [[60, 0, 0], [0, 40, 0], [0, 0, 30]]
    assert found["DBSCAN"].noise_in == [0, 0, 1]
    assert found["K-Means"].overlap == [[60, 0, 0], [0, 40, 0], [0, 0, 31]]
    assert found["K-Means"].noise_in == [0, 0, 0]


def test_overlap_counts_every_customer_once():
    scaled = np.random.default_rng(6).normal(size=(300, 2))
    labels = np.arange(300) % 4
    for method in compare(scaled, labels, 4, 42).methods:
        counted = np.array([*method.overlap, method.noise_in])
        assert counted.sum(axis=0).tolist() == [75] * 4
        sizes = [sum(group) for group in method.overlap]
        assert sizes == sorted(sizes, reverse=True)
        assert len(sizes) == method.segments


def test_leaves_of_the_tree_are_counted_by_segment(compared):
    tree = compared.dendrogram
    assert [sum(leaf) for leaf in tree.overlap] == tree.leaves
    assert np.array(tree.overlap).sum(axis=0).tolist() == [60, 40, 31]
    # Whoever is together from the start is on one island.
    assert all(max(leaf) == sum(leaf) for leaf in tree.overlap)
