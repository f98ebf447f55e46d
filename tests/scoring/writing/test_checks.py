"""No file is written that the data is read from, and none for two lists at once."""

import sqlite3
from contextlib import closing

import pytest

from segmentation.errors import OneFileForBoth, OverwritesItsData, UnwritableResult
from segmentation.scoring.writing.checks import check_target
from segmentation.scoring.writing.targets import target_of


@pytest.fixture
def exports(tmp_path, monkeypatch):
    """The folder "exports" of two files beside others, and links to both."""
    monkeypatch.chdir(tmp_path)
    for folder in ("exports/old", "other", "[odd]"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("exports/a.csv", "exports/b.csv", "exports/old/c.csv", "other/d.csv"):
        (tmp_path / name).write_text("age\n1\n")
    (tmp_path / "linked").symlink_to("exports")
    (tmp_path / "link.csv").symlink_to("exports/a.csv")
    (tmp_path / "exports" / "far.csv").symlink_to("../other/d.csv")
    (tmp_path / "new.csv").symlink_to("exports/not_yet.csv")
    (tmp_path / "e_left_out.csv").symlink_to("exports/b.csv")
    return tmp_path / "exports"


ALL = ["exports", "exports/", "linked", "exports/*.csv", "./e*s/*.csv", "other/../linked/[a-z]*"]
IN_ANY = [
    "exports/a.csv",
    "other/../exports/a.csv",
    "linked/a.csv",
    "link.csv",
    "other/d.csv",
    "e.csv",
    "exports/new.csv",
    "linked/new.csv",
    "new.csv",
]


@pytest.mark.parametrize("data", ALL)
@pytest.mark.parametrize("out", IN_ANY)
def test_what_a_folder_or_pattern_reads_is_not_written(exports, data, out):
    with pytest.raises(OverwritesItsData, match="which the data is read from"):
        check_target(target_of(out, None), data)


@pytest.mark.parametrize(
    ("data", "out", "is_read"),
    [
        ("exports/*.csv", "scored.csv", False),
        ("exports/*.csv", "exports/scored.parquet", False),
        ("exports/*.csv", "exports/old/c.csv", False),
        ("exports/**", "exports/old/new.csv", True),
        ("exports/**/*.csv", "exports/old/new.csv", True),
        ("exports/**/*.csv", "other/new.csv", False),
        ("exports/a*.csv", "exports/b.csv", False),
        ("exports/a*.csv", "exports/a_new.csv", True),
        ("exports", "exports/old/c.csv", False),
        ("exports/old/*.csv", "link.csv", False),
        ("exports/a.csv", "link.csv", True),
        ("link.csv", "linked/a.csv", True),
        ("link.csv", "exports/b.csv", False),
        ("nothing/*.csv", "nothing.csv", False),
        ("nothing.csv", "nothing.csv", False),
        ("postgres://ann@host/shop?options=a*", "exports/a.csv", False),
    ],
)
def test_what_is_read_and_what_is_not(exports, data, out, is_read):
    if not is_read:
        assert check_target(target_of(out, None), data) is None
        return
    with pytest.raises(OverwritesItsData, match="which the data is read from"):
        check_target(target_of(out, None), data)


def test_pattern_within_a_folder_with_signs_of_patterns(exports, monkeypatch):
    (exports.parent / "[odd]" / "a.csv").write_text("age\n1\n")
    monkeypatch.chdir(exports.parent / "[odd]")
    with pytest.raises(OverwritesItsData):
        check_target(target_of("new.csv", None), "*.csv")


@pytest.mark.parametrize("out", ["shop.csv", "link.csv"])
def test_database_that_is_called_like_a_table(tmp_path, monkeypatch, out):
    monkeypatch.chdir(tmp_path)
    with closing(sqlite3.connect("shop.csv")) as connection:
        connection.execute("CREATE TABLE customers(age)")
    (tmp_path / "link.csv").symlink_to("shop.csv")
    with pytest.raises(OverwritesItsData):
        check_target(target_of(out, None), "sqlite://shop.csv")


@pytest.mark.parametrize("links", [{"a_left_out.csv": "a.csv"}, {"a.csv": "a_left_out.csv"},
                                   {"a.csv": "b.csv", "a_left_out.csv": "b.csv"}])  # fmt: skip
def test_one_file_for_both_lists(tmp_path, links):
    for link, place in links.items():
        (tmp_path / link).symlink_to(place)
    expected = r'^--out would write both lists into one file: by a link, "\S+/a\.csv" and "\S+/a_l'
    with pytest.raises(OneFileForBoth, match=expected):
        check_target(target_of(str(tmp_path / "a.csv"), None), "list.csv")


@pytest.mark.parametrize("name", ["x" * 247 + ".csv", "x" * 300 + ".csv", "x" * 300 + ".sqlite"])
def test_name_that_is_too_long(tmp_path, name):
    out = str(tmp_path / name)
    into = "seg" if name.endswith(".sqlite") else None
    with pytest.raises(UnwritableResult, match=r"be written: file name too long\. Choose a place"):
        check_target(target_of(out, into), "list.csv")


def test_link_to_itself(tmp_path):
    (tmp_path / "a.csv").symlink_to("a.csv")
    expected = "cannot be written: too many levels of symbolic links"
    with pytest.raises(UnwritableResult, match=expected):
        check_target(target_of(str(tmp_path / "a.csv"), None), "list.csv")
