"""Which currencies stand in a column of amounts."""

import pyarrow as pa

from segmentation.customers.values import currencies_of


def found_in(connection, name, *cells):
    table = connection.create_table(name, pa.table({"price": cells, "n": range(len(cells))}))
    return currencies_of(table, ["price", "n"])


def test_signs_and_codes_of_one_currency_are_one(connection):
    cells = ("€5", "5,00 EUR", "1.234,50 €", "eur 2", "7", None, "")
    assert found_in(connection, "euros", *cells) == {"price": {"EUR": 4}}


def test_several_with_their_counts(connection):
    cells = ("€5", "£1,000.50", "£2", "R$ 7", "(USD 3)", "¥500", "€6", "€7")
    counts = {"EUR": 3, "GBP": 2, "BRL": 1, "USD": 1, "¥": 1}
    assert found_in(connection, "several", *cells) == {"price": counts}


def test_a_sign_that_currencies_share_is_that_of_the_one_named_besides(connection):
    assert found_in(connection, "dollars", "$5", "CAD 7", "$8") == {"price": {"CAD": 3}}
    cells = ("$5", "CAD 7", "USD 8", "kr 5", "5 kr.")
    counts = {"kr": 2, "$": 1, "CAD": 1, "USD": 1}
    assert found_in(connection, "two_dollars", *cells) == {"price": counts}


def test_none(connection):
    assert found_in(connection, "none", "5", "1,234.50", "12%", "five dollars") == {}
