"""Reasons and what-ifs of 1,000 real customers a file, against trying out every value.

What is tried out knows nothing of the algebra: a grid of possible values for each feature
that can be changed, what follows reckoned in pandas, and the pipeline's own `predict`.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest

from segmentation.answering.assignment import assign_many
from segmentation.answering.missing.missing_values import with_empty_fields
from segmentation.answering.reasons import contributions, runner_up
from segmentation.answering.what_if.more_orders import more_orders
from segmentation.answering.what_if.single_changes import single_changes
from segmentation.answering.what_if.what_would_change import what_would_change
from segmentation.customers.features import asked_for
from segmentation.models.arithmetic import Arithmetic, laid_open
from segmentation.models.model import Model
from segmentation.recipes import RECIPES
from segmentation.sources import open_table
from segmentation.training.train import train
from tests.conftest import REAL_FILES

CUSTOMERS = 1000
CHANGEABLE = {
    "mall": ["age", "income", "spending_score"],
    "personality": [
        "age",
        "income",
        "total_spent",
        "web_purchases",
        "store_purchases",
        "recency",
    ],
    "membership": [
        "age",
        "income",
        "spending_score",
        "membership_years",
        "purchase_frequency",
        "last_purchase_amount",
    ],
    "online_retail": ["recency", "frequency", "monetary", "quantity"],
}
# These have too many possible values to try all of them for everybody.
SPREAD = {
    ("membership", "last_purchase_amount"): 1000,
    ("membership", "income"): 1000,
    ("personality", "income"): 1000,
    ("online_retail", "monetary"): 1000,
    ("online_retail", "quantity"): 1000,
}
CENTS = ("last_purchase_amount", "monetary")


@dataclass
class Trial:
    """A model and at most 1,000 of its customers, as arrays and as they are typed in."""

    model: Model
    arithmetic: Arithmetic
    frame: pd.DataFrame
    typed: list[dict[str, float]]
    own: np.ndarray


@pytest.fixture(scope="module")
def trials(real_data):
    made = {}
    for name, file in REAL_FILES.items():
        recipe = RECIPES[name]
        # Of two segments, as the evidence has it for orders, little could be seen.
        segments = 6 if name == "online_retail" else recipe.settings.segments
        with open_table(real_data / file) as opened:
            model = train(
                opened, recipe, settings=replace(recipe.settings, segments=segments), evidence=False
            )
        made[name] = _trial(model)
    return made


def _trial(model):
    names = [f.name for f in asked_for(model.card.feature_names, model.recipe)]
    known = model.customers.dropna(subset=names)
    frame = known.sample(min(CUSTOMERS, len(known)), random_state=3)[names]
    return Trial(
        model=model,
        arithmetic=laid_open(model.pipeline, model.card.feature_names),
        frame=frame.reset_index(drop=True),
        typed=frame.to_dict("records"),
        own=predict(model, frame),
    )


def predict(model, typed):
    return model.pipeline.predict(completed(model, typed))


def completed(model, typed):
    """The features of the model, for customers of whom what is typed in is known."""
    frame = typed.copy()
    if model.recipe.name == "online_retail":
        frame["basket"] = frame["monetary"] / frame["frequency"]
    return frame[model.card.feature_names]


def values_to_try(model, name):
    """Every possible value, or many over the whole range, closer together where low."""
    low, high = model.card.everybody.range[name]
    per = 100 if name in CENTS else 1
    many = SPREAD.get((model.recipe.name, name))
    if many is None:
        return np.arange(low, high + 1)
    log, even = np.geomspace(low, high, many), np.linspace(low, high, many)
    inside = np.clip(
        np.round(np.concatenate([log, even]) * per), round(low * per), round(high * per)
    )
    return np.unique(inside) / per


def tried(trial, name):
    """Values, and customers x values: the segment with each of them instead of their own."""
    values = values_to_try(trial.model, name)
    many = trial.frame.loc[trial.frame.index.repeat(len(values))]
    labels = predict(trial.model, many.assign(**{name: np.tile(values, len(trial.frame))}))
    return values, labels.reshape(len(trial.frame), len(values))


@pytest.fixture(scope="module")
def found(trials):
    """For each file, the changes of each customer by feature and target."""
    changes = {}
    for name, trial in trials.items():
        arithmetic = trial.arithmetic
        listed = [single_changes(trial.model, arithmetic, typed) for typed in trial.typed]
        changes[name] = [{(c.feature, c.target): c for c in one} for one in listed]
    return changes


each_file = pytest.mark.parametrize("name", REAL_FILES)


@each_file
def test_contributions_add_up_to_the_margin(name, trials):
    trial = trials[name]
    scaled = trial.model.pipeline[:-1].transform(completed(trial.model, trial.frame))
    distances = trial.model.pipeline.named_steps["segment"].transform(scaled)
    for z, own, away in zip(scaled, trial.own, distances):
        other = runner_up(trial.arithmetic, z, own)
        assert other == np.argsort(away)[1]
        for b in range(len(away)):
            pulls = [c.pull for c in contributions(trial.arithmetic, z, own, b)]
            assert sum(pulls) == pytest.approx(away[b] ** 2 - away[own] ** 2, abs=1e-9)


@pytest.mark.parametrize(
    ("name", "feature"),
    [(name, feature) for name, features in CHANGEABLE.items() for feature in features],
)
def test_single_changes_are_the_nearest_that_trying_finds(name, feature, trials, found):
    trial = trials[name]
    values, labels = tried(trial, feature)
    own = trial.frame[feature].to_numpy()
    away = np.abs(values - own[:, None])
    for target in range(trial.model.card.k):
        nearest = np.where(labels == target, away, np.inf).min(axis=1)
        changes = [one.get((feature, target)) for one in found[name]]
        ours = np.array([np.inf if c is None else abs(c.step) for c in changes])
        others = trial.own != target
        assert np.isinf(ours[~others]).all()
        # Values that were not tried may be nearer, but what was tried is never nearer.
        same = ours <= nearest + 1e-9 if (name, feature) in SPREAD else np.isclose(ours, nearest)
        assert same[others].all()


@pytest.mark.parametrize(
    ("name", "feature", "per"),
    [("membership", "last_purchase_amount", 100), ("online_retail", "quantity", 1)],
)
def test_of_some_customers_every_single_value_is_tried(name, feature, per, trials, found):
    trial = trials[name]
    low, high = trial.model.card.everybody.range[feature]
    values = np.arange(round(low * per), round(high * per) + 1) / per
    for at, typed in enumerate(trial.typed[:10]):
        many = pd.DataFrame([typed]).loc[np.zeros(len(values), int)]
        labels = predict(trial.model, many.assign(**{feature: values}))
        away = np.abs(values - typed[feature])
        reached = set(labels) - {trial.own[at]}
        nearest = {int(b): values[labels == b][away[labels == b].argmin()] for b in reached}
        ours = {c.target: c.value for (what, _), c in found[name][at].items() if what == feature}
        assert ours == nearest


@each_file
def test_single_changes_are_proven_and_one_step_less_is_not_enough(name, trials, found):
    trial = trials[name]
    changed = defaultdict(list)
    for typed, changes in zip(trial.typed, found[name]):
        for change in changes.values():
            step = (0.01 if change.feature in CENTS else 1) * np.sign(change.step)
            changed["target"].append(change.target)
            changed["there"].append({**typed, change.feature: change.value})
            changed["until"].append({**typed, change.feature: change.until})
            changed["short"].append({**typed, change.feature: round(change.value - step, 2)})
            assert change.step == change.value - typed[change.feature]
            assert change.feature in CHANGEABLE[name]
            low, high = trial.model.card.everybody.range[change.feature]
            assert low <= change.value <= high
            assert low <= change.until <= high
    assert len(changed["target"]) > len(trial.typed) / 2
    labels = {
        at: predict(trial.model, pd.DataFrame(changed[at])) for at in changed if at != "target"
    }
    assert (labels["there"] == changed["target"]).all()
    assert (labels["until"] == changed["target"]).all()
    assert (labels["short"] != changed["target"]).all()


def like_somebody(trial, typed, change):
    """The change from the first of 300 values on with which the customer is not unlike anyone."""
    way = np.linspace(change.value, change.until, 300)
    values = way.round(2 if change.feature in CENTS else 0)
    there = [{**typed, change.feature: value} for value in values.tolist()]
    seen = np.flatnonzero(~np.array(assign_many(trial.model, there).unlike_anyone))
    if not len(seen):
        return None
    if not seen[0]:
        return change
    value = there[seen[0]][change.feature]
    return replace(change, value=value, step=value - typed[change.feature])


@each_file
def test_changes_that_move_a_customer_least_are_told_one_of_each_kind(name, trials, found):
    trial = trials[name]
    told_of = 0
    for typed, changes in list(zip(trial.typed, found[name]))[:50]:
        would = what_would_change(trial.model, trial.arithmetic, typed)
        seen = [change for c in changes.values() if (change := like_somebody(trial, typed, c))]
        by_target = defaultdict(list)
        for change in sorted(seen, key=lambda c: distance(trial, typed, c)):
            by_target[change.target].append(change)
        for target, nearest in by_target.items():
            influenced = [c for c in nearest if is_actionable(trial, c)]
            others = [c for c in nearest if c not in influenced]
            both = influenced and others
            expected = [influenced[0], others[0]] if both else nearest[:2]
            told = [c for c in would.changes if c.target == target]
            assert [(c.feature, c.until) for c in told] == [(c.feature, c.until) for c in expected]
            for change, tried in zip(told, expected):
                way = abs(tried.until - changes[change.feature, target].value)
                assert abs(change.value - tried.value) <= way / 100 + 1
        assert {c.target for c in would.changes} == set(by_target)
        told_of += len(would.changes)
    assert told_of > 10


def is_actionable(trial, change):
    return trial.model.recipe.feature(change.feature).actionable


def distance(trial, typed, change):
    here, there = moved_to(trial, [typed, {**typed, change.feature: change.value}])
    return float(np.linalg.norm(there - here))


def moved_to(trial, typed):
    """Where customers are in the scaled space, by the pipeline itself."""
    return trial.model.pipeline[:-1].transform(completed(trial.model, pd.DataFrame(typed)))


def test_more_orders_are_the_fewest_that_trying_finds(trials):
    trial = trials["online_retail"]
    frame, highest = trial.frame, trial.model.customers[trial.frame.columns].max()
    expected = [{} for _ in trial.typed]
    for n in range(1, 51):
        later = frame.assign(
            recency=1,
            frequency=frame.frequency + n,
            monetary=frame.monetary + n * frame.monetary / frame.frequency,
            quantity=frame.quantity + n * frame.quantity / frame.frequency,
        )
        grown = ["frequency", "monetary", "quantity"]
        seen = (later[grown] <= highest[grown]).all(axis=1)
        for at, label in enumerate(predict(trial.model, later)):
            if seen[at] and label != trial.own[at]:
                expected[at].setdefault(int(label), n)
    ours = [more_orders(trial.model, trial.arithmetic, typed) for typed in trial.typed]
    assert [{more.target: more.orders for more in one} for one in ours] == expected
    assert sum(map(bool, expected)) > 500


@pytest.mark.parametrize(
    ("name", "feature"),
    [("mall", "age"), ("personality", "recency"), ("online_retail", "frequency")],
)
def test_one_empty_field_is_what_trying_all_its_values_finds(name, feature, trials):
    trial = trials[name]
    values, labels = tried(trial, feature)
    for typed, row in list(zip(trial.typed, labels))[:200]:
        open_ = with_empty_fields(trial.model, trial.arithmetic, {**typed, feature: None})
        parts = open_.fields[feature]
        ours = [p.segment for v in values for p in parts if p.lowest <= v <= p.highest]
        assert ours == row.tolist()
        assert open_.segments == tuple(np.unique(row))
