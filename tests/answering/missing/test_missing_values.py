"""Customers of whom not everything is known, against trying all that could be missing."""

import itertools

import numpy as np
import pandas as pd
import pytest

from segmentation.answering.missing.missing_values import Undecided, with_empty_fields
from segmentation.answering.what_if.ranges import possible_values, stretches
from segmentation.customers.features import complete
from segmentation.models import store
from segmentation.models.arithmetic import laid_open

MALL = {"age": 30.0, "income": 60.0, "spending_score": 50.0}
LOYALTY = {
    "total_spent": 900.0,
    "loyalty_points": 300.0,
    "number_of_orders": 6.0,
    "support_tickets": 0.5,
    "recency": 40.0,
    "tenure": 400.0,
    "age": 45.0,
    "income": 60_000.0,
}


@pytest.fixture(scope="module")
def mall(trained):
    return store.load(trained, "mall")


@pytest.fixture(scope="module")
def loyalty(trained):
    return store.load(trained, "loyalty")


def undecided(model, values, *empty):
    arithmetic = laid_open(model.pipeline, model.card.feature_names)
    return with_empty_fields(model, arithmetic, {**values, **dict.fromkeys(empty)})


def tried(model, values, *empty):
    """All possible values of what is empty, and the segment with each of them."""
    grids = [possible_values(model, model.recipe.feature(name)) for name in empty]
    ranges = [grid.value(np.arange(grid.first, grid.last + 1)) for grid in grids]
    combined = pd.DataFrame(list(itertools.product(*ranges)), columns=empty)
    known = {name: value for name, value in values.items() if name not in empty}
    names = model.card.feature_names
    return combined, model.pipeline.predict(combined.assign(**known)[names])


def test_nothing_empty(mall):
    label = int(mall.pipeline.predict(pd.DataFrame([MALL]))[0])
    assert undecided(mall, MALL) == Undecided(segments=(label,), fields={}, exact=True)


def test_a_value_that_is_not_there_is_empty(mall):
    arithmetic = laid_open(mall.pipeline, mall.card.feature_names)
    left_out = {name: value for name, value in MALL.items() if name != "age"}
    without = with_empty_fields(mall, arithmetic, left_out)
    assert without == undecided(mall, MALL, "age")
    assert without == with_empty_fields(mall, arithmetic, {**MALL, "age": np.nan})


@pytest.mark.parametrize("empty", ["age", "income", "spending_score"])
def test_one_field_is_parted_among_the_segments(mall, empty):
    found = undecided(mall, MALL, empty)
    values, labels = tried(mall, MALL, empty)
    for value, label in zip(values[empty], labels):
        parts = found.fields[empty]
        assert [p.segment for p in parts if p.lowest <= value <= p.highest] == [label]
    assert found.segments == tuple(np.unique(labels))
    assert found.exact


def test_one_field_that_others_follow_from(loyalty):
    arithmetic = laid_open(loyalty.pipeline, loyalty.card.feature_names)
    found = undecided(loyalty, LOYALTY, "number_of_orders")
    assert found.exact
    name = "number_of_orders"
    assert found.fields == stretches(loyalty, arithmetic, LOYALTY, [name])
    for part in found.fields[name]:
        for orders in (part.lowest, part.highest):
            known = complete({**LOYALTY, name: orders}, loyalty.recipe, loyalty.card.quintiles)
            row = pd.DataFrame([known])[loyalty.card.feature_names]
            assert loyalty.pipeline.predict(row) == part.segment


@pytest.mark.parametrize("empty", list(itertools.combinations(MALL, 2)))
def test_two_fields_have_every_segment_that_trying_finds(mall, empty):
    random = np.random.default_rng(7)
    more = 0
    for row in mall.customers.iloc[random.choice(len(mall.customers), 10)].to_dict("records"):
        values = {name: row[name] for name in MALL}
        found = undecided(mall, values, *empty)
        combined, labels = tried(mall, values, *empty)
        assert found.exact
        assert set(found.segments) >= set(labels)
        more += len(set(found.segments) - set(labels))
        for name in empty:
            ends = {part.segment: (part.lowest, part.highest) for part in found.fields[name]}
            for segment in np.unique(labels):
                seen = combined[name][labels == segment]
                # One step wider is possible: the other value may lie between whole numbers.
                assert seen.min() - 1 <= ends[segment][0] <= seen.min()
                assert seen.max() <= ends[segment][1] <= seen.max() + 1
    assert more <= 1


def test_all_fields_empty_leave_every_segment(mall):
    found = undecided(mall, MALL, *MALL)
    assert found.segments == tuple(range(mall.card.k))
    assert list(found.fields) == list(MALL)


def test_several_fields_that_others_follow_from_are_drawn(loyalty):
    found = undecided(loyalty, LOYALTY, "recency", "number_of_orders")
    assert not found.exact
    drawn = itertools.product(range(0, 600, 5), range(1, 25))
    told = [{**LOYALTY, "recency": days, "number_of_orders": orders} for days, orders in drawn]
    known = [complete(one, loyalty.recipe, loyalty.card.quintiles) for one in told]
    labels = loyalty.pipeline.predict(pd.DataFrame(known)[loyalty.card.feature_names])
    assert set(found.segments) >= set(labels)
    assert found == undecided(loyalty, LOYALTY, "recency", "number_of_orders")
    low, high = loyalty.card.everybody.range["recency"]
    assert min(part.lowest for part in found.fields["recency"]) == low
    assert max(part.highest for part in found.fields["recency"]) == high
