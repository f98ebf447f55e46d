"""A sample that keeps shares, and the same one whatever the order of rows."""

import hashlib

import ibis
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segmentation.customers.sampling import draw, drawn_by, shares
from segmentation.recipes import RECIPES

RETAIL = RECIPES["online_retail"]
BY = drawn_by(RETAIL, [])


def customers(count, seed=5):
    random = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "customer": [str(n) for n in range(count)],
            "recency": random.integers(1, 400, count).astype(float),
            "frequency": random.geometric(0.4, count).astype(float),
            "monetary": random.lognormal(5, 1, count).round(2),
        }
    )


def drawn(frame, most, by=BY):
    table, told = draw(ibis.duckdb.connect().create_table("t", frame), by, most)
    return table.execute().sort_values(list(frame.columns), ignore_index=True), told


def fifths(values):
    return np.searchsorted(np.quantile(values, [0.2, 0.4, 0.6, 0.8]), values)


def test_each_group_keeps_its_share():
    frame = customers(5000)
    got, told = drawn(frame, 1000)
    assert len(got) == 1000
    groups = frame.assign(
        **{name: fifths(frame[name]) for name in ("recency", "frequency", "monetary")}
    ).set_index("customer")
    everybody = groups.value_counts()
    sample = groups.loc[got.customer].value_counts().reindex(everybody.index, fill_value=0)
    assert (abs(sample - everybody / 5) < 1).all()
    assert told == [
        "A sample of 1,000 of the 5,000 customers, drawn by their key so that each group by the "
        "fifths of days since last order, orders and total spend keeps its share."
    ]


def test_of_a_group_those_with_the_smallest_hash():
    frame = customers(50).assign(recency=1.0, frequency=1.0, monetary=1.0)
    got, _ = drawn(frame, 7)
    by_hash = sorted(frame.customer, key=lambda key: hashlib.md5(key.encode()).hexdigest())
    assert sorted(got.customer) == sorted(by_hash[:7])


def test_the_order_of_rows_does_not_matter():
    frame = customers(2000)
    once, _ = drawn(frame, 300)
    again, _ = drawn(frame.sample(frac=1, random_state=1), 300)
    pd.testing.assert_frame_equal(once, again)


def test_everybody_where_they_are_few_enough():
    frame = customers(100)
    got, told = drawn(frame, 100)
    assert (len(got), told) == (100, [])


def test_customers_without_a_key_are_drawn_by_their_values():
    frame = customers(500).assign(customer="")
    once, _ = drawn(frame, 60)
    again, _ = drawn(frame.iloc[::-1], 60)
    assert len(once) == 60
    pd.testing.assert_frame_equal(once, again)


def test_missing_values_make_groups_of_their_own():
    frame = customers(1000)
    frame.loc[:99, "monetary"] = np.nan
    got, _ = drawn(frame, 500)
    assert got.monetary.isna().sum() == pytest.approx(50, abs=13)


def test_fifths_are_cut_by_enough_customers(monkeypatch):
    monkeypatch.setattr("segmentation.customers.sampling.CUT_BY", 500)
    got, _ = drawn(customers(5000), 1000)
    assert len(got) == 1000


@pytest.mark.parametrize(
    ("recipe", "used", "expected"),
    [
        ("online_retail", ["quantity"], ["recency", "frequency", "monetary"]),
        ("mall", ["income", "age"], ["income", "age", "spending_score"]),
        ("personality", None, ["age", "income", "total_spent"]),
    ],
)
def test_features_that_make_the_groups(recipe, used, expected):
    recipe = RECIPES[recipe]
    used = [recipe.feature(name) for name in used or recipe.standard_features]
    assert [feature.name for feature in drawn_by(recipe, used)] == expected


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=30), st.data())
def test_places_by_the_largest_remainders(sizes, data):
    most = data.draw(st.integers(1, sum(sizes)))
    places = shares(np.array(sizes), most)
    assert places.sum() == most
    assert (places <= sizes).all()
    assert (abs(places - np.array(sizes) * most / sum(sizes)) < 1).all()
