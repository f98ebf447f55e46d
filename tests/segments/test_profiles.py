"""Profiles in numbers, against pandas on the same customers."""

import numpy as np
import pandas as pd
import pytest

from segmentation.models import store
from segmentation.recipes import RECIPES
from segmentation.recipes.common import measured, yes_no
from segmentation.recipes.mall import MALL
from segmentation.segments.profiles import profile, profile_segments, sides, statistic_of

AGE = (MALL.feature("age"),)
GENDER = MALL.categories


@pytest.fixture(scope="module")
def group():
    return pd.DataFrame(
        {"age": [20.0, 30.0, 40.0, 90.0, np.nan], "gender": ["F", "M", "F", None, "F"]}
    )


@pytest.fixture(scope="module")
def found(group):
    return profile(group, customers=20, features=AGE, categories=GENDER)


def test_size_and_share(found):
    assert (found.size, found.share) == (5, 0.25)


def test_figures_leave_missing_values_out(found):
    assert found.mean == {"age": 45.0}
    assert found.median == {"age": 35.0}
    assert found.middle_half == {"age": (27.5, 52.5)}
    assert found.range == {"age": (20.0, 90.0)}


def test_categories_are_shares_of_the_known_most_frequent_first(found):
    assert list(found.categories["gender"].items()) == [("F", 0.75), ("M", 0.25)]


def test_categories_of_one_frequency_come_in_alphabetical_order():
    group = pd.DataFrame({"age": [1.0] * 4, "gender": ["z", "b", "a", "z"]})
    found = profile(group, customers=4, features=AGE, categories=GENDER)
    assert list(found.categories["gender"]) == ["z", "a", "b"]


def test_category_nobody_has_is_empty():
    group = pd.DataFrame({"age": [1.0, 2.0], "gender": pd.Series([None, None], dtype="str")})
    found = profile(group, customers=2, features=AGE, categories=GENDER)
    assert found.categories == {"gender": {}}


def test_segments_come_in_the_order_of_their_labels(group):
    everybody, segments = profile_segments(
        group, np.array([1, 0, 0, 2, 1]), features=AGE, categories=GENDER
    )
    assert everybody.size == 5
    assert everybody.share == 1
    assert [segment.size for segment in segments] == [2, 2, 1]
    assert [segment.mean["age"] for segment in segments] == [35.0, 20.0, 90.0]


@pytest.mark.parametrize("recipe", RECIPES)
def test_profiles_are_those_of_pandas(recipe, trained):
    model = store.load(trained, recipe)
    names = model.card.feature_names
    groups = model.customers.groupby(model.pipeline.predict(model.customers[names]))
    for label, group in groups:
        segment = model.card.segments[label]
        values = group[names]
        assert segment.id == label
        assert segment.size == len(group)
        assert segment.share == pytest.approx(len(group) / len(model.customers))
        assert segment.mean == pytest.approx(values.mean().to_dict())
        assert segment.median == pytest.approx(values.median().to_dict())
        for name in names:
            expected = values[name].quantile([0.25, 0.75]).tolist()
            assert segment.middle_half[name] == pytest.approx(expected)
            assert segment.range[name] == (values[name].min(), values[name].max())
        for category, shares in segment.categories.items():
            assert shares == pytest.approx(group[category].value_counts(normalize=True).to_dict())
    assert sum(segment.size for segment in model.card.segments) == len(model.customers)
    assert model.card.everybody.mean == pytest.approx(model.customers[names].mean().to_dict())


def test_money_and_what_is_logged_is_told_by_the_typical_customer():
    age, income = MALL.feature("age"), MALL.feature("income")
    values = pd.Series([0.0, 1, 2, 9, np.nan])
    assert statistic_of(age, values, logged=False) == "mean"
    assert statistic_of(age, values, logged=True) == "median"
    assert statistic_of(income, values, logged=False) == "median"
    assert statistic_of(measured("rent", "Rent", unit="€"), values, logged=False) == "median"


def test_where_half_of_everybody_have_nothing_the_average_is_told():
    income = MALL.feature("income")
    assert statistic_of(income, pd.Series([0.0, 0, 0, 50, 900]), logged=True) == "mean"
    assert statistic_of(income, pd.Series([0.0, 0, 1, 50, 900]), logged=True) == "median"


def test_how_many_of_a_segment_lie_on_either_side_of_everybody():
    frame = pd.DataFrame(
        {"age": [20.0, 30, 40, 50, np.nan, 60], "card": [1.0, 0, 1, 1, 1, 1]},
    )
    features = [MALL.feature("age"), yes_no("card", "Has card")]
    first, second = sides(frame, np.array([0, 0, 1, 1, 1, 0]), features)
    # Everybody's median age is 40; nearly everybody has a card.
    assert first == {"age": (2 / 3, 1 / 3), "card": (1 / 3, 2 / 3)}
    assert second == {"age": (0, 1 / 3), "card": (0, 1)}
