"""How alike two partitions are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from segmentation.fitting.evidence.agreement import adjusted_rand

LABELS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=2, max_size=40)


@given(LABELS.map(np.array))
def test_adjusted_rand_index_is_scikit_learns(labels):
    own, other = labels.T
    assert adjusted_rand(own, other) == pytest.approx(adjusted_rand_score(own, other))


def test_order_of_the_labels_does_not_matter():
    own, other = np.array([0, 0, 1, 1, 2]), np.array([2, 2, 0, 0, 1])
    assert adjusted_rand(own, other) == 1.0
