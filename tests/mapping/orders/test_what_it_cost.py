"""What was paid for an order: which column says it, and how it is written."""

import pytest

from segmentation.customers.values import EVERYDAY_NOTATION
from segmentation.errors import DoubtfulRole
from segmentation.mapping.orders.columns import Columns
from segmentation.mapping.orders.roles import find_roles
from segmentation.sources import open_table

ORDERS = 24
START = "order_id,customer_id,order_date"


def table(headers, cells, start=START):
    """Orders of six customers; `cells` makes the last columns of the order numbered so."""
    rows = [
        f"{100 + at},c{at % 6},2024-{at % 12 + 1:02}-{at % 28 + 1:02},{','.join(cells(at))}"
        for at in range(ORDERS)
    ]
    return "\n".join([f"{start},{headers}", *rows]) + "\n"


@pytest.fixture
def amount_in(tmp_path):
    """The header that is taken for the amount in a table, given as text."""

    def found(text, given=None):
        file = tmp_path / "orders.csv"
        file.write_text(text, encoding="utf-8")
        with open_table(file) as opened:
            roles = find_roles(Columns(opened.table, EVERYDAY_NOTATION), given or {})
        return roles.headers.get("amount")

    return found


def net_and_more(at):
    net = 20 + 3.25 * at
    return [f"{net:.2f}", f"{net * 1.2:.2f}"]


@pytest.mark.parametrize(
    ("less", "paid"),
    [
        ("Net amount", "Total incl. VAT"),
        ("Total excl. VAT", "Total incl. VAT"),
        ("Amount before tax", "Amount after tax"),
        ("excl. VAT", "incl. VAT"),
        ("Subtotal", "Total incl. shipping"),
        ("Subtotal", "Total"),
        ("Net total", "Grand total"),
        ("Item Subtotal", "Order Total"),
        ("Total HT", "Total TTC"),
        ("Total hors taxes", "Total toutes taxes comprises"),
        ("Betrag exkl. MwSt", "Betrag inkl. MwSt"),
        ("Nettobetrag", "Bruttobetrag"),
        ("Warenwert", "Gesamtpreis"),
        ("Base imponible", "Total con IVA"),
        ("Total sin IVA", "Total IVA incluido"),
        ("Subtotal", "Total com impostos"),
        ("Imponibile", "Totale IVA inclusa"),
        ("Bedrag excl. btw", "Bedrag incl. btw"),
        ("Tutar KDV hariç", "Tutar KDV dahil"),
        ("Kwota netto", "Kwota brutto"),
        ("Belopp exkl. moms", "Belopp inkl. moms"),
        ("Net amount", "Gross amount"),
        ("Total HT", "Net à payer"),
    ],
)
def test_what_was_paid_is_taken_before_what_tax_and_shipping_are_added_to(amount_in, less, paid):
    assert amount_in(table(f"{less},{paid}", net_and_more)) == paid


@pytest.mark.parametrize(
    "header",
    [
        "Gesamtpreis",
        "Charged",
        "Kwota",
        "Nettowert",
        "Gift Amount",
        "Belopp",
        "Beløb",
        "Summa",
        "Total con IVA",
        "Premium",
        "Donation",
        "Course fee",
    ],
)
def test_an_amount_is_known_by_its_words(amount_in, header):
    assert amount_in(table(header, lambda at: [str(20 + at)])) == header


@pytest.mark.parametrize(
    "header",
    [
        "Duration (min)",
        "Points",
        "Total points",
        "Total time",
        "Resolution hours",
        "Delivery Days",
        "Heart Rate",
        "Total Items",
        "Dauer",
        "Gesamtanzahl",
        "Puntos totales",
        "Latitude",
        "Weight",
        "Something",
    ],
)
def test_a_number_that_is_no_money_makes_visits(amount_in, header):
    assert amount_in(table(header, lambda at: [str(20 + at)])) is None


def test_visits_are_told_to_say_nothing_of_how_much(read):
    found = read(table("Duration (min)", lambda at: [str(20 + at)]))
    assert (found.mapping.orders.row, found.orders.amount) == ("visit", None)
    assert "nothing says how much" in found.told[0]


@pytest.mark.parametrize("cell", ["$20", "20.50", "1 020,50", "€20"])
def test_a_number_of_an_unknown_name_is_money_by_how_it_is_written(amount_in, cell):
    start = START.replace(",", ";")
    rows = [
        f"{100 + n};c{n % 6};2024-01-{n + 1:02};{cell.replace('20', str(20 + n), 1)}"
        for n in range(24)
    ]
    assert amount_in("\n".join([f"{start};Something", *rows]) + "\n") == "Something"


