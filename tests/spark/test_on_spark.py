"""On Spark every customer gets what the pipeline itself says, from raw rows to what is written.

Nearly all in one file: tests run a file a process, and each file has a Spark of its own.
"""

import datetime
import json
import shutil
from dataclasses import replace
from decimal import Decimal

import ibis
import pandas as pd
import pyarrow as pa
import pytest

import score
import train
from segmentation.customers.features import rfm_scores
from segmentation.customers.in_one_query import customers_from_rows
from segmentation.customers.values import EVERYDAY_NOTATION, key_of
from segmentation.errors import UnwritableResult
from segmentation.models import store
from segmentation.recipes import RECIPES
from segmentation.recipes.rfm import groups
from segmentation.scoring.expression import score_rows, scored
from segmentation.scoring.lists.candidates import listed, rolled_up_from_rows
from segmentation.scoring.lists.score_list import score_list
from segmentation.scoring.sql.query import to_sql
from segmentation.scoring.writing.spark import _Folders
from segmentation.sources import open_table
from segmentation.sources.engines.spark import data_frame
from tests.conftest import ROOT
from tests.scoring.conftest import raw_rows, with_gaps
from tests.scoring.order_shapes import shop_model, shop_orders
from tests.scoring.sql.test_untidy_rows import invoice_lines, spent_by_customer
from tests.scoring.test_expression import (
    customers_of,
    fitted,
    in_order,
    of_pipeline,
    pipeline_says,
    second_nearest,
)
from tests.spark.conftest import rows_in, write_parts

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
def test_query_as_text(name, trained, folders, raw_rows, spark):
    model = store.load(trained, name)
    _, customers = raw_rows(ROOT / "data" / f"{name}.csv", model.recipe)
    customers = customers.sort_values("customer", ignore_index=True)
    segments, unlike, _ = pipeline_says(model, customers)
    spark.read.parquet(str(folders[name])).createOrReplaceTempView("shop_rows")
    got = spark.sql(to_sql(model, "spark", table="shop_rows")).toPandas()
    spark.catalog.dropTempView("shop_rows")
    got = got.sort_values("customer", ignore_index=True)
    assert got.customer.tolist() == customers.customer.tolist()
    assert got.segment.tolist() == segments.tolist()
    assert got.unlike_anyone.tolist() == unlike.tolist()


def test_orders_of_a_shop(on_spark, spark, tmp_path):
    model = shop_model(tmp_path)
    customers = model.customers.sort_values("customer", ignore_index=True)
    rows = shop_orders().astype({"date": "datetime64[us]"})
    got = score_rows(on_spark(rows).table, model).execute()
    got = got.sort_values("customer", ignore_index=True)
    features = ["customer", "recency", "frequency", "monetary", "returned"]
    pd.testing.assert_frame_equal(got[features], customers[features], check_dtype=False)
    assert got.segment.tolist() == customers.segment.tolist()
    spark.createDataFrame(rows).createOrReplaceTempView("shop_orders")
    asked = spark.sql(to_sql(model, "spark", table="shop_orders")).toPandas()
    spark.catalog.dropTempView("shop_orders")
    asked = asked.sort_values("customer", ignore_index=True)
    assert asked.segment.tolist() == customers.segment.tolist()


@pytest.mark.parametrize("name", RECIPES)
def test_missing_values_and_certainty(name, trained, on_spark, with_gaps):
    model = store.load(trained, name)
    # Spark takes half a minute to plan a hundred of them, which DuckDB reckons elsewhere.
    model = replace(model, refits=model.refits[:20])
    customers, typed = customers_of(model)
    customers = with_gaps(customers.head(ON_SPARK), typed)
    segments, unlike, sure = pipeline_says(model, customers)
    got = in_order(scored(on_spark(customers).table, model, certainty=name == "mall"))
    assert got.segment.tolist() == segments.tolist()
    assert got.unlike_anyone.tolist() == unlike.tolist()
    assert 0 < unlike.sum() < len(unlike)
    if name == "mall":
        assert got.certainty.tolist() == sure.tolist()


