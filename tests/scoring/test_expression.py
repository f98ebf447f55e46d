"""Scoring as an expression says what the pipeline's own `predict` says, on every engine."""

from dataclasses import replace

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from sklearn.cluster import KMeans

import train
from segmentation.answering.certainty import certainty
from segmentation.card.features import Preparation
from segmentation.card.novelty import Novelty, is_unlike_anyone
from segmentation.customers.features import follow
from segmentation.fitting.novelty import fit_novelty
from segmentation.fitting.pipeline import make_preprocessing, with_kmeans
from segmentation.fitting.refits import no_refits
from segmentation.models import store
from segmentation.models.arithmetic import unclipped
from segmentation.recipes import RECIPES
from segmentation.recipes.common import measured
from segmentation.scoring.expression import scored
from tests.conftest import REAL_FILES

ADDED = ["segment", "segment_name", "next_segment", "next_segment_name", "unlike_anyone", "model"]
ON_ENGINES = 400


@pytest.fixture(scope="module", params=RECIPES)
def model(request, trained):
    return store.load(trained, request.param)


@pytest.fixture
def made(trained):
    """A model of features `a` and `b` with this pipeline's numbers."""

    def make(centres, *, clip=None, log=False, values=None, novelty=None, refits=None):
        model = store.load(trained, "mall")
        names = ["a", "b"][: len(centres[0])]
        return of_pipeline(
            model, fitted(centres, clip=clip, log=log, values=values), names, novelty, refits
        )

    return make


def fitted(centres, *, clip=None, log=False, values=None):
    """A pipeline with these centres; without `values` the scaled space is that of the values."""
    centres = np.array(centres, dtype=float)
    names = ["a", "b"][: centres.shape[1]]
    preprocessing = make_preprocessing(dict.fromkeys(names, Preparation(clip=clip, log=log)))
    seen = np.vstack([np.full(len(names), at) for at in (-1, 1)]) if values is None else values
    preprocessing.fit(pd.DataFrame(seen, columns=names))
    kmeans = KMeans(len(centres), init=centres, n_init=1, max_iter=1)
    kmeans.fit(np.vstack([centres, centres]))
    kmeans.cluster_centers_ = centres
    return with_kmeans(preprocessing, kmeans)


def of_pipeline(model, pipeline, names, novelty=None, refits=None):
    centres = pipeline[-1].cluster_centers_
    segments = [
        model.card.segments[0].model_copy(update={"id": 10 + label, "name": f"S{label}"})
        for label in range(len(centres))
    ]
    features = [model.card.features[0].model_copy(update={"name": name}) for name in names]
    card = model.card.model_copy(
        update={"segments": segments, "features": features, "novelty": novelty}
    )
    recipe = replace(
        model.recipe, features=tuple(measured(name, name.upper()) for name in names), categories=()
    )
    refits = no_refits(centres) if refits is None else np.array(refits, dtype=float)
    return replace(model, card=card, pipeline=pipeline, recipe=recipe, refits=refits)


def customers_of(model):
    typed = [feature.name for feature in model.recipe.features if feature.typed_in]
    categories = [category.name for category in model.recipe.categories if category.value]
    return model.customers[["customer", *typed, *categories]], typed


def pipeline_says(model, customers):
    """Segments, whether unlike anyone, and certainty, by scikit-learn and NumPy."""
    typed = [feature.name for feature in model.recipe.features if feature.typed_in]
    values = follow({name: customers[name] for name in typed}, model.recipe, model.card.quintiles)
    frame = pd.DataFrame(values)[model.card.feature_names].astype(float)
    labels = model.pipeline.predict(frame)
    unlike = is_unlike_anyone(model.card.novelty, unclipped(model.pipeline, frame), labels)
    sure = certainty(model.refits, model.pipeline[:-1].transform(frame), labels)
    return np.array([s.id for s in model.card.segments])[labels], unlike, sure


def second_nearest(model, customers):
    """The second nearest segment by scikit-learn's distances; of equally near ones the first."""
    typed = [feature.name for feature in model.recipe.features if feature.typed_in]
    values = follow({name: customers[name] for name in typed}, model.recipe, model.card.quintiles)
    frame = pd.DataFrame(values)[model.card.feature_names].astype(float)
    distances = model.pipeline.transform(frame)
    distances[np.arange(len(frame)), model.pipeline.predict(frame)] = np.inf
    return np.array([s.id for s in model.card.segments])[distances.argmin(axis=1)]


