"""Numbers that are dates by their values alone."""

import pytest

from segmentation.customers.values import date_numbers


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([20230105, 20230215, None], "yyyymmdd"),
        (["19970118", " 20991231 ", ""], "yyyymmdd"),
        ([20230105.0], "yyyymmdd"),
        ([1705392000, 1000000000], "seconds"),
        (["1705392000"], "seconds"),
        ([1705392000000, 1500000000000], "milliseconds"),
        ([20230105, 20230230], None),
        ([20230105, 45331], None),
        ([20230105.5], None),
        ([1705392000, 999999999], None),
        ([1705392000, 4102444800], None),
        ([45331, 45384], None),
        ([2012, 2013], None),
        ([1.5, 2.25], None),
        (["1705392000", "soon"], None),
        (["", None], None),
    ],
)
def test_kind_of_dates(column, values, kind):
    assert date_numbers(column(values)) == kind
