"""Ideas for one customer: their own group and values come before the segment's advice."""

from itertools import combinations

import pytest

from segmentation.answering.assignment import assign
from segmentation.answering.ideas import ideas
from segmentation.card.segments import Action, Difference, MoreCommon
from segmentation.customers.features import asked_for
from segmentation.models import store
from segmentation.recipes import RECIPES, rfm
from segmentation.segments.actions import PLAYS, excludes


@pytest.fixture(scope="module")
def load(trained):
    return lambda recipe: store.load(trained, recipe)


def claim(feature, direction, value, reference):
    effect = 1 if direction == "higher" else -1
    return Difference(
        feature=feature,
        direction=direction,
        statistic="mean",
        value=value,
        reference=reference,
        effect=effect,
    )


def said(model, found, *told):
    """The ideas where the segment's are these: (what, claims that carry it)."""
    claims = [one for _, carrying in told for one in carrying]
    actions, first = [], 0
    for what, carrying in told:
        places = tuple(range(first, first + len(carrying)))
        kinds = next((play.kinds for play in PLAYS if play.what == what), ("preferred",))
        actions.append(Action(what=what, why="Why.", claims=places, kinds=kinds))
        first += len(carrying)
    segment = found.segment.model_copy(update={"claims": claims, "actions": tuple(actions)})
    return [idea.what for idea in ideas(model, found.model_copy(update={"segment": segment}))]


BEST_FIRST = "Show them your best products first."
OLDER = "Try pictures and channels made for older people."


def test_what_the_own_values_do_not_carry_is_not_said(load):
    model = load("mall")
    found = assign(model, {"age": 58, "income": 80, "spending_score": 50})
    rich = (BEST_FIRST, [claim("income", "higher", 90, 60)])
    old = (OLDER, [claim("age", "higher", 62, 39)])
    assert said(model, found, rich, old) == [BEST_FIRST]
    found = assign(model, {"age": 62, "income": 55, "spending_score": 50})
    assert said(model, found, rich, old) == [OLDER]


def test_what_is_said_of_shares_stays(load):
    model = load("membership")
    values = {f.name: model.card.everybody.median[f.name] for f in model.recipe.features}
    preferred = MoreCommon(
        category="preferred_category",
        value="Sports",
        share=0.6,
        reference=0.2,
        effect=1,
        threshold=0.3,
    )
    show = "Show them Sports first."
    assert said(model, assign(model, values), (show, [preferred])) == [show]


def test_the_own_group_comes_first_and_what_it_excludes_is_not_said(load):
    model = load("loyalty")
    found = assign(model, model.card.segments[0].median)
    best = found.model_copy(update={"rfm_group": "Champions"})
    away = found.values | {"recency": 200.0}
    lost = found.model_copy(update={"rfm_group": "Lost", "values": away})
    income = found.values["income"]
    rich = (BEST_FIRST, [claim("income", "higher", income, income - 1)])
    assert said(model, best, rich) == [rfm.ACTIONS["Champions"], BEST_FIRST]
    assert said(model, lost, rich) == [rfm.ACTIONS["Lost"]]
    assert ideas(model, lost)[0].why == (
        'This customer counts as "Lost" by how recently, how often and how much they buy.'
    )


def test_nobody_is_welcomed_after_years_nor_won_back_after_days(load):
    model = load("loyalty")
    found = assign(model, model.card.segments[0].median)

    def first(group, **values):
        told = {"rfm_group": group, "values": found.values | values}
        return [idea.what for idea in ideas(model, found.model_copy(update=told))]

    assert rfm.ACTIONS["New"] in first("New", tenure=180.0)
    assert rfm.ACTIONS["New"] not in first("New", tenure=803.0)
    assert rfm.ACTIONS["Lost"] in first("Lost", recency=90.0)
    assert rfm.ACTIONS["Lost"] not in first("Lost", recency=40.0)


@pytest.mark.parametrize("recipe", RECIPES)
def test_ideas_for_customers_never_contradict(recipe, load):
    model = load(recipe)
    names = [f.name for f in asked_for(model.card.feature_names, model.recipe)]
    for values in model.customers[names].dropna().head(60).to_dict("records"):
        found = assign(model, values)
        told = ideas(model, found)
        assert len(told) <= 3
        assert not any(excludes(*two) for two in combinations(told, 2))
        if found.rfm_group in ("Champions", "Loyal", "Hibernating"):
            assert told[0].what == rfm.ACTIONS[found.rfm_group]