def added(model, *, certainty=False):
    """The columns that scoring adds with this model."""
    names = [*ADDED[:4], *(["rfm_group"] if model.recipe.rfm else []), "unlike_anyone"]
    return [*names, *(["certainty"] if certainty else []), "model"]


def in_order(table):
    return table.execute().sort_values("customer", ignore_index=True)


@pytest.fixture(scope="module")
def on_duckdb():
    """A table of DuckDB's with these customers."""
    connection = ibis.duckdb.connect()
    yield lambda frame: connection.create_table("t", frame, overwrite=True)
    connection.disconnect()


def test_every_engine_says_what_the_pipeline_says(model, engine, with_gaps):
    customers, typed = customers_of(model)
    customers = with_gaps(customers.head(ON_ENGINES), typed)
    segments, unlike, _ = pipeline_says(model, customers)
    got = in_order(scored(engine.table(customers), model))
    assert list(got.columns) == [*customers.columns, *added(model)]
    assert got.segment.tolist() == segments.tolist()
    seconds = second_nearest(model, customers)
    assert got.next_segment.tolist() == seconds.tolist()
    assert (seconds != segments).all()
    assert got.unlike_anyone.astype(bool).tolist() == unlike.tolist()
    assert 0 < unlike.sum() < len(unlike)
    names = {segment.id: segment.name for segment in model.card.segments}
    assert got.segment_name.tolist() == [names[segment] for segment in segments]
    assert got.next_segment_name.tolist() == [names[segment] for segment in seconds]
    assert set(got.model) == {f"{model.card.recipe} {model.card.version}"}


def test_all_customers_on_duckdb_with_certainty(model, with_gaps, on_duckdb):
    customers, typed = customers_of(model)
    customers = with_gaps(customers, typed)
    segments, unlike, sure = pipeline_says(model, customers)
    got = in_order(scored(on_duckdb(customers), model, certainty=True))
    assert list(got.columns) == [*customers.columns, *added(model, certainty=True)]
    assert got.segment.tolist() == segments.tolist()
    assert got.next_segment.tolist() == second_nearest(model, customers).tolist()
    assert got.unlike_anyone.tolist() == unlike.tolist()
    assert got.certainty.tolist() == sure.tolist()
    pd.testing.assert_frame_equal(got[list(customers)], customers, check_dtype=False)


@pytest.mark.parametrize("recipe", REAL_FILES)
def test_all_real_customers(recipe, real_models, with_gaps, on_duckdb):
    model = store.load(real_models, recipe)
    customers, typed = customers_of(model)
    customers = with_gaps(customers, typed)
    segments, unlike, sure = pipeline_says(model, customers)
    got = in_order(scored(on_duckdb(customers), model, certainty=True))
    assert got.segment.tolist() == segments.tolist()
    assert got.next_segment.tolist() == second_nearest(model, customers).tolist()
    assert got.unlike_anyone.tolist() == unlike.tolist()
    assert got.certainty.tolist() == sure.tolist()


