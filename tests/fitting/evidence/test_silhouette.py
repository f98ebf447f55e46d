"""The mean silhouette is scikit-learn's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import pairwise_distances, silhouette_samples, silhouette_score

from segmentation.fitting.evidence.silhouette import (
    all_distances,
    each_silhouette,
    mean_silhouettes,
    silhouettes_among,
)


@given(st.integers(0, 2**32 - 1), st.integers(3, 60), st.integers(2, 8), st.booleans())
def test_as_scikit_learn(seed, count, most, coarse):
    """Also with segments of one customer, labels that nobody has, and customers alike."""
    random = np.random.default_rng(seed)
    customers = random.normal(size=(count, 3))
    distances = pairwise_distances(customers.round() if coarse else customers)
    labels = random.integers(0, most, count)
    labels[:2] = 0, 1
    if len(np.unique(labels)) == count:
        labels[2] = 0
    two = (labels % 2 == 0).astype(int)
    expected = [silhouette_score(distances, one, metric="precomputed") for one in (labels, two)]
    assert mean_silhouettes(distances, [labels, two]) == pytest.approx(expected, abs=1e-12)


@given(st.integers(0, 2**32 - 1), st.integers(12, 400), st.integers(2, 8))
def test_of_each_customer_as_scikit_learn(seed, count, most):
    random = np.random.default_rng(seed)
    customers = random.normal(100, 1, size=(count, 3))
    # Some alike, and one all alone.
    customers[: count // 3] = customers[0]
    labels = np.append(random.integers(0, most, count - 1), most)
    labels[0] = 0
    found = each_silhouette(customers, labels)
    np.testing.assert_allclose(found, silhouette_samples(customers, labels), rtol=0, atol=1e-5)


def test_known_by_hand():
    """Two pairs, one apart and the other in one place."""
    customers = np.array([[0.0], [1.0], [5.0], [5.0]])
    [found] = mean_silhouettes(pairwise_distances(customers), [np.array([0, 0, 1, 1])])
    assert found == pytest.approx((4 / 5 + 3 / 4 + 1 + 1) / 4)


def test_distances_in_single_precision_cost_no_digit_that_is_shown():
    random = np.random.default_rng(4)
    customers = np.concatenate([random.normal(5, 1, (300, 4)), random.normal(7, 0.1, (200, 4))])
    labels = np.repeat([0, 1], [300, 200])
    expected = silhouette_score(customers, labels)
    for found in (
        mean_silhouettes(all_distances(customers), [labels]),
        silhouettes_among(customers, [labels]),
    ):
        assert found == [pytest.approx(expected, abs=1e-5)]


def test_a_few_rows_of_distances_at_a_time_give_what_all_give():
    random = np.random.default_rng(5)
    customers, partitions = (
        random.normal(size=(300, 3)),
        [random.integers(k, size=300) for k in (2, 5)],
    )
    at_once = mean_silhouettes(all_distances(customers), partitions)
    assert silhouettes_among(customers, partitions) == pytest.approx(at_once, abs=1e-6)