def test_second_nearest_groups_and_values_that_cannot_be(trained, on_spark, spark):
    model = store.load(trained, "loyalty")
    # Of who has one age twice: -4 as the newest.
    rows = orders(age=[30.0, 50.0, -4.0, 50.0, 120.5, 70.0], churn_risk=[0.5] * 6)
    opened = on_spark(rows)
    found = score_list(opened, model)
    got, gone = found.scored.execute().sort_values("customer"), found.left_out.execute()
    assert got.customer.tolist() == ["A", "b"]
    assert gone.dropna(subset="customer").sort_values("customer")[
        ["customer", "rows", "reason"]
    ].to_numpy().tolist() == [
        ["a", 1, "Age must be a number from 0 to 120; -4 is not one."],
        ["é", 1, "Age must be a number from 0 to 120; 120.5 is not one."],
    ]
    assert got.next_segment.tolist() == second_nearest(model, got).tolist()
    scores = rfm_scores(got, model.recipe, model.card.quintiles).values()
    assert got.rfm_group.tolist() == groups(*scores)
    data_frame(opened.table).createOrReplaceGlobalTempView("odd")
    text = spark.sql(to_sql(model, "spark", table="global_temp.odd")).toPandas()
    spark.catalog.dropGlobalTempView("odd")
    text = text.sort_values("customer")
    told = ["customer", "segment", "next_segment", "rfm_group", "unlike_anyone"]
    assert text[told].to_numpy().tolist() == got[told].to_numpy().tolist()


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


def test_keys_that_are_nearly_the_same(trained, on_spark):
    model = store.load(trained, "loyalty")
    for keys, written in (
        (pa.array([7.0, 7.0, 7.1, 7.2, 1e20, None]), ["1.0E20", "7", "7.1", "7.2"]),
        (
            pa.array([Decimal(n) for n in ("7", "7", "7.1", "7.2", "10.05", "100")]),
            ["10.05", "100", "7", "7.1", "7.2"],
        ),
    ):
        rows = orders(customer=keys)
        got = score_list(on_spark(rows), model).scored.execute()
        assert sorted(got.customer) == written
        assert got.set_index("customer").total_spent["7"] == 0.3


def test_untidy_ids_in_a_list_and_in_the_query(trained, on_spark, spark):
    """Ibis' own `strip` takes the letters v and f off their ends, too."""
    model, rows = store.load(trained, "online_retail"), invoice_lines()
    opened = on_spark(rows)
    listed_rows = score_list(opened, model).scored.execute()
    data_frame(opened.table).createOrReplaceGlobalTempView("untidy")
    got = spark.sql(to_sql(model, "spark", table="global_temp.untidy")).toPandas()
    spark.catalog.dropGlobalTempView("untidy")
    for found in (listed_rows, got):
        assert dict(zip(found.customer, found.monetary)) == spent_by_customer(rows)


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
    found = score_list(on_spark(rows), model)
    got, gone = found.scored.execute(), found.left_out.execute()
    assert got.customer.tolist() == ["b"]
    assert got.segment.notna().all()
    assert gone[["customer", "left_out"]].to_numpy().tolist() == [["a", "impossible orders"]]


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
    assert [count.rule for count in counts[""][0] if count.rows] == [
        "no customer",
        "repeated rows",
        "cancelled or returned",
        "no price",
    ]


ROWS = {
    "ID": [5, 1, 5, None, 3],
    "Age": [20.0, 31.0, 20.0, 1.0, None],
    "Annual Income (k$)": [30.0, 31.0, 30.0, 1.0, 5.0],
    "Spending Score": [40.0, 31.0, 39.0, 1.0, 5.0],
}


def test_tables_of_spark(run, spark, quick_models, tmp_path):
    spark.createDataFrame(
        list(zip(*ROWS.values())),
        "ID int, Age double, `Annual Income (k$)` double, `Spending Score` double",
    ).write.saveAsTable("shoppers")
    status, summary, said = run("mall", "spark:shoppers", "spark:default.told", quick_models)
    assert (status, said) == (0, "")
    assert (summary["customers"], summary["scored"], summary["rows_used"]) == (5, 3, 3)
    reasons = [(left["rule"], left["customers"]) for left in summary["left_out"]]
    assert reasons == [("customer already there", 1), ("no age", 1)]
    assert {row.ID: row["Spending Score"] for row in spark.table("told").collect()} == {
        5: 39.0,
        1: 31.0,
        None: 1.0,
    }
    gone = spark.table("told_left_out").collect()
    assert sorted((row.ID, row.left_out) for row in gone) == [
        (3, "no age"),
        (5, "customer already there"),
    ]
    # What was written goes in again, and takes the place of what is there.
    status, summary, _ = run("mall", "spark:told", "spark:again", quick_models)
    status, summary, _ = run("mall", "spark:told", "spark:again", quick_models)
    assert (status, summary["scored"]) == (0, 3)
    # A table or a folder is what it is, by whatever name.
    spark.table("told").write.parquet(f"{tmp_path}/told")
    for data, out in (
        ("told", "spark_catalog.default.told"),
        (f"{tmp_path}/told", f"{tmp_path}/./told"),
    ):
        status, _, said = run("mall", f"spark:{data}", f"spark:{out}", quick_models)
        assert (status, "which the data is read from" in said) == (2, True)
    tables = {table.name for table in spark.catalog.listTables()}
    assert tables == {"shoppers", "told", "told_left_out", "again", "again_left_out"}