def test_of_equally_near_segments_the_first(made, engine):
    model = made([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    places = [(0, 0), (1, 1), (-1, 1), (-1, -1), (0, 2), (3, 1)]
    frame = pd.DataFrame(places, columns=["a", "b"], dtype=float)
    frame.insert(0, "customer", [f"c{n}" for n in range(len(frame))])
    got = in_order(scored(engine.table(frame), model))
    labels = model.pipeline.predict(frame[["a", "b"]])
    # On the border of all four; of 0 and 2; of 1 and 2; of 1 and 3; in 2; in 0.
    assert labels.tolist() == [0, 0, 1, 1, 2, 0]
    assert got.segment.tolist() == (10 + labels).tolist()
    # Of the others the first, too: of 1, 2 and 3; 2; 2; 3; of 0 and 1; 2.
    assert got.next_segment.tolist() == [11, 12, 12, 13, 10, 12]


def test_of_two_segments_the_other_is_the_second(made, engine):
    frame = pd.DataFrame({"customer": ["a", "b"], "a": [-3.0, 3.0]})
    got = in_order(scored(engine.table(frame), made([[-1.0], [1.0]])))
    assert got[["segment", "next_segment"]].to_numpy().tolist() == [[10, 11], [11, 10]]


@pytest.mark.parametrize(("away", "segment"), [(0, 10), (4e-10, 10), (6e-10, 11), (-1, 10)])
def test_as_near_as_rounding_can_tell_is_equally_near(made, engine, away, segment):
    """Centres at -1 and 1: half the squared distances differ by twice the place."""
    frame = pd.DataFrame({"customer": ["c"], "a": [float(away)]})
    assert in_order(scored(engine.table(frame), made([[-1.0], [1.0]]))).segment.tolist() == [
        segment
    ]


def test_null_nan_and_infinity_count_as_missing(made, tmp_path, on_duckdb):
    """In a file that says of itself that no value is above 2: NaN is not counted there."""
    model = made([[-2.0], [0.0], [2.0]], values=np.array([[-1.0], [1.0]]))
    path = tmp_path / "customers.parquet"
    pq.write_table(pa.table({"customer": list("abcd"), "a": [float("nan"), None, 2.0, -2.0]}), path)
    connection = ibis.duckdb.connect()
    got = in_order(scored(connection.read_parquet(path), model))
    connection.disconnect()
    assert got.segment.tolist() == [11, 11, 12, 10]
    infinite = pd.DataFrame({"customer": ["a"], "a": [np.inf]})
    assert in_order(scored(on_duckdb(infinite), model)).segment.tolist() == [11]


def test_no_log_of_what_has_none(made, engine):
    """scikit-learn refuses these; one such customer must not fail all the others."""
    model = made([[-1.0], [1.0]], log=True, values=np.array([[0.0], [10.0]]))
    frame = pd.DataFrame({"customer": list("abcd"), "a": [-1.0, -50.0, 10.0, -0.5]})
    assert in_order(scored(engine.table(frame), model)).segment.tolist() == [10, 10, 11, 10]


def test_novelty_by_hand(made, engine):
    novelty = Novelty(
        precision=[[2.0, 1.0], [1.0, 2.0]],
        centres=[[0.0, 0.0], [10.0, 0.0]],
        threshold=6.5,
        lowest=[-5.0, -5.0],
        highest=[15.0, 1.5],
    )
    model = made([[0.0, 0.0], [10.0, 0.0]], novelty=novelty)
    # 2a² + 2ab + 2b²: 6; 8; 2 but too high; 6 from the second segment; 2 + 2 + 2.
    frame = pd.DataFrame(
        {
            "customer": list("abcde"),
            "a": [1.0, 2.0, -0.5, 11.0, 1.0],
            "b": [1.0, 0.0, 1.6, 1.0, -2.0],
        }
    )
    got = in_order(scored(engine.table(frame), model))
    assert got.unlike_anyone.astype(bool).tolist() == [False, True, True, False, False]


def test_nobody_is_unlike_anyone_where_that_was_not_learnt(made, on_duckdb):
    frame = pd.DataFrame({"customer": ["a"], "a": [1e9]})
    assert in_order(scored(on_duckdb(frame), made([[-1.0], [1.0]]))).unlike_anyone.tolist() == [
        False
    ]


def test_certainty_by_hand(made, engine):
    refits = [[[0.0], [10.0]], [[0.0], [4.0]], [[0.0], [20.0]], [[5.0], [5.0]]]
    model = made([[0.0], [10.0]], refits=refits)
    frame = pd.DataFrame({"customer": list("abc"), "a": [1.0, 3.0, 9.0]})
    got = in_order(scored(engine.table(frame), model, certainty=True))
    # The borders lie at 5, 2 and 10; of the last two centres, which are one, the first counts.
    assert got.certainty.tolist() == [1.0, 0.75, 0.5]


def test_many_refits_are_asked_a_few_at_a_time(made, monkeypatch, on_duckdb):
    monkeypatch.setattr("segmentation.scoring.expression.MOST_SCORES", 7)
    refits = np.linspace(0, 20, 10)[:, None, None] + np.array([[0.0], [10.0]])
    frame = pd.DataFrame({"customer": list("ab"), "a": [1.0, 9.0]})
    got = in_order(scored(on_duckdb(frame), made([[0.0], [10.0]], refits=refits), certainty=True))
    # The borders lie at 5, 7.2, 9.4 and so on.
    assert got.certainty.tolist() == [1.0, 0.2]


def test_no_certainty_where_no_model_was_retrained(made, on_duckdb):
    frame = pd.DataFrame({"customer": ["a"], "a": [1.0]})
    got = scored(on_duckdb(frame), made([[-1.0], [1.0]]), certainty=True)
    assert got.schema()["certainty"].is_float64()
    assert got.execute().certainty.isna().tolist() == [True]


def test_columns_of_any_name_stay(made, on_duckdb):
    frame = pd.DataFrame({"customer": ["a"], "a": [1.0], "filled_a": ["x"], "Score_0": ["y"]})
    got = scored(on_duckdb(frame), made([[-1.0], [1.0]])).execute()
    assert list(got.columns) == [*frame.columns, *ADDED]
    assert got[["filled_a", "Score_0", "segment"]].iloc[0].tolist() == ["x", "y", 11]


def test_a_column_called_like_an_answer_gets_another_name(made, on_duckdb):
    frame = pd.DataFrame({"customer": ["a"], "a": [1.0], "model": ["T"], "Segment": [7]})
    got = scored(on_duckdb(frame), made([[-1.0], [1.0]])).execute()
    assert list(got.columns) == ["customer", "a", "own_model", "own_Segment", *ADDED]
    assert got.iloc[0][["own_model", "own_Segment", "segment"]].tolist() == ["T", 7, 11]


def test_categories_as_features(tmp_path, engine):
    data = "data/membership.csv"
    options = ["--one-hot", "preferred_category", "--no-evidence", "--models", str(tmp_path)]
    assert train.main(["membership", "--data", data, *options]) == 0
    model = store.load(tmp_path, "membership")
    customers = (
        customers_of(model)[0]
        .head(ON_ENGINES)
        .assign(customer=lambda c: [f"c{n:06}" for n in range(len(c))])
    )
    segments = np.array([s.id for s in model.card.segments])[
        model.pipeline.predict(customers[model.card.feature_names])
    ]
    got = in_order(scored(engine.table(customers), model))
    assert got.segment.tolist() == segments.tolist()
    # The indicators follow from the category where they are not there.
    without = customers.drop(columns=[f.name for f in model.recipe.features if f.indicates])
    assert in_order(scored(engine.table(without), model)).segment.tolist() == segments.tolist()


@settings(max_examples=60, deadline=None)
@given(
    values=arrays.arrays(
        np.float64, (40, 2), elements=st.floats(-50, 50) | st.just(np.nan), fill=st.nothing()
    ),
    centres=arrays.arrays(
        np.float64, (4, 2), elements=st.integers(-16, 16).map(lambda n: n / 8), fill=st.nothing()
    ),
    clip=st.none() | st.tuples(st.floats(0, 5), st.floats(6, 40)),
    log=st.booleans(),
)
def test_random_pipelines(trained_mall, values, centres, clip, log, on_duckdb):
    seen = np.array([[1.0, 2.0], [5.0, 3.0], [30.0, 12.0], [2.0, 45.0]])
    values = np.abs(values) if log else values
    pipeline = fitted(centres, clip=clip, log=log, values=seen)
    frame = pd.DataFrame(values, columns=["a", "b"])
    scaled = pipeline[:-1].transform(frame)
    squared = np.square(scaled[:, None] - centres).sum(axis=2)
    novelty = fit_novelty(
        unclipped(pipeline, pd.DataFrame(seen, columns=["a", "b"])), np.array([0, 0, 1, 1])
    )
    novelty = novelty.model_copy(update={"centres": [[0.0, 0.0]] * 4})
    model = of_pipeline(trained_mall, pipeline, ["a", "b"], novelty)
    frame.insert(0, "customer", [f"c{n:03}" for n in range(len(frame))])
    got = in_order(scored(on_duckdb(frame), model))
    labels = got.segment.to_numpy() - 10
    predicted = pipeline.predict(frame[["a", "b"]])
    # Between centres as near as rounding can tell, the first; scikit-learn takes either.
    clear = np.sort(squared, axis=1)[:, 1] - squared.min(axis=1) > 1e-8
    assert labels[clear].tolist() == predicted[clear].tolist()
    near = squared <= squared.min(axis=1, keepdims=True) + 1e-12
    assert labels[~clear].tolist() == near.argmax(axis=1)[~clear].tolist()
    others = np.where(np.arange(4) == labels[:, None], np.inf, squared)
    clear = np.sort(others, axis=1)[:, 1] - others.min(axis=1) > 1e-8
    seconds = got.next_segment.to_numpy() - 10
    assert seconds[clear].tolist() == others.argmin(axis=1)[clear].tolist()
    near = others <= others.min(axis=1, keepdims=True) + 1e-12
    assert seconds[~clear].tolist() == near.argmax(axis=1)[~clear].tolist()
    unlike = is_unlike_anyone(novelty, unclipped(pipeline, frame[["a", "b"]]), labels)
    assert got.unlike_anyone.tolist() == unlike.tolist()


@pytest.fixture(scope="module")
def trained_mall(trained):
    return store.load(trained, "mall")
