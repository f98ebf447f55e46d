"""What would change a segment: what is offered, what orders do, and the words."""

import numpy as np
import pandas as pd
import pytest

from segmentation.answering.assignment import assign
from segmentation.answering.what_if.more_orders import MoreOrders, more_orders, orders_in_words
from segmentation.answering.what_if.ranges import typed_values
from segmentation.answering.what_if.single_changes import Change, change_in_words, single_changes
from segmentation.answering.what_if.what_would_change import what_would_change
from segmentation.customers.features import asked_for, complete
from segmentation.models import store
from segmentation.models.arithmetic import laid_open
from segmentation.recipes import RECIPES
from segmentation.recipes.recipe import Settings
from segmentation.sources import open_table
from segmentation.training.train import train

ORDERS = {"online_retail": "frequency", "loyalty": "number_of_orders"}


@pytest.fixture(scope="module")
def models(trained):
    return {name: store.load(trained, name) for name in RECIPES}


def opened(model):
    return laid_open(model.pipeline, model.card.feature_names)


def typed_in(model, rows=40):
    names = [f.name for f in asked_for(model.card.feature_names, model.recipe)]
    return model.customers[names].dropna().head(rows).to_dict("records")


def predict(model, customers):
    known = [complete(customer, model.recipe, model.card.quintiles) for customer in customers]
    return model.pipeline.predict(pd.DataFrame(known)[model.card.feature_names]).tolist()


@pytest.mark.parametrize("recipe", RECIPES)
def test_all_that_is_told_is_predicted(recipe, models):
    model = models[recipe]
    arithmetic = opened(model)
    told = 0
    for customer in typed_in(model):
        [own] = predict(model, [customer])
        found = what_would_change(model, arithmetic, customer)
        for change in found.changes:
            ends = [{**customer, change.feature: v} for v in (change.value, change.until)]
            assert predict(model, ends) == [change.target] * 2
            assert change.target != own
            assert change.step == change.value - customer[change.feature]
            assert model.recipe.feature(change.feature).typed_in
            assert not assign(model, ends[0]).unlike_anyone
        targets = [change.target for change in found.changes]
        assert max(map(targets.count, targets), default=0) <= 2
        told += len(targets)
    assert told > 20


@pytest.mark.parametrize(
    ("recipe", "after"),
    [
        (
            "online_retail",
            lambda c, n: {
                "recency": 1,
                "frequency": c["frequency"] + n,
                "monetary": c["monetary"] * (1 + n / c["frequency"]),
                "quantity": c["quantity"] * (1 + n / c["frequency"]),
            },
        ),
        (
            "loyalty",
            lambda c, n: {
                **c,
                "recency": 0,
                "number_of_orders": c["number_of_orders"] + n,
                "total_spent": c["total_spent"] * (1 + n / c["number_of_orders"]),
                "loyalty_points": c["loyalty_points"] * (1 + n / c["number_of_orders"]),
            },
        ),
    ],
)
def test_more_orders_are_the_fewest_that_trying_finds(recipe, after, models):
    model = models[recipe]
    seen = model.card.everybody.range
    reached = 0
    for customer in typed_in(model):
        later = [after(customer, n) for n in range(51)]
        labels = predict(model, [customer, *later[1:]])
        expected = {}
        for n in range(1, 51):
            if all(later[n][name] <= seen[name][1] for name in later[n]):
                expected.setdefault(labels[n], n)
        expected.pop(labels[0], None)
        found = what_would_change(model, opened(model), customer).orders
        seen_before = {
            target: n for target, n in expected.items() if not assign(model, later[n]).unlike_anyone
        }
        assert {more.target: more.orders for more in found} == seen_before
        assert [more.orders for more in found] == sorted(seen_before.values())
        reached += len(expected)
    assert reached > 10


def test_an_ordinary_order_is_the_customers_own_average(models):
    customer = {"recency": 30.0, "frequency": 4.0, "monetary": 100.0, "quantity": 60.0}
    for more in more_orders(models["online_retail"], opened(models["online_retail"]), customer):
        assert more.each == {"frequency": 1.0, "monetary": 25.0, "quantity": 15.0}


@pytest.mark.parametrize("recipe", ["mall", "personality", "membership"])
def test_without_orders_nothing_is_said_of_them(recipe, models):
    model = models[recipe]
    for customer in typed_in(model, 5):
        assert what_would_change(model, opened(model), customer).orders == []


@pytest.mark.parametrize("recipe", ORDERS)
def test_without_the_number_of_orders_nothing_is_said_of_them(recipe, models):
    model = models[recipe]
    for unknown in (None, 0):
        customer = {**typed_in(model, 1)[0], ORDERS[recipe]: unknown}
        assert more_orders(model, opened(model), typed_values(model, customer)) == []


