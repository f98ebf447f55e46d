"""A trained model, against scikit-learn and pandas on the same file."""

import subprocess
import sys
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.decomposition import PCA
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_score

from segmentation.models import store
from segmentation.recipes import RECIPES
from segmentation.recipes.mall import MALL
from segmentation.recipes.recipe import Settings
from segmentation.sources import Reading, open_table
from segmentation.training.train import train

pytestmark = pytest.mark.slow

DATA = Path(__file__).parents[2] / "data"
SETTINGS = Settings(segments=2, restarts=2)
HEADER = "id,gender,age,income,score\n"
ROWS = """\
a,F,20,30,80
b,F,22,32,82
c,M,24,34,84
d,F,,36,86
e,,60,90,20
f,M,62,92,22
g,M,64,94,
h,F,66,,26
i,F,68,98,28
j,F,26,36,86
"""

each_recipe = pytest.mark.parametrize("recipe", RECIPES)


@contextmanager
def written(folder, content):
    (folder / "tiny.csv").write_text(content)
    with open_table(folder / "tiny.csv") as opened:
        yield opened


@pytest.fixture
def fitted(tmp_path):
    """A model of rows of the mall."""

    def fit(content=HEADER + ROWS, settings=SETTINGS, evidence=False, **options):
        with written(tmp_path, content) as opened:
            return train(opened, MALL, settings=settings, evidence=evidence, **options)

    return fit


def test_card_counts_rows_and_customers(fitted):
    card = fitted().card
    assert (card.source.name, card.source.rows) == ("tiny.csv", 10)
    assert {count.rule: count.rows for count in card.cleaning} == {
        "no age": 1,
        "no income": 1,
        "no spending score": 1,
        "customer already there": 0,
    }
    assert (card.rows_used, card.customers, card.everybody.size) == (7, 7, 7)


def test_card_says_what_was_fitted(fitted):
    card = fitted().card
    assert (card.recipe, card.title, card.k, card.seed) == ("mall", "Mall customers", 2, 42)
    assert (card.version, card.created, card.today) == ("", "", None)
    assert card.settings == {
        "segments": 2,
        "clip": 0.5,
        "log": "auto",
        "restarts": 2,
        "tolerance": 1e-6,
        "seed": 42,
    }
    assert card.choice.asked == 2


def test_card_says_what_it_was_made_with(fitted):
    libraries = ("scikit-learn", "numpy", "pandas", "ibis-framework", "duckdb")
    assert fitted().card.libraries == {name: version(name) for name in libraries}


def test_segments_are_described(fitted):
    card = fitted().card
    assert [(segment.size, segment.share) for segment in card.segments] == [(4, 4 / 7), (3, 3 / 7)]
    assert [segment.mean["age"] for segment in card.segments] == [23, pytest.approx(190 / 3)]
    assert card.segments[0].categories == {"gender": {"F": 0.75, "M": 0.25}}
    # Of so few customers only a difference of a whole standard deviation is told.
    assert card.segments[0].name == "In-between customers, spending score about 83 of 100"
    assert card.segments[1].name == "In-between customers, spending score about 23.3 of 100"


def test_segments_of_more_customers_are_named_for_what_they_differ_in(fitted):
    rows = "".join(f"{line[0]}{at}{line[1:]}\n" for at in range(10) for line in ROWS.splitlines())
    card = fitted(HEADER + rows).card
    assert [segment.name for segment in card.segments] == [
        "Customers who earn less and have a higher spending score",
        "Customers who earn more and have a lower spending score",
    ]


def test_features_are_described(fitted):
    [age, income, score] = fitted(
        settings=Settings(segments=2, clip=10, log=("income",))
    ).card.features
    assert (age.name, age.label, age.unit) == ("age", "Age", "years")
    assert (income.log, age.log) == (True, False)
    assert (score.min, score.max) == (20, 86)
    assert score.clip == pytest.approx((21.2, 84.8))


def test_no_clip_is_recorded_where_nothing_was_clipped(fitted):
    card = fitted(settings=Settings(segments=2, clip=None)).card
    assert [feature.clip for feature in card.features] == [None, None, None]


def test_missing_values_are_counted_and_filled_with_the_median(tmp_path):
    header = "age,income,score,membership years,purchase frequency,last purchase amount\n"
    rows = "".join(f"{20 + at},{at},{at},{at % 4},{at % 3},{at}\n" for at in range(20))
    recipe = RECIPES["membership"]
    with written(tmp_path, f"{header}{rows}40,20,,1,1,3\n") as opened:
        model = train(opened, recipe, settings=SETTINGS, evidence=False)
    assert [feature.missing for feature in model.card.features] == [0, 0, 1, 0, 0, 0]
    assert model.customers.spending_score.isna().sum() == 1
    names = model.card.feature_names
    filled = model.customers[names].fillna(model.customers[names].median())
    assert filled.spending_score.iloc[-1] == 9.5
    assert model.pipeline.predict(filled).tolist() == model.customers.segment.tolist()


