"""Values that are hard to believe are counted and named, and stay in."""

import pandas as pd
import pytest

from segmentation.card.data import Oddity
from segmentation.customers.oddities import find_oddities
from segmentation.recipes.recipe import End, Feature
from segmentation.recipes.units import YEARS

END = End(adjective="", noun="", compared="")


def feature(name="age", lowest=0, highest=None):
    return Feature(
        name=name,
        label=name.title(),
        unit=YEARS,
        high=END,
        low=END,
        axis=("", ""),
        lowest=lowest,
        highest=highest,
    )


def found(values, **bounds):
    """Oddities of one feature, as (what, customers, first of them); customers are c0, c1, …"""
    customers = [f"c{at}" for at in range(len(values))]
    frame = pd.DataFrame({"customer": customers, "age": pd.Series(values, dtype=float)})
    oddities = find_oddities(frame, [feature(**bounds)])
    return [(oddity.what, oddity.customers, oddity.first) for oddity in oddities]


def test_nothing_odd():
    assert found([0, 20, 120], highest=120) == []


def test_below_the_lowest_possible():
    assert found([20, -1, 30, -0.5, 40]) == [("below 0", 2, ["c1", "c3"])]


def test_above_the_highest_possible():
    assert found([20, 121, 30, 40], highest=120) == [("above 120", 1, ["c1"])]


def test_bounds_are_told_as_they_are():
    assert found([20, 1, 30], lowest=1.5, highest=25)[0][0] == "below 1.5"
    assert found([20, 1, 30], lowest=None, highest=25) == [("above 25", 1, ["c2"])]


def test_the_first_three_are_named():
    assert found([-1, -2, 5, -3, -4]) == [("below 0", 4, ["c0", "c1", "c3"])]


# The middle half of 0, 1, …, 100 and a 101st is 50.5 wide, and ends at 75.75 or begins at 24.25.
@pytest.mark.parametrize(
    ("value", "odd"), [(5_126, True), (5_125, False), (-5_026, True), (-5_025, False)]
)
def test_very_far_from_all_others(value, odd):
    told = found([*range(101), value], lowest=None)
    assert told == ([("very far from all others", 1, ["c101"])] if odd else [])


def test_where_the_middle_half_is_one_value_nothing_is_far():
    assert found([*[1] * 50, 1e9]) == []


def test_missing_values_are_not_odd():
    assert found([float("nan"), 1, 2, 3]) == []


def test_a_value_can_be_odd_in_two_ways():
    told = found([*range(101), 1e6], highest=120)
    assert told == [("above 120", 1, ["c101"]), ("very far from all others", 1, ["c101"])]


def test_each_feature_is_told_by_its_label():
    frame = pd.DataFrame({"customer": ["a", "b"], "age": [-1, 20], "height": [1, -2]})
    assert find_oddities(frame, [feature("age"), feature("height")]) == [
        Oddity(feature="Age", what="below 0", customers=1, first=["a"]),
        Oddity(feature="Height", what="below 0", customers=1, first=["b"]),
    ]
