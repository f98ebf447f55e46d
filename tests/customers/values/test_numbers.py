"""Amounts of money and shares, and columns in which a sign can be read in two ways."""

import pyarrow as pa
import pytest

from segmentation.customers.values import EVERYDAY_NOTATION, Notation, read_numbers
from tests.customers.values.conftest import listed


@pytest.fixture
def read(column):
    def reader(values, notation=EVERYDAY_NOTATION):
        return read_numbers({"v": column(values)}, notation)["v"]

    return reader


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        pytest.param(["R$ 1.234,50", "R$ 7,00"], [1234.5, 7], id="reais"),
        pytest.param(["US$ 1,234.50", "US$7"], [1234.5, 7], id="a sign with its country"),
        pytest.param(["1 234,50 €", "2\u202f000 €", "3\u2009000,5 €"], [1234.5, 2000, 3000.5]),
        pytest.param(["CHF 1'234.50", "1’000 CHF", "CHF 5.–"], [1234.5, 1000, 5], id="francs"),
        pytest.param(["₹1,23,456.00", "₹12,34,567", "₹999"], [123456, 1234567, 999], id="lakhs"),
        pytest.param(["kr 99,90", "kr. 5,00", "99,- kr"], [99.9, 5, 99], id="kroner"),
        pytest.param(["3 187,75 kr", "1.234,50 zł", "12,00 Kč"], [3187.75, 1234.5, 12]),
        pytest.param(["1 500 ₽", "250,50 руб.", "12,00 лв"], [1500, 250.5, 12], id="cyrillic"),
        pytest.param(["₺1.250,75", "1.250,75 TL", "1.250,75 TRY"], [1250.75] * 3, id="lira"),
        pytest.param(["RM 1,200.50", "Rp5,000.00", "NGN 1.5"], [1200.5, 5000, 1.5]),
        pytest.param(["(172.72)", "($1,172.72)", "$(5.00)", "5.25"], [-172.72, -1172.72, -5, 5.25]),
        pytest.param(["172.72-", "-$5", "$-5", "- $ 5", "\u22125.5"], [-172.72, -5, -5, -5, -5.5]),
        pytest.param(["$1.5", "1e-5", "2E3"], [1.5, 1e-5, 2000], id="powers of ten"),
    ],
)
def test_amounts(read, written, numbers):
    found = read(written)
    assert listed(found.value) == numbers
    assert (found.doubt, found.is_percent) == ("", False)


@pytest.mark.parametrize(
    "written", ["(5", "5)", "--5", "-(5)", "12 34 56", "$5$6", "5 apples", "top 10", "€", "0,123"]
)
def test_what_is_no_amount(read, written):
    assert listed(read(["$1.50", written, "$2.25"]).value) == [1.5, None, 2.25]


def test_shares_in_percent(read):
    found = read(["0.5%", "13.5 %", "%40", "-2%", "(3%)", "0", None])
    assert listed(found.value) == pytest.approx([0.005, 0.135, 0.4, -0.02, -0.03, 0, None])
    assert found.is_percent


def test_a_number_without_the_sign_among_shares_cannot_be_read(read):
    assert listed(read(["12%", "15%", "15"]).value) == [0.12, 0.15, None]


def test_a_share_among_numbers_cannot_be_read(read):
    found = read(["12", "15%", "15", "20"])
    assert listed(found.value) == [12, None, 15, 20]
    assert not found.is_percent


def test_both_decimal_signs_in_a_column(read):
    assert listed(read(["3.50", "3,50", "2,25"]).value) == [None, 3.5, 2.25]
    assert listed(read(["3.50", "3,50", "2.25"]).value) == [3.5, None, 2.25]


# Thousands or decimals


def test_a_dot_before_three_digits_parts_thousands_where_others_are_whole(read):
    found = read(["3.188", "144", "697"])
    assert listed(found.value) == [3188, 144, 697]
    assert found.doubt == (
        'In column "v" 3.188 is read as 3,188, and could be 3.188: "--decimal ." reads it so.'
    )


def test_a_zero_at_the_end_beside_whole_numbers_tells_thousands(read):
    """Decimals without zeros at their end would be 1.25, decimals with three places 950.000."""
    found = read(["1.250", "950"])
    assert (listed(found.value), found.doubt) == ([1250, 950], "")


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        (["3.188", "144.5", "697"], [3.188, 144.5, 697]),
        (["0.250", "1.250", "3"], [0.25, 1.25, 3]),
        (["1.250", "12.5"], [1.25, 12.5]),
        (["1,250", "950"], [1250, 950]),
        (["1.250", "3,50"], [1250, 3.5]),
    ],
)
def test_other_numbers_tell_which(read, written, numbers):
    found = read(written)
    assert (listed(found.value), found.doubt) == (numbers, "")


@pytest.mark.parametrize(
    ("written", "numbers", "told"),
    [
        (["1.234", "5.678"], [1.234, 5.678], '1.234 is read as 1.234, and could be 1,234: "--dec'),
        (["1,234", "5,678"], [1234, 5678], '1,234 is read as 1,234, and could be 1.234: "--dec'),
        (["3.188", "1440"], [3.188, 1440], "3.188 is read as 3.188, and could be 3,188"),
    ],
)
def test_where_nothing_tells_the_doubt_is_told(read, written, numbers, told):
    found = read(written)
    assert listed(found.value) == numbers
    assert told in found.doubt


def test_a_decimal_sign_that_is_given_leaves_no_doubt(read):
    dot = read(["3.188", "144"], Notation(decimal="."))
    assert (listed(dot.value), dot.doubt) == ([3.188, 144], "")
    comma = read(["3.188", "144"], Notation(decimal=","))
    assert (listed(comma.value), comma.doubt) == ([3188, 144], "")


def test_a_column_that_does_not_tell_is_read_as_the_others_of_its_table(connection):
    written = {"price": ["3,50", "12,25"], "amount": ["1.234", "5.678"]}
    table = connection.create_table("german", pa.table(written), temp=True)
    found = read_numbers({name: table[name] for name in written}, EVERYDAY_NOTATION)
    assert listed(found["amount"].value) == [1234, 5678]
    written = {"price": ["3.50", "12.25"], "weight": ["1.234", "2"]}
    table = connection.create_table("english", pa.table(written), temp=True)
    found = read_numbers({name: table[name] for name in written}, EVERYDAY_NOTATION)
    assert listed(found["weight"].value) == [1.234, 2]
