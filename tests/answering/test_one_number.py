"""What one number can mean as it was written, held against the rule of a whole column."""

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segmentation.answering.one_number import plainly, readings
from segmentation.customers.values import EVERYDAY_NOTATION, number_of

exhaustive = settings(max_examples=300, deadline=None, derandomize=True)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("75", (75,)),
        (" 75.5 ", (75.5,)),
        ("75,5", (75.5,)),
        ("900,50", (900.5,)),
        ("-3,25", (-3.25,)),
        (",5", (0.5,)),
        ("0,333", (0.333,)),
        ("1234,567", (1234.567,)),
        ("1e9", (1e9,)),
        ("2.5E-3", (0.0025,)),
        ("1.234,50", (1234.5,)),
        ("1,234.50", (1234.5,)),
        ("1,234,567", (1_234_567,)),
        ("1.234.567", (1_234_567,)),
        ("75 000", (75_000,)),
        ("75\u202f000,5", (75_000.5,)),
        ("1'234'567.8", (1_234_567.8,)),
        ("$75.5", (75.5,)),
        ("900,50 €", (900.5,)),
        ("1,234", (1234, 1.234)),
        ("-70,000", (-70_000, -70)),
        ("$1,234", (1234, 1.234)),
        ("1.234", (1.234,)),
    ],
)
def test_readings(text, numbers):
    assert readings(text) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("75.000", (75_000, 75)), ("75.00", (75,)), ("0.333", (0.333,)), ("1234.567", (1234.567,))],
)
def test_dot_before_three_digits_is_open_where_numbers_are_whole(text, numbers):
    assert readings(text, whole=True) == numbers


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ",", ".", "-", "abc", "nan", "inf", "1_0", "+-1", "0x10", "1 2", "12 34"),
        *("1,23,4", "1.234.56", "1,2e3", "1.5.", "7 5,5", "٣", "½", "70k", "1,234.567.8"),
    ],
)
def test_what_is_no_number(text):
    assert readings(text) == ()


@pytest.mark.slow
@exhaustive
@given(st.from_regex(r"\A[-+]?[0-9]{1,4}([.,][0-9]{1,4}){0,3}(e[0-9])?\Z"))
def test_a_list_reads_what_is_not_open_as_the_same_number(text):
    numbers = readings(text)
    # By itself 0,333 is 333 to a list; where there are others with a comma, a third.
    if not numbers or (len(numbers) == 1 and text.lstrip("+-").startswith("0")):
        return
    column = ibis.memtable({"text": [text]}).text
    (listed,) = number_of(column, EVERYDAY_NOTATION).execute()
    if len(numbers) == 1:
        assert listed == numbers[0]
    else:
        assert listed in numbers


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (75.0, "75"),
        (75.5, "75.5"),
        (1e9, "1000000000"),
        (123_456_789_012_345, "123456789012345"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (100, "100"),
        (-0.0, "0"),
    ],
)
def test_written_plainly(value, written):
    assert plainly(value) == written


@exhaustive
@given(st.floats(-1e14, 1e14).map(lambda value: round(value, 2)))
def test_what_is_written_is_read_again(value):
    assert readings(plainly(value)) == (float(f"{value:.15g}"),)
