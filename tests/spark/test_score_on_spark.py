"""score.py and train.py with tables and folders that Spark reads and writes."""

import json

import pandas as pd
import pyarrow as pa
import pytest

import train
from segmentation import store
from segmentation.errors import UnwritableResult
from segmentation.sources import open_table
from tests.conftest import ROOT
from tests.spark.conftest import write_parts


def written(folder):
    """A folder of Parquet files as a frame, in the order of all its columns."""
    frame = pd.read_parquet(folder)
    return frame.sort_values(list(frame.columns), ignore_index=True)


@pytest.mark.parametrize("name", ["membership", "online_retail"])
def test_the_same_as_with_duckdb_and_again(name, run, folders, quick_models, tmp_path):
    duck, out = tmp_path / "duck.parquet", tmp_path / "out"
    status, expected, _ = run(name, folders[name], duck, quick_models)
    assert status == 0
    for _ in range(2):
        status, summary, said = run(name, f"spark:{folders[name]}", f"spark:{out}/", quick_models)
        assert (status, said) == (0, "")
        told = {"out": f"spark:{out}", "left_out_to": f"spark:{out}_left_out", "understood": []}
        assert summary == expected | told
        pd.testing.assert_frame_equal(written(out), written(duck), check_dtype=False)
        left_out = tmp_path / "duck_left_out.parquet"
        got, gone = written(f"{out}_left_out"), written(left_out)
        assert got.to_numpy().tolist() == gone.to_numpy().tolist()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "duck.parquet",
        "duck_left_out.parquet",
        "out",
        "out_left_out",
    ]


ROWS = {
    "ID": [5, 1, 5, None, 3],
    "Age": [20.0, 31.0, 20.0, 1.0, None],
    "Annual Income (k$)": [30.0, 31.0, 30.0, 1.0, 5.0],
    "Spending Score": [40.0, 31.0, 39.0, 1.0, 5.0],
}


def test_tables_of_spark(run, spark, quick_models):
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
    def fail(self, new, place):
        self.remove(place)
        raise UnwritableResult(place, "somebody has it open")

    monkeypatch.setattr("segmentation.writing.spark._Folders.move", fail)
    place = f"spark:{tmp_path}/out"
    status, _, said = run("mall", f"spark:{folders['mall']}", place, quick_models)
    assert (status, "somebody has it open" in said) == (1, True)
    assert len(written(tmp_path / "out__new")) == 200
    assert (tmp_path / "out_left_out__new").is_dir()


def test_a_folder_of_something_else_is_not_replaced(run, spark, folders, quick_models, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    place = f"spark:{tmp_path}/mine"
    status, _, said = run("mall", f"spark:{folders['mall']}", place, quick_models)
    assert status == 1
    assert "cannot be written: something else than Parquet files is there" in said
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


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
