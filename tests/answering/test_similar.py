"""The customers most like one, against scikit-learn and NumPy."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sklearn.neighbors import NearestNeighbors

from segmentation.answering.answer import answer
from segmentation.answering.similar import Similar, similar_customers, similar_in_words
from segmentation.models import store
from segmentation.recipes import RECIPES

MALL = {"age": 25, "income": 90, "spending_score": 80}


@pytest.fixture(scope="module")
def load(trained):
    return lambda recipe: store.load(trained, recipe)


@pytest.fixture(scope="module")
def mall(load):
    return load("mall")


def neighbours(model, values: dict[str, float], count: int) -> pd.DataFrame:
    names = model.card.feature_names
    steps = model.pipeline[:-1]
    known = NearestNeighbors(n_neighbors=count, algorithm="brute")
    known.fit(steps.transform(model.customers[names]))
    row = steps.transform(pd.DataFrame([values])[names])
    return model.customers.iloc[known.kneighbors(row, return_distance=False)[0]]


@pytest.mark.parametrize("recipe", RECIPES)
def test_typical_values_are_those_of_the_nearest(recipe, load):
    model = load(recipe)
    for segment in model.card.segments:
        found = answer(model, segment.median)
        nearest = neighbours(model, found.assignment.values, 25)
        assert found.similar.count == 25
        own = (nearest.segment == found.assignment.segment.id).sum()
        assert found.similar.same_segment == own
        for name, quartiles in found.similar.typical.items():
            expected = nearest[name].quantile([0.25, 0.5, 0.75]).tolist()
            assert quartiles == pytest.approx(tuple(expected))
            assert found.similar.average[name] == pytest.approx(nearest[name].mean())
            assert found.similar.range[name] == (nearest[name].min(), nearest[name].max())


@pytest.mark.parametrize(
    "customers, count", [(3, 3), (5, 5), (40, 5), (48, 6), (96, 12), (199, 24), (200, 25)]
)
def test_of_few_customers_fewer_are_like_one(mall, customers, count):
    few = replace(mall, customers=mall.customers.head(customers))
    assert similar_customers(few, np.zeros(3), 0).count == count


def test_values_that_are_not_known_do_not_count(mall):
    known = mall.customers.astype({"age": float, "income": float})
    gaps = known.assign(age=np.nan)
    gaps.loc[gaps.index % 2 == 0, "income"] = np.nan
    model = replace(mall, customers=gaps)
    found = similar_customers(model, np.zeros(3), 0)
    assert found.typical["age"] is found.average["age"] is found.range["age"] is None
    nearest = gaps.iloc[np.argsort((model.scaled**2).sum(axis=1), kind="stable")[:25]]
    expected = nearest.income.dropna().quantile([0.25, 0.5, 0.75]).tolist()
    assert found.typical["income"] == pytest.approx(tuple(expected))


RANGE = {"age": (24, 31), "income": (80, 91), "spending_score": (75, 88)}


def alike(same, seen, count=25):
    return Similar(count, same, typical={}, average={}, range=seen)


@pytest.mark.parametrize(
    "same, values, expected",
    [
        (
            23,
            MALL,
            "Of the 25 customers most like this one, 23 are in the same segment.",
        ),
        (
            25,
            {"age": 23, "income": 91, "spending_score": 75},
            "Of the 25 customers most like this one, all are in the same segment. "
            "This customer lies beyond every one of them in age.",
        ),
        (
            1,
            {"age": 32, "income": 79.9, "spending_score": 99},
            "Of the 25 customers most like this one, 1 is in the same segment. "
            "This customer lies beyond every one of them in age, annual income and "
            "spending score.",
        ),
        (
            0,
            MALL,
            "Of the 25 customers most like this one, none is in the same segment.",
        ),
    ],
)
def test_in_words(mall, same, values, expected):
    assert similar_in_words(alike(same, RANGE), values, mall) == expected


def test_what_nobody_is_known_by_is_not_compared(mall):
    found = alike(5, {**RANGE, "age": None}, count=5)
    assert "beyond" not in similar_in_words(found, {**MALL, "age": 99}, mall)


def test_scores_are_not_named_beside_what_they_say_again(load):
    model = load("loyalty")
    values = answer(model, model.card.segments[0].median).assignment.values
    said = similar_in_words(alike(25, dict.fromkeys(values, (-2.0, -0.5))), values, model)
    assert "total spend" in said
    assert "1 to 5" not in said
