"""Rows that are there twice, totals that are said again, numbers that begin anew."""

import pytest

LINES = "order_id,customer_id,order_date,sku,quantity,price\n"


def lines(times):
    """Forty orders of two lines each, all of them so many times."""
    once = [
        f"{order},c{order % 9},2024-01-{order % 28 + 1:02},s{order}{part},{part},{order}\n"
        for order in range(1, 41)
        for part in (1, 2)
    ]
    return LINES + "".join(once * times)


def test_rows_of_two_exports_are_told(read):
    once, twice = read(lines(1)), read(lines(2))
    assert not [told for told in once.told if "repeat another" in told]
    assert twice.told[-1] == (
        "80 of 160 rows repeat another in every column, and count: if the data was exported "
        "twice, or two files overlap, leave one of them out."
    )
    assert twice.orders.amount == 2 * once.orders.amount


def test_of_very_many_rows_those_of_some_orders_are_looked_at(read, monkeypatch):
    for room in ("columns", "repeats"):
        monkeypatch.setattr(f"segmentation.mapping.orders.{room}.EXACTLY", 50)
    assert read(lines(2)).told[-1].startswith("50% of rows repeat another in every column")
    assert not [told for told in read(lines(1)).told if "repeat another" in told]


def test_a_total_on_every_line_counts_once_beside_orders_exported_twice(read):
    rows = []
    for order in range(1, 31):
        parts = 2 if order % 2 else 1
        total = 10 * order * parts
        row = f"{order},c{order % 9},2024-01-{order % 28 + 1:02},1,{10 * order},{total}\n"
        rows += [row] * (2 if order in (2, 4) else parts)
    found = read("order_id,customer_id,order_date,quantity,price,order total\n" + "".join(rows))
    assert found.mapping.orders.total == "every row"
    assert found.orders.amount == sum(10 * n * (2 if n % 2 else 1) for n in range(1, 31))


def test_numbers_that_begin_anew_every_day(read):
    rows = [
        f"{receipt},c{(day + receipt) % 3},2024-01-{day + 1:02},5\n" * 2
        for day in range(20)
        for receipt in (1, 2)
    ]
    found = read("receipt no,customer_id,date,amount\n" + "".join(rows))
    assert found.mapping.orders.told_apart_by == "customer, number and day"
    assert found.orders.orders == 40
    assert "rows of one customer and day with the same" in found.told[0]


@pytest.mark.parametrize("header", ["Orders", "Bestellungen", "pedidos"])
def test_how_many_orders_a_row_stands_for_is_no_number_of_one(header, read):
    rows = [f"c{at % 9},2024-{at % 12 + 1:02}-01,{at % 4 + 1},{at + 5}.50\n" for at in range(60)]
    found = read(f"customer_id,month,{header},revenue\n" + "".join(rows))
    assert found.mapping.columns.order is None
    assert found.orders.orders == 60
    assert found.told[-1] == (
        f'Each row counts as one order, however many "{header}" says that it stands for.'
    )
