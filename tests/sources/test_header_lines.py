"""Lines above the column names, and which line holds them."""

import pytest

from segmentation.errors import NoSuchHeaderRow

ROWS = [{"id": "1", "name": "Ann", "age": "20"}, {"id": "2", "name": "Bob", "age": "21"}]
TABLE = "id,name,age\n1,Ann,20\n2,Bob,21\n"


@pytest.mark.parametrize(
    "above",
    [
        pytest.param("Customers 2024\n", id="title"),
        pytest.param("Customers, all of 2024\n\n", id="title with a comma, blank line"),
        pytest.param("Customers\n\n\nFrom: Ann\nTo: Bob\n", id="several lines"),
        pytest.param("Customers,,\n,,\n", id="title filled up by a spreadsheet"),
        pytest.param('"Customers ""2024""",,\n', id="quoted title"),
        pytest.param('Customers "2024\n', id="title with an open quote"),
        pytest.param("\n\n  \n", id="blank lines"),
    ],
)
def test_lines_above_are_passed_over(rows_of, above):
    assert rows_of(above + TABLE) == ROWS


def test_line_of_the_column_names_is_told(written, understood):
    path = written("Customers\n\n" + TABLE.replace(",", ";"))
    assert understood(path) == ['Columns are separated by ";".', "Column names are in line 3."]


def test_line_may_be_given(rows_of):
    content = "id,name,age\nno,who,how old\n1,Ann,20\n"
    assert rows_of(content, header_row=2) == [{"no": "1", "who": "Ann", "how old": "20"}]


@pytest.mark.parametrize("row", [2, 9, 100_000])
def test_line_that_is_blank_or_not_there(rows_of, row):
    expected = rf'^"data\.csv" has no column names in row {row:,}\. Give the row that holds them'
    with pytest.raises(NoSuchHeaderRow, match=expected):
        rows_of("id,name,age\n\n1,Ann,20\n", header_row=row)


def test_names_that_fit_decide_on_the_line(rows_of):
    content = "kind,text,number\nid,name,age\n1,Ann,20\n"
    assert rows_of(content, fits=lambda names: "age" in names) == [ROWS[0]]


def test_names_that_fit_decide_on_the_separator(rows_of):
    content = "a, x;b, y\n1,5;2,5\n"
    assert rows_of(content, fits=lambda names: "a, x" in names) == [{"a, x": "1,5", "b, y": "2,5"}]
    content = "a;b,c;d\n1;2,3;4\n"
    assert rows_of(content, fits=lambda names: "a;b" in names) == [{"a;b": "1;2", "c;d": "3;4"}]


def test_names_that_fit_nowhere_decide_nothing(rows_of):
    assert rows_of(TABLE, fits=lambda names: False) == ROWS
