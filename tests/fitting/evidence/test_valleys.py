"""Groups have fewer customers between them than in them; pieces of a curve have not."""

import numpy as np
import pytest

from segmentation.fitting.evidence.structure import best_partition, judge
from segmentation.fitting.evidence.valleys import has_valley

RANDOM = np.random.default_rng(2)
ALONG = RANDOM.normal(0, 1.2, 500)
BANANA = np.column_stack([ALONG, ALONG**2 + RANDOM.normal(0, 0.6, 500)])
GROUPS = np.concatenate([RANDOM.normal(at, 1, (150, 2)) for at in ((0, 0), (5, 0))])


@pytest.mark.parametrize(("customers", "parted"), [(BANANA, False), (GROUPS, True)])
def test_valley_between_segments(customers, parted):
    assert has_valley(customers, best_partition(customers, 1)[1]) is parted


def test_customers_on_two_points_have_none_between():
    alike = np.repeat([[0.0, 0.0], [1.0, 1.0]], 20, axis=0)
    assert has_valley(alike, np.repeat([0, 1], 20))


@pytest.mark.slow
def test_a_curve_is_no_group():
    scaled = (BANANA - BANANA.mean(axis=0)) / BANANA.std(axis=0)
    structure = judge(scaled, 1)
    assert structure.copula_z > 3
    assert structure.copula_excess > 0.03
    assert structure.verdict == "gradient"
