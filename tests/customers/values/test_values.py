"""What text says as numbers, moments and keys: one way for a whole column."""

import datetime
from decimal import Decimal

import pyarrow as pa
import pytest

from segmentation.customers.values import (
    EVERYDAY_NOTATION,
    Notation,
    category_of,
    key_of,
    moment_of,
    number_of,
    numbers_of,
    plain_text,
    text_of,
)
from tests.customers.values.conftest import listed

COMMA, DOT = Notation(decimal=","), Notation(decimal=".")
DAY_FIRST, MONTH_FIRST = Notation(dates="day-first"), Notation(dates="month-first")


@pytest.fixture
def numbers(column):
    return lambda values, notation=EVERYDAY_NOTATION: listed(number_of(column(values), notation))


@pytest.fixture
def moments(column):
    """Moments as ISO text, without a time that is midnight."""

    def read(values, notation=EVERYDAY_NOTATION):
        found = listed(moment_of(column(values), notation))
        return [m and m.isoformat(" ").removesuffix(" 00:00:00") for m in found]

    return read


def test_each_column_of_a_table_is_read_in_its_own_way(connection):
    written = {
        "plain": ["1.5", "2", "n/a"],
        "comma": ["1,5", "2", "-"],
        "dollars": ["$1,500", "2", None],
        "already": [1.5, float("nan"), 2.0],
    }
    table = connection.create_table("four_ways", pa.table(written), temp=True)
    found = numbers_of({name: table[name] for name in written}, EVERYDAY_NOTATION)
    assert table.select(**found).to_pyarrow().to_pydict() == {
        "plain": [1.5, 2.0, None],
        "comma": [1.5, 2.0, None],
        "dollars": [1500.0, 2.0, None],
        "already": [1.5, None, 2.0],
    }


@pytest.mark.parametrize("text", ["1_0", "+-1", "\v+-1", "1e+-5", "?", "nan", "inf", "1e101"])
def test_what_only_an_engine_takes_for_a_number_is_none(numbers, text):
    assert numbers([text, "7"], DOT) == [None, 7.0]


def test_text_is_trimmed_and_marks_for_missing_are_none(column):
    written = [" Ann ", "", "  ", "NA", "n/a", "NaN", "NULL", "None", "-", None, "nab"]
    assert listed(text_of(column(written))) == ["Ann", *[None] * 9, "nab"]


def test_none_of_a_category_is_an_answer(column):
    assert listed(category_of(column([" None ", "none", "NA", "", None, "Basic"]))) == [
        "None",
        "none",
        None,
        None,
        None,
        "Basic",
    ]


# Keys


def test_one_customer_however_the_id_is_written(column):
    written = ["17850", "17850.0", " 17850 ", "17850.00"]
    assert listed(key_of(column(written))) == ["17850"] * 4


def test_other_keys_stay_as_they_are(column):
    written = ["0017850", "17850.5", "C17850.0", "17,850", "a b", "-"]
    assert listed(key_of(column(written))) == [*written[:-1], None]


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(pa.array([17850, None]), id="whole numbers"),
        pytest.param(pa.array([17850.0, None]), id="floats"),
        pytest.param(pa.array([Decimal("17850.0"), None]), id="decimals"),
    ],
)
def test_typed_keys_are_whole_numbers(column, values):
    assert listed(key_of(column(values))) == [17850, None]


FLOATS = pa.array([17850.0, 1000.1, 1000.2, -0.0, -5.0, 1e15, 2.0**62, 1e20, None])


@pytest.mark.parametrize(
    ("values", "written"),
    [
        pytest.param(pa.array([17850, -3, None]), ["17850", "-3", None], id="whole numbers"),
        pytest.param(pa.array([2**64 - 1], pa.uint64()), [str(2**64 - 1)], id="the largest"),
        pytest.param(
            FLOATS,
            ["17850", "1000.1", "1000.2", "0", "-5", f"{10**15}", f"{2**62}", "1e+20", None],
            id="floats",
        ),
        pytest.param(pa.array([1.5, 17850], pa.float32()), ["1.5", "17850"], id="small floats"),
        pytest.param(pa.array([float("nan"), float("inf")]), [None, None], id="no numbers"),
        pytest.param(
            pa.array([Decimal(n) for n in ("1.20", "-3.05", "100.00", "0.00")]),
            ["1.2", "-3.05", "100", "0"],
            id="decimals",
        ),
        pytest.param(
            pa.array([Decimal(100), Decimal(10**29)], pa.decimal128(38, 0)),
            ["100", f"{10**29}"],
            id="long decimals",
        ),
        pytest.param(pa.array(["17850.0", "1.20"]), ["17850", "1.20"], id="text"),
    ],
)
def test_keys_are_written_each_in_a_way_of_its_own(column, values, written):
    assert listed(plain_text(key_of(column(values)))) == written


def test_numbers_that_are_not_whole_stay_apart(column):
    for type_ in (pa.float64(), pa.decimal128(10, 2)):
        keys = key_of(column(pa.array([1000, 1000.25, 1000.5, 1000.5]).cast(type_)))
        assert keys.nunique().execute() == 3


# Numbers


def test_plain_numbers(numbers):
    written = ["1", " 2.5 ", "-3", "+4", ".5", "5.", "1e3", "007", "", "NA"]
    assert numbers(written) == [1, 2.5, -3, 4, 0.5, 5, 1000, 7, None, None]


