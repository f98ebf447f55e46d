"""Crowds in one feature: found where they are, named, and not seen where there are none."""

import numpy as np
import pandas as pd
import pytest

from segmentation.card.features import Preparation
from segmentation.fitting.evidence.crowds import crowd_of, find_crowds
from segmentation.fitting.evidence.structure import judge
from segmentation.fitting.fit import fit
from segmentation.recipes.recipe import Settings

PLAIN, LOGGED = Preparation(clip=None, log=False), Preparation(clip=None, log=True)


def crowds(values, made=PLAIN):
    frame = pd.DataFrame({"spend": values})
    return find_crowds(frame, {"spend": made}, 1)


@pytest.fixture
def random():
    return np.random.default_rng(3)


def test_two_crowds_are_named_with_their_shares(random):
    values = np.concatenate([random.normal(300, 40, 150), random.normal(2000, 200, 50)])
    (found,) = crowds(values)
    assert (found.feature, found.shares) == ("spend", [0.75, 0.25])
    assert found.typical == pytest.approx([300, 2000], rel=0.05)
    assert len(found.borders) == 1
    assert 420 < found.borders[0] < 1600
    assert found.p < 0.001


def test_three_crowds(random):
    values = np.concatenate([random.normal(at, 1, 150) for at in (0, 8, 16)])
    (found,) = crowds(values)
    assert found.typical == pytest.approx([0, 8, 16], abs=0.3)
    assert found.shares == pytest.approx([1 / 3] * 3, abs=0.02)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    "draw",
    [
        lambda r: r.normal(size=400),
        lambda r: r.uniform(size=400),
        lambda r: r.gamma(1, size=400),
        lambda r: r.standard_t(3, size=400),
        lambda r: r.integers(18, 70, 400),
        lambda r: (r.normal(50, 12, 400) / 5).round() * 5,
        lambda r: r.poisson(12, 400),
    ],
)
def test_one_crowd_is_none(draw, seed):
    assert crowds(draw(np.random.default_rng(seed)).astype(float)) == []


def test_rounded_values_are_no_crowds(random):
    """Half of all incomes are given in whole thousands."""
    exact = random.normal(50_000, 12_000, 2_000)
    assert crowds(np.where(random.uniform(size=2_000) < 0.5, exact.round(-3), exact.round())) == []


def test_shares_of_few_orders_are_no_crowds(random):
    """Halves, thirds and quarters: most lie on a few values, with hardly any between them."""
    orders = random.geometric(0.2, 1_500)
    assert crowds(random.binomial(3 * orders, 0.15) / orders) == []


def test_customers_of_one_value_are_one_crowd(random):
    """Two of three spend nothing."""
    spent = np.exp(random.normal(4, 0.8, 400)).round(2)
    (found,) = crowds(np.where(random.uniform(size=400) < 0.65, 0.0, spent), LOGGED)
    assert found.typical == pytest.approx([0, 55], abs=15)
    assert found.shares == pytest.approx([0.65, 0.35], abs=0.08)


@pytest.mark.parametrize(("values", "made"), [([1.0, 12.0] * 50, PLAIN), ("counts", LOGGED)])
def test_scales_of_few_steps_and_logged_counts_are_left_out(values, made, random):
    if values == "counts":
        values = random.geometric(0.1, 500).astype(float) + 30 * (random.uniform(size=500) < 0.5)
        assert crowds(values) != []
    assert crowds(values, made) == []


def test_logged_money_is_judged_as_it_is_logged(random):
    logged = np.concatenate([random.normal(3, 0.4, 200), random.normal(6, 0.4, 200)])
    (found,) = crowds(np.exp(logged).round(2), LOGGED)
    assert found.typical == pytest.approx(np.exp([3, 6]), rel=0.1)


def test_customers_without_a_value_are_where_the_middle_one_is():
    values = pd.DataFrame({"a": [1.0, 9.0, 9.0, np.nan], "b": [5.0, 1.0, 5.0, 5.0]})
    frame = pd.DataFrame({"a": np.r_[np.arange(20.0), np.arange(100.0, 130.0)]})
    (found,) = find_crowds(frame, {"a": PLAIN}, 1)
    assert crowd_of(frame, [found]).tolist() == [0] * 20 + [1] * 30
    halves = [found.model_copy(update={"feature": name, "borders": [4.0]}) for name in "ab"]
    assert crowd_of(values, halves).tolist() == [0, 1, 2, 2]
    assert crowd_of(values, []) is None


def test_groups_in_independent_features_are_distinct_and_so_is_their_number(random):
    """Light and heavy buyers, young and old ones, in all four pairs."""
    frame = pd.DataFrame(
        {
            "spend": random.normal(0, 1, 300) + 6 * (random.uniform(size=300) < 0.4),
            "age": random.normal(0, 1, 300) + 6 * (random.uniform(size=300) < 0.5),
        }
    )
    found = fit(frame, Settings(restarts=5), lambda step: None)
    assert (found.structure.verdict, found.structure.strength) == ("distinct", None)
    assert [one.feature for one in found.structure.features] == ["spend", "age"]
    assert found.choice.evidence == 4
    alone = judge(found.scaled, 42)
    assert alone.verdict != "distinct"
