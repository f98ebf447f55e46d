"""What is refused before any Spark is started."""

import sys

import pytest

import score
from segmentation.errors import (
    NoJava,
    NoSpark,
    OverwritesItsData,
    SparkOnBothSides,
    TableInTheAddress,
)
from segmentation.scoring.writing.checks import check_target
from segmentation.scoring.writing.targets import SparkTarget, places, target_of
from segmentation.sources import Reading, open_table


def test_without_pyspark(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    expected = "need PySpark. Install it with: pip install -r requirements-spark.txt"
    with pytest.raises(NoSpark, match=expected), open_table("spark:shop"):
        pass


def test_without_java(monkeypatch):
    pytest.importorskip("pyspark")
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(NoJava, match="needs Java, and there is none"), open_table("spark:shop"):
        pass


def test_the_table_is_named_in_the_address():
    with pytest.raises(TableInTheAddress, match="--table is not for Spark: name the table in"):
        open_table("spark:shop", Reading(table="orders")).__enter__()
    with pytest.raises(TableInTheAddress, match="--into is not for Spark"):
        target_of("spark:shop", "orders")


@pytest.mark.parametrize(
    ("out", "shown"),
    [
        ("spark:shop.told", ("spark:shop.told", "spark:shop.told_left_out")),
        ("spark:/a/told/", ("spark:/a/told", "spark:/a/told_left_out")),
        ("spark:s3a://b/told", ("spark:s3a://b/told", "spark:s3a://b/told_left_out")),
    ],
)
def test_places(out, shown):
    target = target_of(out, None)
    assert isinstance(target, SparkTarget)
    assert places(target) == shown


@pytest.mark.parametrize(
    ("data", "out"),
    [
        ("spark:shop", "spark:default.SHOP"),
        ("spark:shop_left_out", "spark:shop"),
        ("spark:/a/b", "spark:/a/b/"),
        ("spark:/a/b", "spark:file:///a"),
        ("spark:./b", "spark:./b/c"),
        ("spark:hdfs://h/a", "spark:hdfs://h/a/b"),
    ],
)
def test_the_data_is_not_overwritten(data, out):
    with pytest.raises(OverwritesItsData, match="which the data is read from"):
        check_target(target_of(out, None), data)


def test_other_places_are_fine():
    check_target(target_of("spark:/a/bc", None), "spark:/a/b")
    check_target(target_of("spark:told", None), "spark:shop.told")


@pytest.mark.parametrize(("data", "out"), [("spark:a", "b.csv"), ("a.csv", "spark:b")])
def test_spark_reads_and_writes_or_neither(data, out, capsys):
    with pytest.raises(SparkOnBothSides):
        check_target(target_of(out, None), data)
    with pytest.raises(SystemExit) as end:
        score.main(["mall", "--data", data, "--out", out])
    assert end.value.code == 2
    assert "begin both --data and --out with spark:" in capsys.readouterr().err
