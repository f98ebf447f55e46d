"""Orders, their lines and customers in tables of their own, opened as one."""

import sqlite3
from contextlib import closing
from decimal import Decimal

import duckdb
import pytest
import xlsxwriter

from segmentation.errors import TableNotNamed
from segmentation.sources import open_table

LINES = [
    ("Order No", "Article", "Qty", "Price"),
    ("S1", "A0", 2, 4.5),
    ("S1", "A1", 1, 3.0),
    ("S2", "A0", 3, 4.5),
    ("S9", "A1", 1, 3.0),
]
ORDERS = [
    ("Order No", "Customer No", "Order date", "Price"),
    ("S1", 1001, "2024-01-02", 12.0),
    ("S2", 1002, "2024-02-03", 13.5),
    ("S3", 1002, "2024-02-04", 1.0),
]
CUSTOMERS = [("Customer No", "Town"), (1001, "Rome"), (1002, "Oslo"), (1003, "Bonn")]
JOINED = [
    ("S1", "A0", "2", "4.5", "1001", "2024-01-02", "12.0", "Rome"),
    ("S1", "A1", "1", "3.0", "1001", "2024-01-02", "12.0", "Rome"),
    ("S2", "A0", "3", "4.5", "1002", "2024-02-03", "13.5", "Oslo"),
]
SAID = [
    'The rows are those of "Order lines", joined with "Orders" by "Order No" and "Customers" '
    'by "Customer No".',
    '1 row of "Order lines" belongs to nothing in "Orders".',
    '1 row of "Orders" has none in "Order lines" and is no part of this.',
    '1 row of "Customers" has none in "Orders" and is no part of this.',
]
SHOP = {"Customers": CUSTOMERS, "Orders": ORDERS, "Order lines": LINES}


def write_workbook(folder, tables):
    path = folder / "shop.xlsx"
    book = xlsxwriter.Workbook(path)
    for name, rows in tables.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


def write_folder(folder, tables):
    path = folder / "shop"
    path.mkdir()
    for name, rows in tables.items():
        (path / f"{name}.csv").write_text("\n".join(",".join(map(str, row)) for row in rows))
    return path


def write_sqlite(folder, tables):
    path = folder / "shop.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        fill(connection, tables)
        connection.commit()
    return path


def write_duckdb(folder, tables):
    path = folder / "shop.duckdb"
    with duckdb.connect(str(path)) as connection:
        fill(connection, tables, kind="VARCHAR")
        connection.execute('CREATE VIEW everything AS SELECT * FROM "Orders"')
    return path


def fill(connection, tables, kind=""):
    for name, (header, *rows) in tables.items():
        columns = ", ".join(f'"{column}" {kind}' for column in header)
        connection.execute(f'CREATE TABLE "{name}" ({columns})')
        marks = ", ".join("?" * len(header))
        connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)


def read(path, **options):
    """The columns, the rows as text, the sentences, and what was taken out by rule."""
    with open_table(path, joined=True, **options) as opened:
        rows = opened.table.to_pyarrow().to_pylist()
        texts = [tuple(None if cell is None else str(cell) for cell in r.values()) for r in rows]
        out = {out.rule: out.lines.text.tolist() for out in opened.not_rows}
        return list(opened.table.columns), texts, opened.understood, out


@pytest.mark.parametrize("write", [write_workbook, write_folder, write_sqlite, write_duckdb])
def test_lines_orders_and_customers_are_one_table(tmp_path, write):
    columns, rows, said, out = read(write(tmp_path, SHOP))
    assert columns == [
        *("Order No", "Article", "Qty", "Price", "Customer No", "Order date"),
        *("Orders Price", "Town"),
    ]
    whole = [tuple(cell.removesuffix(".0") for cell in row) for row in rows]
    assert whole == [tuple(cell.removesuffix(".0") for cell in row) for row in JOINED]
    assert said[:4] == SAID
    [(rule, [line])] = out.items()
    assert rule == 'rows that belong to nothing in "Orders"'
    assert line.startswith("S9, A1, 1, 3")


@pytest.mark.parametrize(("scheme", "write"), [("sqlite", write_sqlite), ("duckdb", write_duckdb)])
def test_a_database_file_is_the_same_by_its_address(tmp_path, scheme, write):
    path = write(tmp_path, SHOP)
    assert read(f"{scheme}://{path}") == read(path)


def test_orders_and_customers(tmp_path):
    """The shape of a well-known package's example: each row of the orders is one."""
    orders = [("customer_id", "order_date", "revenue")]
    orders += [("Ann A", "2024-01-02", 5), ("Bo B", "2024-01-03", 6), ("Cy C", "2024-01-04", 7)]
    customers = [("customer_id", "age"), ("Ann A", 30), ("bo b ", 40), ("Di D", 50)]
    columns, rows, said, out = read(write_folder(tmp_path, {"orders": orders, "people": customers}))
    assert columns == ["customer_id", "order_date", "revenue", "age"]
    assert rows == [
        ("Ann A", "2024-01-02", "5", "30"),
        ("Bo B", "2024-01-03", "6", "40"),
        ("Cy C", "2024-01-04", "7", None),
    ]
    assert said == [
        'The rows are those of "orders", joined with "people" by "customer_id".',
        '1 row of "orders" belongs to nothing in "people".',
        '1 row of "people" has none in "orders" and is no part of this.',
    ]
    assert out == {}


