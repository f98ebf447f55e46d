"""Columns by their headers and values: what they mean, and which have no use."""

from datetime import datetime

import pytest

from segmentation.mapping.own.dates import date_meanings, is_year, latest_year_of_birth
from segmentation.mapping.own.facts import Facts
from segmentation.mapping.own.headers import read_header
from segmentation.mapping.own.keys import find_key
from segmentation.mapping.own.labels import label_of
from segmentation.mapping.own.left_out import coordinate_pairs, why_not
from segmentation.mapping.own.senses import meaning_of

ROWS = 500


def column(header, *, kind="number", different=40, low=0.0, high=100.0, whole=True, **more):
    return Facts(
        header=header,
        kind=kind,
        rows=ROWS,
        filled=ROWS,
        different=different,
        lowest=low,
        highest=high,
        whole=whole,
        **more,
    )


def texts(header, different, **more):
    return column(header, kind="text", different=different, whole=False, **more)


def coded(header, digits):
    """Whole numbers of one length, hardly one twice."""
    return column(header, different=499, low=10.0 ** (digits - 1), high=10.0**digits - 1)


@pytest.mark.parametrize(
    ("facts", "begins"),
    [
        (column("PLZ", low=1067, high=99998, zeros=0.1), "says where"),
        (column("Codice postale"), "says where"),
        (column("phone", low=15e7, high=17e7, zeros=1.0), "reaches or names a person"),
        (texts("Handynummer", 480, phones=1.0), "reaches or names a person"),
        (texts("mail", 500, ats=1.0), "reaches or names a person"),
        (texts("Vorname", 25), "reaches or names a person"),
        (column("lat", whole=False), "is a coordinate"),
        (column("Längengrad", whole=False), "is a coordinate"),
        (column("Column 1", different=ROWS, low=0, high=ROWS - 1), "numbers the rows"),
        (column("Unnamed: 0", different=60), "has no name"),
        (column("x2", different=ROWS, low=1, high=ROWS), "numbers the rows"),
        (column("cluster", different=4), "looks like what another model found"),
        (column("Churn probability", whole=False), "looks like what another model found"),
        (texts("label", 2), "looks like what another model found"),
        (column("Naive_Bayes_Classifier_1", whole=False), "looks like what another model found"),
        (column("id_cliente", different=497), "identifies a customer"),
        (column("musteri_id", different=497), "identifies a customer"),
        (column("store_id", different=45), "names something"),
        (column("Netzgebiet", different=45), "names something"),
        (column("MCC", different=45, low=4121.0, high=5999.0), "names something"),
        (column("sex", different=2, high=1), "is coded in numbers"),
        (coded("SIRET", 14), "identifies a customer"),
        (coded("Phne", 10), "identifies a customer"),
        (coded("Versicherungsnr", 6), "identifies a customer"),
        (coded("polisnummer", 6), "identifies a customer"),
        (coded("Numer polisy", 6), "identifies a customer"),
        (column("DNI", different=499, low=4_100_200, high=48_100_200), "identifies a customer"),
        (column("Contrato", different=480, low=1_200, high=88_000), "identifies a customer"),
        (column("Polizza", different=300, low=1_200, high=88_000), "names something"),
        (coded("Mobil", 10), "reaches or names a person"),
        (coded("Telemóvel", 9), "reaches or names a person"),
        (coded("Kontakt", 9), "reaches or names a person"),
        (coded("Postnr", 4), "says where"),
        (column("GPS_N", whole=False), "is a coordinate"),
        (column("y_hat", whole=False, high=1), "looks like what another model found"),
        (column("pred_ltv", whole=False), "looks like what another model found"),
        (column("küme", different=4), "looks like what another model found"),
        (column("Segmento", different=4), "looks like what another model found"),
        (column("kluster", different=4), "looks like what another model found"),
        (column("Geboortejaar", different=60, high=99, zeros=0.1), ""),
        (column("Umsatz", different=499, low=1_234_567, high=98_765_432), ""),
        (coded("Bilanzsumme", 8), ""),
        (coded("Gesamtwert Vertrag", 8), ""),
        (coded("Impressions", 8), ""),
        (column("Volumen", different=499, low=12, high=98_765_432), ""),
        (column("Policy", different=5, low=1, high=5), ""),
        (column("Cards", different=6, high=6), ""),
        (column("Mobile spend", different=499, low=100, high=200_000), ""),
        (texts("Remarks", 400), "400 different texts"),
        (texts("Card", 500), "identifies a customer"),
        (column("spend", whole=False), ""),
        (column("store visits"), ""),
        (column("Number of products", different=6), ""),
        (column("product_count", different=60), ""),
        (column("Player level", different=60), ""),
        (texts("Car model", 12), ""),
        (column("store_id", different=12), ""),
        (texts("Region", 4), ""),
        (column("visits", different=ROWS, low=1, high=ROWS), ""),
    ],
)
def test_why_a_column_has_no_use(facts, begins):
    why = why_not(read_header(facts.header), facts)
    assert why.startswith(begins)
    assert bool(why) == bool(begins)


