"""Offsets, names of months, numbers that are dates, and what is told of them."""

import datetime

import pyarrow as pa
import pytest

from segmentation.customers.values import EVERYDAY_NOTATION, Notation, read_moments
from tests.customers.values.conftest import listed


@pytest.fixture
def read(column):
    """Moments as ISO text, without a time that is midnight, and what is told."""

    def reader(values, notation=EVERYDAY_NOTATION, **more):
        found = read_moments(column(values), notation, **more)
        moments = [m and m.isoformat(" ") for m in listed(found.value)]
        return [m and m.removesuffix(" 00:00:00") for m in moments], list(found.told)

    return reader


@pytest.mark.parametrize(
    ("written", "moments"),
    [
        (["02-Jul-2024", "13-Oct-2024"], ["2024-07-02", "2024-10-13"]),
        (["Jul 2, 2024", "October 13, 2024"], ["2024-07-02", "2024-10-13"]),
        (["March 3rd, 2024", "Fri, Mar 1st, 2024"], ["2024-03-03", "2024-03-01"]),
        (["2024-Feb-09", "10FEB2024"], ["2024-02-09", "2024-02-10"]),
        (["3. März 2024", "12. Okt. 2024"], ["2024-03-03", "2024-10-12"]),
        (["Sonntag, 3. März 2024 um 16:05 Uhr"], ["2024-03-03 16:05:00"]),
        (["12 février 2024", "1er août 2024"], ["2024-02-12", "2024-08-01"]),
        (["mar. 13 févr. 2024", "mer. 6 mars 2024"], ["2024-02-13", "2024-03-06"]),
        (["7 de octubre de 2024", "lunes, 3 de enero de 2022"], ["2024-10-07", "2022-01-03"]),
        (["12 de março de 2024 às 10:15", "1 dez 2023"], ["2024-03-12 10:15:00", "2023-12-01"]),
        (["lunedì 3 giugno 2024", "1 gen 2024"], ["2024-06-03", "2024-01-01"]),
        (["vrijdag 3 mei 2024", "2 mrt 2024"], ["2024-05-03", "2024-03-02"]),
        (["7 Ağustos 2024", "3 Kasım 2023 Cuma"], ["2024-08-07", "2023-11-03"]),
        (
            ["Jul 2, 2024 4:05 PM", "Jul 3, 2024, 4:05:30 a.m."],
            ["2024-07-02 16:05:00", "2024-07-03 04:05:30"],
        ),
        (["May 2024", "juin 2024"], ["2024-05-01", "2024-06-01"]),
        (["May-24", "dez/23"], ["2024-05-01", "2023-12-01"]),
    ],
)
def test_months_by_name(read, written, moments):
    assert read(written) == (moments, [])


@pytest.mark.parametrize(
    "written", ["Q1 March 2024", "Marching 3 2024", "31 June 2024", "3 Foo 2024"]
)
def test_what_is_no_date_by_name(read, written):
    assert read(["3 March 2024", written, "4 March 2024"])[0] == ["2024-03-03", None, "2024-03-04"]


@pytest.mark.parametrize(
    ("written", "moments"),
    [
        (["20240105T100000", "20240106T2359"], ["2024-01-05 10:00:00", "2024-01-06 23:59:00"]),
        (["25.07.2024, 16:05", "1.8.2024, 9:00"], ["2024-07-25 16:05:00", "2024-08-01 09:00:00"]),
        (
            ["07/25/2024 4:05PM", "07/26/2024 4:05 am"],
            ["2024-07-25 16:05:00", "2024-07-26 04:05:00"],
        ),
        (["25/07/2024 16h05"], ["2024-07-25 16:05:00"]),
        (["2024-05", "2023-12"], ["2024-05-01", "2023-12-01"]),
        (["05/2024", "12/2023"], ["2024-05-01", "2023-12-01"]),
        (["2024-01-05T10:00:00.250Z"], ["2024-01-05 10:00:00.250000"]),
    ],
)
def test_numbers_with_separators(read, written, moments):
    assert read(written) == (moments, [])


# Offsets


@pytest.mark.parametrize(
    "written",
    [
        "2025-01-10 09:11:55 +0100",
        "2025-01-10T09:11:55+01:00",
        "2025-01-10 09:11:55+01",
        "2025-01-10 09:11:55 CET",
        "2025-01-10 02:41:55 -0530",
        "10. Jan. 2025 09:11:55 MEZ",
        "Fri, 10 Jan 2025 09:11:55 +0100",
        "Fri Jan 10 2025 09:11:55 GMT+0100 (CET)",
        "Jan 10, 2025 12:11:55 AM PST",
        "20250110T091155+0100",
        "2025-01-10 08:11:55 UTC",
    ],
)
def test_times_with_an_offset_are_read_in_utc_and_told(read, written):
    assert read([written]) == (
        ["2025-01-10 08:11:55"],
        [
            'Times with an offset in column "v" are read in UTC. "--zone NAME" reads them in that '
            "of a shop."
        ],
    )


