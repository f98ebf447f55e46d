"""Parquet files, folders and patterns; paths at which there is nothing to read."""

import datetime as dt
import os

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from segmentation.errors import (
    DifferentColumns,
    MixedKinds,
    NoRoomLeft,
    NoRows,
    NoTables,
    SourceNotFound,
    UnknownFormat,
    UnreadableLine,
    UnreadableSource,
)
from segmentation.sources import Reading, open_table, plain_read_errors


@pytest.fixture
def folder(tmp_path):
    """A folder with these files: {name: text, or columns of a Parquet file}."""

    def write(files):
        path = tmp_path / "months"
        path.mkdir(exist_ok=True)
        for name, content in files.items():
            if isinstance(content, dict):
                pq.write_table(pa.table(content), path / name)
            else:
                (path / name).write_text(content, encoding="utf-8")
        return path

    return write


def test_parquet_keeps_its_types(tmp_path):
    columns = {"id": ["7"], "age": [20], "day": [dt.date(2020, 1, 2)], "tags": [["a", "b"]]}
    pq.write_table(pa.table(columns), tmp_path / "d[1]'s.parquet")
    with open_table(tmp_path / "d[1]'s.parquet") as opened:
        schema = {name: str(kind) for name, kind in opened.table.schema().items()}
        assert opened.name == "d[1]'s.parquet"
        assert opened.understood == []
    assert schema == {"id": "string", "age": "int64", "day": "date", "tags": "array<string>"}


def test_parquet_named_csv(folder, rows_at):
    assert rows_at(folder({"a.csv": {"age": [20]}}) / "a.csv") == [{"age": 20}]


def test_parquet_without_rows(tmp_path, rows_at):
    pd.DataFrame({"age": [1]}).head(0).to_parquet(tmp_path / "none.parquet")
    with pytest.raises(NoRows, match=r'^"none\.parquet" has column names but no rows'):
        rows_at(tmp_path / "none.parquet")


def test_truncated_parquet(folder, rows_of):
    whole = (folder({"a.parquet": {"age": list(range(100))}}) / "a.parquet").read_bytes()
    expected = r'^"half\.parquet" cannot be read: it is damaged or not what its name says'
    with pytest.raises(UnreadableSource, match=expected):
        rows_of(whole[:400], "half.parquet")


@pytest.mark.parametrize("damage", [lambda b: b[:400], lambda b: b[:6], lambda b: b[:-60] + b[-8:]])
def test_what_is_said_of_damage_names_the_file_alone(folder, rows_at, tmp_path, damage):
    path = folder({"a.parquet": {"age": list(range(100))}}) / "a.parquet"
    broken = tmp_path / "with space" / "b.parquet"
    broken.parent.mkdir()
    broken.write_bytes(damage(path.read_bytes()))
    with pytest.raises(UnreadableSource, match=r'^"b\.parquet" cannot be read: ') as told:
        rows_at(broken)
    assert "/" not in str(told.value) and "with space" not in str(told.value)
    assert str(told.value).endswith("Save or export it anew.")


def test_folder_of_csv_files(folder, rows_at, understood):
    path = folder(
        {
            "2024-02.csv": "age;id\n31;3\n",
            "2024-01.csv": "id,age\n1,20\n2,21\n",
            "2024-03.csv": "id,age\n",
            ".hidden.csv": "x\n1\n",
            "_draft.csv": "x\n1\n",
        }
    )
    assert rows_at(path) == [
        {"id": "1", "age": "20"},
        {"id": "2", "age": "21"},
        {"id": "3", "age": "31"},
    ]
    assert understood(path) == [
        "3 files, one below the other.",
        'Columns are separated by ";".',
    ]


def test_folder_of_parquet_files(folder, rows_at):
    path = folder({"b.parquet": {"n": [2.5], "id": [2]}, "a.parquet": {"id": [1], "n": [1]}})
    assert rows_at(path) == [{"id": 1, "n": 1.0}, {"id": 2, "n": 2.5}]


def test_what_is_left_out_of_a_folder_is_told(folder, understood):
    path = folder({"a.csv": "a\n1\n", "notes.md": "-"})
    (path / "2023").mkdir()
    assert understood(path)[-1] == 'Left out: "2023", "notes.md".'


