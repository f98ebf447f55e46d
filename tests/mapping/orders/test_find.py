"""What a table of orders means: from headers of known exports, of eight languages, and values."""

import json

import pytest

from segmentation.errors import (
    ColumnWithTwoRoles,
    CurrencyToChoose,
    DoubtfulRole,
    NoRoleFound,
    NothingBought,
    OneOrder,
    RowsAreCustomers,
    UnknownColumns,
    UnknownCurrency,
)
from segmentation.mapping.orders.find import Said
from tests.mapping.orders.exported_tables import TABLES


@pytest.mark.parametrize("name", TABLES)
def test_exports_are_read_without_being_told_how(read, name):
    table = TABLES[name]
    found = read(table.text)
    orders = found.orders
    assert found.mapping.title == table.title
    assert (orders.row, orders.customers, orders.orders) == (
        table.row,
        table.customers,
        table.orders,
    )
    assert orders.amount == table.amount
    assert found.taken_out == table.taken_out


LINES = "order_id,customer_id,order_date,quantity,price\n"
TOTALS = "order_id,customer_id,order_date,item,total\n"


def test_lines_add_up_to_orders(read):
    found = read(LINES + "1,a,2024-01-05,2,10\n1,a,2024-01-05,1,5\n2,b,2024-01-06,1,7\n")
    assert found.mapping.orders.total == "each row"
    assert found.customers["a"]["monetary"] == 25 and found.customers["a"]["frequency"] == 1
    assert (found.orders.amount, found.orders.largest) == (32.0, 25.0)


def test_a_total_on_the_first_line_counts_once(read):
    found = read(
        TOTALS
        + "1,a,2024-01-05,x,30\n1,a,2024-01-05,y,\n2,a,2024-01-06,x,5\n2,a,2024-01-06,z,\n"
        + "3,b,2024-01-06,x,7\n"
    )
    assert found.mapping.orders.total == "first row"
    assert (found.customers["a"]["monetary"], found.orders.amount) == (35, 42.0)
    assert found.told[1] == (
        "An order's own columns stand on its first row only; its amount counts once."
    )


def test_a_total_on_every_line_counts_once(read):
    found = read(
        TOTALS
        + "1,a,2024-01-05,x,30\n1,a,2024-01-05,y,30\n2,a,2024-01-06,x,5\n2,a,2024-01-06,z,5\n"
        + "3,b,2024-01-06,x,7\n"
    )
    assert found.mapping.orders.total == "every row"
    assert (found.customers["a"]["monetary"], found.orders.amount) == (35, 42.0)


def test_amounts_of_lines_that_happen_to_be_alike_are_added(read):
    # Two pieces of one price are no total that is said twice.
    found = read(
        "order_id,customer_id,order_date,quantity,price,amount\n"
        "1,a,2024-01-05,1,30,30\n1,a,2024-01-05,1,30,30\n2,b,2024-01-06,2,5,10\n"
    )
    assert (found.mapping.orders.total, found.orders.amount) == ("each row", 70.0)


def test_numbers_that_begin_anew_for_each_customer(read):
    found = read(
        "customer_id,order_no,order_date,amount\n"
        "a,1,2024-01-05,10\na,1,2024-01-05,5\nb,1,2024-01-06,7\nb,2,2024-01-07,1\n"
    )
    assert found.mapping.orders.told_apart_by == "customer and number"
    assert (found.orders.orders, found.customers["b"]["frequency"]) == (3, 2)


def test_rows_that_repeat_without_a_number_are_two_purchases(read):
    found = read("customer_id,date,amount\na,2024-01-05,10\na,2024-01-05,10\nb,2024-01-06,7\n")
    assert (found.orders.orders, found.orders.amount) == (3, 27.0)


def test_an_order_that_was_exported_twice_counts_once(read):
    rows = [f"{n},c{n % 40},2024-01-{n % 28 + 1:02},{n}" for n in range(1, 101)]
    found = read("\n".join(["order_id,customer_id,order_date,amount", *rows, rows[6]]) + "\n")
    assert (found.orders.orders, found.orders.amount) == (100, 5050.0)
    assert found.taken_out == {"repeated rows": 1}


def test_a_return_takes_off_the_latest_earlier_order_of_the_same_amount(read):
    found = read(
        "order_no,customer_no,date,amount\n"
        "1,a,2024-01-01,10\n2,a,2024-02-01,10\n3,a,2024-03-01,10\n4,a,2024-02-20,-10\n"
        "5,b,2024-01-01,50\n6,b,2024-01-09,-20\n7,c,2024-01-09,-5\n8,b,2024-01-02,8\n"
    )
    a, b = found.customers["a"], found.customers["b"]
    # The second order is gone, so that the first is 61 days before the last of 2024-03-01.
    assert (a["frequency"], a["monetary"], a["gap"]) == (2, 20, 60)
    assert (b["frequency"], b["monetary"]) == (2, 38)
    assert found.orders.orders == 4
    assert found.orders.amount == 58.0
    assert found.taken_out == {"returned": 2, "a return alone": 1}
    assert a["returned"] == pytest.approx(1 / 3)


