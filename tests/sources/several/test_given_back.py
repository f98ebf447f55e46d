"""What tables of refunds and returns beside the orders say is taken off, by the orders' numbers."""

from segmentation.mapping.orders.headers_fit import look_like_orders
from segmentation.sources import open_table
from tests.sources.several.test_joined import write_folder, write_workbook

ORDERS = [
    ("Order ID", "Customer ID", "Order date", "Total"),
    (1, "a", "2024-01-02", "100.00"),
    (2, "b", "2024-01-03", "50.00"),
    (3, "a", "2024-02-03", "1200.50"),
    (4, "b", "2024-02-04", "8.00"),
]
REFUNDS = [
    ("Refund ID", "Order ID", "Refund date", "Amount"),
    (91, 3, "2024-02-10", "1,000.25"),
    (92, 3, "2024-02-11", "0.25"),
    (93, 2, "2024-02-12", "50.00"),
    (94, 7, "2024-02-13", "9.00"),
]
TOLD = (
    'What "Refunds" says was given back (4 rows, 3 orders by "Order ID") is taken off. 1 row of it '
    "belongs to no order here."
)


def read(path):
    with open_table(path, fits=look_like_orders, joined=True) as opened:
        return opened.table.execute(), opened.understood


def test_refunds_of_a_sheet_stand_once_beside_their_order(tmp_path):
    table, said = read(write_workbook(tmp_path, {"Orders": ORDERS, "Refunds": REFUNDS}))
    assert list(table["Order ID"]) == [1, 2, 3, 4]
    assert list(table["Refunded"].fillna(0)) == [0, 50.0, 1000.5, 0]
    assert said == ['Table "Orders".', TOLD]


def test_refunds_of_a_file_with_decimal_commas_stand_on_the_first_line_of_their_order(tmp_path):
    lines = [
        ("Bestellnr", "Kundennr", "Bestelldatum", "Artikel", "Betrag"),
        (1, "a", "02.01.2024", "Tasse", "4.5"),
        (1, "a", "02.01.2024", "Tee", "3.5"),
        (2, "b", "03.01.2024", "Tee", "3.5"),
    ]
    back = [("Bestellnr", "Betrag"), (1, '"1,50 €"'), (2, '"1.003,50 €"')]
    table, _ = read(write_folder(tmp_path, {"Bestellungen": lines, "Retouren": back}))
    assert list(table["Refunded"].fillna(0)) == [1.5, 0, 1003.5]


def test_orders_in_a_list_without_amounts_came_back_whole(tmp_path):
    back = [("Returned", "Order ID"), ("Yes", 2), ("Yes", 4)]
    table, said = read(write_workbook(tmp_path, {"Orders": ORDERS, "Returns": back}))
    assert list(table["Returned"].fillna("")) == ["", "yes", "", "yes"]
    assert said[1].startswith('What "Returns" says was given back (2 rows, 2 orders by "Order ID")')
    assert said[1].endswith("came back whole.")


def test_what_names_no_order_here_is_told(tmp_path):
    back = [("Order ID", "Amount"), (70, "5.00"), (71, "6.00")]
    table, said = read(write_workbook(tmp_path, {"Orders": ORDERS, "Refunds": back}))
    assert "Refunded" not in table
    assert said[1].startswith('Not read: "Refunds", which holds what was given back')


def test_refunds_that_the_orders_have_already_are_not_taken_off_twice(tmp_path):
    orders = [(*ORDERS[0], "Refunded amount"), *((*row, "0") for row in ORDERS[1:])]
    table, said = read(write_workbook(tmp_path, {"Orders": orders, "Refunds": REFUNDS}))
    assert list(table.columns) == [*orders[0]]
    assert said[1] == 'Not read: "Refunds", since "Refunded amount" says what was given back.'
