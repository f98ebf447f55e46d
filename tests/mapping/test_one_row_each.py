"""A table of orders is not taken for one of customers in silence."""

import pandas as pd
import pytest

import train
from segmentation.mapping.one_row_each import naming_customers

ROWS = 60


@pytest.fixture
def trained_on(tmp_path, capsys):
    """Train `own` on columns; returns the exit status and what was told."""

    def run(columns, *options):
        data = tmp_path / "orders.csv"
        table = {"spend": [at * at % 41 / 4 for at in range(ROWS)], **columns}
        pd.DataFrame(table).to_csv(data, index=False)
        command = ["own", "--data", str(data), "--models", str(tmp_path / "models")]
        status = train.main([*command, "--no-evidence", "--restarts", "1", *options])
        told = capsys.readouterr()
        return status, told.err or told.out

    return run


def repeated(count, text="C{}"):
    return [text.format(at % count) for at in range(ROWS)]


@pytest.mark.parametrize(
    "header",
    [
        *("Customer ID", "CustomerID", "customer_no", "Kunden-Nr.", "Kundennummer", "id_cliente"),
        *("Client", "Email", "Billing Email Address", "e-mail", "müşteri kod", "user_id"),
    ],
)
def test_what_names_customers_and_repeats_is_refused(header, trained_on):
    status, told = trained_on({header: repeated(40)})
    assert status == 1
    assert told == (
        f'"{header}" has 40 different values in 60 rows: a row looks like an order or a visit, '
        "not like a customer. For segments of customers, give a table with one row for each, in "
        "which their orders are added up. If each row is a customer all the same, add "
        "--one-row-per-customer.\n"
    )


def test_who_insists_is_believed(trained_on):
    status, told = trained_on({"Customer ID": repeated(40)}, "--one-row-per-customer")
    assert status == 0
    assert "60 customers from orders.csv" in told


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("customer", repeated(4, "kind {}")),
        ("Customer ID", repeated(58)),
        ("Customer ID", repeated(60)),
        ("country", repeated(20)),
        ("customer type", repeated(20)),
        ("Email", [""] * ROWS),
    ],
)
def test_kinds_of_customers_and_a_few_who_are_there_twice_are_no_orders(header, values, trained_on):
    assert trained_on({header: values})[0] == 0


def test_a_key_that_repeats_is_refused_rather_than_one_row_of_each_kept(trained_on):
    status, told = trained_on({"nick": repeated(20)}, "--key", "nick", "--one-row-per-customer")
    assert status == 1
    assert told.startswith('"nick" has 20 different values in 60 rows: a row looks like')
    assert told.endswith("If each row is a customer all the same, leave out --key.\n")


def test_the_command_that_adds_orders_up_is_named(trained_on):
    lines = {
        "InvoiceNo": repeated(30, "5{}"),
        "Quantity": [1] * ROWS,
        "InvoiceDate": ["2025-01-02"] * ROWS,
        "UnitPrice": [2.5] * ROWS,
        "CustomerID": repeated(12, "170{}"),
    }
    assert "train.py online_retail adds them up." in trained_on(lines)[1]


def test_rows_beyond_the_first_ones_are_counted(tmp_path, capsys):
    """20,000 customers once each, and then again."""
    data = tmp_path / "long.csv"
    numbers = [at % 21_000 for at in range(42_000)]
    pd.DataFrame({"customer_id": numbers, "spend": range(42_000)}).to_csv(data, index=False)
    assert train.main(["own", "--data", str(data), "--models", str(tmp_path / "models")]) == 1
    assert '"customer_id" has 21,000 different values in 42,000 rows' in capsys.readouterr().err


def test_other_columns_name_no_customer():
    others = ["id", "Order ID", "product code", "customer type", "membership", "clientele", "age"]
    assert naming_customers(others) == []


def test_a_household_that_repeats_is_no_customer(trained_on):
    columns = {"customer_id": [f"C{at}" for at in range(ROWS)], "household_id": repeated(20)}
    status, told = trained_on(columns)
    assert status == 0
    assert "60 customers from orders.csv" in told


def test_a_number_that_is_new_with_each_order_names_no_customer(trained_on):
    columns = {
        "order_id": [f"O{at}" for at in range(ROWS)],
        "customer_id": [f"C{at}" for at in range(ROWS)],
        "customer_unique_id": repeated(20),
    }
    assert trained_on(columns)[1].startswith('"customer_unique_id" has 20 different values')


def test_kinds_beside_a_number_and_a_date_are_kinds(trained_on):
    day = [f"2024-01-{at % 28 + 1:02}" for at in range(ROWS)]
    member = ["yes", "no"] * (ROWS // 2)
    ids = [f"C{at}" for at in range(ROWS)]
    assert trained_on({"client_no": ids, "member": member, "date": day})[0] == 0
    assert trained_on({"member": member, "date": day})[0] == 1
