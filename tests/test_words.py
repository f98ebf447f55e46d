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
    PARTS,
    Unit,
    compared,
    exact,
    how_many,
    number,
    percent,
    quantity,
    said_together,
    span,
    times,
    times_as_much,
)

PLAIN = Unit(label="", phrase="{}")
CARD = Unit(label="", phrase="{}", yes_no=True)

exhaustive = settings(max_examples=500, deadline=None, derandomize=True)


WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNTS = {word: count for count, word in enumerate(WORDS)}
RATIOS = {
    **{words: 1 / part for part, words in PARTS.items()},
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
        (-3.5, DOLLARS, "-$3.50"),
        (49.87, DOLLARS, "$49.87"),
        (49.999, DOLLARS, "$50"),
        (149.87, DOLLARS, "$150"),
        (0.5, DOLLARS, "$0.50"),
        (0.0123, DOLLARS, "$0.0123"),
        (0.7449, CARD, "74%"),
        (0.0002, CARD, "fewer than 1%"),
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
    cent = 0.00501 if unit.is_money and abs(value) >= 0.1 else 0
    assert float(written) == pytest.approx(value, rel=0.00501, abs=cent)
    assert not unit.is_money or abs(value) < 0.1 or re.fullmatch(r"-?\d+(\.\d\d)?", written)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.1 + 0.2, "$0.30"),
        (601.2, "$601.20"),
        (601.234, "$601.23"),
        (52247, "$52,247"),
        (1234567.25, "$1,234,567.25"),
        (123456789.25, "$123,456,789.25"),
        (12345678901, "$12,345,678,901"),
    ],
)
def test_a_single_customers_value_is_not_rounded(value, written):
    assert exact(value, DOLLARS) == written


def test_a_single_customer_has_it_or_not():
    assert [exact(value, CARD) for value in (1, 0, 0.5)] == ["yes", "no", "50%"]


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (1, "100%"),
        (0.9999, "more than 99%"),
        (0.994, "99%"),
        (0.745, "75%"),
        (0.25, "25%"),
        (0.0312, "3%"),
        (0.01, "1%"),
        (0.0099, "fewer than 1%"),
        (0, "0%"),
    ],
)
def test_percent(part, words):
    assert percent(part) == words


@exhaustive
@given(st.floats(0, 1))
def test_percent_is_true(part):
    words = percent(part)
    if words == "more than 99%":
        assert 0.99 < part < 1
    elif words == "fewer than 1%":
        assert 0 < part < 0.01
    else:
        assert int(words.removesuffix("%")) / 100 == pytest.approx(part, abs=0.00501)


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


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (0.5, "about half"),
        (0.46, "about half"),
        (0.35, "about a third"),
        (0.25, "about a quarter"),
        (0.2, "about a fifth"),
        (0.165, "about a sixth"),
        (0.125, "about an eighth"),
        (0.1, "about a tenth"),
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


@pytest.mark.parametrize("ratio", [-2, 0, 0.09, 0.4, 0.6, 1, 1.49, 101])
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
        assert max(told / ratio, ratio / told) < 1.1


def test_a_ratio_is_that_of_the_figures_beside_it():
    # For that of the values themselves, .44, there is no word.
    assert compared(0.459, 1.049, PLAIN) == "0.46, against 1"
    assert times_as_much(0.459, 1.049, PLAIN) == "about half"
    assert times_as_much(5, 0, PLAIN) is None
    assert times_as_much(-5, 10, PLAIN) is None


@pytest.mark.parametrize(
    ("value", "reference", "unit", "written"),
    [
        (86.54, 60.56, THOUSAND_DOLLARS, "$86.5k, against $60.6k"),
        (24.95, 38.85, YEARS, "25 years, against 39"),
        (38.2, 38.85, YEARS, "38.2 years, against 38.9"),
        (366.4, 71.7, DAYS, "366 days, against 72"),
        # Three figures would say 1,980 and 1,990.
        (1984.3, 1986.1, PLAIN, "1,984.3, against 1,986.1"),
        (1001.2, 1001.9, PLAIN, "1,001.2, against 1,001.9"),
        (0.2, -0.1, PLAIN, "0.2, against -0.1"),
        (0.74, 0.502, CARD, "74%, against 50%"),
        (49.9, 45.25, DOLLARS, "$49.90, against $45.25"),
    ],
)
def test_two_values_side_by_side(value, reference, unit, written):
    assert compared(value, reference, unit) == written


@exhaustive
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


@pytest.mark.parametrize(
    ("phrases", "said"),
    [
        (["earn more"], "earn more"),
        (["are higher on a", "are higher on b", "are higher on c"], "are higher on a, b and c"),
        (["are higher on a", "are lower on b"], "are higher on a and lower on b"),
        (
            ["are lower on a (2)", "are lower on b (1)", "are higher on c"],
            "are lower on a (2) and b (1), and higher on c",
        ),
        (
            ["are higher on a", "are lower on b", "are lower on c"],
            "are higher on a, and lower on b and c",
        ),
        (["are older", "earn more", "are lower on a"], "are older, earn more and are lower on a"),
        (["spend more", "have a lower score"], "spend more and have a lower score"),
    ],
)
def test_what_is_said_of_one_subject_is_a_list(phrases, said):
    assert said_together(phrases) == said
