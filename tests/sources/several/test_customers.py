"""What is known of customers, from a second source, beside their orders."""

import pytest

from segmentation.errors import SourceNotFound
from segmentation.sources import Reading, open_table
from segmentation.sources.several.customers import (
    find_customers_key,
    open_beside,
    with_customers,
)

ORDERS = """Order,Customer ID,Day,Town
1,0007,2024-01-02,Rome
2,k8,2024-01-03,Oslo
3,k8,2024-01-04,Oslo
4,k9,2024-01-05,Bonn
5,,2024-01-06,Bern
"""
PEOPLE = "CustomerNo;Age;Town\n0007;30;Turin\nK8 ;40;\nK8;41;\nK10;50;Kiel\n"


@pytest.fixture
def opened(written):
    with open_table(written(ORDERS, "orders.csv")) as opened:
        yield opened


def rows_of(opened):
    rows = opened.table.order_by("Order").to_pyarrow().to_pylist()
    return [tuple(row.values()) for row in rows]


def test_customers_are_joined_and_no_row_is_added_or_lost(opened, written):
    with open_beside(opened, written(PEOPLE, "people.csv")) as other:
        both = with_customers(opened, other, key="Customer ID", other_key="CustomerNo")
        assert both.table.columns == (
            *("Order", "Customer ID", "Day", "Town", "Age", "people Town"),
        )
        assert rows_of(both) == [
            ("1", "0007", "2024-01-02", "Rome", "30", "Turin"),
            ("2", "k8", "2024-01-03", "Oslo", "41", None),
            ("3", "k8", "2024-01-04", "Oslo", "41", None),
            ("4", "k9", "2024-01-05", "Bonn", None, None),
            ("5", None, "2024-01-06", "Bern", None, None),
        ]
    assert both.name == "orders.csv"
    assert both.understood == [
        'What is known of customers comes from "people.csv".',
        '1 customer is not in "people.csv".',
        '1 customer of "people.csv" has nothing in "orders.csv" and is no part of this.',
        '1 row of "people.csv" repeats a customer and did not count: the first one of each '
        "counts, in the order of their values.",
        '"people.csv": Columns are separated by ";".',
    ]


def test_all_who_join_need_no_more_words(opened, written):
    people = written("id,Age\n0007,30\nk8,40\nk9,41\n", "people.csv")
    with open_beside(opened, people) as other:
        both = with_customers(opened, other, key="Customer ID", other_key="id")
        assert [row[4] for row in rows_of(both)] == ["30", "40", "40", "41", None]
    assert both.understood == ['What is known of customers comes from "people.csv".']


def test_what_cannot_be_read_there_is_told(opened, written):
    people = written("id,Age\n0007,30\nk8,40\nk9,41\nk10\nTotal,111\n", "people.csv")
    with open_beside(opened, people, Reading(bad_lines="skip")) as other:
        both = with_customers(opened, other, key="Customer ID", other_key="id")
    assert both.understood[1:] == [
        '1 row of "people.csv" left out: lines of totals.',
        '1 line of "people.csv" cannot be read and was left out.',
    ]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("Town,customer no\nRome,0007\nOslo,K8\n", "customer no"),
        ("CustomerID,Town\n0007,Rome\nk8,Oslo\nk8,Kiel\n", None),
        ("customer_id,Town\nx1,Rome\nx2,Oslo\n", None),
        ("Age,Town\n30,Rome\n40,Oslo\n", None),
    ],
)
def test_key_is_found_where_customers_are_there_once(opened, written, content, key):
    with open_beside(opened, written(content, "people.csv")) as other:
        assert find_customers_key(opened, other, "Customer ID") == key


def test_nothing_there(opened, tmp_path):
    with pytest.raises(SourceNotFound), open_beside(opened, tmp_path / "none.csv"):
        pass
