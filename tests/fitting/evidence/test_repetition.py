"""Segments that only repeat a category, by SciPy's Cramér's V and sums of squares by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats.contingency import association

from segmentation.fitting.evidence.repetition import cramers_v, mean_eta_squared, repetition_notes
from segmentation.recipes.recipe import Category

CLUB = Category(name="club", label="Home club")
NOTE = (
    "These segments only repeat ‘Home club’: the numbers hardly differ from segment to segment. "
    "Leave it out of --one-hot to build segments on the numbers."
)


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 5), st.integers(2, 5), st.integers(0, 2**32 - 1))
def test_cramers_v_is_that_of_scipy(segments, values, seed):
    random = np.random.default_rng(seed)
    labels = np.concatenate([np.arange(segments), random.integers(0, segments, 60)])
    texts = np.concatenate([np.arange(values), random.integers(0, values, 60)])
    labels, texts = labels[: len(texts)], texts[: len(labels)]
    found = cramers_v(labels, pd.Series(texts).map("ABCDE".__getitem__))
    counts = pd.crosstab(labels, texts).to_numpy()
    assert found == pytest.approx(association(counts, method="cramer"), abs=1e-12)


@pytest.mark.parametrize(
    ("values", "expected"),
    [("AABB", 1.0), ("ABAB", 0.0), ("AAAA", 0.0), (["A", None, "B", None], 1.0), ([None] * 4, 0.0)],
)
def test_cramers_v_of_two_segments(values, expected):
    assert cramers_v(np.array([0, 0, 1, 1]), pd.Series(list(values), dtype="str")) == expected


def test_eta_squared_by_hand():
    labels = np.array([0, 0, 1, 1])
    # Means 2 and 6 around 4: 16 of 4 * 4 + 4 * 1 lie between; nothing of the second feature.
    numbers = np.array([[1.0, 0.0], [3.0, 2.0], [5.0, 2.0], [7.0, 0.0]])
    assert mean_eta_squared(labels, numbers[:, :1]) == pytest.approx(16 / 20)
    assert mean_eta_squared(labels, numbers) == pytest.approx(8 / 20)


def test_eta_squared_of_a_feature_that_never_changes_is_0():
    assert mean_eta_squared(np.array([0, 1]), np.ones((2, 1))) == 0


@pytest.fixture
def members():
    """200 members of two clubs, whose number has nothing to do with the club."""
    numbers = np.random.default_rng(0).normal(size=(200, 1))
    return pd.DataFrame({"club": ["North"] * 100 + ["South"] * 100}), numbers


def test_segments_that_repeat_a_category_are_told(members):
    frame, numbers = members
    labels = np.repeat([0, 1], 100)
    assert repetition_notes(frame, labels, numbers, [CLUB]) == [NOTE]
    assert repetition_notes(frame, labels, numbers, []) == []


def test_segments_whose_numbers_differ_are_not(members):
    frame, numbers = members
    labels = np.repeat([0, 1], 100)
    apart = numbers + labels[:, None]
    assert repetition_notes(frame, labels, apart, [CLUB]) == []


def test_segments_that_cross_the_category_are_not(members):
    frame, numbers = members
    labels = np.tile([0, 1], 100)
    assert repetition_notes(frame, labels, numbers, [CLUB]) == []
