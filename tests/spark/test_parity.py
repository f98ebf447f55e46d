"""On Spark every customer gets what the pipeline itself says, from raw rows on."""

import datetime
from decimal import Decimal

import ibis
import pandas as pd
import pyarrow as pa
import pytest

from segmentation import store
from segmentation.candidates import listed, rolled_up_from_rows
from segmentation.recipes import RECIPES
from segmentation.score_list import score_list
from segmentation.scoring import scored
from segmentation.sources import open_table
from segmentation.values import EVERYDAY_NOTATION, key_of
from segmentation.whole_query import customers_from_rows, score_rows
from tests.conftest import ROOT
from tests.scoring.conftest import raw_rows, with_gaps
from tests.scoring.test_scoring import customers_of, fitted, in_order, of_pipeline, pipeline_says
from tests.spark.conftest import write_parts

__all__ = ["raw_rows", "with_gaps"]
ON_SPARK = 400


@pytest.fixture
def on_spark(spark, tmp_path):
    """Have Spark read rows, with the settings that ours makes for itself."""
    opened = []

    def read(rows: pd.DataFrame | pa.Table):
        folder = tmp_path / f"rows{len(opened)}"
        table = rows if isinstance(rows, pa.Table) else pa.Table.from_pandas(rows)
        write_parts(table, folder)
        opened.append(open_table(f"spark:{folder}"))
        return opened[-1].__enter__()

    yield read
    for context in opened:
        context.__exit__(None, None, None)


@pytest.mark.parametrize("name", RECIPES)
def test_raw_rows_of_samples(name, trained, folders, raw_rows, spark):
    model = store.load(trained, name)
    _, customers = raw_rows(ROOT / "data" / f"{name}.csv", model.recipe)
    customers = customers.sort_values(list(customers.columns), ignore_index=True)
    segments, unlike, _ = pipeline_says(model, customers)
    with open_table(f"spark:{folders[name]}") as opened:
        got = score_rows(opened.table, model).execute()
    got = got.sort_values(list(customers.columns), ignore_index=True)
    pd.testing.assert_frame_equal(got[list(customers)], customers, check_dtype=False)
    assert got.segment.tolist() == segments.tolist()
    assert got.unlike_anyone.tolist() == unlike.tolist()


@pytest.mark.parametrize("name", RECIPES)
def test_missing_values_and_certainty(name, trained, on_spark, with_gaps):
    model = store.load(trained, name)
    customers, typed = customers_of(model)
    customers = with_gaps(customers.head(ON_SPARK), typed)
    segments, unlike, sure = pipeline_says(model, customers)
    got = in_order(scored(on_spark(customers).table, model, certainty=name == "mall"))
    assert got.segment.tolist() == segments.tolist()
    assert got.unlike_anyone.tolist() == unlike.tolist()
    assert 0 < unlike.sum() < len(unlike)
    if name == "mall":
        assert got.certainty.tolist() == sure.tolist()


def test_ties_nan_and_infinity(trained, on_spark):
    centres = [[1.0, 1.0], [3.0, 1.0], [1.0, 3.0], [3.0, 3.0]]
    model = of_pipeline(store.load(trained, "mall"), fitted(centres), ["a", "b"])
    frame = pa.table(
        {
            "customer": list("abcdefg"),
            "a": [2.0, 1.0, 2.0, 3.0, float("nan"), None, float("inf")],
            "b": [2.0, 2.0, 1.0, 2.0, 1.0, 1.0, 1.0],
        }
    )
    got = in_order(scored(on_spark(frame).table, model))
    # Between all; 0 and 2; 0 and 1; 1 and 3; what is missing becomes the median, 0.
    assert got.segment.tolist() == [10, 10, 10, 11, 10, 10, 10]


def orders(**changed):
    columns = {
        "customer": ["b", "b", "a", "A", "é", None],
        "first_purchase_date": [datetime.datetime(2024, 1, 1)] * 6,
        "last_purchase_date": [datetime.datetime(2024, 3, 10, 1, 30)] * 6,
        "loyalty_points": [1, 2, 3, 4, 5, 6],
        "total_spent": [0.1, 0.2, 0.3, 3.0, 4.0, 5.0],
        "support_tickets": [0, 1, 0, 0, 0, 0],
        "age": [30.0, None, 40.0, 50.0, 60.0, 70.0],
        "income": [1.0] * 6,
        "subscription": ["Zoo", "apple", None, "x", "y", "z"],
    }
    return pa.table(columns | changed)


