"""Headers and statuses in Polish, Czech, Swedish, Danish and Norwegian, and rarer order numbers."""

import pytest

from segmentation.mapping.orders.header_words import tier
from segmentation.recipes.orders.statuses import says_it_counts, why_no_order


@pytest.mark.parametrize(
    "header",
    [
        "increment_id",
        "Nr zamówienia",
        "Numer zamówienia",
        "Buchungsnr",
        "Buchungsnummer",
        "Faktura nr",
        "Fakturanr",
        "Nr faktury",
        "Č. objednávky",
        "Číslo objednávky",
        "Číslo faktury",
        "Ordrenummer",
        "Transaktions-ID",
        "Tilausnumero",
        "Bestelnummer",
        "Nro. de pedido",
    ],
)
def test_numbers_of_orders(header):
    assert tier(header, "order") == 0


@pytest.mark.parametrize("header", ["Order total", "Stav objednávky", "Buchungsdatum", "Coupon"])
def test_headers_that_number_no_orders(header):
    assert tier(header, "order") is None


@pytest.mark.parametrize(
    "header",
    [
        *("Login kupującego", "Nutzername des Käufers", "CPF do cliente", "Číslo zákazníka"),
        *("Benutzername des Bestellers", "Nummer des Auftraggebers", "KUNNR"),
    ],
)
def test_ids_of_customers(header):
    assert tier(header, "customer") == 0


@pytest.mark.parametrize(
    "header",
    [
        "E-Mail-Adresse des Käufers",
        "E-mail kupującego",
        "Correo electrónico (facturación)",
        "Adresse e-mail du client",
    ],
)
def test_mails(header):
    assert tier(header, "email") == 0


def test_whether_somebody_wants_mail_is_no_address():
    assert tier("Email opt in", "email") is None


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("Anulowane", "cancelled"),
        ("Zwrócone", "returned"),
        ("Nieopłacone", "not paid"),
        ("Niezapłacone", "not paid"),
        ("Oczekuje na płatność", "not paid"),
        ("Niedostarczone", "failed"),
        ("Stornováno", "cancelled"),
        ("Zrušeno", "cancelled"),
        ("Vráceno", "returned"),
        ("Čeká na platbu", "not paid"),
        ("Nezaplaceno", "not paid"),
        ("Nedoručeno", "failed"),
        ("Avbruten", "cancelled"),
        ("Återbetald", "returned"),
        ("Obetald", "not paid"),
        ("Ej betald", "not paid"),
        ("Annulleret", "cancelled"),
        ("Retur", "returned"),
        ("Afventer betaling", "not paid"),
        ("Kansellert", "cancelled"),
        ("Venter på betaling", "not paid"),
        ("Ubetalt", "not paid"),
        ("Utkast", "a draft"),
    ],
)
def test_statuses_that_are_no_orders(status, why):
    assert why_no_order(status) == why


@pytest.mark.parametrize(
    "status",
    [
        "Opłacone",
        "Wysłane",
        "Oczekuje na wysyłkę",
        "Częściowo zwrócone",
        "Zaplaceno",
        "Čeká na odeslání",
        "Betald",
        "Delvis refundert",
        "Gennemført",
        "Venter på forsendelse",
        "Neu",
    ],
)
def test_statuses_that_count(status):
    assert says_it_counts(status)


def test_a_returning_customer_returned_nothing():
    assert why_no_order("Returning") is None
