"""Whether there is structure: nulls that keep what they should, and verdicts that follow."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from segmentation.fitting.evidence.structure import (
    _is_settled,
    _nulls,
    _verdict,
    best_partition,
    draw_from_copula,
    judge,
    permute,
    share_that_reach,
)

# The evidence itself, again and again.
pytestmark = pytest.mark.slow


def scaled(customers):
    return (customers - customers.mean(axis=0)) / customers.std(axis=0)


def correlated(count, seed):
    covariance = np.full((4, 4), 0.6) + 0.4 * np.eye(4)
    return np.random.default_rng(seed).multivariate_normal(np.zeros(4), covariance, count)


@pytest.fixture
def lopsided():
    return np.exp(correlated(400, 1))


def test_permuted_columns_keep_their_values_and_lose_what_joins_them(lopsided):
    drawn = permute(lopsided, np.random.default_rng(2))
    assert np.sort(drawn, axis=0).tolist() == np.sort(lopsided, axis=0).tolist()
    assert abs(spearmanr(drawn).statistic[0, 1]) < 0.15


def test_copula_keeps_values_and_rank_correlations(lopsided):
    drawn = draw_from_copula(lopsided, np.random.default_rng(2))
    assert np.sort(drawn, axis=0).tolist() == np.sort(lopsided, axis=0).tolist()
    assert spearmanr(drawn).statistic == pytest.approx(spearmanr(lopsided).statistic, abs=0.12)


def test_copula_of_one_feature_is_that_feature():
    one = np.array([[3.0], [1.0], [2.0]])
    assert sorted(draw_from_copula(one, np.random.default_rng(0)).ravel()) == [1.0, 2.0, 3.0]


@pytest.mark.parametrize(
    ("p", "z", "excess", "verdict"),
    [
        (0.06, 2.9, 0.9, "none"),
        (0.06, 9, 0.9, "distinct"),
        (0.06, 9, 0.02, "gradient"),
        (0.05, 3, 0.03, "distinct"),
        (0.02, 2.9, 0.5, "gradient"),
        (0.02, 9, 0.029, "gradient"),
    ],
)
def test_verdict(p, z, excess, verdict):
    assert _verdict(p, z, excess) == verdict


@pytest.mark.parametrize("seed", range(2))
def test_evenly_spread_customers_have_no_structure(seed):
    even = np.random.default_rng(seed).uniform(size=(150, 4))
    assert judge(scaled(even), seed).verdict == "none"


@pytest.mark.parametrize("seed", range(2))
def test_correlated_customers_are_a_gradient(seed):
    structure = judge(scaled(correlated(150, seed)), seed)
    assert (structure.verdict, structure.strength) == ("gradient", None)


def test_separate_groups_are_distinct():
    random = np.random.default_rng(5)
    corners = ((0, 0, 0, 0), (6, 0, 6, 0), (0, 6, 0, 6), (6, 6, 6, 6))
    groups = np.concatenate([random.normal(corner, 1, (40, 4)) for corner in corners])
    structure = judge(scaled(groups), 5)
    assert (structure.verdict, structure.strength, structure.permuted_p) == (
        "distinct",
        "clear",
        0.02,
    )
    assert structure.silhouette == pytest.approx(best_partition(scaled(groups), 5)[0])


def test_figures_follow_from_the_nulls(monkeypatch):
    customers = scaled(correlated(60, 4))
    observed, _ = best_partition(customers, 4)
    permuted, copula = [observed - 0.1] * 47 + [observed, observed + 0.1], [observed - 0.02] * 98
    results = iter([permuted, [*copula, observed - 0.12]])
    monkeypatch.setattr(
        "segmentation.fitting.evidence.structure._nulls", lambda *told: next(results)
    )
    found = judge(customers, 4)
    below = [*[-0.02] * 98, -0.12]
    assert found.silhouette == observed
    assert found.permuted_p == pytest.approx(3 / 50)
    assert found.copula_excess == pytest.approx(-np.mean(below))
    assert found.copula_z == pytest.approx(-np.mean(below) / np.std(below, ddof=1))
    assert found.verdict == "none"


def test_p_is_that_of_a_test_that_ends_at_the_fifth_set_that_reaches_it():
    assert share_that_reach(0.5, [0.4] * 49) == 1 / 50
    assert share_that_reach(0.5, [0.4] * 45 + [0.5] * 4) == 5 / 50
    assert share_that_reach(0.5, [0.4] * 7 + [0.6] * 13) == 5 / 12
    assert share_that_reach(0.5, [0.6] * 20) == 1


@pytest.mark.parametrize(
    ("excess", "spread", "sets"),
    [
        (0.2, 0.01, 20),  # z 20, far above all borders
        (0.0, 0.01, 20),
        (0.0304, 0.002, 60),  # near the smallest excess
        (0.06, 0.02, 99),  # z 3, on the border
    ],
)
def test_no_more_sets_are_drawn_than_the_verdict_hangs_on(excess, spread, sets, monkeypatch):
    observed = 0.5
    pair = [observed - excess - spread, observed - excess + spread]
    monkeypatch.setattr(
        "segmentation.fitting.evidence.structure.for_each",
        lambda items, work: [(pair * 3)[:5][: len(i)] for i in items],
    )
    seeds = list(range(99))
    found = _nulls(None, seeds, lambda found: _is_settled(observed, found, 0.02))
    assert len(found) == sets
