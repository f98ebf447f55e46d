"""Fill, clip, log, scale and K-Means, against the same done by hand in NumPy."""

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler

from segmentation.errors import ConstantFeature, EmptyFeature, NegativeLog, TooFewCustomers
from segmentation.pipeline import (
    clip_limits,
    features_to_log,
    fit_kmeans,
    make_preprocessing,
    needs_log,
    refuse_negative,
    refuse_too_few_customers,
    refuse_useless_features,
    unclipped,
    with_kmeans,
)
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


@pytest.mark.parametrize("values", [[1234.5, 1234.5], [1234.5, np.nan]])
def test_constant_feature_is_refused(values):
    with pytest.raises(ConstantFeature) as error:
        refuse_useless_features(frame(a=[1, 2], b=values))
    assert str(error.value) == (
        '"b" is 1,234.5 for every customer, so it tells no segment from another. '
        "Leave it out with --features."
    )


def test_too_few_different_customers_are_refused():
    with pytest.raises(TooFewCustomers) as error:
        refuse_too_few_customers(np.array([[1.0], [2], [3], [3], [3]]), 3)
    assert str(error.value) == (
        "3 segments need at least 4 different customers, and the data has 3 "
        "(5 rows after cleaning). Ask for fewer segments or add customers."
    )


def test_clip_limits_are_percentiles_from_either_end():
    limits = clip_limits(frame(a=range(101), b=range(0, 1010, 10)), 5)
    assert limits.loc["low"].tolist() == pytest.approx([5, 50])
    assert limits.loc["high"].tolist() == pytest.approx([95, 950])


def test_clip_none_has_no_limits():
    limits = clip_limits(frame(a=[1, 2]), None)
    assert limits.a.tolist() == [-np.inf, np.inf]


def test_clipping_never_leaves_a_single_value():
    limits = clip_limits(frame(rare=[0] * 999 + [1], usual=range(1000)), 0.5)
    assert limits.rare.tolist() == [-np.inf, np.inf]
    assert limits.usual.tolist() == pytest.approx([4.995, 994.005])


def test_lopsided_features_need_a_log():
    assert needs_log(pd.Series(np.expm1(np.linspace(0, 10, 50))))


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(np.linspace(0, 10, 50), id="even"),
        pytest.param(-np.expm1(np.linspace(0, 10, 50)), id="below 0"),
        pytest.param([0.0] * 99 + [1.0], id="no better after"),
    ],
)
def test_other_features_need_none(values):
    values = pd.Series(values)
    assert not needs_log(values)


def test_skew_decides_about_the_log():
    below, above = pd.Series([0] * 5 + [1.0]), pd.Series([0, 1, 2, 3] * 4 + [40.0])
    assert features_to_log(frame(above=above), "auto") == ["above"]
    assert above.skew() > 2
    mild = pd.Series([0, 1, 1, 2, 3, 7.0])
    assert 1 < mild.skew() <= 2
    assert features_to_log(frame(mild=mild), "auto") == []
    assert below.skew() > 2 and abs(np.log1p(below).skew()) == pytest.approx(below.skew())
    assert features_to_log(frame(below=below), "auto") == []


def test_features_named_are_logged():
    values = frame(a=[0, 1, 2], b=[1, 2, 3])
    assert features_to_log(values, ("b",)) == ["b"]
    assert features_to_log(values, ()) == []


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
    preprocessing = make_preprocessing(clip_limits(values, 2), ["spend"])
    scaled = preprocessing.fit_transform(values)
    np.testing.assert_allclose(scaled, by_hand(values, 2, ["spend"]), atol=1e-12)


def test_logging_keeps_the_order_of_the_features(values):
    scaled = make_preprocessing(clip_limits(values, None), ["age"]).fit_transform(values)
    logged = StandardScaler().fit_transform(np.log1p(values[["age"]]))
    np.testing.assert_allclose(scaled[:, [1]], logged, atol=1e-12)


def test_clip_limits_hold_for_customers_seen_later():
    preprocessing = make_preprocessing(clip_limits(frame(a=range(101)), 10), [])
    preprocessing.fit(frame(a=range(101)))
    seen_later = preprocessing.transform(frame(a=[-1e6, 10, 90, 1e6]))[:, 0]
    assert seen_later[0] == seen_later[1]
    assert seen_later[2] == seen_later[3]


def test_prediction_is_the_nearest_centre(values):
    preprocessing = make_preprocessing(clip_limits(values, 2), ["spend"])
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


def test_unclipped_is_filled_logged_and_scaled_only(values):
    limits = clip_limits(values, 5)
    steps = make_preprocessing(limits, ["spend"])
    steps.fit(values)
    expected = values.fillna(values.median())
    prepared = expected.clip(limits.loc["low"], limits.loc["high"], axis=1)
    for table in (expected, prepared):
        table["spend"] = np.log1p(table["spend"])
    expected = (expected - prepared.mean()) / prepared.std(ddof=0)
    np.testing.assert_allclose(unclipped(steps, values), expected)


def test_unclipped_below_zero_and_very_far():
    values = frame(spend=[1.0, 10, 100, 1000], change=[-5, 5, -5, 5])
    steps = make_preprocessing(clip_limits(values, None), ["spend"])
    steps.fit(values)
    spend = np.log1p(values["spend"])
    found = unclipped(steps, frame(spend=[-9, 0], change=[-1e300, 1e300]))
    mirrored = (np.array([-np.log(10), 0]) - spend.mean()) / spend.std(ddof=0)
    np.testing.assert_allclose(found, np.column_stack([mirrored, [-1e4, 1e4]]))
