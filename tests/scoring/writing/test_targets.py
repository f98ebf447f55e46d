"""What --out and --into stand for."""

from pathlib import Path

import pytest

from segmentation.errors import NoTableNamed, TableOfAFile, UnknownTarget
from segmentation.scoring.writing.targets import FileTarget, TableTarget, places, target_of

ADDRESS = "postgres://ann:s3cret@host/shop"


@pytest.mark.parametrize(
    ("out", "kind", "left_out"),
    [
        ("out/scored.csv", "csv", "out/scored_left_out.csv"),
        ("a.b.XLSX", "xlsx", "a.b_left_out.XLSX"),
        ("/x/y.parquet", "parquet", "/x/y_left_out.parquet"),
    ],
)
def test_file(out, kind, left_out):
    target = target_of(out, None)
    assert target == FileTarget(Path(out), kind)
    assert target.left_out == Path(left_out)
    assert places(target) == (out, left_out)


@pytest.mark.parametrize(
    ("out", "kind", "place"),
    [
        (ADDRESS, "postgres", ADDRESS),
        ("PostgreSQL://host/shop", "postgres", "PostgreSQL://host/shop"),
        ("sqlite:///x/shop.db", "sqlite", "/x/shop.db"),
        ("duckdb://shop.duckdb", "duckdb", "shop.duckdb"),
        ("shop.sqlite", "sqlite", "shop.sqlite"),
        ("x/shop.db", "sqlite", "x/shop.db"),
        ("shop.duckdb", "duckdb", "shop.duckdb"),
    ],
)
def test_table_of_a_database(out, kind, place):
    target = target_of(out, "segments")
    assert target == TableTarget(kind, place, "segments")
    assert target.left_out == "segments_left_out"


def test_password_is_never_told():
    target = target_of(ADDRESS, "segments")
    assert places(target) == ("shop (segments)", "shop (segments_left_out)")
    assert "s3cret" not in repr(target)
    with pytest.raises(UnknownTarget) as refused:
        target_of(ADDRESS.replace("postgres", "mysql"), "segments")
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize("out", ["scored", "scored.txt", "scored.xls", "ftp://host/x.csv"])
def test_what_cannot_be_written(out):
    with pytest.raises(UnknownTarget, match=r"is nothing that can be written; --out should"):
        target_of(out, None)


def test_database_without_a_table_and_file_with_one():
    with pytest.raises(NoTableNamed, match="name the table to write with --into"):
        target_of("shop.duckdb", None)
    with pytest.raises(TableOfAFile, match=r'"scored\.csv" is a file'):
        target_of("scored.csv", "segments")