def test_what_only_computers_read_as_a_number_is_none(numbers):
    assert numbers(["7", "1_0", "+-1", "٨٠", "0x10", "inf"]) == [7, *[None] * 5]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param(["1,234", "12.5"], [1234, 12.5], id="comma groups, decimal dot"),
        pytest.param(["1,234,567.89"], [1234567.89], id="two groups"),
        pytest.param(["-1,234.5", "+1,000"], [-1234.5, 1000], id="signs"),
        pytest.param(["1.234,5", "7"], [1234.5, 7], id="dot groups, decimal comma"),
        pytest.param(["3,5", "4,25", "6"], [3.5, 4.25, 6], id="decimal comma"),
        pytest.param(["3,5", "-,5", "1.234.567"], [3.5, -0.5, 1234567], id="comma, two groups"),
        pytest.param(["1 234", "1 234,5"], [1234, 1234.5], id="spaces"),
        pytest.param(["1\u00a0234,5", "1\u202f000,0"], [1234.5, 1000], id="spaces of a kind"),
        pytest.param(["1'234.5", "1’000"], [1234.5, 1000], id="apostrophes"),
        pytest.param(["$5", "$ 1,234.50", "-3"], [5, 1234.5, -3], id="dollars"),
        pytest.param(["3,50 €", "€4", "5 EUR"], [3.5, 4, 5], id="euros"),
        pytest.param(["£1,000", "¥7", "CHF 1'000", "usd 2"], [1000, 7, 1000, 2], id="others"),
    ],
)
def test_numbers_as_people_write_them(numbers, written, read):
    assert numbers(written) == read


def test_a_column_is_written_one_way(numbers):
    """Most commas are decimal here, so the group of three behind one is decimal too."""
    assert numbers(["1,5", "2,25", "1,234"]) == [1.5, 2.25, 1.234]
    assert numbers(["1.5", "2.25", "1,234"]) == [1.5, 2.25, 1234]


def test_commas_that_fit_both_ways_part_thousands(numbers):
    assert numbers(["1,234", "5,678"]) == [1234, 5678]


def test_a_notation_that_is_given_decides(numbers):
    assert numbers(["1,234", "5,678"], COMMA) == [1.234, 5.678]
    assert numbers(["1.234", "5.678"], COMMA) == [1234, 5678]
    assert numbers(["1.234", "5.678"], DOT) == [1.234, 5.678]
    assert numbers(["1,234", "3,5"], DOT) == [1234, None]


@pytest.mark.parametrize(
    "written", ["old", "12x", "1,00", "1,2,3", "$", "$$5", "1-2", "inf", "-inf", "1e999", "1e300"]
)
def test_text_that_is_no_number(numbers, written):
    assert numbers(["1.5", written, "2.5"]) == [1.5, None, 2.5]


@pytest.mark.parametrize(
    ("values", "read"),
    [
        (pa.array([1, None], pa.int16()), [1, None]),
        (pa.array([1.5, float("inf"), 1e300]), [1.5, None, None]),
        (pa.array([Decimal("1.25")]), [1.25]),
    ],
)
def test_typed_numbers(numbers, values, read):
    assert numbers(values) == read


# Moments


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["2012-01-31", "2012/2/1", "2012.03.01"], ["2012-01-31", "2012-02-01", "2012-03-01"]),
        (["20120131", "20120201"], ["2012-01-31", "2012-02-01"]),
        (["31-01-2012", "1.2.2012", "01/03/2012"], ["2012-01-31", "2012-02-01", "2012-03-01"]),
        (["01/31/2012", "2/1/2012"], ["2012-01-31", "2012-02-01"]),
        (["2012-01-31 08:26", "2012-02-01"], ["2012-01-31 08:26:00", "2012-02-01"]),
        (["2012-01-31T08:26:59", "2012-01-31T08:26:59Z"], ["2012-01-31 08:26:59"] * 2),
        (["1/31/2012 8:26", "2/1/2012 13:00"], ["2012-01-31 08:26:00", "2012-02-01 13:00:00"]),
        (
            ["31.1.2012 8:26 PM", "1.2.2012 12:05 am"],
            ["2012-01-31 20:26:00", "2012-02-01 00:05:00"],
        ),
        (["2012-01-31 08:26:59.5"], ["2012-01-31 08:26:59.500000"]),
        (["", "NA", "2012-01-31"], [None, None, "2012-01-31"]),
    ],
)
def test_moments_as_people_write_them(moments, written, read):
    assert moments(written) == read


def test_dates_that_fit_both_ways_are_day_first(moments):
    assert moments(["03-04-2012"]) == ["2012-04-03"]


def test_one_date_that_is_month_first_decides_for_those_that_fit_both_ways(moments):
    assert moments(["03-04-2012", "04-13-2012"]) == ["2012-03-04", "2012-04-13"]


def test_the_reading_that_fits_more_values_is_taken(moments):
    assert moments(["31-01-2012", "30-01-2012", "01-31-2012"]) == ["2012-01-31", "2012-01-30", None]
    assert moments(["31-01-2012", "01-30-2012", "01-31-2012"]) == [None, "2012-01-30", "2012-01-31"]


def test_an_order_that_is_given_decides(moments):
    assert moments(["03-04-2012", "04-13-2012"], DAY_FIRST) == ["2012-04-03", None]
    assert moments(["03-04-2012", "13-04-2012"], MONTH_FIRST) == ["2012-03-04", None]
    assert moments(["2012-03-04"], MONTH_FIRST) == ["2012-03-04"]


@pytest.mark.parametrize(
    "written", ["2012-13-45", "30-02-2012", "01-02-12", "soon", "40000", "2012", "2012-01-02 25:00"]
)
def test_text_that_is_no_moment(moments, written):
    assert moments(["2012-01-02", written]) == ["2012-01-02", None]


def test_typed_moments(moments):
    day, moment = datetime.date(2012, 1, 31), datetime.datetime(2012, 1, 31, 8, 26)
    assert moments([day, None]) == ["2012-01-31", None]
    assert moments([moment, None]) == ["2012-01-31 08:26:00", None]
