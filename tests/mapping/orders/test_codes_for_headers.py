"""Headers that are codes of a program, or a number and nothing else."""

import pytest

from segmentation.mapping.orders.header_words import is_of_a_person


def lines(headers, number=lambda at: 100 + at // 2, day=lambda at: at // 2):
    """Twelve orders of five customers, each of two lines."""
    rows = [
        f"{number(at)},2024-01-{day(at) + 1:02},{4000 + at // 2 % 5},P{at % 7},{10 + at}.50,EUR"
        for at in range(24)
    ]
    return "\n".join([headers, *rows]) + "\n"


@pytest.mark.parametrize(
    "headers",
    ["VBELN,ERDAT,KUNNR,MATNR,NETWR,WAERK", "BELNR,BUDAT,KUNNR,MATNR,DMBTR,WAERS"],
)
def test_codes_of_sap(read, headers):
    found = read(lines(headers))
    order, date, customer, _, amount, currency = headers.split(",")
    columns = found.mapping.columns
    assert (columns.customer, columns.date, columns.order) == (customer, date, order)
    assert (columns.amount, columns.currency) == (amount, currency)
    assert (found.orders.customers, found.orders.orders, found.orders.amount) == (5, 12, 528.0)
    assert found.orders.currency == "EUR"


@pytest.mark.parametrize("header", ["Num", "No.", "Nr."])
def test_a_bare_number_is_an_orders_where_it_repeats_as_orders_do(read, header):
    found = read(lines(f"{header},Date,Customer,Product,Amount,Currency"))
    assert found.mapping.columns.order == header
    assert (found.orders.row, found.orders.orders) == ("order line", 12)


def test_two_orders_of_a_day_are_told_apart_by_a_bare_number(read):
    found = read(lines("Num,Date,Customer,Product,Amount,Currency", day=lambda at: 0))
    assert found.orders.orders == 12


@pytest.mark.parametrize("number", [lambda at: at % 2 + 1, lambda at: at + 1])
def test_a_bare_number_of_lines_or_rows_is_none(read, number):
    found = read(lines("Num,Date,Customer,Product,Amount,Currency", number=number))
    assert found.mapping.columns.order is None
    assert found.orders.orders == 12


@pytest.mark.parametrize("header", ["Guest name(s)", "Name(n)", "Customer Name(s)"])
def test_a_plural_in_brackets_is_the_same_word(header):
    assert is_of_a_person(header)
