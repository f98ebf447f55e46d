"""CSV, XLSX and Parquet hold what the table holds, and a spreadsheet runs none of it."""

import csv
import datetime as dt
import io
import zipfile

import duckdb
import pandas as pd
import pytest

from segmentation.errors import LongText, TooManyRows
from segmentation.scoring.lists.spreadsheet_safe import to_csv
from segmentation.scoring.writing import formats
from segmentation.scoring.writing.formats import write_csv, write_parquet, write_xlsx
from segmentation.sources import open_table

CELLS = ["=1+1", "+1+1", "-x", "@x", "\tx", "\rx", "-5", "+4.20", "-5.", "-", "", None, "a=b"]
CELLS += ["1\r\n=2", 'Zoë, "the best"', "'x", "-5\n", "+"]
MIXED = pd.DataFrame(
    {
        "=name": ["=1+1", "x", None],
        "whole": [1, -2, 3],
        "part": [0.5, float("nan"), -1e-9],
        "yes": [True, False, True],
        "day": [dt.date(2020, 1, 2), None, dt.date(1890, 1, 1)],
        "moment": pd.to_datetime(["2020-01-02 08:26:00", None, "2020-01-02 00:00:00"]),
        "long": [2**60, 1, 2],
    }
)


def rows_of(path):
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_csv_escapes_what_downloads_escape(lazy, tmp_path):
    frame = pd.DataFrame({"@cell": CELLS, "n": range(len(CELLS))})
    write_csv(lazy(frame), tmp_path / "out.csv")
    expected = list(csv.reader(io.StringIO(to_csv(frame).decode("utf-8-sig"), newline="")))
    assert rows_of(tmp_path / "out.csv") == expected
    assert expected[1:3] == [["'=1+1", "0"], ["'+1+1", "1"]]
    assert expected[7][0] == "-5"


def test_csv_is_written_as_downloads_are(lazy, tmp_path):
    write_csv(lazy(pd.DataFrame({"ä": ["b"], "c": ["d\ne"]})), tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes() == '\ufeffä,c\r\nb,"d\ne"\r\n'.encode()


def test_csv_without_rows_has_its_header(lazy, tmp_path):
    table = lazy(pd.DataFrame({"a": [1]}))
    write_csv(table.filter(table.a > 1), tmp_path / "out.csv")
    assert rows_of(tmp_path / "out.csv") == [["a"]]


def test_xlsx(lazy, tmp_path):
    write_xlsx(lazy(MIXED), tmp_path / "out.xlsx")
    with open_table(tmp_path / "out.xlsx") as opened:
        columns = opened.table.to_pyarrow().to_pydict()
    assert columns == {
        "'=name": ["'=1+1", "x", None],
        "whole": [1, -2, 3],
        "part": [0.5, None, -1e-9],
        "yes": [True, False, True],
        # Spreadsheets know no days before 1900, nor numbers of so many digits.
        "day": ["2020-01-02 00:00:00", None, "1890-01-01"],
        "moment": [dt.datetime(2020, 1, 2, 8, 26), None, dt.datetime(2020, 1, 2)],
        "long": [str(2**60), "1", "2"],
    }


def test_xlsx_holds_no_formula(lazy, tmp_path):
    write_xlsx(lazy(MIXED), tmp_path / "out.xlsx")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "=1+1" in sheet
    assert "<f>" not in sheet


def test_xlsx_of_more_rows_than_a_sheet_has(lazy, tmp_path, monkeypatch):
    monkeypatch.setattr(formats, "MOST_ROWS", 2)
    with pytest.raises(TooManyRows, match="holds 2 rows below its column names, and there are 3"):
        write_xlsx(lazy(MIXED), tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_xlsx_of_more_text_than_a_cell_holds(lazy, tmp_path):
    table = lazy(pd.DataFrame({"a": ["x", "y" * 32_768]}))
    with pytest.raises(LongText, match="32,767 characters, and one in row 3 has 32,768"):
        write_xlsx(table, tmp_path / "out.xlsx")


def test_parquet_keeps_values_and_types(lazy, tmp_path):
    write_parquet(lazy(MIXED), tmp_path / "out.parquet")
    pd.testing.assert_frame_equal(
        pd.read_parquet(tmp_path / "out.parquet"), MIXED, check_dtype=False
    )


@pytest.mark.parametrize(("write", "ending"), [(write_parquet, "parquet"), (write_csv, "csv")])
def test_rows_too_long_for_the_memory_are_written_one_by_one(lazy, tmp_path, write, ending):
    table = lazy(pd.DataFrame({"n": range(60_000)}))
    # Each text differs: nothing can be kept once for several rows.
    long = table.mutate(note=(table.n.cast("string") + " ").repeat(400))
    connection = table.get_backend()
    threads = threads_of(connection)
    connection.raw_sql("SET memory_limit = '90MB'")
    with pytest.raises(duckdb.OutOfMemoryException):
        connection.con.execute(
            f"COPY ({connection.compile(long)}) TO '{tmp_path}/whole.parquet' "
            "(FORMAT parquet, ROW_GROUP_SIZE 122880)"
        )
    path = tmp_path / f"out.{ending}"
    write(long, path)
    with open_table(path) as opened:
        found = opened.table.select("n", length=opened.table.note.length()).to_pyarrow().to_pydict()
    numbers = [str(n) for n in range(60_000)]
    assert [str(n) for n in found["n"]] == numbers
    assert found["length"] == [400 * (len(n) + 1) for n in numbers]
    assert threads_of(connection) == threads


def threads_of(connection):
    return connection.con.execute("SELECT current_setting('threads')").fetchone()[0]


def test_hundreds_of_columns(lazy, tmp_path):
    """Each of them escaped, which once took more memory than there was."""
    frame = pd.DataFrame({f"c{at}": ["=1", "x"] for at in range(505)})
    write_csv(lazy(frame), tmp_path / "out.csv")
    header, first, second = rows_of(tmp_path / "out.csv")
    assert (len(header), set(first), set(second)) == (505, {"'=1"}, {"x"})
