"""From values to a fitted pipeline."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import (
    adjusted_rand_score,
    calinski_harabasz_score,
    davies_bouldin_score,
    silhouette_score,
)

from segmentation.errors import ConstantFeature, EmptyFeature, NegativeLog, TooFewCustomers
from segmentation.fitting.evidence.crowds import find_crowds
from segmentation.fitting.evidence.structure import judge
from segmentation.fitting.fit import fit
from segmentation.fitting.pipeline import fit_kmeans_from, own_values
from segmentation.recipes.recipe import Settings


def fitted(values, start=None, **settings):
    frame = pd.DataFrame(values, dtype=float)
    settings = Settings(**{"restarts": 2} | settings)
    return fit(frame, settings, print, start=start, evidence=False)


@pytest.fixture(scope="module")
def values():
    """Two groups of customers by age, and a lopsided spend."""
    random = np.random.default_rng(3)
    ages = np.concatenate([random.normal(25, 2, 60), random.normal(60, 2, 40)])
    return {"age": ages, "spend": random.lognormal(2, 1.5, 100)}


@pytest.fixture(scope="module")
def model(values):
    return fitted(values)


def test_pipeline_predicts_its_own_labels(model, values):
    assert model.pipeline.predict(pd.DataFrame(values)).tolist() == model.labels.tolist()


def test_pipeline_scales_as_it_was_fitted(model, values):
    scaled = model.pipeline[:-1].transform(pd.DataFrame(values))
    np.testing.assert_array_equal(scaled, model.scaled)


def test_number_of_segments_follows_the_evidence(model):
    assert model.choice.evidence == len(model.centres) == model.labels.max() + 1
    assert model.choice.asked is None


def test_number_of_segments_asked_for_is_fitted(values):
    asked = fitted(values, segments=5)
    assert len(asked.centres) == 5
    assert asked.choice.asked == 5


def test_metrics_are_those_of_scikit_learn(model):
    scaled, labels = model.scaled, model.labels
    distances = np.linalg.norm(scaled - model.centres[labels], axis=1)
    assert model.metrics.inertia == pytest.approx((distances**2).sum())
    assert model.metrics.silhouette == pytest.approx(silhouette_score(scaled, labels))
    assert model.metrics.davies_bouldin == pytest.approx(davies_bouldin_score(scaled, labels))
    assert model.metrics.calinski_harabasz == pytest.approx(calinski_harabasz_score(scaled, labels))


def test_lopsided_features_are_logged_after_clipping(model):
    assert model.logged == ["spend"]


def test_an_outlier_that_clipping_draws_in_is_no_reason_for_a_log():
    values = {"spend": [*range(400), 100_000], "age": [*range(100)] * 4 + [50]}
    assert fitted(values, clip=0.5).logged == []
    assert fitted(values, clip=None).logged == ["spend"]


def test_limits_are_recorded(model, values):
    expected = np.percentile(values["age"], [0.5, 99.5])
    assert list(model.preparations["age"].clip) == pytest.approx(expected.tolist())


def test_steps_are_told_in_order(values, capsys):
    fitted(values)
    assert capsys.readouterr().out == "Trying numbers of segments\nFitting the segments\n"


@pytest.mark.parametrize(
    ("values", "settings", "error"),
    [
        ({"a": [1, 2, 3], "b": [np.nan] * 3}, {}, EmptyFeature),
        ({"a": [1, 2, 3], "b": [7] * 3}, {}, ConstantFeature),
        ({"a": [1, 2, 2]}, {}, TooFewCustomers),
        ({"a": [1, 2, 3, 4]}, {"segments": 4}, TooFewCustomers),
        ({"a": [-1, 2, 3, 4]}, {"log": ("a",), "clip": None}, NegativeLog),
    ],
)
def test_data_that_cannot_be_segmented(values, settings, error):
    with pytest.raises(error):
        fitted(values, **settings)


def test_lowest_value_told_of_a_feature_that_cannot_be_logged_is_one_in_the_data():
    with pytest.raises(NegativeLog, match="goes down to -100,"):
        fitted({"a": [-100, *range(50)]}, log=("a",), clip=0.5)


@pytest.mark.parametrize(("high", "segments"), [([90], None), ([90], 2), ([30, 90, 95], 3)])
def test_customers_that_only_an_outlier_tells_apart(high, segments):
    """Clipping draws the outliers in, and two different customers are left."""
    with pytest.raises(TooFewCustomers, match="segments need at least"):
        fitted({"a": [20] * 300 + [30] * 300 + high}, segments=segments)


def test_a_missing_value_does_not_make_a_different_customer():
    """The median fills the gap, and two different customers are left."""
    with pytest.raises(TooFewCustomers):
        fitted({"a": [1, 1, 1, 2, np.nan]}, segments=2)


def test_structure_is_judged_with_the_evidence(capsys):
    random = np.random.default_rng(3)
    groups = [random.normal(at, 1, (20, 2)) for at in ((0, 0), (9, 0), (0, 9))]
    customers = pd.DataFrame(np.concatenate(groups), columns=["age", "spend"])
    found = fit(customers, Settings(restarts=2), print)
    crowds = find_crowds(customers, found.preparations, 42)
    assert found.structure == judge(found.scaled, 42, crowds)
    assert found.choice.is_full
    assert capsys.readouterr().out == (
        "Looking for structure\nTrying numbers of segments\nFitting the segments\n"
    )


def test_without_evidence_nothing_is_said_of_structure(model):
    assert model.structure is None
    assert not model.choice.is_full


# Centres to start from


def square(spread):
    """Four corners in two segments: lengthways at no cost, across at that of the spread.

    Across costs 1 + spread² / (1 + spread²) times as much.
    """
    across = [side * (1 + off) for side in (-1, 1) for off in (-spread, spread)]
    return pd.DataFrame([(50 + 10 * x, 5 + y) for x in across for y in (-1, 1)], columns=["x", "y"])


# In another order of the features, and far enough off for the centres to move.
ACROSS = pd.DataFrame({"y": [5.2, 4.9], "x": [42.0, 57.0]})


def is_split_across(found, values):
    left = (values.x < 50).to_numpy()
    return len({*found.labels[left]}) == len({*found.labels[~left]}) == 1


@pytest.mark.parametrize(("spread", "kept"), [(0.1, True), (0.14, True), (0.15, False)])
def test_segments_stay_what_they_were_where_it_costs_at_most_2_percent(spread, kept):
    values = square(spread)
    settings = {"segments": 2, "clip": None, "restarts": 20}
    best = fitted(values, **settings)
    assert not is_split_across(best, values)
    found = fitted(values, start=ACROSS, **settings)
    assert is_split_across(found, values) == kept
    cost = 1 + spread**2 / (1 + spread**2) if kept else 1
    assert found.metrics.inertia == pytest.approx(cost * best.metrics.inertia)


def test_segments_stay_what_they_were_among_many_customers(monkeypatch):
    monkeypatch.setattr("segmentation.fitting.pipeline.MOST_FOR_RESTARTS", 60)
    values = pd.concat([square(0.1)] * 10, ignore_index=True)
    found = fitted(values, start=ACROSS, segments=2, clip=None, restarts=20)
    assert is_split_across(found, values)


def test_another_number_of_segments_starts_afresh(values):
    start = pd.DataFrame({"age": [25, 60], "spend": [8, 8]})
    three, afresh = (fitted(values, segments=3, start=at) for at in (start, None))
    np.testing.assert_array_equal(three.centres, afresh.centres)


def test_the_same_segments_are_the_same_to_the_last_digit(model, values):
    start = pd.DataFrame({"age": [25.5, 59], "spend": [8, 8.5]})
    again = fitted(values, start=start)
    np.testing.assert_array_equal(again.centres, model.centres)
    assert again.metrics == model.metrics


def test_segments_that_a_wide_tolerance_stopped_early_do_not_drift():
    random = np.random.default_rng(5)
    values = pd.DataFrame(random.normal(50, 10, (400, 2)), columns=["x", "y"])
    early = {"segments": 4, "restarts": 1, "tolerance": 0.1, "clip": None}
    first = fitted(values, **early)
    own = pd.DataFrame(own_values(first.centres, first.pipeline), columns=["x", "y"])
    again = fitted(values, start=own, **early)
    np.testing.assert_array_equal(again.labels, first.labels)
    grown = fit_kmeans_from(first.centres, first.scaled, Settings(tolerance=0.1))
    assert adjusted_rand_score(grown.labels_, first.labels) < 1
