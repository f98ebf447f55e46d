"""What is stored of the customers' values, against NumPy, pandas and SciPy."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr, spearmanr

from segmentation.fitting.fit import fit
from segmentation.models import store
from segmentation.recipes import RECIPES
from segmentation.recipes.recipe import Settings
from segmentation.training.exploration import bin_edges, explore

each_recipe = pytest.mark.parametrize("recipe", RECIPES)
FEATURES = ("spend", "age", "change")


def named(*names):
    return [SimpleNamespace(name=name) for name in names]


@pytest.fixture(scope="module")
def customers():
    """500 customers: a long tail, whole numbers, one with gaps and a minus, two categories."""
    random = np.random.default_rng(3)
    made = pd.DataFrame(
        {
            "spend": random.lognormal(3, 1.5, 500),
            "age": random.integers(18, 91, 500).astype(float),
            "change": random.normal(0, 5, 500),
            "town": random.choice([f"Town {at:02}" for at in range(30)], 500),
            "gender": random.choice(["F", "M", None], 500),
        }
    )
    made.loc[::17, "change"] = np.nan
    return made


@pytest.fixture(scope="module")
def fitted(customers):
    settings = Settings(segments=3, restarts=2)
    return fit(customers[list(FEATURES)], settings, lambda step: None, evidence=False)


@pytest.fixture(scope="module")
def exploration(customers, fitted):
    return explore(customers, fitted, named(*FEATURES), named("town", "gender"))


def groups(values, labels):
    return [values[labels == label].dropna() for label in range(labels.max() + 1)]


@pytest.mark.parametrize("at", range(3))
def test_histogram_is_numpys(at, exploration, customers, fitted):
    found = exploration.features[at].histogram
    edges = np.array(found.edges)
    for group, own in enumerate(groups(customers[FEATURES[at]], fitted.labels)):
        assert found.counts[group] == np.histogram(own, edges)[0].tolist()
        assert found.below[group] == (own < edges[0]).sum()
        assert found.above[group] == (own > edges[-1]).sum()


@pytest.mark.parametrize("at", range(3))
def test_prepared_histogram_is_numpys_of_the_scaled_values(at, exploration, fitted):
    found = exploration.features[at].prepared
    scaled = fitted.scaled[:, at]
    assert found.counts == [np.histogram(scaled, found.edges)[0].tolist()]
    total = sum(found.counts[0]) + found.below[0] + found.above[0]
    assert total == len(scaled)


def test_prepared_whole_numbers_have_as_many_grid_points_in_every_bin(exploration, fitted):
    edges = np.array(exploration.features[1].prepared.edges)
    scale = fitted.pipeline.named_steps["scale"]
    own = edges * scale.scale_[1] + scale.mean_[1]
    assert np.diff(own) == pytest.approx(2)
    assert own % 1 == pytest.approx(0.5)


@pytest.mark.parametrize("at", range(3))
def test_boxes_are_pandas_quantiles_and_tukeys_fences(at, exploration, customers, fitted):
    values, found = customers[FEATURES[at]], exploration.features[at]
    for box, own in zip(
        (found.everybody, *found.segments), (values.dropna(), *groups(values, fitted.labels))
    ):
        q1, q3 = own.quantile(0.25), own.quantile(0.75)
        low, high = q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1)
        inside = own[own.between(low, high)]
        assert [box.min, box.q1, box.median, box.q3, box.max] == pytest.approx(
            own.quantile([0, 0.25, 0.5, 0.75, 1]).tolist(), rel=1e-12
        )
        assert (box.whisker_low, box.whisker_high) == (inside.min(), inside.max())
        assert (box.outliers_low, box.outliers_high) == ((own < low).sum(), (own > high).sum())


def test_some_of_these_boxes_have_outliers(exploration):
    assert exploration.features[0].everybody.outliers_high > 20
    assert exploration.features[2].everybody.outliers_low > 0


def test_segment_without_a_value_has_no_box(customers, fitted):
    emptied = customers.assign(change=customers.change.mask(fitted.labels == 1))
    found = explore(emptied, fitted, named(*FEATURES), [])
    assert found.features[2].segments[1] is None
    assert found.features[2].segments[0] is not None
    assert sum(found.features[2].histogram.counts[1]) == 0
    assert found.features[2].missing[1] == (fitted.labels == 1).sum()


def test_correlations_are_scipys(exploration, customers):
    for one, first in enumerate(FEATURES):
        for other, second in enumerate(FEATURES):
            pair = customers[[first, second]].iloc[:, [0, -1]].dropna()
            left, right = pair.iloc[:, 0], pair.iloc[:, 1]
            assert exploration.pearson[one][other] == pytest.approx(pearsonr(left, right)[0])
            assert exploration.spearman[one][other] == pytest.approx(spearmanr(left, right)[0])


def test_correlation_that_is_undefined_is_none(customers, fitted):
    nobody_has_both = customers.assign(
        spend=customers.spend.where(customers.index < 250),
        change=customers.change.where(customers.index >= 250),
    )
    found = explore(nobody_has_both, fitted, named(*FEATURES), [])
    assert found.pearson[0][2] is None
    assert found.spearman[2][0] is None
    assert found.pearson[0][1] is not None


def test_missing_values_are_counted(exploration, customers, fitted):
    missing = customers.change.isna()
    assert exploration.incomplete == missing.sum() == 30
    assert exploration.features[0].missing == [0, 0, 0]
    assert exploration.features[2].missing == [
        (missing & (fitted.labels == label)).sum() for label in range(3)
    ]


def test_customer_who_lacks_two_values_is_counted_once(customers, fitted):
    gaps = customers.assign(age=customers.age.where(customers.index > 0))
    assert explore(gaps, fitted, named(*FEATURES), []).incomplete == 30


def test_categories_are_counted_by_segment(exploration, customers, fitted):
    [town, gender] = exploration.categories
    expected = pd.crosstab(fitted.labels, customers.gender)
    assert gender.values == expected.sum().sort_values(ascending=False).index.tolist()
    assert gender.counts == expected[gender.values].to_numpy().tolist()
    assert (gender.other_values, gender.others) == (0, [0, 0, 0])
    assert sum(gender.missing) == customers.gender.isna().sum()
    assert sum(town.missing) == 0


def test_rare_values_are_counted_together(exploration, customers, fitted):
    town = exploration.categories[0]
    totals = customers.town.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    assert (len(town.values), town.other_values) == (20, 10)
    assert town.values == totals.index[:20].tolist()
    rare = customers.town.isin(totals.index[20:])
    assert town.others == [(rare & (fitted.labels == label)).sum() for label in range(3)]


def test_whole_numbers_with_few_values_get_a_bin_each():
    edges, whole = bin_edges(np.array([1.0, 3, 3, 5]))
    assert whole
    assert edges.tolist() == [0.5, 1.5, 2.5, 3.5, 4.5, 5.5]


def test_other_whole_numbers_get_bins_of_equally_many():
    edges, whole = bin_edges(np.arange(18.0, 91))
    assert whole
    assert edges[:3].tolist() == [17.5, 19.5, 21.5]
    assert edges[-1] == 91.5


def test_bins_have_round_edges():
    edges, whole = bin_edges(np.array([0.05, 0.9, 0.31]))
    assert not whole
    assert edges[:6].tolist() == [0.05, 0.1, 0.15, 0.2, 0.25, 0.3]
    assert edges[-1] == 0.9


def test_long_tail_is_cut_off_at_the_outer_fence():
    values = np.array([*np.linspace(0.5, 100.5, 996), 5e3, 6e3, 7e3, 9e6])
    edges, _ = bin_edges(values)
    q1, q3 = np.quantile(values, [0.25, 0.75])
    assert q3 + 3 * (q3 - q1) <= edges[-1] <= q3 + 3 * (q3 - q1) + np.diff(edges)[0]


@given(
    st.lists(
        st.floats(-1e9, 1e9, allow_subnormal=False) | st.integers(-50, 50), min_size=1, max_size=60
    )
)
def test_bins_hold_all_but_a_twentieth_at_either_end(values):
    values = np.array(values, dtype=float)
    edges, whole = bin_edges(values)
    assert len(edges) <= 43
    assert (np.diff(edges) > 0).all()
    assert np.diff(edges) == pytest.approx(np.diff(edges)[0], rel=1e-3)
    assert (values < edges[0]).sum() <= 0.05 * len(values)
    assert (values > edges[-1]).sum() <= 0.05 * len(values)
    assert whole == all(float(value).is_integer() for value in values)


@each_recipe
def test_model_of_each_sample_is_explored_over_all_its_customers(recipe, trained):
    model = store.load(trained, recipe)
    found, customers = model.card.exploration, model.customers
    assert [feature.name for feature in found.features] == model.card.feature_names
    for feature in found.features:
        values = customers[feature.name]
        assert feature.everybody.median == values.median()
        assert (
            sum(map(sum, feature.histogram.counts))
            == values.between(feature.histogram.edges[0], feature.histogram.edges[-1]).sum()
        )
    for category in found.categories:
        counts = customers[category.name].value_counts()
        first = dict(zip(category.values, np.sum(category.counts, axis=0)))
        assert first == counts[category.values].to_dict()
    names = model.card.feature_names
    expected = customers[names].corr(method="spearman").to_numpy()
    np.testing.assert_allclose(np.array(found.spearman, dtype=float), expected, atol=1e-12)


def test_card_of_twelve_features_and_six_segments_stays_small():
    random = np.random.default_rng(1)
    names = [f"feature {at}" for at in range(12)]
    frame = pd.DataFrame(random.lognormal(3, 1, (3_000, 12)), columns=names)
    frame["town"] = random.choice([f"Town {at}" for at in range(40)], 3_000)
    fitted = fit(frame[names], Settings(segments=6, restarts=1), lambda step: None, evidence=False)
    found = explore(frame, fitted, named(*names), named("town"))
    assert len(found.model_dump_json(indent=2)) < 200_000