def test_nothing_is_written_where_nobody_gets_a_segment(run, spark, quick_models, tmp_path):
    rows = pa.table(ROWS | {"Age": pa.nulls(5, pa.float64())})
    write_parts(rows, tmp_path / "in")
    status, _, said = run("mall", f"spark:{tmp_path}/in", f"spark:{tmp_path}/out", quick_models)
    assert status == 1
    assert said.startswith("Cleaning took out all 5 rows")
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_what_cannot_take_its_place_is_kept_beside_it(
    run, spark, folders, quick_models, tmp_path, monkeypatch
):
    def fail(self, place, to):
        raise UnwritableResult(to, "somebody has it open")

    monkeypatch.setattr("segmentation.scoring.writing.spark._Folders.move", fail)
    place = f"spark:{tmp_path}/out"
    status, _, said = run("mall", f"spark:{folders['mall']}", place, quick_models)
    assert (status, "somebody has it open" in said) == (1, True)
    assert len(rows_in(tmp_path / "out__new")) == 200
    assert (tmp_path / "out_left_out__new").is_dir()


def test_a_folder_of_something_else_is_not_replaced(run, spark, folders, quick_models, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    place = f"spark:{tmp_path}/mine"
    status, _, said = run("mall", f"spark:{folders['mall']}", place, quick_models)
    assert status == 1
    assert "cannot be written: something else than Parquet files is there" in said
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


def test_customers_of_somebody_are_not_replaced(run, spark, folders, quick_models, tmp_path):
    rows = pa.table({"id": [1, 2], "name": ["Ann", "Bo"]})
    places = ("mine", "out_left_out", "other__new")
    for place in places:
        write_parts(rows, tmp_path / place)
    spark.createDataFrame([(1, "Ann")], "id int, name string").write.saveAsTable("mine")
    spark.sql("CREATE VIEW seen AS SELECT * FROM mine")
    for place, said in {
        f"{tmp_path}/mine": 'would write "{}" in place of a table that is no result of scoring',
        f"{tmp_path}/out": 'would write "{}_left_out" in place of a table that is no result',
        f"{tmp_path}/other": 'would write "{}__new" in place of a table that is no result',
        "mine": 'would write "{}" in place of a table that is no result of scoring',
        "seen": '"{}" cannot be written: it is a view.',
    }.items():
        status, _, told = run("mall", f"spark:{folders['mall']}", f"spark:{place}", quick_models)
        assert status == (1 if place == "seen" else 2)
        assert said.format(place) in told
    for place in places:
        assert len(rows_in(tmp_path / place)) == 2
    assert [tuple(row) for row in spark.table("mine").collect()] == [(1, "Ann")]
    spark.sql("DROP VIEW seen")
    spark.sql("DROP TABLE mine")


@pytest.fixture(scope="module")
def scored_before(spark, folders, quick_models, tmp_path_factory):
    """A folder with the two results of scoring the sample of shoppers."""
    home = tmp_path_factory.mktemp("before")
    command = ["mall", "--data", f"spark:{folders['mall']}", "--out", f"spark:{home}/out"]
    assert score.main([*command, "--models", str(quick_models)]) == 0
    return home


class Killed(BaseException):
    """What nothing in the program is prepared for."""


# At each of these moves a run is killed; then what lies beside the place, which result is in it.
@pytest.mark.parametrize(
    ("survived", "beside", "there"),
    [
        (0, {"out__new", "out_left_out__new"}, 200),
        (1, {"out__new", "out__old", "out_left_out__new"}, None),
        (2, {"out_left_out__new"}, 100),
        (3, {"out_left_out__new", "out_left_out__old"}, 100),
    ],
)
def test_killed_between_its_moves_both_results_are_whole(
    survived, beside, there, run, scored_before, folders, quick_models, tmp_path, monkeypatch
):
    rows = pd.read_parquet(folders["mall"])
    write_parts(pa.Table.from_pandas(rows.head(100), preserve_index=False), tmp_path / "fewer")
    out, moves, move = tmp_path / "out", [], _Folders.move

    def die(self, place, to):
        if len(moves) == survived:
            raise Killed
        moves.append(place)
        move(self, place, to)

    shutil.copytree(scored_before, tmp_path, dirs_exist_ok=True)
    assert len(rows_in(out)) == 200
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(_Folders, "move", die)
        run("mall", f"spark:{tmp_path}/fewer", f"spark:{out}", quick_models)
    found = {path.name for path in tmp_path.iterdir()} - {"fewer", "out", "out_left_out"}
    assert found == beside
    assert out.exists() == (there is not None)
    assert there is None or len(rows_in(out)) == there
    for place, customers in {"out__new": 100, "out__old": 200}.items():
        assert place not in beside or len(rows_in(tmp_path / place)) == customers
    # The next run finds its way and clears all of it away.
    assert run("mall", f"spark:{tmp_path}/fewer", f"spark:{out}", quick_models)[0] == 0
    assert len(rows_in(out)) == 100
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fewer", "out", "out_left_out"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("spark:nowhere", 'Spark has no table "nowhere"; '),
        ("spark:./nowhere", 'There is no file "./nowhere". Check the name and the folder.'),
        (f"spark:{ROOT}/docs", "cannot be read: Spark finds no Parquet files in it"),
    ],
)
def test_what_is_not_there(data, expected, run, spark, quick_models, tmp_path):
    status, _, said = run("mall", data, f"spark:{tmp_path}/out", quick_models)
    assert status == 1
    assert expected in said
    assert said.count("\n") == 1


