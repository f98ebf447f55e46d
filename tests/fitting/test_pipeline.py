"""Fill, clip, log, scale and K-Means, against the same done by hand in NumPy."""

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler

from segmentation.card.features import Preparation
from segmentation.errors import ConstantFeature, EmptyFeature, NegativeLog, TooFewCustomers
from segmentation.fitting.pipeline import (
    different_customers,
    fit_kmeans,
    make_preprocessing,
    own_values,
    place,
    refuse_negative,
    refuse_too_few_customers,
    refuse_useless_features,
    sampled,
    with_kmeans,
)
from segmentation.fitting.preparation import clip_limits, decide
from segmentation.models.arithmetic import unclipped
from segmentation.recipes.recipe import Settings

SETTINGS = Settings(segments=3, restarts=3)


def frame(**columns):
    return pd.DataFrame(columns, dtype=float)


@pytest.fixture(scope="module")
def values():
    """Three features of 300 customers: lopsided, even, and one with gaps and a minus."""
    random = np.random.default_rng(7)
    made = frame(
        spend=random.lognormal(3, 1.5, 300),
        age=random.uniform(18, 80, 300),
        change=random.normal(0, 5, 300),
    )
    made.loc[::17, "change"] = np.nan
    return made


def test_empty_feature_is_refused():
    with pytest.raises(EmptyFeature) as error:
        refuse_useless_features(frame(a=[1, 2], b=[np.nan, np.nan]))
    assert str(error.value) == (
        '"b" is empty for every customer. Fill it in or leave it out with --features.'
    )


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ([1234.5, 1234.5], "for every customer"),
        ([1234.5, np.nan], "wherever it is filled in"),
    ],
)
def test_constant_feature_is_refused(values, where):
    with pytest.raises(ConstantFeature) as error:
        refuse_useless_features(frame(a=[1, 2], b=values))
    assert str(error.value) == (
        f'"b" is 1,234.5 {where}, so it tells no segment from another. '
        "Leave it out with --features."
    )


def test_too_few_different_customers_are_refused():
    with pytest.raises(TooFewCustomers) as error:
        refuse_too_few_customers(np.array([[1.0], [2], [3], [3], [3]]), 3)
    assert str(error.value) == (
        "3 segments need at least 4 different customers, and the data has 3 "
        "(5 rows after cleaning). Ask for fewer segments or add customers."
    )


def test_log_of_negative_values_is_refused():
    with pytest.raises(NegativeLog) as error:
        refuse_negative(frame(a=[-1.5, 1]), ("a",))
    assert str(error.value) == (
        '"a" goes down to -1.5, and only values of 0 and more can be logged. Leave it out of --log.'
    )


def by_hand(values, percent, logged):
    """Fill, clip, log and standardise without scikit-learn."""
    filled = values.fillna(values.median())
    low, high = values.quantile(percent / 100), values.quantile(1 - percent / 100)
    clipped = filled.clip(low, high, axis=1)
    clipped[logged] = np.log1p(clipped[logged])
    return ((clipped - clipped.mean()) / clipped.std(ddof=0)).to_numpy()


def test_preprocessing_is_fill_clip_log_standardise(values):
    preprocessing = make_preprocessing(decide(values, Settings(clip=2)))
    scaled = preprocessing.fit_transform(values)
    np.testing.assert_allclose(scaled, by_hand(values, 2, ["spend"]), atol=1e-12)


def test_logging_keeps_the_order_of_the_features(values):
    scaled = make_preprocessing(decide(values, Settings(clip=None, log=("age",)))).fit_transform(
        values
    )
    logged = StandardScaler().fit_transform(np.log1p(values[["age"]]))
    np.testing.assert_allclose(scaled[:, [1]], logged, atol=1e-12)


def test_clip_limits_hold_for_customers_seen_later():
    preprocessing = make_preprocessing(decide(frame(a=range(101)), Settings(clip=10)))
    preprocessing.fit(frame(a=range(101)))
    seen_later = preprocessing.transform(frame(a=[-1e6, 10, 90, 1e6]))[:, 0]
    assert seen_later[0] == seen_later[1]
    assert seen_later[2] == seen_later[3]


def test_prediction_is_the_nearest_centre(values):
    preprocessing = make_preprocessing(decide(values, Settings(clip=2)))
    kmeans = fit_kmeans(preprocessing.fit_transform(values), 3, SETTINGS)
    scaled = by_hand(values, 2, ["spend"])
    distances = np.linalg.norm(scaled[:, None] - kmeans.cluster_centers_, axis=2)
    predicted = with_kmeans(preprocessing, kmeans).predict(values)
    assert predicted.tolist() == distances.argmin(axis=1).tolist()
    assert predicted.tolist() == kmeans.labels_.tolist()


def test_segments_are_numbered_from_the_largest_down(values):
    kmeans = fit_kmeans(by_hand(values, 2, []), 6, SETTINGS)
    sizes = np.bincount(kmeans.labels_)
    assert len(sizes) == 6
    assert sizes.tolist() == sorted(sizes, reverse=True)


def test_segments_of_one_size_are_numbered_by_their_centres():
    scaled = np.array([[5.0], [5.1], [0.0], [0.1], [9.0], [9.1]])
    kmeans = fit_kmeans(scaled, 3, SETTINGS)
    assert kmeans.cluster_centers_[:, 0].tolist() == pytest.approx([0.05, 5.05, 9.05])
    assert kmeans.labels_.tolist() == [1, 1, 0, 0, 2, 2]