@pytest.mark.parametrize(
    ("facts", "meaning"),
    [
        (column("Customer_Age"), "age"),
        (column("Alter"), "age"),
        (column("Jahreseinkommen"), "income"),
        (column("Avg_Open_To_Buy"), "credit left"),
        (column("Avg_Utilization_Ratio", whole=False, high=1), "credit used"),
        (column("Total_Trans_Ct"), "orders"),
        (column("Total_Trans_Amt"), "spend"),
        (column("MntWines"), "spend on"),
        (column("Last purchase amount"), "amount"),
        (column("monthly charges", whole=False), "amount"),
        (column("Months_on_book"), "tenure"),
        (column("Months_Inactive_12_mon"), "inactive"),
        (column("Days since last order"), "recency"),
        (column("Besuche"), "visits"),
        (column("logins_last_30d"), "logins"),
        (column("NumWebPurchases"), "count"),
        (column("Credit_Limit"), "limit"),
        (column("Saldo"), "balance"),
        (column("NPS"), "rating"),
        (column("Spending Score (1-100)"), "score"),
        (column("% returned"), "share"),
        (column("watch hours", whole=False), "duration"),
        (column("devices"), "count"),
        (column("z_spend", whole=False, low=-2), "number"),
        (column("widgetness", whole=False), "number"),
    ],
)
def test_meaning_by_the_words_of_the_header(facts, meaning):
    assert meaning_of(read_header(facts.header), facts, german=False) == meaning


@pytest.mark.parametrize(
    ("columns", "key"),
    [
        ([texts("Kunden-Nr.", 500), texts("Karte", 500)], "Kunden-Nr."),
        ([column("row", different=500), column("id_cliente", different=497)], "id_cliente"),
        ([column("Order ID", different=500), column("customer id", different=498)], "customer id"),
        ([texts("顧客ID", 500), column("visits")], "顧客ID"),
        ([column("Column 1", different=500), texts("ref", 500, codes=1.0)], "ref"),
        ([texts("a", 500, codes=1.0), texts("b", 500, codes=1.0)], None),
        ([texts("name", 500), texts("e-mail", 500, ats=1.0)], "e-mail"),
        ([texts("id", 500), texts("e-mail", 500, ats=1.0)], "id"),
        ([texts("customer id", 300)], None),
    ],
)
def test_key(columns, key):
    facts = {each.header: each for each in columns}
    assert find_key(facts, {name: read_header(name) for name in facts}) == key


def dated(header, first, last):
    return column(header, kind="date", first=datetime(*first), last=datetime(*last))


def test_a_date_to_come_is_never_today():
    columns = [
        dated("last_order", (2024, 1, 1), (2024, 8, 28)),
        dated("contract_end", (2027, 1, 1), (2029, 4, 9)),
        dated("Geburtsdatum", (1950, 1, 1), (2005, 1, 1)),
        dated("joined", (2020, 1, 1), (2024, 2, 2)),
        dated("gadget", (2024, 9, 30), (2026, 1, 1)),
    ]
    facts = {each.header: each for each in columns}
    meanings, today = date_meanings(facts, {name: read_header(name) for name in facts})
    assert today == "last_order"
    assert meanings == {
        "last_order": "recency",
        "contract_end": "days until",
        "Geburtsdatum": "age",
        "joined": "tenure",
        "gadget": "days until",
    }


def test_without_a_date_that_looks_back_there_is_no_today():
    facts = {"born": dated("born", (1950, 1, 1), (2005, 1, 1))}
    assert date_meanings(facts, {"born": read_header("born")}) == ({"born": "year of birth"}, "")


@pytest.mark.parametrize(
    ("header", "low", "high", "expected"),
    [
        ("Year_Birth", 1893, 1996, True),
        ("Baujahr", 1990, 2020, True),
        ("gadget", 1990, 2020, True),
        ("membership years", 1, 12, False),
        ("gadget", 1500, 2020, False),
    ],
)
def test_years(header, low, high, expected):
    facts = column(header, low=low, high=high)
    assert is_year(read_header(header), facts, knows_meaning=False) == expected


@pytest.mark.parametrize(
    ("headers", "placed"),
    [
        (["X", "Y"], {"X", "Y"}),
        (["Pos_N", "Pos_E", "age"], {"Pos_N", "Pos_E"}),
        (["Koord. X", "Koord. Y"], {"Koord. X", "Koord. Y"}),
        (["X", "visits"], set()),
        (["N", "E"], set()),
    ],
)
def test_coordinates_in_pairs(headers, placed):
    facts = {name: column(name, whole=False) for name in headers}
    assert coordinate_pairs({name: read_header(name) for name in headers}, facts) == placed