def test_features_asked_for_are_used_in_their_order(fitted):
    model = fitted(features=("spending_score", "age"))
    assert model.card.feature_names == ["spending_score", "age"]
    assert model.pipeline.n_features_in_ == 2
    assert len(model.card.projection.axes) == 2


def test_a_feature_left_out_may_be_empty(fitted):
    rows = "".join(f"{at},F,{20 + at},5,{at}\n" for at in range(9))
    assert fitted(HEADER + rows, features=("age", "spending_score")).card.customers == 9


def test_progress_is_told_in_order(fitted):
    told = []
    fitted(evidence=True, progress=told.append)
    assert told == [
        "Reading and cleaning",
        "Computing features",
        "Looking for structure",
        "Trying numbers of segments",
        "Fitting the segments",
        "Trying other methods",
        "Asking how sure it is",
        "Describing the segments",
    ]


def test_customers_kept_carry_segment_and_place(fitted):
    customers = fitted().customers
    assert customers.columns.tolist() == [
        "customer",
        "age",
        "income",
        "spending_score",
        "gender",
        "segment",
        "axis_1",
        "axis_2",
        "axis_3",
    ]
    assert customers.customer.tolist() == ["a", "b", "c", "e", "f", "i", "j"]
    assert customers.segment.tolist() == [0, 0, 0, 1, 1, 1, 0]


def test_of_many_customers_each_segment_keeps_its_share(monkeypatch):
    monkeypatch.setattr("segmentation.training.modelling.KEPT_CUSTOMERS", 100)
    with open_table(DATA / "mall.csv") as opened:
        model = train(opened, MALL, settings=Settings(segments=3, restarts=2), evidence=False)
    kept = model.customers.segment.value_counts()
    assert len(model.customers) == pytest.approx(100, abs=2)
    for segment in model.card.segments:
        assert kept[segment.id] == pytest.approx(segment.size / 2, abs=0.5)
    assert model.customers.customer.is_monotonic_increasing
    assert model.customers.index.tolist() == list(range(len(model.customers)))


@each_recipe
def test_metrics_are_those_of_scikit_learn(recipe, trained):
    model = store.load(trained, recipe)
    card, customers = model.card, model.customers
    scaled = model.pipeline[:-1].transform(customers[card.feature_names])
    labels = model.pipeline.predict(customers[card.feature_names])
    centres = np.array([list(segment.centre.values()) for segment in card.segments])
    inertia = ((scaled - centres[labels]) ** 2).sum()
    assert card.metrics.inertia == pytest.approx(inertia)
    assert card.metrics.silhouette == pytest.approx(silhouette_score(scaled, labels))
    assert card.metrics.davies_bouldin == pytest.approx(davies_bouldin_score(scaled, labels))
    assert card.metrics.calinski_harabasz == pytest.approx(calinski_harabasz_score(scaled, labels))
    chosen = card.choice.table[card.k - 2]
    assert chosen.k == card.k
    assert chosen.silhouette == pytest.approx(card.metrics.silhouette, rel=1e-3)


@each_recipe
def test_map_is_the_pca_of_scikit_learn(recipe, trained):
    model = store.load(trained, recipe)
    scaled = model.pipeline[:-1].transform(model.customers[model.card.feature_names])
    places = model.customers[["axis_1", "axis_2", "axis_3"]].to_numpy()
    expected = PCA(3, svd_solver="full").fit_transform(scaled)
    signs = np.sign((places * expected).sum(axis=0))
    np.testing.assert_allclose(places, expected * signs, atol=1e-8)


def mall_values():
    return pd.read_csv(DATA / "mall.csv").iloc[:, 2:]


def personality_values():
    rows = pd.read_csv(DATA / "personality.csv").astype({"ID": str})
    days = pd.to_datetime(rows.Dt_Customer, format="%d-%m-%Y")
    rows["age"] = days.max().year - rows.Year_Birth
    rows["spent"] = rows.filter(like="Mnt").sum(axis=1)
    kept = rows[rows.Income.notna() & (rows.Income < 200_000) & (rows.age < 100)]
    columns = ["age", "Income", "spent", "NumWebPurchases", "NumStorePurchases", "Recency"]
    return kept.sort_values("ID")[columns]


def membership_values():
    rows = pd.read_csv(DATA / "membership.csv").astype({"id": str}).sort_values("id")
    return rows.drop(columns=["id", "gender", "preferred_category"])