@pytest.mark.parametrize("header", ["Total Items", "Total discounts", "Total quantity", "Points"])
def test_what_is_no_money_is_not_taken_for_it(amount_in, header):
    text = table(f"{header},Charged", lambda at: [str(1 + at % 4), f"{20 + at}.50"])
    assert amount_in(text) == "Charged"


@pytest.mark.parametrize(
    ("headers", "cells", "amount"),
    [
        ("Gross amount,Discount,Amount due", lambda g: (g, g / 4, g * 0.75), "Amount due"),
        ("Total,Discount,Net sales", lambda g: (g, 0.25, g * 0.75), "Net sales"),
        ("Brutto,Rabatt,Summe", lambda g: (g, g / 4, g * 0.75), "Summe"),
        ("Total,Amount due", lambda g: (g, g if g < 22 else 0), "Total"),
        ("Gross,Fee,Net", lambda g: (g, g / 4, g * 0.75), "Gross"),
        ("Amount due,Amount paid", lambda g: (g, 0 if g < 22 else g), "Amount paid"),
        ("Total,paid", lambda g: (g, int(g < 24)), "Total"),
        ("Amount paid,Total", lambda g: (0, g), "Total"),
    ],
)
def test_other_columns_tell_what_was_paid(amount_in, headers, cells, amount):
    text = table(headers, lambda at: [str(value) for value in cells(20 + at)])
    assert amount_in(text) == amount


@pytest.mark.parametrize(
    ("headers", "first"),
    [
        ("Debit,Credit", "Debit"),
        ("Order Value,Amount Paid", "Amount Paid"),
        ("Revenue,Total", "Revenue"),
        ("Fee,Cost", "Fee"),
    ],
)
def test_it_is_asked_where_two_columns_could_each_be_it(amount_in, headers, first):
    text = table(headers, lambda at: [f"{40 + at}.10", f"{20 + at % 7}.10"])
    with pytest.raises(DoubtfulRole, match=f'what an order cost.*--amount "{first}"'):
        amount_in(text)
    assert amount_in(text, {"amount": first}) == first


LINES = "order_id,customer_id,order_date,item"
PRICES = {"Mug": 8.5, "Lamp": 64.75, "Cap": 14.5, "Rug": 129.0}


def lines(headers, cells):
    """Two lines in each of 24 orders; `cells` makes the last columns of pieces and a price."""
    text = f"{LINES},{headers}\n"
    for at in range(ORDERS):
        each = [(list(PRICES)[(at + n) % 4], 1 + (at + 2 * n) % 3) for n in (0, 1)]
        whole = sum(PRICES[item] * pieces for item, pieces in each)
        for item, pieces in each:
            values = cells(pieces, PRICES[item], whole)
            start = f"{100 + at},c{at % 6},2024-{at % 12 + 1:02}-{at % 28 + 1:02},{item}"
            text += f"{start},{','.join(str(value) for value in values)}\n"
    return text


BOUGHT = sum(
    PRICES[list(PRICES)[(at + n) % 4]] * (1 + (at + 2 * n) % 3)
    for at in range(ORDERS)
    for n in (0, 1)
)


@pytest.mark.parametrize(
    ("headers", "cells"),
    [
        ("Quantity,Total Price", lambda n, p, _: (n, n * p)),
        ("Qty,Ext Price", lambda n, p, _: (n, n * p)),
        ("Qty,Extended Price", lambda n, p, _: (n, n * p)),
        ("Menge,Preis gesamt", lambda n, p, _: (n, n * p)),
        ("Cantidad,Precio total", lambda n, p, _: (n, n * p)),
        ("Quantité,Prix total", lambda n, p, _: (n, n * p)),
        ("Quantità,Prezzo totale", lambda n, p, _: (n, n * p)),
        ("Aantal,Totaalprijs", lambda n, p, _: (n, n * p)),
        ("Adet,Toplam fiyat", lambda n, p, _: (n, n * p)),
        ("quantity,price", lambda n, p, _: (n, n * p)),
        ("quantity,price", lambda n, p, _: (n, p)),
        ("Antal,Pris", lambda n, p, _: (n, p)),
        ("Menge,Artikelpreis", lambda n, p, _: (n, p)),
        ("Qty,Unit Cost,Unit Price", lambda n, p, _: (n, p / 2, p)),
        ("Qty,Unit Price,Line Total", lambda n, p, _: (n, p, n * p)),
        ("Qty,Line Total,Receipt Total", lambda n, p, whole: (n, n * p, whole)),
        ("Qty,row_total,grand_total", lambda n, p, whole: (n, n * p, whole)),
        ("Nights,Nightly Rate", lambda n, p, _: (n, p)),
        ("Nights,Rate", lambda n, p, _: (n, p)),
        ("Days,Price per day", lambda n, p, _: (n, p)),
        ("Hours,Hourly rate", lambda n, p, _: (n, p)),
    ],
)
def test_lines_come_to_what_was_bought(read, headers, cells):
    assert read(lines(headers, cells)).orders.amount == pytest.approx(BOUGHT)