@pytest.mark.parametrize(
    "header",
    [
        *(
            "Geb.",
            "Geb.-Dat.",
            "Geb.-Datum",
            "geb. am",
            "Geburtstag",
            "DOB",
            "D.O.B.",
            "Birth date",
        ),
        *("né(e) le", "Née le", "Date naiss.", "F. nac.", "Fecha de nacimiento", "fec_nac"),
        *("Data nasc.", "Nascimento", "d. di nascita", "Nato il", "geboortedatum", "geb.datum"),
        *("doğum t.", "D. Tarihi", "data urodzenia", "Födelsedatum", "fødselsdato", "syntymäaika"),
    ],
)
def test_dates_of_birth_are_ages_and_never_today(header):
    columns = [
        dated("joined", (2020, 1, 1), (2024, 2, 2)),
        dated(header, (1969, 1, 1), (2068, 9, 7)),
    ]
    facts = {each.header: each for each in columns}
    meanings, today = date_meanings(facts, {name: read_header(name) for name in facts})
    assert (meanings[header], today) == ("age", "joined")


@pytest.mark.parametrize(
    ("first", "last", "meaning"),
    [
        ((1969, 1, 1), (2068, 9, 7), "age"),
        ((2027, 1, 1), (2039, 9, 7), "days until"),
        ((2021, 1, 1), (2024, 9, 7), "days since"),
    ],
)
@pytest.mark.parametrize("other", ["joined", "gizmo"])
def test_a_column_years_beyond_all_others_is_never_today(first, last, meaning, other):
    columns = [dated("gadget", first, last), dated(other, (2020, 1, 1), (2024, 2, 2))]
    facts = {each.header: each for each in columns}
    meanings, today = date_meanings(facts, {name: read_header(name) for name in facts})
    assert meanings["gadget"] == meaning
    assert (today == "gadget") == (meaning == "days since")


@pytest.mark.parametrize(
    ("first", "last", "today", "latest"),
    [
        ((1969, 1, 1), (2068, 9, 7), datetime(2024, 5, 1), 2019),
        ((2010, 1, 1), (2023, 9, 7), datetime(2024, 5, 1), 2024),
        ((1969, 1, 1), (2068, 9, 7), None, 2019),
    ],
)
def test_latest_year_of_birth(first, last, today, latest):
    assert latest_year_of_birth(dated("born", first, last), today) == latest


@pytest.mark.parametrize(
    ("header", "meaning", "label"),
    [
        ("Dépenses totales (€)", "spend", "Dépenses totales"),
        ("Valor gasto", "spend", "Valor gasto"),
        ("Gasto medio mensual", "number", "Gasto medio mensual"),
        ("Ticket médio", "average order", "Ticket médio"),
        ("Gem. orderwaarde", "average order", "Average orderwaarde"),
        ("Dias desde a última compra", "recency", "Dias desde a última compra"),
        ("Nº de tarjetas", "count", "Nº de tarjetas"),
        ("年齢", "age", "Age"),
        ("Wiek", "age", "Age"),
        ("Возраст", "age", "Age"),
        ("Liczba zamówień", "orders", "Liczba zamówień"),
        ("購入回数", "orders", "購入回数"),
        ("LAST_TO_END", "number", "Last to end"),
        ("FFP_TIER", "number", "FFP tier"),
        ("BMI", "number", "BMI"),
        ("iap_revenue", "spend on", "Spend on IAP"),
        ("Skonto in %", "share", "Skonto"),
    ],
)
def test_meanings_and_labels_of_many_languages(header, meaning, label):
    read = read_header(header)
    assert meaning_of(read, column(header, high=90.0), german=False) == meaning
    assert label_of(read, meaning, whole=header, german=False) == label


@pytest.mark.parametrize(
    ("header", "label"), [("BMI", "BMI"), ("Umsatz netto", "Umsatz Netto"), ("BAföG", "BAföG")]
)
def test_german_labels_keep_their_capitals(header, label):
    assert label_of(read_header(header), "", whole=header, german=True) == label


@pytest.mark.parametrize("header", ["Imię", "Nazwisko", "姓", "Όνομα", "Příjmení"])
def test_names_of_people_are_left_out_in_more_languages(header):
    assert why_not(read_header(header), texts(header, 25)).startswith("reaches or names a person")


@pytest.mark.parametrize(
    ("header", "facts", "is_key"),
    [
        ("Κωδικός πελάτη", {}, True),
        ("Ügyfélszám", {}, True),
        ("Ügyfélszám", {"low": 9.0}, False),
        ("overall", {}, False),
    ],
)
def test_first_column_of_numbers_under_a_foreign_header_is_the_key(header, facts, is_key):
    named = column(header, different=ROWS, **{"low": 4_000.0, "high": 9_999.0, **facts})
    found = find_key({header: named}, {header: read_header(header)})
    assert found == (header if is_key else None)


def test_last_purchase_and_joining_in_more_languages():
    headers = ["最終購入日", "登録日", "Ostatni zakup", "Дата последней покупки"]
    dated = {
        name: column(name, kind="date", first=datetime(2020, 1, 1), last=datetime(2024, 1, 1))
        for name in headers
    }
    meanings, _ = date_meanings(dated, {name: read_header(name) for name in headers})
    assert meanings == {
        "最終購入日": "recency",
        "登録日": "tenure",
        "Ostatni zakup": "recency",
        "Дата последней покупки": "recency",
    }