def test_a_return_beside_an_order_that_is_called_refunded_is_taken_off_once(read):
    found = read(
        "order_no,customer_no,date,amount,state\n"
        "1,a,2024-01-01,10,refunded\n2,a,2024-02-01,30,shipped\n3,a,2024-01-05,-10,refunded\n"
        "4,b,2024-01-05,8,shipped\n"
    )
    assert (found.customers["a"]["frequency"], found.customers["a"]["monetary"]) == (1, 30)
    assert (found.orders.amount, found.taken_out) == (38.0, {"returned": 2})


@pytest.mark.parametrize("header", ["State", "Outcome", "Estado del pedido"])
def test_statuses_are_known_by_what_they_say(read, header):
    found = read(
        f"order_no,customer_no,date,amount,{header}\n"
        "1,a,2024-01-01,10,shipped\n2,a,2024-02-01,30,cancelled\n3,b,2024-02-01,5,shipped\n"
    )
    assert found.taken_out == {"cancelled": 1}


def test_states_of_a_country_are_no_statuses(read):
    found = read(
        "order_no,customer_no,date,amount,state\n"
        "1,a,2024-01-01,10,New York\n2,a,2024-02-01,30,Ohio\n3,b,2024-02-01,5,Texas\n"
    )
    assert found.mapping.columns.status is None and found.orders.orders == 3


def test_lines_with_pieces_below_none_are_a_return(read):
    found = read(
        LINES + "1,a,2024-01-05,2,10\n1,a,2024-01-05,1,5\nC1,a,2024-01-07,-1,5\n"
        "2,b,2024-01-06,1,7\n"
    )
    assert (found.customers["a"]["frequency"], found.customers["a"]["monetary"]) == (1, 20)
    assert (found.orders.orders, found.orders.amount) == (2, 27.0)


def test_refunds_of_a_column_are_taken_off(read):
    found = read(
        "order_id,customer_id,order_date,amount,refund amount\n"
        "1,a,2024-01-05,10,0\n2,a,2024-01-06,10,4\n3,a,2024-01-07,10,-10\n4,b,2024-01-07,9,\n"
    )
    assert found.customers["a"]["monetary"] == 16 and found.customers["a"]["frequency"] == 2
    assert found.taken_out == {"returned": 1}
    assert found.orders.amount == 25.0


@pytest.mark.parametrize(
    ("header", "yes", "no", "why"),
    [
        ("Returned", "Yes", "", "returned"),
        ("is_refunded", "1", "0", "returned"),
        ("refunded", "1.0", "0.0", "returned"),
        ("Refunded at", "2024-02-09", "", "returned"),
        ("cancelled", "True", "False", "cancelled"),
        ("Cancelled at", "2024-02-09 10:00", "None", "cancelled"),
        ("storniert", "ja", "nein", "cancelled"),
        ("test", "true", "false", "a test"),
    ],
)
def test_what_is_said_by_yes_and_no_counts(read, header, yes, no, why):
    found = read(
        f"order_id,customer_id,order_date,amount,{header}\n1,a,2024-01-05,10,{no}\n"
        f"2,a,2024-01-06,20,{yes}\n3,b,2024-01-07,30,{no}\n4,b,2024-01-08,5,{no}\n"
    )
    assert found.taken_out == {why: 1}
    assert found.orders.amount == 45.0


def test_statuses_can_be_told_to_count(read):
    text = (
        "order_id,customer_id,order_date,amount,status\n"
        "1,a,2024-01-05,10,Paid\n2,a,2024-01-06,10,Pending\n3,b,2024-01-07,10,Voided\n"
        "4,b,2024-01-09,1,Mystery\n"
    )
    found = read(text)
    assert found.taken_out == {"cancelled": 1, "not paid": 1}
    assert found.told[-1] == 'In "status", "Mystery" (1 rows) counts as an order.'
    assert read(text, Said(kept=("Pending",))).taken_out == {"cancelled": 1}


