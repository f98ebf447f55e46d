"""Workbooks: types, sheets, rows above the column names."""

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from segmentation.errors import EmptySource, NoRoomLeft, NoRows, NoSuchHeaderRow, SheetNotFound
from segmentation.sources import open_table
from segmentation.sources.opening import plain_copy_errors
from segmentation.sources.workbooks.reader import reader

from .workbook_files import write_ods

DAY = dt.date(2020, 1, 2)
MOMENT = dt.datetime(2020, 1, 2, 8, 26)
TABLE = [["id", "name"], [17850, "Ann"], [17851, "Bob"]]
ROWS = [{"id": 17850, "name": "Ann"}, {"id": 17851, "name": "Bob"}]


@pytest.fixture
def workbook(tmp_path):
    """The path of a workbook with these sheets: {name: rows}; those in `hidden` are not shown."""

    def write(sheets, hidden=(), name="data.xlsx"):
        path = tmp_path / name
        book = xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy"})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            if title in hidden:
                sheet.hide()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        book.close()
        return path

    return write


def test_types(workbook, rows_at):
    header = ["id", "price", "day", "moment", "yes", "code", "mixed", "when", "formula"]
    first = [17850, 2.5, DAY, MOMENT, True, "0042", 536365, DAY, "=A2*2"]
    second = [17851, 3, DAY, MOMENT, False, "0043", "C536379", "unknown", "=A3*2"]
    assert rows_at(workbook({"S": [header, first, second]})) == [
        {
            "id": 17850,
            "price": 2.5,
            "day": DAY,
            "moment": MOMENT,
            "yes": True,
            "code": "0042",
            "mixed": "536365",
            "when": "2020-01-02 00:00:00",
            "formula": 0,
        },
        {
            "id": 17851,
            "price": 3.0,
            "day": DAY,
            "moment": MOMENT,
            "yes": False,
            "code": "0043",
            "mixed": "C536379",
            "when": "unknown",
            "formula": 0,
        },
    ]


def test_whole_numbers_with_gaps_stay_whole(workbook, rows_at):
    rows = rows_at(workbook({"S": [["id", "n"], [17850, 1], [None, 2]]}))
    assert [row["id"] for row in rows] == [17850, None]
    assert isinstance(rows[0]["id"], int)


