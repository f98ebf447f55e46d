"""Text tables whose columns are parted by runs of spaces."""

import pytest

from segmentation.sources import Reading, open_table

PRINTED = """ customer_id      date number_of_cds  dollar_value
 00001 19970101  1   11.77
 00002 19970112  1   12.00

 00002 19970112 15   77.00
"""
ROWS = [
    {"customer_id": "00001", "date": "19970101", "number_of_cds": "1", "dollar_value": "11.77"},
    {"customer_id": "00002", "date": "19970112", "number_of_cds": "1", "dollar_value": "12.00"},
    {"customer_id": "00002", "date": "19970112", "number_of_cds": "15", "dollar_value": "77.00"},
]


@pytest.mark.parametrize("above", ["", "Orders of our shop\n", "CDs that were bought\n\n"])
@pytest.mark.parametrize("name", ["orders.txt", "orders.csv"])
def test_runs_of_spaces_part_columns(written, rows_at, understood, name, above):
    path = written(above + PRINTED, name)
    assert rows_at(path) == ROWS
    assert understood(path)[0] == "Columns are separated by spaces."


def test_single_spaces_part_columns_too(rows_of):
    assert rows_of("id day amount\nK1 2024-01-02 11,77\nK2 2024-01-03 9,50\n", "a.txt") == [
        {"id": "K1", "day": "2024-01-02", "amount": "11,77"},
        {"id": "K2", "day": "2024-01-03", "amount": "9,50"},
    ]


def test_wide_gaps_leave_names_whole(rows_of):
    lines = [
        "Customer No   Name        Spent",
        "K1            Ann Smith   11.50",
        "K2            Bo Li       7",
    ]
    assert rows_of("\n".join(lines), "a.txt") == [
        {"Customer No": "K1", "Name": "Ann Smith", "Spent": "11.50"},
        {"Customer No": "K2", "Name": "Bo Li", "Spent": "7"},
    ]


def test_quoted_fields_hold_spaces_and_rows_may_be_numbered(rows_of):
    content = '"name" "spent"\n"1" "Ann Smith" 11.5\n"2" "Bo Li" 7\n'
    assert rows_of(content, "a.txt") == [
        {"Column 1": "1", "name": "Ann Smith", "spent": "11.5"},
        {"Column 1": "2", "name": "Bo Li", "spent": "7"},
    ]


def test_no_break_spaces_part_thousands_and_no_columns(rows_of):
    assert rows_of("id spent\nK1 1\u00a0234\nK2 7\n", "a.txt")[0] == {
        "id": "K1",
        "spent": "1\u00a0234",
    }


def test_spaces_may_be_named(rows_of):
    assert rows_of("a  b\nx  y\n", "a.txt", separator="spaces") == [{"a": "x", "b": "y"}]


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        ("customer name\nAnn Smith\nBo Li\n", ["customer name"]),
        ("order id,date\n1,2024-01-01 10:00\n2,2024-01-02 11:00\n", ["order id", "date"]),
        ("when;spent\n2024-01-01 10:00;1,5\n2024-01-02 11:00;2,5\n", ["when", "spent"]),
    ],
)
def test_spaces_within_values_part_nothing(rows_of, content, columns):
    assert list(rows_of(content)[0]) == columns


def test_line_that_cannot_be_read_has_its_number(written):
    content = "id day amount\n" + "K1 2024-01-02 5\n" * 40 + "K2 2024-01-03\n"
    path = written(content, "a.txt")
    with open_table(path, Reading(bad_lines="skip")) as opened:
        assert opened.skipped_lines.line.tolist() == [42]
        assert opened.table.count().execute() == 40


def test_published_orders(rows_at, real_data):
    file = real_data / "cdnow_master.txt"
    if not file.is_file():
        pytest.skip(f"there is no {file}")
    rows = rows_at(file)
    assert len(rows) == 69_659
    assert len({row["customer_id"] for row in rows}) == 23_570
    assert sum(round(float(row["dollar_value"]) * 100) for row in rows) == 250_031_563


def test_total_below_is_no_row(written):
    content = "id  day        amount\nK1  2024-01-02   5.5\nK2  2024-01-03   6.0\nTotal  11.5\n"
    with open_table(written(content, "a.txt")) as opened:
        assert opened.table.id.to_pyarrow().to_pylist() == ["K1", "K2"]
        assert [(out.rule, out.count) for out in opened.not_rows] == [("lines of totals", 1)]