@pytest.mark.parametrize("read", [mall_values, personality_values, membership_values])
def test_segments_are_the_nearest_centres_of_the_file_prepared_by_hand(read, trained):
    model = store.load(trained, read.__name__.removesuffix("_values"))
    values = read().astype(float)
    values.columns = model.card.feature_names
    np.testing.assert_array_equal(values, model.customers[values.columns])
    prepared = values.clip(values.quantile(0.005), values.quantile(0.995), axis=1)
    for feature in model.card.features:
        skewed = prepared[feature.name].skew() > 2 and prepared[feature.name].min() >= 0
        assert feature.log == skewed
        if skewed:
            prepared[feature.name] = np.log1p(prepared[feature.name])
    scaled = ((prepared - prepared.mean()) / prepared.std(ddof=0)).to_numpy()
    centres = np.array([list(segment.centre.values()) for segment in model.card.segments])
    nearest = np.linalg.norm(scaled[:, None] - centres, axis=2).argmin(axis=1)
    assert nearest.tolist() == model.customers.segment.tolist()


ELSEWHERE = """
import json, sys
from pathlib import Path
import joblib, pandas
for folder in map(Path, sys.argv[1:]):
    card = json.loads((folder / "card.json").read_text())
    features = [feature["name"] for feature in card["features"]]
    customers = pandas.read_parquet(folder / "customers.parquet")
    labels = joblib.load(folder / "pipeline.joblib").predict(customers[features])
    print(len(labels), (labels == customers["segment"]).all())
print("segmentation" in sys.modules)
try:
    import segmentation
except ModuleNotFoundError:
    print("the project is not there")
"""


def test_pipelines_work_where_the_project_is_not_installed(trained, tmp_path):
    folders = [trained / recipe / "0001" for recipe in RECIPES]
    done = subprocess.run(
        [sys.executable, "-I", "-c", ELSEWHERE, *folders],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    customers = [len(store.load(trained, recipe).customers) for recipe in RECIPES]
    expected = [f"{count} True" for count in customers]
    assert done.stdout.splitlines() == [*expected, "False", "the project is not there"]
    assert done.stderr == ""


def test_lines_that_were_skipped_are_counted_and_kept(tmp_path):
    lines = ["Age,Income,Score", *(f"{20 + at},{30 + at},{at * 7 % 90 + 1}" for at in range(20))]
    lines.insert(10, "1,2")
    (tmp_path / "data.csv").write_text("\n".join(lines))
    with open_table(tmp_path / "data.csv", Reading(bad_lines="skip")) as opened:
        model = train(opened, MALL, settings=SETTINGS, evidence=False)
    assert (model.card.source.rows, model.card.rows_used, model.card.customers) == (21, 20, 20)
    assert (model.card.cleaning[0].rule, model.card.cleaning[0].rows) == (
        "lines that cannot be read",
        1,
    )
    [kept] = model.taken_out.to_pylist()
    assert (kept["rule"], kept["line"], kept["text"]) == ("lines that cannot be read", "11", "1,2")


def test_lines_that_are_no_rows_are_counted_and_kept(tmp_path):
    rows = [f"K{at},{20 + at},{30 + at},{at * 7 % 90 + 1}" for at in range(20)]
    lines = ["Customer ID,Age,Income,Score", *rows, "Total,590,790,900"]
    (tmp_path / "data.csv").write_text("\n".join(lines))
    with open_table(tmp_path / "data.csv") as opened:
        model = train(opened, MALL, settings=SETTINGS, evidence=False)
    assert (model.card.source.rows, model.card.rows_used, model.card.customers) == (21, 20, 20)
    assert [(count.rule, count.rows) for count in model.card.cleaning if count.rows] == [
        ("lines of totals", 1)
    ]
    [kept] = model.taken_out.to_pylist()
    assert (kept["rule"], kept["row"], kept["text"]) == (
        *("lines of totals", "21"),
        "Total, 590, 790, 900",
    )


def test_other_methods_had_the_same_customers_and_segments(fitted):
    card = fitted(evidence=True).card
    kmeans, *others = card.methods.methods
    assert card.methods.customers == 7
    assert (kmeans.name, kmeans.segments, kmeans.largest_share) == ("K-Means", 2, 4 / 7)
    assert kmeans.silhouette == pytest.approx(card.metrics.silhouette)
    assert [method.settings.get("groups") for method in others] == [None, None, 2, 2]


def test_without_evidence_no_other_method_is_tried(fitted):
    told = []
    assert fitted(evidence=False, progress=told.append).card.methods is None
    assert "Trying other methods" not in told
