"""The map is scikit-learn's PCA, with words for its axes."""

import numpy as np
import pytest
from sklearn.decomposition import PCA

from segmentation.card.projection import Projection
from segmentation.fitting.projection import fit_projection
from segmentation.recipes.mall import MALL
from segmentation.recipes.membership import MEMBERSHIP

AGE, INCOME, SCORE = MALL.features


@pytest.fixture(scope="module")
def scaled():
    random = np.random.default_rng(5)
    return random.normal(1, 1, (50, 6)) @ random.normal(0, 1, (6, 6))


@pytest.fixture(scope="module")
def projection(scaled):
    return fit_projection(scaled, MEMBERSHIP.features)


def test_places_are_those_of_pca(scaled, projection):
    places = PCA(3, svd_solver="full").fit_transform(scaled)
    found = projection.place(scaled)
    signs = np.sign((places * found).sum(axis=0))
    np.testing.assert_allclose(found, places * signs, atol=1e-9)


def test_variances_are_those_of_pca(scaled, projection):
    expected = PCA(3, svd_solver="full").fit(scaled).explained_variance_ratio_
    assert [axis.variance for axis in projection.axes] == pytest.approx(expected.tolist())


def test_loadings_are_by_feature(projection):
    names = [feature.name for feature in MEMBERSHIP.features]
    for axis in projection.axes:
        assert list(axis.loadings) == names
        assert sum(loading**2 for loading in axis.loadings.values()) == pytest.approx(1)


@pytest.mark.parametrize(("features", "axes"), [(1, 1), (2, 2), (3, 3), (6, 3)])
def test_number_of_axes(scaled, features, axes):
    found = fit_projection(scaled[:, :features], MEMBERSHIP.features[:features])
    assert len(found.axes) == axes
    assert found.place(scaled[:, :features]).shape == (50, axes)


def line(*direction):
    """Customers spread along one direction of the scaled space."""
    return np.outer([-2.0, -1.0, 0.0, 1.0, 2.0], direction)


def words(scaled, *features):
    """What is said at the end of the first axis where the last feature is high, and opposite."""
    axis = fit_projection(scaled, features).axes[0]
    ends = [axis.low, axis.high]
    return ends[::-1] if axis.loadings[features[-1].name] > 0 else ends


def test_axis_says_the_features_that_make_it():
    assert words(line(0.1, 1), AGE, INCOME) == ["higher income", "lower income"]


def test_axis_says_the_strongest_feature_first():
    assert words(line(0.7, 1), AGE, INCOME) == ["higher income, older", "lower income, younger"]


def test_axis_of_opposite_features():
    assert words(line(-0.7, 1), AGE, INCOME) == ["higher income, younger", "lower income, older"]


def test_axis_says_two_features_at_most():
    assert words(line(0.8, 0.9, 1), AGE, INCOME, SCORE) == [
        "higher spending score, higher income",
        "lower spending score, lower income",
    ]


def test_axis_that_nothing_loads_on_strongly_says_the_strongest():
    features = [*MEMBERSHIP.features, AGE]
    loadings = [0.37] * 6 + [0.43]
    axis = fit_projection(line(*loadings), features).axes[0]
    assert {axis.low, axis.high} == {"younger", "older"}
    weak = fit_projection(line(*[0.35] * 6, 0.36), features).axes[0]
    assert {weak.low, weak.high} == {"younger", "older"}


def test_map_survives_json(scaled, projection):
    loaded = Projection.model_validate_json(projection.model_dump_json())
    np.testing.assert_array_equal(loaded.place(scaled), projection.place(scaled))
