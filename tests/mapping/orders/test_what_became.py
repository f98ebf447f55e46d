"""Which orders count: statuses, kinds of rows, returns."""

import pytest

from segmentation.mapping.orders.find import Said
from segmentation.recipes.orders.mapping import mapping_of
from segmentation.recipes.orders.statuses import says_it_counts, why_no_order


def orders_with(header, *values):
    """Orders of 10, 20, 40 … by customers a and b in turn, with a column of these values."""
    rows = [
        f"{n},{'ab'[n % 2]},2024-01-{n + 1:02},{10 * 2**n},{value}"
        for n, value in enumerate(values)
    ]
    return "\n".join([f"order_id,customer_id,order_date,amount,{header}", *rows]) + "\n"


@pytest.mark.parametrize(
    ("header", "good", "bad", "why"),
    [
        ("Status", "Quux", "Storniert", "cancelled"),
        ("State", "Active", "Voided", "cancelled"),
        ("Estado", "Realizado", "Anulado", "cancelled"),
        ("Bestellstatus", "versendet", "Widerrufen", "returned"),
        ("Status", "Checked-Out", "No-Show", "a no-show"),
        ("Status", "Delivered", "Undelivered", "failed"),
        ("Statut", "Livré", "Non livré", "failed"),
        ("Durum", "Teslim edildi", "Teslim edilemedi", "failed"),
        ("Status", "Awaiting Fulfillment", "Awaiting Payment", "not paid"),
        ("Statut", "En attente d'expédition", "Impayé", "not paid"),
        ("Stage", "Closed Won", "Negotiation", "not won"),
        ("Outcome", "Fulfilled", "Lost", "not won"),
        ("Delivery Status", "Pending", "Returned", "returned"),
    ],
)
def test_one_status_of_an_order_that_does_not_count_is_enough(read, header, good, bad, why):
    found = read(orders_with(header, good, good, good, good, bad))
    assert (found.orders.orders, found.orders.amount) == (4, 150.0)
    assert found.taken_out == {why: 1}
    assert f'what became of it by "{header}"' in found.told[0]


@pytest.mark.parametrize(
    "bad",
    [
        "Undelivered",
        "Not paid",
        "Nicht erschienen",
        "Reversed",
        "Disputed",
        "past_due",
        "uncollectible",
        "Trash",
        "unavailable",
        "Deleted",
        "Rückläufer",
        "Rückgabe",
        "gelöscht",
        "Gutgeschrieben",
        "Supprimé",
        "Litige",
        "Erreur de paiement",
        "Pago pendiente",
        "No pagado",
        "Insoluto",
        "Errore di pagamento",
        "Teruggestort",
        "Vervallen",
        "Niet betaald",
        "Ödeme Bekliyor",
        "Ödenmedi",
        "İade Edildi",
        "Não pago",
        "Non livré",
        "Closed Lost",
    ],
)
def test_words_for_orders_that_do_not_count(bad):
    assert why_no_order(bad) and not says_it_counts(bad)


@pytest.mark.parametrize(
    "good",
    [
        "Done",
        "Sent",
        "Sold",
        "Booked",
        "Active",
        "Won",
        "OK",
        "In transit",
        "Posted",
        "Issued",
        "versendet",
        "fakturiert",
        "bestätigt",
        "facturé",
        "réglé",
        "envoyé",
        "finalizado",
        "cobrado",
        "pago",
        "quitado",
        "confermato",
        "saldato",
        "bezorgd",
        "gönderildi",
        "Wartet auf Versand",
        "Pendiente de envío",
        "Aguardando envio",
        "In attesa di spedizione",
        "Unfulfilled",
        "Wacht op verzending",
        "Kargo bekliyor",
        "Not cancelled",
        "Nicht storniert",
        "On hold - paid",
    ],
)
def test_words_for_orders_that_count(good):
    assert why_no_order(good) is None and says_it_counts(good)


@pytest.mark.parametrize("word", ["partially_voided", "Inactive", "Unterlagen"])
def test_words_that_are_taken_for_neither(word):
    assert why_no_order(word) is None and not says_it_counts(word)


BOTH = (
    "order_id,customer_id,order_date,amount,Order Status,Payment Status\n"
    "1,a,2024-01-01,10,Completed,Paid\n2,a,2024-01-02,20,Cancelled,Paid\n"
    "3,b,2024-01-03,40,Open,Paid\n4,b,2024-01-04,80,Completed,Unpaid\n"
    "5,b,2024-01-05,160,Pending,Paid\n"
)


def test_an_order_counts_where_none_of_its_statuses_says_otherwise(read):
    found = read(BOTH)
    columns = found.mapping.columns
    assert (columns.status, columns.order_status) == ("Payment Status", "Order Status")
    # Whether an order was paid, the payment's status says.
    assert found.taken_out == {"cancelled": 1, "not paid": 1}
    assert found.orders.amount == 210.0
    assert 'what became of it by "Payment Status" and "Order Status"' in found.told[0]


def test_a_status_that_is_said_is_the_only_one(read):
    found = read(BOTH, Said(roles={"status": "Payment Status"}))
    assert found.mapping.columns.order_status is None
    assert found.taken_out == {"not paid": 1}


def test_a_written_mapping_may_have_one_status_alone():
    columns = {"customer": "c", "date": "d", "status": "s"}
    mapping = mapping_of({"columns": columns}, "mapping.toml")
    assert mapping.columns.mapped() == columns


