"""Which column tells customers apart: by headers in many languages, and by what cells hold."""

import pytest

from segmentation.errors import DoubtfulRole, NamesInTwoColumns, NoRoleFound
from segmentation.mapping.orders.header_words import tier

CUSTOMERS, ORDERS = 35, 80


def orders(header, cell, *, order="order_id", beside="", cells=lambda at: ""):
    """Orders of 35 customers, with what `cell` makes of a customer's number under `header`."""
    rows = [
        f"{at},{cell(at * 9 % CUSTOMERS)},2024-{at % 12 + 1:02}-{at % 28 + 1:02},{at}.50{cells(at)}"
        for at in range(1, ORDERS + 1)
    ]
    return "\n".join([f"{order},{header},order_date,amount{beside}", *rows])


@pytest.mark.parametrize(
    "header",
    [
        *("KdNr", "Kd.-Nr.", "Kdnr.", "Debitorennr.", "Debiteurnr", "Cari Kodu", "Payer ID"),
        *("Student ID", "person_id", "uid", "Nr klienta", "Kundnr", "Asiakasnumero"),
        *("id_cliente", "Müşteri No", "Numéro client"),
    ],
)
def test_numbers_of_customers_in_many_words(header):
    assert tier(header, "customer") == 0


def test_a_word_for_a_customer_alone(read):
    assert [tier(word, "customer") for word in ("Auftraggeber", "Sold-to", "Guests")] == [1, 1, 1]
    found = read(orders("Sold-to", lambda customer: 1000 + customer))
    assert found.mapping.columns.customer == "Sold-to"
    assert (found.orders.customers, found.orders.orders) == (CUSTOMERS, ORDERS)


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("who", lambda customer: f"p{customer}@example.org"),
        ("reference", lambda customer: f"K-{customer + 10}"),
        ("reference", lambda customer: 7000 + customer),
        ("reference", lambda customer: f"000{customer + 10}"),
        ("Mobile No", lambda customer: f"+49 151 {customer + 100000}"),
        ("contact", lambda customer: f"p{customer}@example.org"),
    ],
)
def test_addresses_and_codes_whatever_they_are_called(header, cell, read):
    found = read(orders(header, cell))
    assert found.mapping.columns.customer == header
    assert found.orders.customers == CUSTOMERS


@pytest.mark.parametrize(
    "header", ["Customer Name", "Kundenname", "Nom du client", "Guest Name", "Full name"]
)
def test_names_are_the_last_resort_and_told(header, read):
    found = read(orders(header, lambda customer: f"Ann {chr(65 + customer % 26)}{customer}"))
    assert found.orders.customers == CUSTOMERS
    assert found.told[-1] == (
        f'Only "{header}" tells customers apart: two people of one name count as one. A column '
        "with their numbers or e-mail addresses would do better."
    )
    beside = orders(
        header,
        lambda customer: f"Ann {customer % 9}",
        beside=",Email",
        cells=lambda at: f",p{at * 9 % CUSTOMERS}@example.org",
    )
    assert read(beside).mapping.columns.customer == "Email"


def test_how_many_came_and_accounts_of_a_ledger_are_no_customers(read):
    of_name = {"cells": lambda at: f",Ann {at * 9 % CUSTOMERS}"}
    guests = orders("Guests", lambda customer: customer % 6 + 1, beside=",Guest Name", **of_name)
    assert read(guests).mapping.columns.customer == "Guest Name"
    ledger = orders("AccountCode", lambda customer: 200, beside=",ContactName", **of_name)
    assert read(ledger).mapping.columns.customer == "ContactName"


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Ship City", lambda customer: f"Town {chr(65 + customer % 26)}{customer}"),
        ("Agent", lambda customer: f"A-{customer + 10}"),
        ("EAN", lambda customer: 4000000000000 + customer),
        ("Duration", lambda customer: customer + 5),
        ("Note", lambda customer: f"please ring {customer}"),
    ],
)
def test_places_staff_products_and_measures_are_no_customers(header, cell, read):
    with pytest.raises(NoRoleFound, match=r"says who ordered; .* with --customer COLUMN\.$"):
        read(orders(header, cell))


def test_two_columns_of_codes_are_asked_about(read):
    codes = orders(
        "first ref", lambda c: f"K-{c + 10}", beside=",ref", cells=lambda at: f",R-{at % 40 + 10}"
    )
    with pytest.raises(DoubtfulRole, match='"first ref", "ref"'):
        read(codes)


@pytest.mark.parametrize("header", ["Ordered", "Fakturadatum", "Check-in", "period_start"])
def test_the_one_column_of_dates_says_when(header, read):
    text = orders("customer_id", lambda customer: customer).replace("order_date", header)
    assert read(text).mapping.columns.date == header


@pytest.mark.parametrize(
    ("first", "last"),
    [("first_name", "last_name"), ("Vorname", "Nachname"), ("Nombre", "Apellidos")],
)
def test_names_in_two_columns_are_to_be_put_into_one(read, first, last):
    people = ("Ann,Abel", "Ben,Brown", "Ann,Brown")
    rows = [f"{n},2024-01-{n + 1:02},{people[n % 3]},{10 + n}.50" for n in range(12)]
    with pytest.raises(NamesInTwoColumns, match=f'"{first}" and "{last}" together say who ordered'):
        read("\n".join([f"order_id,order_date,{first},{last},total", *rows]) + "\n")


def test_money_that_went_back_is_of_whom_it_went_to(read):
    rows = [
        f"{d}.01.2024,{t},{a},{s},{r},T{d}"
        for d, t, a, s, r in [
            (1, "Zahlung", 10, "ann@x.org", "shop@x.org"),
            (2, "Zahlung", 20, "ben@x.org", "shop@x.org"),
            (3, "Rückzahlung", -10, "shop@x.org", "ann@x.org"),
            (4, "Zahlung", 30, "ann@x.org", "shop@x.org"),
        ]
    ]
    header = "Datum,Typ,Brutto,Absender E-Mail-Adresse,Empfänger E-Mail-Adresse,Transaktionscode"
    found = read("\n".join([header, *rows]) + "\n")
    assert (found.orders.orders, found.orders.amount) == (2, 50.0)
    assert found.customers["ann@x.org"]["monetary"] == 30.0


@pytest.mark.parametrize(
    ("header", "role"), [("Booked by", "customer"), ("Associated Company", "contact")]
)
def test_words_for_who_booked(header, role):
    assert tier(header, role) is not None
