"""All there is to say of one customer, held against the pipeline and the parts it comes from."""

import re

import numpy as np
import pandas as pd
import pytest

from segmentation.answering.answer import answer, pull_table
from segmentation.models import store
from segmentation.recipes import RECIPES
from segmentation.showing.charts.pulls import pull_bars

each_recipe = pytest.mark.parametrize("recipe", RECIPES)


@pytest.fixture(scope="module")
def load(trained):
    return lambda recipe: store.load(trained, recipe)


@each_recipe
def test_pulls_add_up_to_the_margin(recipe, load):
    model = load(recipe)
    found = answer(model, model.card.segments[1].median)
    row = pd.DataFrame([found.assignment.values], columns=model.card.feature_names)
    distances = model.pipeline.transform(row)[0] ** 2
    nearest, second = np.sort(distances)[:2]
    assert sum(pull.pull for pull in found.pulls) == pytest.approx(second - nearest, abs=1e-9)
    assert found.runner_up == model.card.segments[int(np.argsort(distances)[1])]


@each_recipe
def test_everything_is_said(recipe, load):
    model = load(recipe)
    found = answer(model, model.card.segments[0].median)
    assert " of 100 retrained models " in found.sure
    assert found.reasons
    assert found.changes
    assert all(sentence.endswith(".") for sentence in (*found.reasons, *found.changes))


def test_a_change_that_is_told_is_one(load):
    model = load("mall")
    found = answer(model, {"age": 25, "income": 90, "spending_score": 80})
    told = [change for change in found.changes if change.startswith("If their spending score")]
    assert told
    borders = re.findall(r"\d+", told[0].split(" were ")[1].split(" of 100")[0])
    for score in borders:
        after = answer(model, {"age": 25, "income": 90, "spending_score": float(score)})
        assert after.assignment.segment.name in told[0]
        assert after.assignment.segment != found.assignment.segment


def test_one_caution_says_all_of_a_customer_unlike_anyone(load):
    model = load("mall")
    found = answer(model, {"age": 25, "income": 900, "spending_score": 80})
    assert found.cautions == [
        "Annual income: no customer in the data had $900k; they lie between $15k and $124k. "
        "The segment is the nearest there is; take it with care."
    ]
    assert answer(model, model.card.segments[0].median).cautions == []


def test_numbers_may_come_as_texts(load):
    model = load("mall")
    told = answer(model, {"age": "25,5", "income": "90.0", "spending_score": " 8e1 "})
    assert told == answer(model, {"age": 25.5, "income": 90, "spending_score": 80})


def test_where_no_single_change_is_enough_it_says_so(load, monkeypatch):
    monkeypatch.setattr(
        "segmentation.answering.what_if.what_would_change.single_changes", lambda *about: []
    )
    model = load("mall")
    assert answer(model, model.card.segments[0].median).changes == [
        "No single change would place this customer elsewhere, as far as the data goes."
    ]


def test_what_nobody_in_the_data_is_like_is_no_change(load, monkeypatch):
    monkeypatch.setattr(
        "segmentation.answering.what_if.what_would_change.is_unlike_anyone",
        lambda novelty, values, labels: np.ones(len(labels), dtype=bool),
    )
    model = load("mall")
    assert answer(model, model.card.segments[0].median).changes == [
        "No single change would place this customer elsewhere and leave them like anybody in the "
        "data."
    ]


def test_unlike_anyone_and_quite_sure_are_never_said_together(load):
    found = answer(load("mall"), {"age": 25, "income": 900, "spending_score": 80})
    assert found.assignment.unlike_anyone
    assert found.sure.startswith("Not sure, as hardly anybody in the data is like this: ")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_bars_stand_on_the_side_that_they_speak_for(load, theme):
    model = load("mall")
    found = answer(model, {"age": 45, "income": 60, "spending_score": 48})
    table = pull_table(found, model)
    bars = pull_bars(table, found.assignment.segment, found.runner_up, theme=theme).data[0]
    assert list(bars.x) == [pull.pull for pull in found.pulls]
    for pull, side in zip(bars.x, bars.customdata):
        mine = found.assignment.segment if pull > 0 else found.runner_up
        assert side == mine.name
