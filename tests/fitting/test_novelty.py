"""Customers unlike anyone: distances against scikit-learn, rare cases, real data."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.covariance import EmpiricalCovariance

from segmentation.card.novelty import Novelty, is_unlike_anyone
from segmentation.fitting.novelty import fit_novelty
from segmentation.models.arithmetic import unclipped
from tests.held_out import held_out

# A held-out part of the mall is 60 customers: one in a hundred needs many such parts.
SPLITS = {"mall": 30, "membership": 5, "personality": 2, "online_retail": 1}


def two_segments(count=200, features=2):
    random = np.random.default_rng(4)
    rows = random.normal(0, [1, 0.5, 2][:features], (2 * count, features))
    labels = np.repeat([0, 1], count)
    return rows + 6 * labels[:, None], labels


def far(novelty, row, label=0):
    return bool(is_unlike_anyone(novelty, np.array([row], dtype=float), np.array([label]))[0])


def test_distance_is_from_the_segment_and_by_the_spread():
    novelty = Novelty(
        precision=[[1.0, 0.0], [0.0, 4.0]],
        centres=[[0.0, 0.0], [10.0, 0.0]],
        threshold=9.0,
        lowest=[-50.0, -50.0],
        highest=[50.0, 50.0],
    )
    rows = np.array([[3.0, 0.0], [3.1, 0.0], [0.0, 1.5], [0.0, 1.6], [10.0, 0.0], [10.0, 0.0]])
    labels = np.array([0, 0, 0, 0, 1, 0])
    assert is_unlike_anyone(novelty, rows, labels).tolist() == [0, 1, 0, 1, 0, 1]


def test_beyond_everybody_on_one_feature():
    novelty = Novelty(
        precision=[[0.01]], centres=[[0.0]], threshold=9.0, lowest=[-2.0], highest=[3.0]
    )
    rows = np.array([[-2.1], [-2.0], [3.0], [3.1]])
    assert is_unlike_anyone(novelty, rows, np.zeros(4, dtype=int)).tolist() == [1, 0, 0, 1]


def test_centres_precision_and_bounds_by_hand():
    rows = np.array([[0.0], [2.0], [10.0], [14.0]])
    novelty = fit_novelty(rows, np.array([0, 0, 1, 1]))
    assert novelty.centres == [[1.0], [12.0]]
    # Squares 1 + 1 + 4 + 4 over four customers less two segments, and the ridge.
    assert novelty.precision == [[pytest.approx(1 / 5.0001)]]
    assert novelty.lowest == [pytest.approx(0 - rows.std() / 2)]
    assert novelty.highest == [pytest.approx(14 + rows.std() / 2)]


def test_covariance_is_the_pooled_one_of_scikit_learn():
    rows, labels = two_segments(features=3)
    novelty = fit_novelty(rows, labels)
    centred = rows - np.array([rows[labels == label].mean(axis=0) for label in (0, 1)])[labels]
    pooled = EmpiricalCovariance(assume_centered=True).fit(centred).covariance_ * 400 / 398
    np.testing.assert_allclose(
        np.linalg.inv(novelty.precision), pooled + 1e-4 * np.eye(3), rtol=1e-9
    )


def test_threshold_is_over_customers_left_out_one_by_one():
    rows, labels = two_segments(count=60)
    distances = []
    for at in range(120):
        kept = np.arange(120) != at
        others = fit_novelty(rows[kept], labels[kept])
        apart = rows[at] - others.centres[labels[at]]
        distances.append(apart @ np.array(others.precision) @ apart)
    expected = np.quantile(distances, 0.99, method="median_unbiased")
    assert fit_novelty(rows, labels).threshold == pytest.approx(expected, rel=1e-3)


def test_one_in_a_hundred_lies_beyond():
    rows, labels = two_segments(count=5000)
    novelty = fit_novelty(rows, labels)
    assert novelty.threshold == pytest.approx(9.21, abs=0.5)  # 99% of chi squared, 2 features
    assert is_unlike_anyone(novelty, rows, labels).mean() == pytest.approx(0.01, abs=0.001)


def test_combination_never_seen_of_values_that_were():
    random = np.random.default_rng(4)
    height = random.normal(0, 1, 400)
    rows = np.column_stack([height, height + random.normal(0, 0.1, 400)])
    novelty = fit_novelty(rows, np.zeros(400, dtype=int))
    assert not far(novelty, [1.5, 1.5])
    assert far(novelty, [1.5, -1.5])


def test_value_out_of_line_on_a_feature_that_is_constant_within_segments():
    rows, labels = two_segments()
    rows[:, 1] = labels
    novelty = fit_novelty(rows, labels)
    assert is_unlike_anyone(novelty, rows, labels).mean() <= 0.01
    assert not far(novelty, [0, 0])
    assert far(novelty, [0, 0.5])
    assert far(novelty, [0, 1])


def test_value_out_of_line_with_those_it_follows_from():
    rows, labels = two_segments()
    rows = np.column_stack([rows, rows.sum(axis=1)])
    novelty = fit_novelty(rows, labels)
    assert is_unlike_anyone(novelty, rows, labels).mean() <= 0.01
    assert not far(novelty, [1, 0.5, 1.5])
    assert far(novelty, [1, 0.5, 1.0])


def test_hardly_anybody_differs():
    rows = np.array([[0.0]] * 300 + [[1.0]] * 300 + [[1.2]])
    labels = np.array([0] * 300 + [1] * 301)
    novelty = fit_novelty(rows, labels)
    assert not far(novelty, [1e-9])
    assert far(novelty, [0.5])


def test_customer_alone_in_a_segment_sets_no_threshold():
    rows, labels = two_segments()
    alone = fit_novelty(np.concatenate([rows, [[50, 50]]]), np.append(labels, 2))
    assert alone.threshold == pytest.approx(fit_novelty(rows, labels).threshold, rel=0.02)
    assert not far(alone, [50, 50], 2)


@given(
    rows=st.lists(st.lists(st.integers(-9999, 9999), min_size=2, max_size=2), min_size=3),
    data=st.data(),
)
def test_every_number_is_finite_and_few_are_unlike_themselves(rows, data):
    rows = np.array(rows, dtype=float)
    alone = data.draw(st.booleans())
    labels = np.zeros(len(rows), dtype=int)
    labels[-1] = int(alone)
    novelty = fit_novelty(rows, labels)
    numbers = [*np.ravel(novelty.precision), *np.ravel(novelty.centres), novelty.threshold]
    assert np.isfinite([*numbers, *novelty.lowest, *novelty.highest]).all()
    assert Novelty.model_validate_json(novelty.model_dump_json()) == novelty
    assert is_unlike_anyone(novelty, rows, labels).sum() <= 0.01 * len(rows)


def caught_when_moved(novelty, fitted, rows, deviations):
    """The share caught of customers with one value 5 standard deviations off, feature by feature.

    A customer so moved is first given the segment that is now nearest.
    """
    lowest, highest = fitted.scaled.min(axis=0), fitted.scaled.max(axis=0)
    shares = []
    for at, deviation in enumerate(deviations):
        for way in (-5, 5):
            moved = rows.copy()
            moved[:, at] += way * deviation
            labels = fitted.pipeline[-1].predict(np.clip(moved, lowest, highest))
            shares.append(is_unlike_anyone(novelty, moved, labels).mean())
    return shares


@pytest.mark.parametrize("name", SPLITS)
def test_false_alarms_and_customers_moved_far_out(name, real_customers):
    alarms, caught = [], []
    for fitted, chosen, others in held_out(real_customers[name], name, SPLITS[name]):
        training = unclipped(fitted.pipeline, chosen)
        novelty = fit_novelty(training, fitted.labels)
        rows = unclipped(fitted.pipeline, others)
        alarms.append(is_unlike_anyone(novelty, rows, fitted.pipeline.predict(others)).mean())
        caught.append(caught_when_moved(novelty, fitted, rows, training.std(axis=0)))
    assert 0.005 <= np.mean(alarms) <= 0.02
    assert np.mean(caught, axis=0).min() >= 0.9