def test_pattern(folder, rows_at):
    path = folder({"2024-01.csv": "a\n1\n", "2024-02.csv": "a\n2\n", "2023-01.csv": "b\n3\n"})
    assert rows_at(f"{path}/2024-*.csv") == [{"a": "1"}, {"a": "2"}]
    with open_table(f"{path}/2024-*.csv") as opened:
        assert opened.name == "2024-*.csv"


def test_files_with_different_columns(folder, rows_at):
    path = folder({"a.csv": "id,age,sex\n1,2,3\n", "b.csv": "id,Age\n1,2\n"})
    expected = (
        r'^The columns of "b\.csv" differ from those of "a\.csv": it lacks "age", "sex" '
        r'and also has "Age"\. Give every file the same columns, or take it out\.$'
    )
    with pytest.raises(DifferentColumns, match=expected):
        rows_at(path)


def test_parquet_files_with_different_columns(folder, rows_at):
    path = folder({"a.parquet": {"id": [1]}, "b.parquet": {"id": [1], "n": [2]}})
    with pytest.raises(DifferentColumns, match=r'those of "a\.parquet": it also has "n"\. Give'):
        rows_at(path)


@pytest.mark.parametrize("other", ["b.parquet", "b.xlsx"])
def test_files_of_different_kinds(folder, rows_at, other):
    path = folder({"a.csv": "id\n1\n", other: {"id": [1]}})
    (path / "b.xlsx").exists() and (path / "b.xlsx").write_bytes(b"PK\x03\x04")
    expected = rf'^"months" holds files of different kinds, such as "a\.csv" and "{other}"; exp'
    with pytest.raises(MixedKinds, match=expected):
        rows_at(path)


def test_bad_lines_in_one_of_several_files(folder, rows_at):
    path = folder({"a.csv": "id,n\n1,2\n", "b.csv": "id,n\n3\n4,5\n"})
    with pytest.raises(
        UnreadableLine, match=r'^"b\.csv" cannot be read: line 2 has 1 column where'
    ):
        rows_at(path)
    with open_table(path, Reading(bad_lines="skip")) as opened:
        assert opened.table.id.to_pyarrow().to_pylist() == ["1", "4"]
        assert opened.skipped_lines.to_dict("records") == [
            {
                "line": 2,
                "text": "3",
                "reason": "has 1 column where the row of column names has 2 (in b.csv)",
            }
        ]


@pytest.mark.parametrize("files", [{}, {"notes.md": "-"}, {"a.xlsx": "x"}])
def test_folder_without_tables(folder, rows_at, files):
    with pytest.raises(NoTables, match=r'^There are no CSV or Parquet files in "months"'):
        rows_at(folder(files))


def test_all_files_without_rows(folder, rows_at):
    with pytest.raises(NoRows, match=r'^"months" has column names but no rows'):
        rows_at(folder({"a.csv": "id\n", "b.csv": "id\n"}))


def test_file_that_is_not_there(rows_at):
    with pytest.raises(SourceNotFound, match=r'^There is no file "nowhere\.csv"\. Check the name'):
        rows_at("nowhere.csv")


def test_pattern_that_nothing_matches(rows_at):
    with pytest.raises(NoTables, match=r'^There are no CSV or Parquet files in "\*\.nothing"'):
        rows_at("nowhere/*.nothing")


def test_unknown_kind_of_file(rows_of):
    expected = r'^"data\.docx" is not a kind .*; expected one of \.csv, \.tsv, \.txt, \.parquet,'
    with pytest.raises(UnknownFormat, match=expected):
        rows_of("a,b\n1,2\n", "data.docx")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_file_that_may_not_be_read(written, rows_at):
    path = written("a\n1\n")
    path.chmod(0)
    with pytest.raises(UnreadableSource, match=r'^"data\.csv" cannot be read: permission denied\.'):
        rows_at(path)


def test_full_disk():
    expected = r'^There is no room left on the disk for a temporary copy of "data\.csv"\. Free'
    with pytest.raises(NoRoomLeft, match=expected), plain_read_errors("data.csv"):
        raise OSError(28, "No space left on device")