def test_formula_has_the_value_that_was_saved(tmp_path, rows_at):
    book = xlsxwriter.Workbook(tmp_path / "data.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["n", "twice", "wrong"])
    sheet.write_number(1, 0, 4)
    sheet.write_formula(1, 1, "=A2*2", None, 8)
    sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    book.close()
    with open_table(tmp_path / "data.xlsx") as opened:
        assert opened.table.to_pyarrow().to_pylist() == [{"n": 4, "twice": 8, "wrong": None}]
        assert opened.understood == ["1 cell with an error such as #DIV/0! counted as empty."]


def test_first_sheet_that_fits(workbook, rows_at, understood):
    path = workbook({"Notes": [["a", "b", "c"], [1, 2, 3], [4, 5, 6]], "Kunden": TABLE})
    fits = lambda names: "id" in names  # noqa: E731
    assert rows_at(path, fits=fits) == ROWS
    assert understood(path, fits=fits) == [
        'Sheet "Kunden".',
        'Not read, since the columns are others: "Notes".',
    ]


def test_largest_sheet_if_none_fits(workbook, rows_at):
    path = workbook({"Notes": [["a"], ["b"]], "Kunden": TABLE, "More": [["c"], ["d"]]})
    assert rows_at(path, fits=lambda names: False) == ROWS


def test_hidden_sheet_comes_last(workbook, rows_at):
    path = workbook({"Cover": [], "Lists": [["x"], ["y"]], "Kunden": TABLE}, hidden=["Lists"])
    assert rows_at(path) == ROWS


@pytest.mark.parametrize("wanted", ["Kunden", "kunden"])
def test_sheet_may_be_named(workbook, rows_at, wanted):
    assert rows_at(workbook({"A": [["x"], [1]], "Kunden": TABLE}), table=wanted) == ROWS


def test_sheet_that_is_not_there(workbook, rows_at):
    expected = (
        r'^"data\.xlsx" has no sheet "Kunde"; its sheets are "A", "Kunden"\. '
        r"Name one of them with --table\.$"
    )
    with pytest.raises(SheetNotFound, match=expected):
        rows_at(workbook({"A": TABLE, "Kunden": TABLE}), table="Kunde")


def test_rows_above_the_column_names(workbook, rows_at, understood):
    path = workbook({"Notes": [], "Kunden": [["Customers"], ["2024"], [], *TABLE]})
    assert rows_at(path) == ROWS
    assert understood(path) == ['Sheet "Kunden", column names in row 4.']


def test_column_names_that_fit_decide_on_the_row(workbook, rows_at):
    path = workbook({"S": [["as of", DAY], *TABLE]})
    assert rows_at(path, fits=lambda names: "id" in names) == ROWS


def test_row_may_be_given(workbook, rows_at, understood):
    path = workbook({"S": [["no", "who"], *TABLE]})
    assert rows_at(path, header_row=2) == ROWS
    assert understood(path, header_row=2) == ["Column names in row 2."]
    with pytest.raises(NoSuchHeaderRow, match=r'"data\.xlsx" has no column names in row 70'):
        rows_at(path, header_row=70)


def test_blank_rows_and_unnamed_empty_columns_are_left_out(workbook, rows_at):
    rows = [["id", "", "name"], [17850, "", "Ann"], [], [17851, "", "Bob"], ["", "", " "], [" "]]
    assert rows_at(workbook({"S": rows})) == ROWS


def test_unnamed_column_with_values_and_names_given_twice(workbook, rows_at):
    rows = [["id", "", "Age", "Age"], [1, "x", 20, 21]]
    assert rows_at(workbook({"S": rows})) == [{"id": 1, "Column 2": "x", "Age": 20, "Age (2)": 21}]


def test_table_in_the_middle_of_a_sheet(tmp_path, rows_at):
    book = xlsxwriter.Workbook(tmp_path / "data.xlsx")
    sheet = book.add_worksheet()
    for number, row in enumerate(TABLE):
        sheet.write_row(4 + number, 2, row)
    book.close()
    assert rows_at(tmp_path / "data.xlsx") == ROWS


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_full_disk_below_the_process_that_reads(workbook):
    expected = r'^There is no room left on the disk for a temporary copy of "data\.xlsx"\. Free'
    with (
        pytest.raises(NoRoomLeft, match=expected),
        plain_copy_errors("data.xlsx"),
        reader(workbook({"one": TABLE}), beside=False) as ask,
    ):
        ask(sheet="one", header=0, copy="/dev/full")


def test_empty_workbook(workbook, rows_at):
    with pytest.raises(EmptySource, match=r'^"data\.xlsx" is empty'):
        rows_at(workbook({"A": [], "B": []}))


def test_column_names_without_rows(workbook, rows_at):
    with pytest.raises(NoRows, match=r'^"data\.xlsx" has column names but no rows'):
        rows_at(workbook({"A": [["id", "name"], ["", " "]]}))


def test_old_excel(tmp_path, rows_at):
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    style = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for column, (name, value) in enumerate({"id": 17850, "name": "Zoë", "day": DAY}.items()):
        sheet.write(0, column, name)
        sheet.write(1, column, value, style) if name == "day" else sheet.write(1, column, value)
    book.save(str(tmp_path / "data.xls"))
    assert rows_at(tmp_path / "data.xls") == [{"id": 17850, "name": "Zoë", "day": DAY}]


def test_open_document(tmp_path, rows_at):
    assert rows_at(write_ods(tmp_path / "data.ods", TABLE)) == ROWS


@pytest.mark.parametrize("name", ["data.csv", "data.xls", "data.ods", "data.xlsm"])
def test_workbook_under_another_name(workbook, rows_at, name):
    assert rows_at(workbook({"S": TABLE}, name=name)) == ROWS
