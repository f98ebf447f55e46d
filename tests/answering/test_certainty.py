"""How sure a model is: whether retrained models agree, by hand-made centres and real data."""

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

from segmentation.answering.certainty import certainty, how_sure, votes
from segmentation.fitting.refits import refit
from segmentation.recipes.recipe import Settings
from tests.held_out import held_out

SETTINGS = Settings(restarts=3)
RETRAINED = 50
CALIBRATED = {"mall": 3, "membership": 3, "personality": 1, "online_retail": 1}


def blobs(random, count=150):
    """Two clouds, around -4 and 4."""
    return np.concatenate([random.normal(at, 1, (count, 2)) for at in (-4, 4)])


@pytest.fixture(scope="module")
def cloud():
    """One even cloud, which may be cut in two anywhere."""
    return np.random.default_rng(5).normal(0, 1, (400, 2))


def centres_of(scaled, k=2):
    return KMeans(k, n_init=5, random_state=0).fit(scaled).cluster_centers_


def calibration_error(shares, agreeing):
    """Between shares and what they foretell, over ten bins weighted by customers."""
    bins = np.minimum((shares * 10).astype(int), 9)
    gaps = [abs((shares - agreeing)[bins == at].sum()) for at in range(10)]
    return sum(gaps) / len(shares)


def test_certainty_counts_the_refits_that_agree():
    refits = np.array([[[0.0], [10.0]], [[0.0], [4.0]], [[0.0], [20.0]], [[2.0], [8.0]]])
    scaled = np.array([[1.0], [3.0], [4.9], [9.0]])
    # The borders lie at 5, 2, 10 and 5.
    assert certainty(refits, scaled, np.array([0, 0, 0, 1])).tolist() == [1, 0.75, 0.75, 0.75]


def test_certainty_of_the_other_segment_is_the_rest():
    refits = np.array([[[0.0], [10.0]], [[0.0], [4.0]], [[0.0], [20.0]]])
    assert certainty(refits, np.array([[3.0]]), np.array([1])).tolist() == [1 / 3]


@given(
    refits=arrays.arrays(np.float64, (5, 3, 2), elements=st.floats(-5, 5)),
    scaled=arrays.arrays(np.float64, (7, 2), elements=st.floats(-5, 5)),
)
def test_certainties_over_all_segments_add_up_to_one(refits, scaled):
    by_segment = [certainty(refits, scaled, np.full(len(scaled), label)) for label in range(3)]
    np.testing.assert_allclose(sum(by_segment), 1)
    assert np.all(np.isin(np.round(np.array(by_segment) * 5, 9), range(6)))


def test_sure_within_clear_segments():
    scaled = blobs(np.random.default_rng(1))
    centres = np.array([[4.0, 4.0], [-4.0, -4.0]])
    refits = refit(scaled, centres, SETTINGS)
    assert refits.shape == (100, 2, 2)
    np.testing.assert_allclose(refits, np.tile(centres, (100, 1, 1)), atol=0.6)
    labels = np.repeat([1, 0], 150)
    assert certainty(refits, scaled, labels).tolist() == [1.0] * 300


def test_half_sure_on_the_border():
    half = np.random.default_rng(1).normal(4, 1, (150, 2))
    refits = refit(np.concatenate([half, -half]), np.array([[4.0, 4.0], [-4.0, -4.0]]), SETTINGS)
    shares = certainty(refits, np.array([[1.0, 1.0], [0.0, 0.0], [-1.0, -1.0]]), np.zeros(3))
    assert shares[[0, 2]].tolist() == [1, 0]
    assert shares[1] == pytest.approx(0.5, abs=0.25)


def test_no_refit_is_in_the_order_it_was_found_in():
    scaled = np.concatenate([blobs(np.random.default_rng(2), 60), np.full((50, 2), [4.0, -4.0])])
    centres = np.array([[4.0, -4.0], [-4.0, -4.0], [4.0, 4.0]])
    refits = refit(scaled, centres, SETTINGS)
    assert (np.abs(refits - centres) < 1).all()


