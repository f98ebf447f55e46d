"""What is refused and told of columns before customers are made of them."""

from contextlib import closing

import ibis
import pyarrow as pa
import pytest

from segmentation.customers.reading_doubts import the_currency, told_of_keys
from segmentation.errors import SeveralCurrencies
from segmentation.recipes import RECIPES

LINES = RECIPES["online_retail"]


@pytest.fixture(scope="module")
def connection():
    backend = ibis.duckdb.connect()
    with closing(backend.con):
        yield backend


def test_currencies_are_refused_only_where_rows_are_added_up(connection):
    table = connection.create_table("prices", pa.table({"Price": ["€1", "£2", "£3.50"]}))
    with pytest.raises(SeveralCurrencies) as raised:
        the_currency(table, LINES, {"price": "Price"})
    assert "GBP in 2 cells, EUR in 1 cell" in str(raised.value)
    assert the_currency(table, RECIPES["mall"], {"annual_income": "Price"}) == ""


def test_one_currency_is_no_reason(connection):
    table = connection.create_table("euros", pa.table({"Price": ["€1", "2 EUR", "3"]}))
    assert the_currency(table, LINES, {"price": "Price"}) == "EUR"


def test_ids_that_a_spreadsheet_cut_are_told(connection):
    ids = ["9.00720E+15", "9.00721E+15", "17850"]
    table = connection.create_table("ids", pa.table({"Customer ID": ids, "Other": ["1", "2", "3"]}))
    assert told_of_keys(table, LINES, {"customer": "Customer ID"}) == [
        'In column "Customer ID" 2 ids were cut by a spreadsheet, which keeps 15 digits: several '
        "customers may have become one. Save that column as text."
    ]
    assert told_of_keys(table, LINES, {"customer": "Other"}) == []
    assert told_of_keys(table, LINES, {}) == []
