"""Samples of customers for K-Means: who is drawn several times is one point with their weight."""

import numpy as np
import pytest

from segmentation.fitting.kmeans_at_once import fit_at_once
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
    np.testing.assert_allclose(tables.means, means, atol=1e-12)


@pytest.mark.parametrize("segments", [2, 3, 7])
def test_weights_lead_where_repeated_customers_lead(segments):
    weighted = fit_at_once(Tables.drawn(CUSTOMERS, DRAWN), segments, 3, range(4))
    repeated = fit_at_once(Tables.of([CUSTOMERS[at] for at in DRAWN]), segments, 3, range(4))
    for one, other in zip(weighted, repeated):
        np.testing.assert_allclose(one.centres, other.centres, atol=1e-9)
        assert one.inertia == pytest.approx(other.inertia, rel=1e-9)


def test_up_to_a_thousand_stay_as_they_were_drawn():
    """There the draws of the starts are scikit-learn's, which knows no weights of them."""
    drawn = RANDOM.integers(1_000, size=(2, 1_000))
    tables = Tables.drawn(CUSTOMERS[:1_000], list(drawn))
    assert tables.customers.tolist() == CUSTOMERS[drawn].tolist()
    assert set(tables.everybody.weights.ravel().tolist()) == {1.0}
