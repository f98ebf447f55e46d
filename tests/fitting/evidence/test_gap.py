"""The gap statistic."""

import numpy as np
import pytest

from segmentation.fitting.evidence import gap
from segmentation.fitting.evidence.gap import agreed, first_sufficient, gaps

GROUPS = np.concatenate(
    [np.random.default_rng(0).normal(at, 0.3, (40, 2)) for at in ((0, 0), (6, 0), (0, 6))]
)
EVEN = np.random.default_rng(1).uniform(size=(300, 2))


def test_three_groups():
    numbers = [1, 2, 3, 4, 5]
    found = gaps(GROUPS, numbers, seed=42)
    assert found.answers == [3] * 5
    assert max(range(5), key=lambda at: found.gaps[at].value) == 2


def test_even_customers_are_one():
    assert agreed(gaps(EVEN, [1, 2, 3], seed=42).answers) == 1


def test_gap_is_the_difference_of_the_logarithms(monkeypatch):
    """The mean over the samples, whose own inertias are 2, 4, 6, 8 and 10 here."""
    given = [np.log([2.0 * (at + 1), 8.0, 2.0]) for at in range(5)]
    monkeypatch.setattr(gap, "REFERENCES", 2)
    monkeypatch.setattr(gap, "_log_inertias", lambda *told: np.concatenate(given))
    (found,) = gaps(GROUPS, [2], seed=42).gaps
    each = np.log(4) - np.log([2, 4, 6, 8, 10])
    assert found.value == pytest.approx(each.mean())
    assert found.error == pytest.approx(each.std(ddof=1) / np.sqrt(5))


def test_samples_are_four_fifths_and_hold_enough_different_customers(monkeypatch):
    drawn = []
    monkeypatch.setattr(
        gap, "_log_inertias", lambda tables, *told: drawn.append(tables) or [0] * 55
    )
    gaps(GROUPS, [2, 3], seed=1)
    few = np.repeat([[0.0], [1.0], [5.0], [9.0]], [97, 1, 1, 1], axis=0)
    gaps(few, [2, 3], seed=1)
    assert [len(tables.customers[0]) for tables in drawn] == [96, 96, 80, 80]
    of_few = drawn[2].customers[:: 1 + gap.REFERENCES]
    assert [len(np.unique(sample)) for sample in of_few] == [4] * 5


@pytest.mark.parametrize(
    ("values", "answer"), [((0.1, 0.5, 0.9), None), ((0.1, 0.5, 0.55), 2), ((0.5, 0.1, 0.2), 1)]
)
def test_first_sufficient(values, answer):
    assert first_sufficient([1, 2, 3], np.array(values), np.full(3, 0.1)) == answer


@pytest.mark.parametrize(
    ("answers", "answer"),
    [([8, 1, 9, 1, 8], None), ([3, 3, 2, 3, 3], 3), ([None] * 5, None), ([3, 3, 3, 2, 2], None)],
)
def test_gap_is_silent_where_samples_do_not_agree(answers, answer):
    assert agreed(answers) == answer
