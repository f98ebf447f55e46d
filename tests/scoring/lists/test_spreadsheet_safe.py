"""Downloads are safe to open in a spreadsheet."""

import csv
import datetime as dt
import decimal
import io
import re
import uuid

import fastexcel
import ibis
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segmentation.scoring.lists.spreadsheet_safe import (
    HARMLESS,
    escaped,
    escaped_names,
    escaped_table,
    to_csv,
    to_xlsx,
)


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


def test_workbook_holds_the_same_cells_as_csv():
    cells = ["=1+1", "https://a.example", "-5", "plain"]
    table = pd.DataFrame({"=name": cells, "number": [1.5, 2.0, -3.0, 4.0]})
    sheet = fastexcel.read_excel(to_xlsx(table)).load_sheet("Customers").to_arrow().to_pydict()
    assert sheet == {
        "'=name": ["'=1+1", "https://a.example", "-5", "plain"],
        "number": [1.5, 2.0, -3.0, 4.0],
    }


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


HARMLESS_CELLS = ["-", "+", "-5", "+4.20", "-7,5", "-$5.00", "-5 %", "-5%", "+1e2", "-1.5E-10"]
HARMLESS_CELLS += ["-1,234.56", "-1.234,56 €", "-1'234", "-1’234", "-1\u00a0234\u202f567,8", "-5."]
HARMLESS_CELLS += ["-.5", "-,5", "- 5", "- € 5", "+49 30 123", "-£5", "-5 ¥", "+00.1", "-1.2.2024"]
FORMULAS = ["-1+cmd|' /C calc'!A0", "-A1", "+SUM(1)", "-7+3", "-7-3", "--1", "-+1", "-1*2", "-2^9"]
FORMULAS += ["-1/2", "-1:2", "-$A$1", "-$A1", "-USD5", "-5 E2", "-e5", "-1e", "-1e2e3", "-1;2"]
FORMULAS += ["-1&2", '-"a"', "-(1)", "-1!A0", "-'a'!A1", "-1|2", "-5\n", "-\n=1", "-\t", "-{1}"]
FORMULAS += ["-$5$", "-$$5", "-5%%", "-٣", "=", "=1", "@", "@x", "\t-5", "\r5", "-@x", "+=1", "-x"]


@pytest.mark.parametrize("cell", HARMLESS_CELLS)
def test_signs_and_numbers_are_not_escaped(duck, cell):
    assert rows(pd.DataFrame({cell: [cell]})) == [[cell], [cell]]
    assert lazy_values(duck, pa.table({cell: [cell]})) == {cell: [cell]}


@pytest.mark.parametrize("cell", FORMULAS)
def test_what_is_more_than_a_number_is_escaped(duck, cell):
    assert rows(pd.DataFrame({cell: [cell]})) == [[f"'{cell}"], [f"'{cell}"]]
    assert lazy_values(duck, pa.table({cell: [cell]})) == {f"'{cell}": [f"'{cell}"]}


def test_bytes_are_escaped_as_text():
    cells = [b"=1", "é".encode(), b"=\xff", b"-5"]
    assert rows(pd.DataFrame({"a": cells}))[1:] == [["'=1"], ["é"], ["'=\\xff"], ["-5"]]


def test_what_has_no_text_stays_as_it_is():
    cells = [None, float("-inf"), -1, decimal.Decimal("-1.5"), True, dt.date(2020, 1, 2), ["=1"]]
    assert [escaped(cell) for cell in cells] == cells


class Odd:
    def __str__(self):
        return "=1"


def test_an_object_that_would_be_written_as_a_formula_is_escaped():
    assert escaped(Odd()) == "'=1"


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (["=1", "'=1"], ["'=1 (2)", "'=1"]),
        (["'=1", "=1"], ["'=1", "'=1 (2)"]),
        (["=a", "'=A", "'=a (2)"], ["'=a (3)", "'=A", "'=a (2)"]),
        (["=1", "=1", "=1"], ["'=1", "'=1 (2)", "'=1 (3)"]),
        (["a", "=b", 5], ["a", "'=b", 5]),
    ],
)
def test_no_two_columns_get_one_name(given, written):
    assert escaped_names(given) == written
    values = [*range(len(given))]
    found = rows(pd.DataFrame([values], columns=given))
    assert found == [[str(name) for name in written], [str(value) for value in values]]


