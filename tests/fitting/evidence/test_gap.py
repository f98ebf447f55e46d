"""The gap statistic."""

import numpy as np
import pytest
from sklearn.cluster import KMeans

from segmentation.fitting.evidence import gap
from segmentation.fitting.evidence.gap import first_sufficient, gaps
from segmentation.fitting.evidence.stability import Estimate

GROUPS = np.concatenate(
    [np.random.default_rng(0).normal(at, 0.3, (40, 2)) for at in ((0, 0), (6, 0), (0, 6))]
)
EVEN = np.random.default_rng(1).uniform(size=(300, 2))


def test_three_groups():
    numbers = [1, 2, 3, 4, 5]
    found = gaps(GROUPS, numbers, seed=42)
    assert first_sufficient(numbers, found) == 3
    assert max(range(5), key=lambda at: found[at].value) == 2


def test_even_customers_are_one():
    numbers = [1, 2, 3]
    assert first_sufficient(numbers, gaps(EVEN, numbers, seed=42)) == 1


def test_gap_is_the_difference_of_the_logarithms(monkeypatch):
    inertia = KMeans(2, n_init=3, tol=1e-6, random_state=42).fit(GROUPS).inertia_
    fit_at_once = gap.fit_at_once

    def of_references(tables, k, restarts, seeds):
        (own,) = fit_at_once(tables[:1], k, restarts, seeds[:1])
        return [own, *(own._replace(inertia=inertia) for inertia in (8.0, 2.0))]

    monkeypatch.setattr(gap, "fit_at_once", of_references)
    monkeypatch.setattr(gap, "REFERENCES", 2)
    (found,) = gaps(GROUPS, [2], seed=42)
    assert found.value == pytest.approx(np.log(4) - np.log(inertia))
    assert found.error == pytest.approx(np.log(2) * np.sqrt(1.5))


@pytest.mark.parametrize(
    ("values", "answer"), [((0.1, 0.5, 0.9), None), ((0.1, 0.5, 0.55), 2), ((0.5, 0.1, 0.2), 1)]
)
def test_first_sufficient(values, answer):
    found = [Estimate(value, 0.1) for value in values]
    assert first_sufficient([1, 2, 3], found) == answer
