"""Numbers in words, each within its tolerance of the truth."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segmentation.recipes.units import (
    DAYS,
    DOLLARS,
    POINTS_OF_100,
    PURCHASES,
    THOUSAND_DOLLARS,
    YEARS,
)
from segmentation.words import (
    Unit,
    compared,
    exact,
    how_many,
    number,
    quantity,
    share,
    span,
    times,
)

PLAIN = Unit(label="", phrase="{}")

exhaustive = settings(max_examples=500, deadline=None, derandomize=True)


WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNTS = {word: count for count, word in enumerate(WORDS)}
RATIOS = {
    "about half": 1 / 2,
    "about a third": 1 / 3,
    "about a quarter": 1 / 4,
    "about twice": 2,
    **{f"about {word} times": count for word, count in COUNTS.items() if count > 2},
}


def read_number(written):
    return float(written.replace(",", ""))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (-0.0, "0"),
        (1, "1"),
        (0.123456, "0.123"),
        (49.0449, "49"),
        (52247.2, "52,200"),
        (999.9, "1,000"),
        (1234567, "1,230,000"),
        (-86.54, "-86.5"),
    ],
)
def test_numbers_have_three_figures(value, written):
    assert number(value) == written


def test_more_figures_can_be_asked_for():
    assert number(1234567, digits=5) == "1,234,600"


@exhaustive
@given(st.floats(1e-6, 1e12) | st.floats(-1e12, -1e-6), st.integers(1, 8))
def test_numbers_are_within_half_a_unit_of_the_last_figure(value, digits):
    half_a_unit = 0.501 * 10 ** (1 - digits)
    assert read_number(number(value, digits)) == pytest.approx(value, rel=half_a_unit)


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (52247.2, DOLLARS, "$52,200"),
        (-3.5, DOLLARS, "-$3.5"),
        (86.54, THOUSAND_DOLLARS, "$86.5k"),
        (0, THOUSAND_DOLLARS, "$0"),
        (0.5, THOUSAND_DOLLARS, "$500"),
        (1, THOUSAND_DOLLARS, "$1k"),
        # Three figures would say $1,000k.
        (999.9, THOUSAND_DOLLARS, "$1 million"),
        (70_000, THOUSAND_DOLLARS, "$70 million"),
        (-1_234.5, THOUSAND_DOLLARS, "-$1.23 million"),
        (1e6, THOUSAND_DOLLARS, "$1 billion"),
        (2.5e9, THOUSAND_DOLLARS, "$2.5 trillion"),
        (1, DAYS, "1 day"),
        (0, DAYS, "0 days"),
        (1.004, PURCHASES, "1 purchase"),
        (1.5, YEARS, "1.5 years"),
        (-1, YEARS, "-1 year"),
        (1, POINTS_OF_100, "1 of 100"),
    ],
)
def test_quantities(value, unit, written):
    assert quantity(value, unit) == written


@exhaustive
@given(st.floats(0.01, 1e9) | st.floats(-1e9, -0.01), st.sampled_from([DOLLARS, DAYS, YEARS]))
def test_quantities_are_within_half_a_unit_of_the_third_figure(value, unit):
    written = re.sub(r"[^0-9.\-]", "", quantity(value, unit))
    assert float(written) == pytest.approx(value, rel=0.00501)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.1 + 0.2, "$0.3"),
        (601.2, "$601.2"),
        (52247, "$52,247"),
        (1234567.25, "$1,234,567.25"),
        (123456789.25, "$123,456,789.25"),
        (12345678901, "$12,345,678,901"),
    ],
)
def test_a_single_customers_value_is_not_rounded(value, written):
    assert exact(value, DOLLARS) == written


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (1, "nearly all customers"),
        (0.995, "nearly all customers"),
        (0.8, "about eight of ten customers"),
        (0.5, "about half of all customers"),
        (0.33, "one in three customers"),
        (0.2, "one in five customers"),
        (0.1, "one in ten customers"),
        (0.0312, "3.1 of 100 customers"),
        (0.0049, "fewer than one in 200 customers"),
    ],
)
def test_shares(part, words):
    assert share(part) == words


@exhaustive
@given(st.floats(0.0001, 1))
def test_shares_are_true(part):
    words = share(part)
    if words == "nearly all customers":
        assert part >= 0.995
    elif words == "fewer than one in 200 customers":
        assert part < 0.005
    elif words == "about half of all customers":
        assert part == pytest.approx(0.5, abs=0.0501)
    elif in_ten := re.fullmatch(r"about (\w+) of ten customers", words):
        assert COUNTS[in_ten[1]] / 10 == pytest.approx(part, abs=0.0201)
    elif one_in := re.fullmatch(r"one in (\w+) customers", words):
        assert 1 / COUNTS[one_in[1]] == pytest.approx(part, rel=0.053)
    else:
        in_hundred = re.fullmatch(r"([\d.]+) of 100 customers", words)
        assert float(in_hundred[1]) / 100 == pytest.approx(part, rel=0.0501)


@pytest.mark.parametrize(
    ("low", "high", "unit", "written"),
    [
        (20, 24, YEARS, "20 to 24 years"),
        (18, 18, YEARS, "18 years"),
        (12_345, 12_350, DOLLARS, "$12,345 to $12,350"),
        (-0.5, 0.25, DAYS, "-0.5 to 0.25 days"),
        (0, 1_240, THOUSAND_DOLLARS, "$0 to $1.24 million"),
    ],
)
def test_span(low, high, unit, written):
    assert span(low, high, unit) == written


@exhaustive
@given(st.floats(0.0001, 0.9949))
def test_no_share_short_of_nearly_all_is_told_as_all(part):
    assert share(part) != "about ten of ten customers"


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (0.5, "about half"),
        (0.46, "about half"),
        (0.35, "about a third"),
        (0.25, "about a quarter"),
        (2.1, "about twice"),
        (2.9, "about three times"),
        (10, "about ten times"),
        (1.5, "1.5 times"),
        (2.5, "2.5 times"),
        (12.34, "12 times"),
    ],
)
def test_ratios(ratio, words):
    assert times(ratio) == words


@pytest.mark.parametrize("ratio", [-2, 0, 0.1, 0.4, 0.6, 1, 1.49, 101])
def test_ratios_not_worth_a_word(ratio):
    assert times(ratio) is None


@exhaustive
@given(st.floats(0.01, 200))
def test_ratios_are_within_a_tenth(ratio):
    words = times(ratio)
    if words is None:
        assert ratio < 1.5 or ratio > 100
    else:
        told = RATIOS.get(words) or float(words.removesuffix(" times"))
        assert ratio == pytest.approx(told, rel=0.1001)


@pytest.mark.parametrize(
    ("value", "reference", "unit", "written"),
    [
        (86.54, 60.56, THOUSAND_DOLLARS, "$86.5k, against $60.6k"),
        (24.95, 38.85, YEARS, "24.9 years, against 38.9"),
        # Three figures would say 1,980 and 1,990.
        (1984.3, 1986.1, PLAIN, "1,984.3, against 1,986.1"),
        (1001.2, 1001.9, PLAIN, "1,001.2, against 1,001.9"),
        (0.2, -0.1, PLAIN, "0.2, against -0.1"),
    ],
)
def test_two_values_side_by_side(value, reference, unit, written):
    assert compared(value, reference, unit) == written


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_difference_is_written_within_a_tenth(value, reference):
    first, second = compared(value, reference, PLAIN).replace(",", "").split(" against ")
    told, true = float(first) - float(second), value - reference
    assert told == pytest.approx(true, rel=0.101, abs=1e-5)


@pytest.mark.parametrize(
    ("count", "words", "said"),
    [
        (0, ("row",), "0 rows"),
        (1, ("row",), "1 row"),
        (2, ("row",), "2 rows"),
        (14_076, ("row",), "14,076 rows"),
        (1, ("cell does", "cells do"), "1 cell does"),
        (3, ("cell does", "cells do"), "3 cells do"),
    ],
)
def test_words_agree_with_the_number(count, words, said):
    assert how_many(count, *words) == said
