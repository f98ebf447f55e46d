"""Downloads are safe to open in a spreadsheet."""

import csv
import io

import ibis
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segmentation.downloads import escaped, escaped_table, to_csv


@pytest.fixture(scope="module")
def duck():
    connection = ibis.duckdb.connect()
    yield connection
    connection.disconnect()


def rows(table):
    return list(csv.reader(io.StringIO(to_csv(table).decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_would_be_run_is_escaped(start):
    cell = f"{start}SUM(A1:A9)"
    assert rows(pd.DataFrame({"name": [cell]})) == [["name"], [f"'{cell}"]]


def test_headers_that_would_be_run_are_escaped():
    assert rows(pd.DataFrame({"=1+1": [1]})) == [["'=1+1"], ["1"]]


def test_categories_are_escaped():
    table = pd.DataFrame({"name": pd.Series(["@x", "y"], dtype="category")})
    assert rows(table) == [["name"], ["'@x"], ["y"]]


def test_numbers_are_not_escaped():
    table = pd.DataFrame({"whole": [-1, 2], "part": [-0.5, float("nan")]})
    assert rows(table) == [["whole", "part"], ["-1", "-0.5"], ["2", ""]]


def test_other_text_stays_as_it_is():
    cells = ["a=b", "1-2", "x@y", 'Zoë, "the best"', "two\nlines"]
    assert rows(pd.DataFrame({"name": cells})) == [["name"], *([cell] for cell in cells)]


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
def test_no_line_end_within_text_starts_a_row(line_end):
    cell = f"Ann{line_end}=1+1"
    assert rows(pd.DataFrame({"name": [cell]})) == [["name"], [cell]]


def test_file_starts_with_a_byte_order_mark():
    assert to_csv(pd.DataFrame({"ä": [1]})).split() == [b"\xef\xbb\xbf\xc3\xa4", b"1"]


@given(st.lists(st.one_of(st.none(), st.text("=+-@\t\r\n'0.1xé ", max_size=6)), min_size=1))
def test_lazy_tables_are_escaped_by_the_same_rule(duck, cells):
    table = ibis.memtable(pa.table({"=n": pa.array(cells, pa.string()), "n": range(len(cells))}))
    found = duck.to_pyarrow(escaped_table(table)).to_pydict()
    assert found == {"'=n": [escaped(cell) for cell in cells], "n": [*range(len(cells))]}