def test_second_table_with_several_rows_an_order_is_not_joined(tmp_path):
    tables = {
        "olist_orders_dataset": [
            ("order_id", "customer_id", "order_purchase_timestamp"),
            ("o1", "c1", "2018-01-02 10:00:00"),
            ("o2", "c2", "2018-01-03 11:00:00"),
        ],
        "olist_order_payments_dataset": [
            ("order_id", "payment_sequential", "payment_value"),
            *(("o1", 1, "9.90"), ("o1", 2, "0.10"), ("o2", 1, "7.00")),
        ],
        "olist_order_items_dataset": [
            ("order_id", "order_item_id", "product_id", "price"),
            *(("o1", 1, "p1", "5.00"), ("o1", 2, "p1", "5.00"), ("o2", 1, "p2", "7.00")),
        ],
        "olist_customers_dataset": [
            ("customer_id", "customer_unique_id", "customer_city"),
            *(("c1", "u1", "franca"), ("c2", "u1", "santos")),
        ],
        "olist_products_dataset": [
            ("product_id", "product_category_name"),
            *(("p1", "perfumaria"), ("p2", "artes")),
        ],
    }
    columns, rows, said, out = read(write_folder(tmp_path, tables))
    assert columns == [
        *("order_id", "order_item_id", "product_id", "price", "customer_id"),
        *("order_purchase_timestamp", "product_category_name"),
        *("customer_unique_id", "customer_city"),
    ]
    assert [(row[0], row[3], row[6], row[7]) for row in rows] == [
        ("o1", "5.00", "perfumaria", "u1"),
        ("o1", "5.00", "perfumaria", "u1"),
        ("o2", "7.00", "artes", "u1"),
    ]
    assert said[-1] == (
        '"olist_order_payments_dataset" has several rows for one of "olist_orders_dataset" and '
        "was not joined."
    )
    assert out == {}


def test_bare_ids_are_of_their_tables(tmp_path):
    tables = {
        "customers": [("id", "name"), (1, "Ann"), (2, "Bo")],
        "orders": [("id", "customer_id", "date"), (1, 2, "2024-01-02"), (2, 2, "2024-01-03")],
    }
    columns, rows, said, _ = read(write_sqlite(tmp_path, tables))
    assert columns == ["id", "customer_id", "date", "name"]
    assert [row[3] for row in rows] == ["Bo", "Bo"]
    assert said[1] == '1 row of "customers" has none in "orders" and is no part of this.'


def test_files_with_the_same_columns_are_one_of_the_tables(tmp_path):
    tables = {"orders-2023": ORDERS[:2], "orders-2024": [ORDERS[0], *ORDERS[2:]]}
    _, rows, said, _ = read(write_folder(tmp_path, {**tables, "people": CUSTOMERS}))
    assert [row[0] for row in rows] == ["S1", "S2", "S3"]
    assert said[0] == 'The rows are those of "orders", joined with "people" by "Customer No".'


def test_one_table_that_fits_alone_is_taken_alone(tmp_path):
    columns, rows, said, _ = read(
        write_sqlite(tmp_path, SHOP), fits=lambda names: "Order date" in names and len(names) == 4
    )
    assert (columns[0], len(rows)) == ("Order No", 3)
    assert said == ['Table "Orders"; not read: "Customers" and "Order lines".']


def test_tables_that_share_no_ids_are_not_joined(tmp_path):
    tables = {"a": [("x", "y"), (1, 2)], "b": [("z", "w"), (3, 4)]}
    with pytest.raises(TableNotNamed):
        read(write_duckdb(tmp_path, {**tables, "Orders": ORDERS}))


def test_one_table_is_opened_as_ever(tmp_path):
    columns, rows, said, _ = read(write_workbook(tmp_path, {"S": ORDERS}))
    assert (columns, len(rows), said) == (list(ORDERS[0]), 3, [])


def test_rows_are_never_more_than_those_of_the_finest(tmp_path):
    twice = [*CUSTOMERS, (1001, "Bern")]
    with open_table(write_workbook(tmp_path, {**SHOP, "Customers": twice}), joined=True) as opened:
        assert opened.table.count().execute() == 3
        assert "Town" not in opened.table.columns
        assert opened.understood[-1] == (
            '"Customers" has several rows for one of them, or shares no ids, and was not joined.'
        )


def test_published_workbook(real_data):
    path = real_data.parent / "cases" / "three_sheets.xlsx"
    if not path.is_file():
        pytest.skip(f"there is no {path}")
    with open_table(path, joined=True) as opened:
        rows = opened.table.to_pyarrow().to_pylist()
        [lost] = opened.not_rows
    kept = [row for row in rows if row["State"] == "shipped"]
    assert len({row["Order No"] for row in kept}) == 208
    assert len({row["Customer No"] for row in kept}) == 91
    cents = sum(Decimal(str(row["Unit price"])) * row["Qty"] for row in kept)
    assert (cents, lost.count) == (Decimal("23640.00"), 1)


def test_files_of_which_some_have_a_column_more_are_one_table(tmp_path):
    older = [("Order No", "Customer No", "Order date", "Price"), ("S1", 1, "2024-01-02", 12.0)]
    newer = [(*older[0], "Channel"), ("S2", 2, "2024-02-03", 13.5, "web")]
    again = [tuple(name.upper() for name in older[0]), ("S3", 1, "2024-03-04", 1.0)]
    path = write_folder(tmp_path, {"2024-01": older, "2024-02": newer, "2024-03": again})
    with open_table(path, joined=True) as opened:
        rows = opened.table.execute()
        said = opened.understood
    rows = rows.sort_values("Order No")
    assert list(rows["Order No"]) == ["S1", "S2", "S3"]
    assert list(rows["Channel"].fillna("")) == ["", "web", ""]
    assert said == ['3 files, one below the other; not all of them have "Channel".']