def test_text_is_not_computed_with(run, spark, quick_models, tmp_path):
    write_parts(pa.table(ROWS | {"Age": list("abcde")}), tmp_path / "in")
    status, _, said = run("mall", f"spark:{tmp_path}/in", f"spark:{tmp_path}/out", quick_models)
    assert status == 1
    assert 'Column "Age" of "in" is text and should be of a type for numbers' in said


def test_training_with_everybody_gives_the_same_model(spark, folders, tmp_path, capsys):
    cards = []
    for prefix in ("", "spark:"):
        models = tmp_path / f"models{prefix[:1]}"
        options = ["--no-evidence", "--restarts", "1", "--models", str(models), "--json"]
        data = f"{prefix}{folders['loyalty']}"
        assert train.main(["loyalty", "--data", data, *options]) == 0
        card = json.loads(capsys.readouterr().out)
        there = ("folder", "version", "created", "files")
        cards.append({name: value for name, value in card.items() if name not in there})
    cards[0]["source"]["understood"] = []  # That the folder has two files.
    assert cards[1] == cards[0]


def test_training_with_a_sample(spark, folders, tmp_path, capsys):
    keys = []
    for prefix in ("", "spark:"):
        models = tmp_path / f"models{prefix[:1]}"
        options = ["--no-evidence", "--restarts", "1", "--models", str(models)]
        data = f"{prefix}{folders['online_retail']}"
        command = ["online_retail", "--data", data, "--most-customers", "300", *options]
        assert train.main(command) == 0
        model = store.load(models, "online_retail")
        keys.append(model.customers.customer.tolist())
        told = (
            "A sample of 300 of the 1,050 customers, drawn by their key so that each group by the "
            "fifths of days since last order, orders and total spend keeps its share."
        )
        assert model.card.source.understood[-1] == told
        assert " ".join(told.split()) in " ".join(capsys.readouterr().out.split())
        assert model.card.rows_used == 40_906
    assert len(keys[0]) == 300
    assert keys[1] == keys[0]


def test_a_session_that_is_there_keeps_its_settings(spark, folders):
    with open_table(f"spark:{folders['mall']}") as opened:
        assert opened.name == "mall"
        assert opened.table.count().execute() == 200
    assert spark.conf.get("spark.sql.session.timeZone") == "America/New_York"
    assert spark.conf.get("spark.sql.ansi.enabled") == "false"
    assert spark.range(3).count() == 3
