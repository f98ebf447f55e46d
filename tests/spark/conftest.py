"""A Spark for each file of tests, and the samples as it reads them."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import score
from segmentation.customers.columns import read_columns
from segmentation.recipes import RECIPES
from segmentation.sources import open_table
from tests.conftest import ROOT

# A JVM that lives for minutes spends most of them on optimising what it is about to forget.
BRIEF = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
SETTINGS = {
    "spark.driver.extraJavaOptions": BRIEF,
    "spark.executor.extraJavaOptions": BRIEF,
    "spark.driver.memory": "1g",
    "spark.executor.memory": "1g",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # Neither is what ours sets for its own session.
    "spark.sql.ansi.enabled": "false",
    "spark.sql.session.timeZone": "America/New_York",
}
# What Spark does for many rows, and takes longer over than over the few of a test.
MANY_ROWS = ("spark.sql.adaptive.enabled", "spark.sql.codegen.wholeStage")


@pytest.fixture(scope="module")
def spark(request, tmp_path_factory):
    """A Spark, stopped at the end. Its settings are not those that ours needs.

    It is of one thread, and plans for few rows; where the module of the tests names a `MASTER`,
    it is that, and plans as it does by itself.
    """
    sql = pytest.importorskip("pyspark.sql", reason="PySpark is not installed")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java, and there is none here")
    home = tmp_path_factory.mktemp("spark")
    master = getattr(request.module, "MASTER", None)
    builder = sql.SparkSession.builder.master(master or "local[1]").config(map=SETTINGS)
    if master is None:
        builder = builder.config(map=dict.fromkeys(MANY_ROWS, "false"))
    else:
        builder = builder.config("spark.sql.shuffle.partitions", "2")
    builder = builder.config("spark.sql.warehouse.dir", str(home / "warehouse"))
    session = builder.config("spark.local.dir", str(home / "local")).getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def folders(tmp_path_factory) -> dict[str, Path]:
    """Each sample as a folder of two Parquet files, under the recipe's names and types."""
    home = tmp_path_factory.mktemp("samples")
    for name, recipe in RECIPES.items():
        (home / name).mkdir()
        with open_table(ROOT / "data" / f"{name}.csv") as opened:
            rows = read_columns(opened.table, recipe).to_pyarrow()
        write_parts(rows, home / name)
    return {name: home / name for name in RECIPES}


def write_parts(rows: pa.Table, folder: Path) -> None:
    """Write rows as two files: what is one group of rows lies in both."""
    folder.mkdir(exist_ok=True)
    pq.write_table(rows.slice(0, len(rows) // 2), folder / "a.parquet")
    pq.write_table(rows.slice(len(rows) // 2), folder / "b.parquet")


def rows_in(folder):
    """A folder of Parquet files as a frame, in the order of all its columns."""
    frame = pd.read_parquet(folder)
    return frame.sort_values(list(frame.columns), ignore_index=True)


@pytest.fixture
def run(spark, capsys):
    """Run score.py; returns its status, the summary where there is one, and what it says."""

    def command(model, data, out, models):
        arguments = [model, "--data", str(data), "--out", str(out), "--models", str(models)]
        try:
            status = score.main([*arguments, "--json"])
        except SystemExit as refused:
            status = refused.code
        printed = capsys.readouterr()
        return status, json.loads(printed.out) if status == 0 else None, printed.err

    return command
