"""Scores from 1 to 5 by fifths, and the eleven groups that they make."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from segmentation.card.data import Cell
from segmentation.recipes.rfm import CODES, GROUP_OF_CODE, groups, quintiles, score
from segmentation.training.card import cells

GROUPS = {
    "Champions",
    "Loyal",
    "Potential loyalist",
    "New",
    "Promising",
    "Need attention",
    "About to sleep",
    "At risk",
    "Can't lose",
    "Hibernating",
    "Lost",
}
CUTS = [10, 20, 30, 40]


def test_eleven_groups_part_the_125_codes():
    listed = [code for codes in CODES.values() for code in codes.split()]
    assert set(CODES) == GROUPS
    assert sorted(listed) == ["".join(code) for code in product("12345", repeat=3)]
    assert set(GROUP_OF_CODE) == {int(code) for code in listed}


@pytest.mark.parametrize(
    ("scores", "group"),
    [
        ((5, 5, 5), "Champions"),
        ((3, 3, 5), "Loyal"),
        ((5, 5, 1), "Potential loyalist"),
        ((3, 1, 1), "New"),
        ((5, 1, 5), "Promising"),
        ((4, 4, 3), "Need attention"),
        ((2, 5, 1), "About to sleep"),
        ((1, 2, 5), "At risk"),
        ((1, 5, 5), "Can't lose"),
        ((2, 2, 2), "Hibernating"),
        ((1, 5, 1), "Lost"),
    ],
)
def test_group_of_scores(scores, group):
    assert groups(*scores) == [group]


def test_groups_of_several_customers():
    found = groups(np.array([5, 1]), np.array([5, 1]), np.array([4, 3]))
    assert found == ["Champions", "Can't lose"]


def test_groups_do_not_overflow_in_small_integers():
    small = np.array([5], dtype=np.int8)
    assert groups(small.astype(int), small, small) == ["Champions"]


@pytest.mark.parametrize(
    ("values", "cuts"),
    [
        ([1, 2, 3, 4, 5, 6], [2, 3, 4, 5]),
        ([50, 10, 40, 20, 30], [18, 26, 34, 42]),
        ([7, 7, 7], [7, 7, 7, 7]),
        ([0, 10, np.nan], [2, 4, 6, 8]),
    ],
)
def test_quintiles(values, cuts):
    assert quintiles(pd.Series(values, dtype=float)) == pytest.approx(cuts)


@pytest.mark.parametrize(
    ("value", "high", "low"),
    [(-1, 1, 5), (10, 1, 5), (10.1, 2, 4), (20, 2, 4), (30, 3, 3), (40, 4, 2), (41, 5, 1)],
)
def test_score_of_one_value(value, high, low):
    assert score(value, CUTS, "high") == high
    assert score(value, CUTS, "low") == low


def test_scores_of_ten_customers_are_two_of_each():
    values = pd.Series(range(1, 11))
    assert score(values, quintiles(values), "high").tolist() == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert score(values, quintiles(values), "low").tolist() == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]


@pytest.mark.parametrize("best", ["low", "high"])
def test_equal_values_have_equal_scores_in_any_order(best):
    values = pd.Series([1, 1, 1, 1, 1, 1, 2, 2, 3, 9])
    scores = score(values, quintiles(values), best)
    assert len(set(zip(values, scores))) == values.nunique()
    turned = values[::-1]
    assert score(turned, quintiles(turned), best).tolist() == scores.tolist()[::-1]


def test_where_most_have_the_lowest_value_they_share_its_score():
    values = pd.Series([1] * 7 + [2, 3, 4])
    assert score(values, quintiles(values), "high").tolist() == [1] * 7 + [4, 5, 5]


def test_cells_count_customers_by_segment_and_scores():
    scores = {
        "recency": np.array([5, 5, 1, 5]),
        "frequency": np.array([4, 4, 1, 4]),
        "monetary": np.array([3, 3, 1, 3]),
    }
    assert cells(scores, np.array([0, 0, 0, 1])) == [
        Cell(segment=0, recency=1, frequency=1, monetary=1, customers=1),
        Cell(segment=0, recency=5, frequency=4, monetary=3, customers=2),
        Cell(segment=1, recency=5, frequency=4, monetary=3, customers=1),
    ]
