"""K-Means of many tables at once is scikit-learn's."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans

from segmentation.fitting.kmeans_at_once import fit_at_once, nearest
from segmentation.fitting.tables import Tables

RANDOM = np.random.default_rng(3)
TABLES = [
    *RANDOM.normal(size=(4, 200, 5)),
    *RANDOM.uniform(size=(3, 200, 5)),
    np.repeat(RANDOM.normal(size=(40, 5)), 5, axis=0),
]


@pytest.mark.parametrize("segments", [1, 2, 3, 6, 10])
def test_same_seed_same_segments_as_scikit_learn(segments):
    seeds = list(range(len(TABLES)))
    for table, seed, found in zip(
        TABLES, seeds, fit_at_once(Tables.of(TABLES), segments, 4, seeds)
    ):
        expected = KMeans(segments, n_init=4, tol=1e-6, random_state=seed).fit(table)
        assert found.inertia == pytest.approx(expected.inertia_, rel=1e-9)
        np.testing.assert_allclose(found.centres, expected.cluster_centers_, atol=1e-9)
        assert found.labels.tolist() == expected.labels_.tolist()
        assert nearest(table, found.centres).tolist() == expected.predict(table).tolist()


def test_what_is_fitted_beside_a_table_does_not_matter():
    alone = fit_at_once(Tables.of(TABLES[2:3]), 5, 3, [2])[0]
    beside = fit_at_once(Tables.of(TABLES), 5, 3, list(range(len(TABLES))))[2]
    assert alone.centres.tobytes() == beside.centres.tobytes()


def test_tolerance_is_scikit_learns():
    (found,) = fit_at_once(Tables.of(TABLES[:1]), 6, 1, [5], tolerance=0.01)
    expected = KMeans(6, n_init=1, tol=0.01, random_state=5).fit(TABLES[0])
    assert found.inertia == pytest.approx(expected.inertia_, rel=1e-9)


def test_fewer_different_customers_than_segments():
    alike = np.array([[0.0]] * 6 + [[3.0]] * 2)
    (found,) = fit_at_once(Tables.of([alike]), 3, 2, [1])
    assert found.inertia == pytest.approx(0, abs=1e-12)
    assert set(found.centres.ravel().round(9).tolist()) == {0.0, 3.0}


@pytest.mark.parametrize("sample", ["personality", "loyalty"])
def test_starts_on_cells_cost_little(sample):
    """Above 1,000 customers: on average at most 1% more inertia than with starts on everybody."""
    values = pd.read_csv(Path(__file__).parents[2] / "data" / f"{sample}.csv")
    numbers = values.select_dtypes("number").dropna().iloc[:, 1:9]
    scaled = ((numbers - numbers.mean()) / numbers.std()).to_numpy()
    for segments in (2, 4, 8):
        found = fit_at_once(Tables.of([scaled] * 6), segments, 5, range(40, 46))
        plain = [
            KMeans(segments, n_init=5, tol=1e-6, random_state=seed).fit(scaled).inertia_
            for seed in range(40, 46)
        ]
        ratios = [one.inertia / expected for one, expected in zip(found, plain)]
        assert np.mean(ratios) <= 1.01
        assert max(ratios) <= 1.03
