"""Tables of customers in which something repeats are not taken for orders."""

import pytest

from segmentation.errors import NoRoleFound, RowsAreCustomers
from segmentation.mapping.orders.find import Said
from segmentation.mapping.orders.header_words import LEAST_SURE_DATE, tier
from segmentation.mapping.own.headers import read_header
from segmentation.mapping.own.keys import NAMES_A_CUSTOMER


def table(header, row, rows=120):
    return "\n".join([header, *(row(at) for at in range(rows))]) + "\n"


def day(at):
    return f"2024-{at % 12 + 1:02}-{at % 28 + 1:02}"


def test_a_household_beside_a_number_of_each_row(read):
    text = table(
        "customer_id,household_id,date,spend", lambda at: f"{at},h{at % 40},{day(at)},{at}"
    )
    with pytest.raises(RowsAreCustomers, match=r'^"customer_id" is different in each of the 120'):
        read(text)
    assert read(text, Said(roles={"customer": "household_id"})).orders.customers == 40


def test_a_few_customers_that_are_there_twice(read):
    text = table("customer_id,last_order_date,spend", lambda at: f"c{max(at, 3)},{day(at)},{at}")
    with pytest.raises(RowsAreCustomers, match=r'^"customer_id" has 117 different values in 120'):
        read(text)


@pytest.mark.parametrize("header", ["Debitor", "card", "Kunde", "Alıcı"])
def test_a_customer_in_each_row_is_told_before_an_amount_is_asked_for(read, header):
    text = table(
        f"{header},letzte Bestellung,Umsatz 2022,Umsatz 2023",
        lambda at: f"{7000 + at},{day(at)},{at % 7}.50,{at % 9}.25",
    )
    with pytest.raises(RowsAreCustomers, match=rf'^"{header}" is different in each of the 120'):
        read(text)


def test_that_nobody_ordered_is_told_before_an_amount_is_asked_for(read):
    text = table(
        "Zähler,Abschlag,Guthaben,Lieferbeginn",
        lambda at: f"Z{at},{at % 7}.50 €,{at % 9}.25 €,{day(at)}",
    )
    with pytest.raises(NoRoleFound):
        read(text)


@pytest.mark.parametrize("header", ["Année de naissance", "dogum_yili", "Baujahr"])
def test_years_are_no_customers(read, header):
    text = table(
        f"Carte n°,{header},Visites,Dons,Abonné depuis",
        lambda at: f"{7000 + at * 7},{1940 + at % 60},{at % 9},{at % 70}.50 €,{day(at)}",
    )
    with pytest.raises(NoRoleFound):
        read(text)


@pytest.mark.parametrize(
    "header", ["Kunden-Nr.", "Müşteri No", "Zákazník ID", "Mitgliedsnummer", "Gäste-ID", "Üye No"]
)
def test_both_kinds_of_tables_know_the_same_words_for_a_customer(header):
    assert tier(header, "customer") == 0
    assert NAMES_A_CUSTOMER.search(read_header(header).phrase)


def test_order_numbers_in_the_range_of_spreadsheet_days(read):
    text = table(
        "order_id,customer_id,order_date,amount",
        lambda at: f"{41001 + at // 2},c{at // 2 % 30},{day(at // 2)},{at % 9 + 1}",
    )
    found = read(text)
    assert found.mapping.columns.order == "order_id"
    assert (found.orders.orders, found.orders.row) == (60, "order line")


@pytest.mark.parametrize(
    ("header", "sure"),
    [
        ("Order Date", 0),
        ("Bestelldatum", 0),
        ("fecha", 1),
        ("Paid at", 2),
        ("last_order_date", LEAST_SURE_DATE),
        ("First purchase date", LEAST_SURE_DATE),
        ("Ship Date", LEAST_SURE_DATE),
        ("Sign-up date", LEAST_SURE_DATE),
    ],
)
def test_dates_of_orders_are_told_from_others(header, sure):
    assert tier(header, "date") == sure


@pytest.mark.parametrize(
    ("header", "is_mail"),
    [
        ("Email", True),
        ("Billing E-mail Address", True),
        ("Email (Billing)", True),
        ("Email opt in", False),
        ("Email Status", False),
    ],
)
def test_addresses_are_told_from_what_is_said_of_them(header, is_mail):
    assert (tier(header, "email") is not None) == is_mail
