"""What somebody's file is, before anything is trained, and what they correct of it."""

import json

import pytest

from segmentation.errors import MissingColumns
from segmentation.looking.corrections import with_role
from segmentation.looking.look import look
from segmentation.looking.looked_apart import apart, look_apart
from segmentation.looking.seen import ColumnCorrected, Corrections

FOUND = Corrections()


def roles(seen):
    return {column.header: column.role for column in seen.columns if column.role}


def test_what_is_left_open_is_asked(orders):
    seen = look(orders, FOUND)
    assert seen.question.role == "amount"
    assert seen.question.sentence == "Which column says what an order cost?"
    assert seen.question.choices == ("Revenue", "Total", "")
    assert [c.first for c in seen.columns][:2] == [("1", "2", "3"), ("ann", "bob", "cem")]
    assert (seen.customers, seen.orders) == (0, None)


def test_the_answer_counts(orders):
    seen = look(orders, Corrections(kind="orders", roles={"amount": "Total"}))
    assert seen.question is None
    assert (seen.orders.orders, seen.orders.customers, seen.orders.amount) == (5, 3, 178.5)
    assert (seen.orders.first, seen.orders.last) == ("2025-01-03", "2025-04-04")
    assert roles(seen)["Total"] == "amount"
    assert roles(seen)["Kunde"] == "customer"
    assert 'amount = "Total"' in seen.mapping


def test_no_column_may_be_said_to_have_a_role(orders):
    said = {"amount": "", "price": "", "order": ""}
    seen = look(orders, Corrections(kind="orders", roles=said))
    assert seen.orders.amount is None
    assert not {"amount", "order"} & set(roles(seen).values())


def test_what_describes_customers_can_be_left_out(orders):
    said = Corrections(kind="orders", roles={"amount": "Revenue"})
    assert roles(look(orders, said))["Ort"] == "describes"
    without = look(orders, said.model_copy(update={"describes": ()}))
    assert "Ort" not in roles(without)


def test_a_table_of_customers(customers):
    seen = look(customers, FOUND)
    assert (seen.kind, seen.rows, seen.customers, seen.orders) == ("own", 60, 60, None)
    uses = {column.header: column.use for column in seen.columns}
    assert uses == {
        "id": "key",
        "age": "feature",
        "balance": "feature",
        "score": "feature",
        "plz": "left out",
        "likes": "category",
    }


def test_columns_of_customers_are_corrected(customers):
    said = {
        "score": ColumnCorrected(use="left out"),
        "age": ColumnCorrected(label="Alter", unit="years"),
        "plz": ColumnCorrected(use="feature"),
    }
    seen = look(customers, Corrections(kind="own", columns=said))
    found = {column.header: column for column in seen.columns}
    assert (found["score"].use, found["score"].why) == ("left out", "left out by hand")
    assert (found["age"].label, found["age"].unit) == ("Alter", "years")
    assert found["plz"].use == "feature"
    assert seen.features == ("Alter", "Balance", found["plz"].label)


def test_a_later_file_is_read_as_the_one_before(orders):
    first = look(orders, Corrections(kind="orders", roles={"amount": "Revenue"}))
    later = look(orders, Corrections(mapping=first.mapping))
    assert (later.question, later.orders.amount) == (None, 150.0)
    orders.write_text(orders.read_text().replace("Revenue", "Price net"))
    with pytest.raises(MissingColumns, match=r"(Revenue|amount)"):
        look(orders, Corrections(mapping=first.mapping))


def test_apart_it_is_the_same(orders, tmp_path):
    try:
        assert look_apart(orders, FOUND, folder=tmp_path) == look(orders, FOUND)
    finally:
        apart.stop()


@pytest.mark.parametrize(
    "name", ["superstore.csv", "shopify_orders.csv", "german_shop.csv", "three_sheets.xlsx"]
)
def test_a_shops_export_comes_to_what_its_books_say(name, real_exports):
    expected = json.loads((real_exports / "expected.json").read_text())[name]
    seen = look(real_exports / name, FOUND)
    assert seen.question is None
    assert (seen.orders.customers, seen.orders.orders) == (
        expected["customers"],
        expected["orders"],
    )
    assert seen.orders.amount == expected["amount"]


def test_a_role_is_corrected_of_a_file_that_is_read_by_an_earlier_mapping(orders):
    first = look(orders, Corrections(kind="orders", roles={"amount": "Revenue"}))
    said = Corrections(mapping=first.mapping)
    changed = with_role(said, look(orders, said), "amount", "Total")
    assert changed.mapping == ""
    assert changed.roles["customer"] == "Kunde"
    assert look(orders, changed).orders.amount == 178.5


def test_a_column_has_one_role(orders):
    said = Corrections(kind="orders", roles={"amount": "Total", "price": "Revenue"})
    changed = with_role(said, look(orders, said), "amount", "Revenue")
    assert changed.roles == {"amount": "Revenue"}
