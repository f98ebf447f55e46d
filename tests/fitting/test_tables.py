"""Samples of customers for K-Means: who is drawn several times is one point with their weight."""

import numpy as np
import pytest
from sklearn.cluster import KMeans

from segmentation.fitting.kmeans_at_once import fit_at_once, nearest
from segmentation.fitting.tables import Tables

RANDOM = np.random.default_rng(8)
CUSTOMERS = RANDOM.normal(size=(1_500, 3)) + 3 * RANDOM.integers(3, size=(1_500, 1))
DRAWN = list(RANDOM.integers(1_500, size=(4, 1_500)))


def test_each_customer_is_there_once_and_weighs_as_often_as_drawn():
    tables = Tables.drawn(CUSTOMERS, DRAWN)
    assert tables.customers.shape[1] < 1_000
    assert tables.everybody.weights.sum(axis=1).tolist() == [1_500] * 4
    assert tables.for_starts.weights.sum(axis=1).tolist() == [1_500] * 4
    means = [CUSTOMERS[at].mean(axis=0) for at in DRAWN]
    np.testing.assert_allclose(tables.means, means, atol=1e-9)


@pytest.mark.parametrize("segments", [2, 3, 7])
def test_weights_lead_where_repeated_customers_lead(segments):
    found = fit_at_once(Tables.drawn(CUSTOMERS, DRAWN), segments, 3, range(4))
    for one, at in zip(found, DRAWN):
        repeated = CUSTOMERS[at]
        labels = nearest(repeated, one.centres)
        means = [repeated[labels == label].mean(axis=0) for label in range(segments)]
        np.testing.assert_allclose(one.centres, means, atol=0.01)
        best = KMeans(segments, n_init=5, tol=1e-6, random_state=1).fit(repeated).inertia_
        assert one.inertia == pytest.approx(best, rel=0.02)


def test_up_to_a_thousand_stay_as_they_were_drawn():
    """There the draws of the starts are scikit-learn's, which knows no weights of them."""
    drawn = RANDOM.integers(1_000, size=(2, 1_000))
    tables = Tables.drawn(CUSTOMERS[:1_000], list(drawn))
    assert tables.customers.tolist() == CUSTOMERS[drawn].tolist()
    assert set(tables.everybody.weights.ravel().tolist()) == {1.0}
