"""Ids that are one however they are written, and ids that a spreadsheet cut."""

import pyarrow as pa
import pytest

from segmentation.customers.values import cut_ids, key_of
from tests.customers.values.conftest import listed


def test_an_address_is_one_in_any_case(column):
    written = ["Ann@x.org", " ann@X.org ", "ANN@X.ORG\u00a0", "\u200bann@x.org", "'Ann@x.org"]
    assert listed(key_of(column(written))) == ["ann@x.org"] * 5


def test_an_id_is_one_after_an_apostrophe_and_among_blanks_that_nobody_sees(column):
    written = ["00001", "'00001", "\ufeff00001", "\u00a000001\u00a0", "0000\u200b1", "' 00001"]
    assert listed(key_of(column(written))) == ["00001"] * 6
    assert listed(key_of(column(["K\u00a01", "K 1", "O'Neil", "'", "'n/a"]))) == [
        "K 1",
        "K 1",
        "O'Neil",
        None,
        None,
    ]


def test_capitals_and_leading_zeros_of_other_ids_stay(column):
    written = ["k001", "K001", "001", "1", "@"]
    assert listed(key_of(column(written))) == written


LONG = [9007199254740990, 9007199254740980, 9007199254741000, 9007199254742010, 9007199254743020]


@pytest.mark.parametrize(
    ("values", "count"),
    [
        (["9.00720E+15", "9,0072e+15", "17850", "1.5", None], 2),
        ([str(number) for number in LONG], 5),
        ([*map(str, LONG), "9007199254740991"], 0),
        (pa.array([float(number) for number in LONG]), 5),
        (pa.array([float(number) for number in LONG[:4]]), 0),
        (pa.array([17850.0, 17860.0, 17870.0, 10.0, 20.0, 30.0]), 0),
        (pa.array(LONG), 0),
        (["2E5", "1e10", "12E+1A"], 0),
    ],
)
def test_ids_that_a_spreadsheet_cut(column, values, count):
    assert cut_ids(column(values)) == count