def test_centres_are_the_means_of_their_customers(values):
    scaled = by_hand(values, 2, [])
    kmeans = fit_kmeans(scaled, 4, SETTINGS)
    means = pd.DataFrame(scaled).groupby(kmeans.labels_).mean().to_numpy()
    np.testing.assert_allclose(kmeans.cluster_centers_, means, atol=1e-9)


def test_same_seed_same_segments(values):
    scaled = by_hand(values, 2, [])
    first, second = (fit_kmeans(scaled, 5, SETTINGS) for _ in range(2))
    assert first.cluster_centers_.tobytes() == second.cluster_centers_.tobytes()


def test_restarts_tolerance_and_seed_reach_k_means(values):
    scaled = by_hand(values, 2, [])
    kmeans = fit_kmeans(scaled, 5, Settings(restarts=4, tolerance=1e-3, seed=9))
    plain = KMeans(5, n_init=4, tol=1e-3, random_state=9).fit(scaled)
    assert kmeans.inertia_ == pytest.approx(plain.inertia_, rel=1e-12)
    assert (kmeans.n_init, kmeans.tol, kmeans.random_state) == (4, 1e-3, 9)


def test_sample_is_the_same_for_the_same_seed():
    rows = np.arange(100)
    assert sampled(rows, 10, 5).tolist() == sampled(rows, 10, 5).tolist()
    assert sampled(rows, 10, 5).tolist() != sampled(rows, 10, 6).tolist()


def test_sample_keeps_the_order_and_repeats_nobody():
    found = sampled(np.arange(100), 10, 5).tolist()
    assert found == sorted(set(found))
    assert len(found) == 10


def test_few_rows_are_taken_whole():
    assert sampled(np.arange(10), 10, 5).tolist() == list(range(10))


# From the scaled space and back


@pytest.fixture(scope="module")
def lopsided():
    """A pipeline that clips both features at 1 and 99 and logs the second."""
    values = pd.DataFrame({"age": np.linspace(0, 100, 101), "spend": np.linspace(0, 100, 101) ** 2})
    preparations = {
        "age": Preparation(clip=(1, 99), log=False),
        "spend": Preparation(clip=(1, 9801), log=True),
    }
    preprocessing = make_preprocessing(preparations)
    return preprocessing.fit(values), values


def test_places_in_the_scaled_space_are_those_of_the_pipeline(lopsided):
    preprocessing, values = lopsided
    inside = values.iloc[1:100]
    np.testing.assert_allclose(
        place(inside.to_numpy(), preprocessing), preprocessing.transform(inside)
    )


def test_own_values_are_what_the_place_came_from(lopsided):
    preprocessing, values = lopsided
    scaled = preprocessing.transform(values)
    clipped = values.clip([1, 1], [99, 9801]).to_numpy()
    np.testing.assert_allclose(own_values(scaled, preprocessing), clipped)


def test_places_far_outside_are_not_drawn_in(lopsided):
    preprocessing, _ = lopsided
    scale = preprocessing.named_steps["scale"]
    far = place(np.array([[300.0, 1e6]]), preprocessing) * scale.scale_ + scale.mean_
    np.testing.assert_allclose(far, [[300, np.log1p(1e6)]])


def test_a_logged_feature_has_no_place_below_0(lopsided):
    preprocessing, _ = lopsided
    below, zero = place(np.array([[50, -3], [50, 0]]), preprocessing)
    assert below.tolist() == zero.tolist()


def test_unclipped_is_filled_logged_and_scaled_only(values):
    limits = clip_limits(values, 5)
    steps = make_preprocessing(decide(values, Settings(clip=5, log=("spend",))))
    steps.fit(values)
    expected = values.fillna(values.median())
    prepared = expected.clip(limits.loc["low"], limits.loc["high"], axis=1)
    for table in (expected, prepared):
        table["spend"] = np.log1p(table["spend"])
    expected = (expected - prepared.mean()) / prepared.std(ddof=0)
    np.testing.assert_allclose(unclipped(steps, values), expected)


def test_unclipped_below_zero_and_very_far():
    values = frame(spend=[1.0, 10, 100, 1000], change=[-5, 5, -5, 5])
    steps = make_preprocessing(decide(values, Settings(clip=None, log=("spend",))))
    steps.fit(values)
    spend = np.log1p(values["spend"])
    found = unclipped(steps, frame(spend=[-9, 0], change=[-1e300, 1e300]))
    mirrored = (np.array([-np.log(10), 0]) - spend.mean()) / spend.std(ddof=0)
    np.testing.assert_allclose(found, np.column_stack([mirrored, [-1e4, 1e4]]))


@pytest.mark.parametrize(
    ("customers", "enough", "different"),
    [
        ([[1, 1], [1, 2], [2, 1], [1, 1]], 9, 3),
        ([[1, 1], [1, 2], [2, 1], [1, 1]], 2, 2),
        ([[7, 1], [7, 2], [7, 3], [7, 4]], 3, 3),
        ([[7, 7]] * 5, 2, 1),
    ],
)
def test_different_customers_are_counted_as_far_as_it_matters(customers, enough, different):
    assert different_customers(np.array(customers, dtype=float), enough) == different