def test_newest_of_equally_new_values_is_the_same_as_on_duckdb(on_spark):
    """Nulls come last, and capitals before small letters: that decides which one is taken."""
    recipe = RECIPES["loyalty"]
    expected = in_order(customers_from_rows(ibis.memtable(orders()), recipe))
    got = in_order(customers_from_rows(on_spark(orders()).table, recipe))
    pd.testing.assert_frame_equal(got, expected, check_dtype=False)
    assert got.customer.tolist() == ["A", "a", "b", "é"]
    assert got.loc[2, ["age", "subscription", "total_spent"]].tolist() == [30, "apple", 0.3]


def test_decimals_and_whole_numbers_count_as_numbers(on_spark, trained):
    model = store.load(trained, "loyalty")
    amounts = [Decimal(f"{value:.2f}") for value in (0.1, 0.2, 0.3, 3, 4, 5)]
    money = orders(total_spent=pa.array(amounts, pa.decimal128(12, 2)))
    keys = money.set_column(0, "customer", pa.array([7, 7, 8, 9, 10, None]))
    got = score_list(on_spark(keys), model).scored.execute().sort_values("total_spent")
    assert got.customer.tolist() == ["7", "8", "9", "10"]
    assert got.total_spent.tolist() == [0.3, 0.3, 3.0, 4.0]


def test_moments_are_those_of_utc(on_spark):
    """The clocks of New York, where this Spark stands, went forward in the night of this order."""
    recipe = RECIPES["loyalty"]
    zoned = pa.array([datetime.datetime(2024, 3, 9, 23, 30)] * 6, pa.timestamp("us", "UTC"))
    plain = pa.array([datetime.datetime(2024, 3, 9, 23, 30)] * 6, pa.timestamp("us"))
    newest = [datetime.datetime(2024, 3, 10, 22, 30)] * 6
    for moments in (zoned, plain):
        rows = orders(
            first_purchase_date=moments,
            last_purchase_date=pa.array(newest, moments.type),
        )
        got = customers_from_rows(on_spark(rows).table, recipe).execute()
        assert set(got.tenure) == {0}
        assert set(got.recency) == {0}


def test_key_that_is_not_a_number_is_none(on_spark):
    rows = pa.table({"key": [1.0, float("nan"), None, 17850.0]})
    table = on_spark(rows).table
    assert sorted(table.select(key=key_of(table.key)).execute().key.dropna()) == [1, 17850]


def test_division_by_zero_concerns_one_customer_only(trained, on_spark):
    model = store.load(trained, "online_retail")
    rows = pa.table(
        {
            "customer": ["a", "b"],
            "recency": [5.0, 5.0],
            "frequency": [0.0, 2.0],
            "monetary": [10.0, 100.0],
            "quantity": [3.0, 30.0],
        }
    )
    got = score_list(on_spark(rows), model).scored.execute()
    assert sorted(got.customer) == ["a", "b"]
    assert got.segment.notna().all()


def test_overflow_is_an_error_and_not_another_number(on_spark):
    from pyspark.errors import PySparkException

    rows = orders(total_spent=[9e12] * 6)
    opened = on_spark(rows)
    with pytest.raises(PySparkException, match="OVERFLOW"):
        customers_from_rows(opened.table, RECIPES["loyalty"]).execute()


LIST = pa.table(
    {
        "id": [5, 1, 5, None, None, 3],
        "age": [20.0, 31.0, 20.0, 1.0, 1.0, None],
        "income": [30.0, 31.0, 30.0, 1.0, 1.0, 5.0],
        "spending score": [40.0, 31.0, 39.0, 1.0, 1.0, 5.0],
        "note": ["x", "y", "z", "", None, "w"],
    }
)


def test_who_is_left_out(trained, on_spark):
    model = store.load(trained, "mall")
    opened = on_spark(LIST)
    found = listed(opened.table, model.recipe, model, EVERYDAY_NOTATION)
    left_out = found.left_out.execute().sort_values("note")
    assert left_out[["note", "left_out"]].to_numpy().tolist() == [
        ["w", "no age"],
        ["x", "customer already there"],
    ]
    assert found.customers.count().execute() == 4


def test_rows_taken_out_are_counted_as_on_duckdb(trained, folders, spark):
    model = store.load(trained, "online_retail")
    counts = {}
    for prefix in ("", "spark:"):
        with open_table(f"{prefix}{folders['online_retail']}") as opened:
            found = rolled_up_from_rows(opened.table, model.recipe, model, EVERYDAY_NOTATION)
            gone = found.left_out.execute()
            counts[prefix] = found.cleaned.counts, gone.to_numpy().tolist()
    assert counts["spark:"] == counts[""]
    assert len(counts[""][0]) == 4