@pytest.mark.parametrize("recipe", RECIPES)
def test_every_number_is_tried_and_what_a_shop_can_influence_is_told_first(recipe, models):
    model = models[recipe]
    tried = set()
    for customer in typed_in(model, 40):
        tried |= {change.feature for change in single_changes(model, opened(model), customer)}
        told = what_would_change(model, opened(model), customer).changes
        influenced = [model.recipe.feature(change.feature).actionable for change in told]
        assert influenced == sorted(influenced, reverse=True)
    fixed = {f.name for f in asked_for(model.card.feature_names, model.recipe) if not f.actionable}
    assert tried >= fixed - {"tenure"}


def test_between_two_crowds_a_change_leads_to_where_somebody_is(tmp_path):
    """Nobody scores near the border, and half of all are beyond it."""
    random = np.random.default_rng(4)
    score = np.where(random.uniform(size=300) < 0.5, 85, 15) + random.normal(0, 3, 300)
    rows = {"age": random.integers(18, 70, 300), "income": random.integers(20, 90, 300)}
    frame = pd.DataFrame(rows | {"score": score.round(), "gender": "F"})
    frame.to_csv(tmp_path / "two.csv", index_label="id")
    with open_table(tmp_path / "two.csv") as table:
        model = train(table, RECIPES["mall"], settings=Settings(segments=2), evidence=False)
    customer = {"age": 40.0, "income": 55.0, "spending_score": 15.0}
    (border,) = single_changes(model, opened(model), customer)
    there = {**customer, "spending_score": border.value}
    assert assign(model, there).unlike_anyone
    (change,) = what_would_change(model, opened(model), customer).changes
    assert (change.feature, change.until) == ("spending_score", border.until)
    assert border.value + 5 < change.value < 85
    assert not assign(model, {**customer, "spending_score": change.value}).unlike_anyone
    before = {**customer, "spending_score": change.value - 1}
    assert assign(model, before).unlike_anyone


def test_a_value_that_is_not_known_is_not_changed(models):
    model = models["mall"]
    customer = {"age": 30.0, "income": 60.0, "spending_score": np.nan}
    changed = {change.feature for change in single_changes(model, opened(model), customer)}
    assert changed <= {"age", "income"}
    nothing = what_would_change(model, opened(model), {"age": None})
    assert (nothing.changes, nothing.orders, nothing.unseen) == ([], [], False)


def change_of(model, feature, value, until, step=1.0):
    return Change(target=1, feature=feature, value=value, step=step, until=until)


@pytest.mark.parametrize(
    ("recipe", "feature", "value", "until", "said"),
    [
        ("mall", "spending_score", 52.0, "low", "spending score were 52 of 100 or less"),
        ("mall", "spending_score", 52.0, "high", "spending score were 52 of 100 or more"),
        ("mall", "spending_score", 52.0, 40.0, "spending score were from 40 to 52 of 100"),
        ("mall", "spending_score", 52.0, 52.0, "spending score were 52 of 100"),
        ("online_retail", "frequency", 12.0, "high", "orders were 12 or more"),
        ("online_retail", "recency", 120.0, "high", "days since last order were 120 or more"),
        ("online_retail", "monetary", 1234.0, 1236.0, "total spend were from £1,234 to £1,236"),
        ("online_retail", "monetary", 1234.5, "high", "total spend were £1,240 or more"),
    ],
)
def test_changes_in_words(recipe, feature, value, until, said, models):
    model = models[recipe]
    low, high = model.card.everybody.range[feature]
    until = {"low": low, "high": high}.get(until, until)
    sentence = change_in_words(change_of(model, feature, value, until), model)
    target = model.card.segments[1].name
    assert sentence == f"If their {said}, they would be placed in {target}."


def test_what_no_shop_can_change_is_marked(models):
    sentence = change_in_words(change_of(models["mall"], "age", 52.0, 60.0), models["mall"])
    target = models["mall"].card.segments[1].name
    assert sentence == (
        f"If their age were from 52 to 60 years, they would be placed in {target}; that is "
        "nothing a shop can change."
    )


@pytest.mark.parametrize(
    ("orders", "said"),
    [
        (1, "With one more ordinary order now (£40)"),
        (3, "With three more ordinary orders now (£40 each)"),
        (11, "With 11 more ordinary orders now (£40 each)"),
    ],
)
def test_orders_in_words(orders, said, models):
    model = models["online_retail"]
    more = MoreOrders(target=1, orders=orders, each={"frequency": 1.0, "monetary": 40.0})
    target = model.card.segments[1].name
    assert orders_in_words(more, model) == f"{said} they would be placed in {target}."


def test_orders_of_unknown_worth_in_words(models):
    model = models["online_retail"]
    more = MoreOrders(target=0, orders=2, each={"frequency": 1.0})
    target = model.card.segments[0].name
    assert orders_in_words(more, model) == (
        f"With two more ordinary orders now they would be placed in {target}."
    )