def test_no_column_of_a_lazy_table_is_lost(duck):
    table = pa.table({"'=1+1": [1], "=1+1": [2], "'=1+1 (2)": [3], "@": [4], "self": [5]})
    assert lazy_values(duck, table) == {
        "'=1+1": [1],
        "'=1+1 (3)": [2],
        "'=1+1 (2)": [3],
        "'@": [4],
        "self": [5],
    }


MANY_KINDS = """
    CREATE OR REPLACE TEMP TABLE kinds AS
    SELECT '=1'::BLOB AS bytes, '=\\xFF'::BLOB AS other_bytes, '=1'::ENUM('=1') AS enum,
        '"=1"'::JSON AS json, ['=1', 'a'] AS list, {'=k': '=1'} AS struct, MAP {'=k': 1} AS map,
        union_value(a := '=1') AS union_, INTERVAL '-1 day' AS interval_,
        '00000000-0000-0000-0000-000000000001'::UUID AS uuid, NULL AS nothing,
        -1 AS whole, -1.5::DECIMAL(5, 2) AS decimal_, '-inf'::DOUBLE AS float, true AS yes,
        DATE '2020-01-02' AS day, TIMESTAMP '2020-01-02 03:04:05' AS moment, TIME '03:04' AS time
"""


def test_all_but_numbers_truth_values_and_times_become_text(duck):
    duck.con.execute(MANY_KINDS)
    found = duck.to_pyarrow(escaped_table(duck.table("kinds"))).to_pylist()
    assert found == [
        {
            "bytes": "'=1",
            "other_bytes": "'=\\xFF",
            "enum": "'=1",
            "json": '"=1"',
            "list": "['=1', a]",
            "struct": "{'=k': '=1'}",
            "map": "{'=k'=1}",
            "union_": "'=1",
            "interval_": "'-1 day",
            "uuid": str(uuid.UUID(int=1)),
            "nothing": None,
            "whole": -1,
            "decimal_": decimal.Decimal("-1.50"),
            "float": float("-inf"),
            "yes": True,
            "day": dt.date(2020, 1, 2),
            "moment": dt.datetime(2020, 1, 2, 3, 4, 5),
            "time": dt.time(3, 4),
        }
    ]


@given(st.lists(st.one_of(st.none(), st.text("=+-@\t\r\n'0.1xé ", max_size=6)), min_size=1))
def test_lazy_tables_are_escaped_by_the_same_rule(duck, cells):
    table = pa.table({"=n": pa.array(cells, pa.string()), "n": range(len(cells))})
    assert lazy_values(duck, table) == {
        "'=n": [escaped(cell) for cell in cells],
        "n": [*range(len(cells))],
    }


NUMBERS = st.from_regex(HARMLESS, fullmatch=True)
NEARLY = st.builds(
    lambda number, more, at: number[:at] + more + number[at:],
    NUMBERS,
    st.text("0١9.,'’ \u00a0\u2007$€%eE+-\n\u2028²xé", max_size=2),
    st.integers(0, 9),
)


@settings(deadline=None)
@given(st.lists(st.one_of(NUMBERS, NEARLY, st.text()), min_size=1))
def test_python_and_duckdb_take_the_same_for_numbers(duck, cells):
    cells = [cell for cell in cells if "\0" not in cell]
    escaped_there = lazy_values(duck, pa.table({"a": pa.array(cells, pa.string())}))["a"]
    assert escaped_there == [escaped(cell) for cell in cells]


@given(NUMBERS)
def test_what_passes_has_one_sign_and_no_letter_but_that_of_an_exponent(number):
    assert escaped(number) == number
    bare = re.sub(r"(?<=[0-9.,])[eE][-+]?(?=[0-9])", "", number[1:])
    assert number[0] in "-+"
    assert set(bare) <= set("0123456789.,'’ \u00a0\u2007\u2009\u202f$€£¥%")


def lazy_values(duck, table):
    return duck.to_pyarrow(escaped_table(ibis.memtable(table))).to_pydict()
