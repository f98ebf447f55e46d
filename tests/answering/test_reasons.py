"""Each feature's part in a customer's segment, in numbers and in words."""

import re
from dataclasses import replace

import numpy as np
import pytest

from segmentation.answering.reasons import (
    Contribution,
    contributions,
    reasons_in_words,
    runner_up,
    share_credit_note,
)
from segmentation.models import store
from segmentation.models.arithmetic import Arithmetic, laid_open
from segmentation.recipes import RECIPES
from segmentation.recipes.loyalty import LOYALTY
from segmentation.recipes.mall import MALL
from segmentation.recipes.online_retail import ONLINE_RETAIL


@pytest.fixture(scope="module")
def mall(trained):
    return store.load(trained, "mall")


@pytest.fixture
def three_segments():
    nothing = np.zeros(2)
    return Arithmetic(
        features=("age", "spend"),
        fill=nothing,
        low=nothing - np.inf,
        high=nothing + np.inf,
        logged=nothing > 0,
        mean=nothing,
        scale=nothing + 1,
        centres=np.array([[0.0, 0.0], [3.0, 1.0], [0.0, 9.0]]),
    )


def test_contributions_by_hand(three_segments):
    found = contributions(three_segments, np.array([1.0, 1.0]), 0, 1)
    assert found == [Contribution("age", 3.0), Contribution("spend", -1.0)]


def test_runner_up_is_the_second_nearest(three_segments):
    assert runner_up(three_segments, np.array([1.0, 1.0]), 0) == 1
    assert runner_up(three_segments, np.array([3.0, 1.0]), 1) == 0
    assert runner_up(three_segments, np.array([-5.0, 6.0]), 2) == 0
    assert runner_up(three_segments, np.array([-5.0, 4.0]), 0) == 2


@pytest.mark.parametrize("recipe", RECIPES)
def test_contributions_add_up_to_the_margin(recipe, trained):
    model = store.load(trained, recipe)
    arithmetic = laid_open(model.pipeline, model.card.feature_names)
    scaled = arithmetic.scaled(model.customers[model.card.feature_names].to_numpy()[:200])
    for z, away in zip(scaled, model.pipeline.named_steps["segment"].transform(scaled)):
        found = contributions(arithmetic, z, 0, 1)
        margin = sum(contribution.pull for contribution in found)
        assert margin == pytest.approx(away[1] ** 2 - away[0] ** 2, abs=1e-9)
        strengths = [abs(contribution.pull) for contribution in found]
        assert strengths == sorted(strengths, reverse=True)


def told(model, pulls, values, a=0, b=1):
    return reasons_in_words([Contribution(*pull) for pull in pulls.items()], values, model, a, b)


VALUES = {"age": 35.0, "income": 80.0, "spending_score": 78.0}


def without_comparison(sentences):
    return [re.sub(r": .*(?=\.$)", "", sentence) for sentence in sentences]


@pytest.mark.parametrize(
    ("pulls", "said"),
    [
        (
            {"spending_score": 6.0, "age": -2.0, "income": 0.1},
            [
                "Mostly because of spending score (78 of 100).",
                "By their age (35 years) alone, they are",
            ],
        ),
        (
            {"spending_score": 3.0, "age": 2.0, "income": 1.5},
            [
                "Because of spending score (78 of 100).",
                "Also because of age (35 years).",
                "Also because of annual income ($80k).",
            ],
        ),
        ({"income": 9.0, "age": 0.9, "spending_score": 0.1}, ["Mostly because of annual income"]),
        ({"income": 0.0, "age": 0.0, "spending_score": 0.0}, []),
    ],
)
def test_what_is_said(mall, pulls, said):
    sentences = without_comparison(told(mall, pulls, VALUES))
    assert len(sentences) == len(said)
    for sentence, start in zip(sentences, said):
        assert sentence.startswith(start)


def test_what_speaks_against_names_the_other_segment(mall):
    said = told(mall, {"spending_score": 6.0, "age": -2.0, "income": 0.1}, VALUES)
    assert (
        said[1]
        == f"By their age (35 years) alone, they are closer to {mall.card.segments[1].name}."
    )


def test_a_value_that_is_not_known_is_not_made_up(mall):
    said = told(mall, {"age": 6.0, "income": 0.0, "spending_score": 0.0}, {**VALUES, "age": None})
    assert said[0].startswith("Mostly because of age (not known, so taken as the middle)")


@pytest.mark.parametrize("a", range(3))
@pytest.mark.parametrize("b", range(3, 5))
def test_segments_are_compared_by_their_own_figures(mall, a, b):
    one, other = mall.card.segments[a], mall.card.segments[b]
    said = told(mall, {"income": 6.0, "age": 0.0, "spending_score": 0.0}, VALUES, a, b)[0]
    figures = (one.median["income"], other.median["income"])
    assert ": typically $" in said
    assert said.endswith(f" in {other.name}.")
    written = [float(figure) for figure in re.findall(r"\$([\d.]+)k?", said)[1:]]
    assert written == pytest.approx(figures, rel=0.006)


@pytest.mark.parametrize("shift", [0.0, 1e-6, 1000.0])
def test_segments_whose_figures_do_not_say_the_same_are_not_compared(shift, mall):
    """The first segment has the higher centre; by its figures it is not, or hardly, higher."""
    one, other = sorted(mall.card.segments[:2], key=lambda segment: -segment.centre["income"])
    medians = other.median | {"income": one.median["income"] + shift}
    segments = [one, other.model_copy(update={"median": medians})]
    model = replace(mall, card=mall.card.model_copy(update={"segments": segments}))
    said = told(model, {"income": 6.0, "age": 0.0, "spending_score": 0.0}, VALUES)
    assert said == ["Mostly because of annual income ($80k)."]
    assert told(model, {"income": 6.0}, VALUES) == ["Because of annual income ($80k)."]


def test_a_score_is_counted_with_the_feature_it_says_again(trained):
    model = store.load(trained, "loyalty")
    values = dict.fromkeys(model.card.feature_names, 3.0)
    nothing = dict.fromkeys(model.card.feature_names, 0.0)
    said = told(model, {**nothing, "recency": 2.0, "r_score": 3.0, "age": 4.0}, values)
    assert said[0].startswith("Mostly because of days since last order (3)")
    assert said[1].startswith("Also because of age (3 years)")
    assert len(said) == 2


def test_features_share_the_credit():
    together = "Values that rise and fall together share the credit."
    assert share_credit_note(["age", "income"], MALL) == together
    assert share_credit_note(["recency", "monetary", "basket", "frequency"], ONLINE_RETAIL) == (
        f"{together} Total spend, average order and orders follow from one another, "
        "so they share the credit."
    )


def test_a_single_feature_shares_no_credit():
    assert share_credit_note(["age"], MALL) == ""


def test_each_family_of_features_is_named_once():
    names = ["recency", "r_score", "number_of_orders", "avg_order_value", "f_score", "age"]
    assert share_credit_note(names, LOYALTY) == (
        "Values that rise and fall together share the credit. "
        "Orders and average order follow from one another, so they share the credit."
    )