KINDS = "order_no,customer_id,order_date,amount,{}\n"


@pytest.mark.parametrize(
    ("header", "sale", "refund"),
    [
        ("transaction_type", "Purchase", "Refund"),
        ("Vorgang", "Verkauf", "Erstattung"),
        ("Type de transaction", "Vente", "Remboursement"),
        ("Tipo", "Venta", "Devolución"),
        ("Soort", "Verkoop", "Terugbetaling"),
        ("Tür", "Satış", "İade"),
        ("Art", "Rechnung", "Gutschrift"),
    ],
)
def test_refunds_with_amounts_above_0_are_money_given_back(read, header, sale, refund):
    found = read(
        KINDS.format(header)
        + f"1,a,2024-01-01,10,{sale}\n2,a,2024-01-02,20,{sale}\n3,a,2024-01-03,10,{refund}\n"
        + f"4,b,2024-01-04,40,{sale}\n5,b,2024-01-05,5,{refund}\n6,b,2024-01-06,1,{sale}\n"
    )
    assert found.mapping.statuses.given_back == (refund,)
    assert (found.orders.orders, found.orders.amount) == (3, 56.0)
    assert (found.customers["a"]["frequency"], found.customers["b"]["monetary"]) == (1, 36)


def test_fees_are_nobodys_spend_and_what_is_refunded_whole_is_no_order(read):
    found = read(
        KINDS.format("type")
        + "1,a,2024-01-01,10,SALE\n1,a,2024-01-01,-1,FEE\n1,a,2024-01-09,-10,RETURN\n"
        + "2,a,2024-01-02,20,SALE\n2,a,2024-01-03,-8,RETURN\n3,b,2024-01-02,5,SALE\n"
        + "4,b,2024-01-07,25,PAYOUT\n"
    )
    assert found.taken_out == {"no sale": 2, "returned": 2}
    assert (found.orders.orders, found.orders.amount) == (2, 17.0)
    assert found.customers["a"]["returned"] == pytest.approx(0.5)


def test_voids_are_cancelled(read):
    found = read(
        KINDS.format("Transaction Type")
        + "1,a,2024-01-01,10,Sale\n2,a,2024-01-02,20,Void\n3,b,2024-01-03,40,Sale\n"
        + "3,b,2024-01-03,40,Void\n4,b,2024-01-04,80,Sale\n"
    )
    assert found.taken_out == {"cancelled": 3}
    assert (found.orders.orders, found.orders.amount) == (2, 90.0)


def test_payments_beside_invoices_are_no_orders(read):
    found = read(
        KINDS.format("Document Type")
        + "I1,a,2024-01-01,10,Invoice\nP1,a,2024-01-02,-10,Payment\nI2,b,2024-01-03,40,Invoice\n"
        + "I3,b,2024-01-05,5,Invoice\n"
    )
    assert found.taken_out == {"no sale": 1}
    assert (found.orders.orders, found.orders.amount) == (3, 55.0)


@pytest.mark.parametrize(
    "header", ["Return Date", "Rückgabedatum", "Date de retour", "İade tarihi"]
)
def test_a_day_of_return_says_that_an_order_was_returned(read, header):
    found = read(orders_with(header, "", "2024-02-01", "", ""))
    assert (found.taken_out, found.orders.amount) == ({"returned": 1}, 130.0)


def test_days_of_return_in_nearly_all_rows_are_of_what_was_lent(read):
    found = read(orders_with("Return Date", *["2024-02-01"] * 4, ""))
    assert (found.mapping.columns.returned, found.orders.orders) == (None, 5)


@pytest.mark.parametrize("header", ["returned_quantity", "Qty returned", "Retourmenge"])
def test_pieces_that_came_back_are_taken_off(read, header):
    found = read(
        f"order_id,customer_id,order_date,{header},quantity,unit_price\n"
        "1,a,2024-01-01,1,3,10\n1,a,2024-01-01,0,1,5\n2,a,2024-01-02,2,2,7\n"
        "3,b,2024-01-03,0,1,4\n"
    )
    assert found.mapping.columns.returned_quantity == header
    assert (found.orders.orders, found.orders.amount) == (2, 29.0)
    assert found.taken_out == {"returned": 1}
    assert found.customers["a"]["quantity"] == 3


@pytest.mark.parametrize(
    ("header", "yes", "no", "why"),
    [
        ("Paid", "TRUE", "FALSE", "not paid"),
        ("is_paid", "1", "0", "not paid"),
        ("Bezahlt", "ja", "nein", "not paid"),
        ("Success", "yes", "no", "failed"),
    ],
)
def test_orders_of_which_it_is_said_that_they_were_not_paid(read, header, yes, no, why):
    found = read(orders_with(header, yes, yes, yes, yes, no))
    assert (found.orders.orders, found.orders.amount) == (4, 150.0)
    assert found.taken_out == {why: 1}
    assert not any("counts as an order" in line for line in found.told)


def test_a_column_of_yes_and_no_says_what_was_voided(read):
    rows = [f"{n},c{n % 4},2024-01-{n + 1:02},{10 + n},{n % 5 == 4}" for n in range(20)]
    found = read("\n".join(["order_id,customer,order_date,total,Voided", *rows]) + "\n")
    assert found.mapping.columns.cancelled == "Voided"
    assert found.taken_out == {"cancelled": 4}
    assert found.orders.orders == 16