@pytest.mark.parametrize(
    ("header", "off", "kind"),
    [
        ("Discount", lambda line: 0.25, "share"),
        ("Discount", lambda line: "25%", "share"),
        ("Rabatt %", lambda line: 25, "percent"),
        ("Remise", lambda line: 25, "percent"),
        ("Discount amount", lambda line: f"{line / 4:.4f}", "amount"),
        ("Descuento", lambda line: f"{-line / 4:.4f}", "amount"),
    ],
)
def test_a_discount_is_taken_off_pieces_times_price(read, header, off, kind):
    found = read(lines(f"Quantity,UnitPrice,{header}", lambda n, p, _: (n, p, off(n * p))))
    assert found.mapping.money.discount == kind
    assert found.orders.amount == pytest.approx(BOUGHT * 0.75, abs=0.01)
    assert f'"Quantity" times "UnitPrice" less "{header}" (the ' in found.told[0]


def test_a_price_from_which_a_discount_is_taken_already(read):
    found = read(lines("Qty,MRP,Discount,Price", lambda n, p, _: (n, p * 2, p, p)))
    assert found.mapping.columns.discount is None
    assert found.orders.amount == pytest.approx(BOUGHT)


def test_a_discount_beside_a_total_is_in_it(read):
    found = read(lines("Discount,Total", lambda n, p, _: (n, n * p)))
    assert found.mapping.columns.discount is None
    assert found.orders.amount == pytest.approx(BOUGHT)


@pytest.mark.parametrize(
    "header",
    [
        "total_cents",
        "amount in cents",
        "Betrag (Cent)",
        "Betrag in Rappen",
        "Montant en centimes",
        "Amount minor units",
    ],
)
def test_cents_are_told_and_divided(read, header):
    found = read(table(header, lambda at: [str(1000 + at)]))
    assert found.mapping.money.in_cents == ("amount",)
    assert found.orders.amount == pytest.approx(242.76)
    assert f'"{header}" in hundredths' in found.told[0]


def test_amounts_of_stripes_api_are_in_cents_but_for_currencies_without_them(read):
    def text(code, amounts=1000):
        rows = [
            f"ch{n},{amounts + n},500,{1704993053 + 90000 * n},{code},c{n % 6}" for n in range(24)
        ]
        return "\n".join(["id,amount,amount_refunded,created,currency,customer", *rows]) + "\n"

    assert read(text("usd")).orders.amount == pytest.approx(122.76)
    assert read(text("jpy")).orders.amount == pytest.approx(12276)
    # In capitals it is an export of its pages, in dollars.
    assert read(text("USD")).orders.amount == pytest.approx(12276)


def added_up(off=0.0, back=False):
    """What goods came to, then what is added, then the total, of orders and of returns."""

    def cells(at):
        sign = -1 if back and at % 5 == 4 else 1
        amount, tax, tip = 20 + at, (20 + at) * 0.2, at % 3
        return [f"{sign * x:.2f}" for x in (amount, tax, tip, amount + tax + tip - off)]

    return cells


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("parts", ["Tax,Tip", "MwSt,Trinkgeld", "IVA,Propina", "VAT,Gratuity"])
def test_of_amounts_the_one_that_others_add_up_to_is_the_total(amount_in, parts, back):
    assert amount_in(table(f"Amount,{parts},Total", added_up(back=back))) == "Total"


def test_a_discount_may_be_among_what_adds_up(amount_in, read):
    def cells(at):
        return [
            f"{20 + at}",
            f"{at % 4}",
            f"{(20 + at) * 0.1:.2f}",
            f"{(20 + at) * 1.1 - at % 4:.2f}",
        ]

    text = table("Amount,Discount,Tax,Total", cells)
    assert amount_in(text) == "Total"
    assert not any("is not taken off" in sentence for sentence in read(text).told)


def test_amounts_that_add_up_to_another_are_its_parts(amount_in):
    def cells(at):
        return [f"{5 + at}", f"{40 + at}.5", f"{45 + 2 * at}.5"]

    assert amount_in(table("Amount food,Amount drinks,Total amount", cells)) == "Total amount"


def test_amounts_that_do_not_add_up_are_asked_about(amount_in):
    with pytest.raises(DoubtfulRole, match=r'"Amount".* "Total"'):
        amount_in(table("Amount,Tax,Tip,Total", added_up(off=3.5)))
