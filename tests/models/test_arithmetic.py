"""The pipeline laid open says what scikit-learn's own steps say."""

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans

from segmentation.fitting.pipeline import make_preprocessing, with_kmeans
from segmentation.fitting.preparation import decide
from segmentation.models import store
from segmentation.models.arithmetic import Arithmetic, laid_open
from segmentation.recipes import RECIPES
from segmentation.recipes.recipe import Settings


@pytest.fixture(scope="module", params=RECIPES)
def model(request, trained):
    return store.load(trained, request.param)


@pytest.fixture
def by_hand():
    """Two features, the second one clipped to 0..9 and logged; two segments."""
    return Arithmetic(
        features=("age", "spend"),
        fill=np.array([40.0, 3.0]),
        low=np.array([-np.inf, 0.0]),
        high=np.array([np.inf, 9.0]),
        logged=np.array([False, True]),
        mean=np.array([40.0, 1.0]),
        scale=np.array([10.0, 0.5]),
        centres=np.array([[0.0, 0.0], [2.0, 0.0]]),
    )


def values_around(model, rows=500):
    """Values within and beyond those seen, some of them missing."""
    random = np.random.default_rng(5)
    low, high = np.array([(f.min, f.max) for f in model.card.features]).T
    values = low + random.uniform(-0.2, 1.2, (rows, len(low))) * (high - low)
    values = np.maximum(values, np.minimum(low, 0))
    return np.where(random.random(values.shape) < 0.1, np.nan, values)


def test_scaled_is_what_the_pipeline_makes_of_it(model):
    arithmetic = laid_open(model.pipeline, model.card.feature_names)
    values = values_around(model)
    frame = pd.DataFrame(values, columns=model.card.feature_names)
    expected = model.pipeline[:-1].transform(frame)
    np.testing.assert_allclose(arithmetic.scaled(values), expected, rtol=0, atol=1e-12)


def test_nearest_is_what_the_pipeline_predicts(model):
    arithmetic = laid_open(model.pipeline, model.card.feature_names)
    values = values_around(model)
    predicted = model.pipeline.predict(pd.DataFrame(values, columns=model.card.feature_names))
    assert arithmetic.nearest(arithmetic.scaled(values)).tolist() == predicted.tolist()


def test_own_value_undoes_what_was_not_clipped(model):
    arithmetic = laid_open(model.pipeline, model.card.feature_names)
    row = model.customers[model.card.feature_names].median().to_numpy()
    for at, value in enumerate(arithmetic.scaled(row)):
        inside = np.clip(row[at], arithmetic.low[at], arithmetic.high[at])
        assert arithmetic.own_value(at, value) == pytest.approx(inside, rel=1e-12)


def test_features_are_logged_and_clipped_as_the_card_says(model):
    arithmetic = laid_open(model.pipeline, model.card.feature_names)
    assert arithmetic.logged.tolist() == [feature.log for feature in model.card.features]
    clips = [feature.clip or (-np.inf, np.inf) for feature in model.card.features]
    assert list(zip(arithmetic.low, arithmetic.high)) == clips


def test_steps_by_hand(by_hand):
    scaled = by_hand.scaled(np.array([[60.0, 0.0], [np.nan, 100.0]]))
    np.testing.assert_allclose(scaled, [[2.0, -2.0], [0.0, 2 * np.log(10) - 2]])


def test_distances_by_hand(by_hand):
    distances = by_hand.distances(np.array([[0.0, 1.0], [2.0, 3.0]]))
    assert distances.tolist() == [[1.0, 5.0], [13.0, 9.0]]
    assert by_hand.nearest(np.array([[0.0, 1.0], [2.0, 3.0], [1.0, 0.0]])).tolist() == [0, 1, 0]


def test_own_value_by_hand(by_hand):
    assert by_hand.own_value(0, 1.5) == 55
    assert by_hand.own_value(1, -2.0) == 0
    assert by_hand.own_value(1, 2 * np.log(5) - 2) == pytest.approx(4)


@pytest.mark.parametrize(
    ("feature", "own", "scaled"),
    [
        (0, (30, 60), (-1, 2)),
        (1, (0, 4), (-2, 2 * np.log(5) - 2)),
        (1, (-5, 1000), (-2, 2 * np.log(10) - 2)),
    ],
)
def test_reachable_by_hand(by_hand, feature, own, scaled):
    assert by_hand.reachable(feature, *own) == pytest.approx(scaled)


def test_without_clipping_every_value_is_reachable():
    frame = pd.DataFrame({"age": [10.0, 20.0, 30.0, 60.0], "spend": [1.0, 2.0, 3.0, 4.0]})
    preprocessing = make_preprocessing(decide(frame, Settings(clip=None, log=())))
    kmeans = KMeans(2, n_init=1, random_state=0).fit(preprocessing.fit_transform(frame))
    arithmetic = laid_open(with_kmeans(preprocessing, kmeans), list(frame))
    low, high = arithmetic.reachable(0, -100, 1000)
    assert arithmetic.own_value(0, low) == pytest.approx(-100)
    assert arithmetic.own_value(0, high) == pytest.approx(1000)