def test_a_refit_is_of_customers_drawn_with_replacement():
    """The first refit, made by hand: clear clouds, in the order of the model's centres."""
    centres = np.array([[9.0, 0.0], [0.0, 9.0], [0.0, 0.0]])
    scaled = np.repeat(centres, 50, axis=0) + np.random.default_rng(6).normal(0, 1, (150, 2))
    (seed,) = np.random.SeedSequence([SETTINGS.seed, 4]).spawn(1)
    drawn = np.random.default_rng(seed).integers(150, size=150)
    means = [scaled[drawn[drawn // 50 == label]].mean(axis=0) for label in range(3)]
    np.testing.assert_allclose(refit(scaled, centres, SETTINGS, refits=1)[0], means)


def test_another_cut_that_is_as_good_is_found_by_retrained_models():
    """Four clouds at the corners of a square, cut in two: begun at the model's own centres,
    a refit would stay there."""
    corners = np.array([[-4, -4], [-4, 4], [4, -4], [4, 4]])
    half = np.repeat(corners, 50, axis=0) + np.random.default_rng(3).normal(0, 1, (200, 2))
    scaled = np.concatenate([half, half[:, ::-1]])
    refits = refit(scaled, np.array([[-4.0, 0.0], [4.0, 0.0]]), SETTINGS)
    # Half of the time it is cut the other way, with two corners of four in the other segment.
    labels = (scaled[:, 0] > 0).astype(int)
    assert certainty(refits, scaled, labels).mean() == pytest.approx(0.75, abs=0.1)


def test_same_seed_same_refits(cloud):
    centres = centres_of(cloud)
    again = [refit(cloud, centres, SETTINGS, refits=3) for _ in range(2)]
    np.testing.assert_array_equal(*again)
    other = refit(cloud, centres, replace(SETTINGS, seed=1), refits=3)
    assert not np.array_equal(again[0], other)


def test_more_refits_begin_with_the_fewer(cloud):
    centres = centres_of(cloud)
    few, many = (refit(cloud, centres, SETTINGS, refits=count) for count in (2, 4))
    np.testing.assert_array_equal(few, many[:2])


def test_few_customers_need_not_all_be_drawn(recwarn):
    """Some samples of these hold fewer different values, or customers, than segments."""
    for scaled in (np.array([[0.0]] * 8 + [[1.0], [5.0]]), np.array([[0.0], [0.0], [1.0], [5.0]])):
        refits = refit(scaled, np.array([[0.0], [1.0], [5.0]]), SETTINGS)
        assert set(refits.round(9).ravel() + 0.0) == {0.0, 1.0, 5.0}
    assert len(recwarn) == 0


def test_millions_of_customers_cost_no_more_than_ten_thousand():
    scaled = np.tile(blobs(np.random.default_rng(1), 1000), (1000, 1))
    started = time.process_time()
    refits = refit(scaled, np.array([[4.0, 4.0], [-4.0, -4.0]]), SETTINGS)
    assert time.process_time() - started < 5
    spread = refits[:, 0, 0].std()
    # The mean of the half of 10,000 customers, with a standard deviation of 1.
    assert spread == pytest.approx(1 / np.sqrt(5000), rel=0.4)


NAMES = ["Savers", "Big spenders", "Young ones"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ([30, 0, 0], "Quite sure: 30 of 30 retrained models agree"),
        ([27, 3, 0], "Quite sure: 27 of 30 retrained models agree"),
        ([26, 2, 2], "Fairly sure: 26 of 30 retrained models agree"),
        ([21, 9, 0], "Fairly sure: 21 of 30 retrained models agree"),
        (
            [20, 2, 8],
            "Between segments: 20 of 30 retrained models say this one, 8 say Young ones",
        ),
        (
            [34, 58, 8],
            "Between segments: 34 of 100 retrained models say this one, 58 say Big spenders",
        ),
    ],
)
def test_how_sure(said, words):
    assert how_sure(said, 0, NAMES) == words


def test_nobody_is_quite_sure_of_a_customer_like_no_other():
    assert how_sure([96, 4, 0], 0, NAMES, unlike_anyone=True) == (
        "Not sure, as hardly anybody in the data is like this: 96 of 100 retrained models agree"
    )


def test_nobody_is_quite_sure_where_there_are_no_groups():
    assert how_sure([4, 96, 0], 1, NAMES, grouped=False) == (
        "No group of its own, only a part: 96 of 100 retrained models agree"
    )


def test_votes_are_counted_by_segment():
    centres = np.array([[0.0, 0], [4, 0], [0, 4]])
    refits = np.stack([centres, np.add(centres, [3, 0]), np.add(centres, 9)])
    assert votes(refits, np.array([3.5, 0])) == [2, 1, 0]
    shares = certainty(refits, np.array([[3.5, 0]]), np.array([1]))
    assert shares.tolist() == [pytest.approx(1 / 3)]


def test_calibration_error():
    shares, agreeing = np.array([1.0, 0.95, 0.25]), np.array([0.9, 0.85, 0.55])
    assert calibration_error(shares, agreeing) == pytest.approx((0.2 + 0.3) / 3)


def agreeing_retrained(fitted, scaled, labels):
    """The share of models retrained on other samples, with all restarts, that agree."""
    random = np.random.default_rng(7)
    agreed = np.zeros(len(scaled))
    for seed in range(RETRAINED):
        sample = random.choice(fitted.scaled, len(fitted.scaled))
        with threadpool_limits(1):
            kmeans = KMeans(len(fitted.centres), n_init=20, tol=1e-6, random_state=seed).fit(sample)
        apart = np.square(kmeans.cluster_centers_[:, None] - fitted.centres).sum(axis=2)
        found, segment = linear_sum_assignment(apart)
        agreed += segment[np.argsort(found)][kmeans.predict(scaled)] == labels
    return agreed / RETRAINED


@pytest.mark.parametrize("name", CALIBRATED)
def test_certainty_foretells_whether_retrained_models_agree(name, real_customers):
    errors, usual = [], []
    for fitted, _, others in held_out(real_customers[name], name, CALIBRATED[name]):
        scaled = fitted.pipeline[:-1].transform(others)
        labels = fitted.pipeline.predict(others)
        refits = refit(fitted.scaled, fitted.centres, Settings())
        agreeing = agreeing_retrained(fitted, scaled, labels)
        errors.append(calibration_error(certainty(refits, scaled, labels), agreeing))
        near, next_ = np.sort(fitted.pipeline[-1].transform(scaled), axis=1)[:, :2].T
        usual.append(calibration_error(1 - near / next_, agreeing))
    assert np.mean(errors) < 0.05
    assert np.mean(usual) > 0.25