def test_guests_are_known_by_their_mail_and_nobody_is_nobody(read):
    found = read(
        "order_id,customer_id,email,order_date,amount\n"
        "1,7,ann@x.org,2024-01-05,10\n2,0,ann@x.org,2024-01-06,10\n3,0,bob@x.org,2024-01-07,10\n"
        "4,0,,2024-01-08,10\n5,guest,bob@x.org,2024-01-09,5\n"
    )
    assert found.customers.keys() == {"7", "bob@x.org"}
    assert found.customers["7"]["frequency"] == 2
    assert found.taken_out == {"no customer": 1}


def test_zero_is_somebody_where_ids_count_from_it(read):
    rows = [f"{n},{n % 4},2024-01-{n % 28 + 1:02},{n}" for n in range(1, 41)]
    found = read("\n".join(["order_id,customer_id,order_date,amount", *rows]) + "\n")
    assert found.customers.keys() == {"0", "1", "2", "3"}
    assert found.taken_out == {}


def test_ids_that_differ_in_capitals_are_one_and_it_is_said(read):
    found = read("customer_id,date,amount\nK1,2024-01-05,10\nk1,2024-01-06,5\nb,2024-01-06,7\n")
    assert found.customers["k1"]["monetary"] == 15
    assert found.told[-1] == (
        'In "customer_id", 1 id differs from another in capitals alone, and they count as one.'
    )


def test_currencies_are_never_added_up(read):
    text = (
        "order_id,customer_id,order_date,amount,currency\n"
        "1,a,2024-01-05,10,EUR\n2,a,2024-01-06,10,USD\n3,b,2024-01-07,10,eur\n4,b,2024-01-07,1,EUR\n"
    )
    with pytest.raises(CurrencyToChoose, match=r'"EUR \(3 rows\)", "USD \(1 rows\)"'):
        read(text)
    with pytest.raises(UnknownCurrency):
        read(text, Said(currency="CHF"))
    found = read(text, Said(currency="EUR"))
    assert (found.orders.amount, found.orders.currency) == (21.0, "EUR")
    assert found.taken_out == {"another currency": 1}
    converted = read(text, Said(currency="EUR", rates={"USD": 0.5}))
    assert (converted.orders.amount, converted.taken_out) == (26.0, {})


def test_what_describes_customers_is_a_category_and_names_are_not(read):
    rows = [
        f"{n},c{n % 5},Name {n % 5},2024-01-{n % 28 + 1:02},{n},"
        f"{'north' if n % 5 < 2 else 'south'},{'web' if n % 2 else 'shop'}"
        for n in range(60)
    ]
    header = "order_id,customer_id,customer name,order_date,amount,region,channel"
    found = read("\n".join([header, *rows]) + "\n")
    # By which channel an order came differs from order to order.
    assert found.mapping.customers.categories == ("region",)


def test_what_is_said_wins(read):
    text = "order_id,customer_id,order_date,revenue,total\n" + "".join(
        f"{n},c{n % 3},2024-01-0{n + 1},{n},{n + 2}\n" for n in range(6)
    )
    with pytest.raises(DoubtfulRole, match=r'"revenue", "total".* --amount "revenue"'):
        read(text)
    assert read(text, Said(roles={"amount": "revenue"})).orders.amount == 15.0
    with pytest.raises(UnknownColumns):
        read(text, Said(roles={"amount": "sum"}))
    with pytest.raises(ColumnWithTwoRoles):
        read(text, Said(roles={"amount": "total", "price": "total"}))


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("customer_id,b\n1,2\n1,3\n", NoRoleFound, "when"),
        ("day_of,total\n2024-01-05,3\n2024-01-06,2\n", NoRoleFound, "who ordered"),
        ("customer_id,date,amount\n1,2024-01-05,3\n2,2024-01-06,3\n", RowsAreCustomers, "each of"),
        (LINES + "1,a,2024-01-05,2,10\n1,a,2024-01-05,1,5\n", OneOrder, "one order in all"),
        ("customer_id,date,amount\n1,2024-01-05,0\n1,2024-01-06,0\n", NothingBought, "above 0"),
    ],
)
def test_what_is_no_orders_is_refused_in_one_sentence(read, text, error, said):
    with pytest.raises(error, match=said):
        read(text)


EXPORTS = ("superstore.csv", "rfm_orders.csv", "woocommerce_orders.csv", "stripe_payments.csv")


@pytest.mark.parametrize("name", [*EXPORTS, "shopify_orders.csv", "german_shop.csv"])
def test_exports_of_real_shape_come_to_the_last_cent(read, real_exports, name):
    expected = json.loads((real_exports / "expected.json").read_text())[name]
    raw = (real_exports / name).read_bytes()
    found = read(raw.decode("cp1252"), encoding="cp1252")
    for figure in ("customers", "orders", "amount", "first", "last", "left_out"):
        if figure in expected:
            assert getattr(found.orders, figure) == expected[figure], figure