def test_times_with_an_offset_in_the_zone_of_a_shop(read):
    berlin = Notation(zone="Europe/Berlin")
    written = ["2024-03-30T23:30:00Z", "2024-03-31T23:30:00Z", "2024-07-01 10:00"]
    moments = ["2024-03-31 00:30:00", "2024-04-01 01:30:00", "2024-07-01 10:00:00"]
    told = ['Times with an offset in column "v" are read in Europe/Berlin.']
    assert read(written, berlin) == (moments, told)
    assert read([1711841400, 1711927800], berlin)[0] == moments[:2]


def test_typed_moments_in_the_zone_of_a_shop(read):
    utc = pa.array([datetime.datetime(2024, 7, 1, 22, 30)], pa.timestamp("us", "UTC"))
    plain = pa.array([datetime.datetime(2024, 7, 1, 22, 30)])
    berlin = Notation(zone="Europe/Berlin")
    assert read(utc, berlin) == (["2024-07-02 00:30:00"], [])
    assert read(plain, berlin) == (["2024-07-01 22:30:00"], [])


# Numbers


@pytest.mark.parametrize(
    ("written", "moments", "told"),
    [
        ([45331, 45384], ["2024-02-09", "2024-04-02"], "days as a spreadsheet counts them: 45384"),
        (["45326.66667", "45327"], ["2024-02-04 16:00:00", "2024-02-05"], "days as a spreadsheet"),
        (
            [1705392000],
            ["2024-01-16 08:00:00"],
            "seconds since 1970: 1705392000 is 16",
        ),
        (["1705392000.5"], ["2024-01-16 08:00:00.500000"], "seconds since 1970"),
        (["1705392000000"], ["2024-01-16 08:00:00"], "milliseconds since 1970"),
        ([1705392000000.0], ["2024-01-16 08:00:00"], "milliseconds since 1970"),
    ],
)
def test_numbers_that_are_dates(read, written, moments, told):
    found, [sentence] = read(written)
    assert found == moments
    assert told in sentence


def test_numbers_that_are_written_as_dates(read):
    assert read([20240131, 20240230, None]) == (["2024-01-31", None, None], [])
    assert read([20240131.0]) == (["2024-01-31"], [])
    assert read(["19970118", "19970231"]) == (["1997-01-18", None], [])


def test_numbers_of_two_kinds_are_not_mixed(read):
    assert read([45331, 45384, 20240131])[0] == ["2024-02-09", "2024-04-02", None]
    assert read([2012, 2013])[0] == [None, None]


# What is told


def test_day_and_month_that_fit_both_ways_are_told(read):
    found, [told] = read(["01/02/2024", "04/03/2024"])
    assert found == ["2024-02-01", "2024-03-04"]
    assert told == (
        'In column "v" day and month could be swapped in every row; the day is taken first, '
        '04/03/2024 as 4 March 2024. "--dates month-first" reads them the other way.'
    )


@pytest.mark.parametrize(
    "written", [["01/02/2024", "13/03/2024"], ["01/02/2024", "04/13/2024"], ["01/01/2024"]]
)
def test_one_date_that_fits_one_way_leaves_no_doubt(read, written):
    assert read(written)[1] == []


def test_an_order_that_is_given_leaves_no_doubt(read):
    assert read(["01/02/2024"], Notation(dates="month-first")) == (["2024-01-02"], [])


def test_years_of_two_digits_are_told(read):
    found, [told] = read(["25/07/24", "31/08/99"])
    assert found == ["2024-07-25", "1999-08-31"]
    assert told == (
        'In column "v" years have two digits, 69 to 99 of them before 2000: '
        "25/07/24 is 25 July 2024."
    )
    assert read(["07/25/24"])[0] == ["2024-07-25"]
    assert read(["09-Feb-24"])[0] == ["2024-02-09"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (["24.12.68", "03.01.20", "01.02.19"], ["1968-12-24", "1920-01-03", "2019-02-01"]),
        (["24-Dez-68", "1. Mai 05"], ["1968-12-24", "2005-05-01"]),
        (["12/24/68", "02/29/20"], ["1968-12-24", "1920-02-29"]),
        (["24.12.2068", "03.01.1920"], ["2068-12-24", "1920-01-03"]),
    ],
)
def test_years_of_two_digits_are_none_after_the_latest(read, written, read_as):
    assert read(written, latest_year=2019)[0] == read_as


def test_the_latest_year_is_told_with_a_date_before_it(read):
    _, [told] = read(["24.12.68", "13.12.03"], latest_year=2019)
    assert told == (
        'In column "v" years have two digits, none of them after 2019: 24.12.68 is 24 December '
        "1968."
    )


@pytest.mark.parametrize("comma", [",", "."])
def test_days_of_a_spreadsheet_with_their_time(read, comma):
    written = [f"45298{comma}52021", f"45303{comma}5", "45304"]
    found = ["2024-01-07 12:29:06", "2024-01-12 12:00:00", "2024-01-13"]
    assert read(written)[0] == found


@pytest.mark.parametrize("written", [["45,298", "45,303"], ["12,5", "45298,5,2"]])
def test_other_numbers_with_a_comma_are_no_days(read, written):
    assert read(written)[0] == [None, None]
