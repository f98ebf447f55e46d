"""A feature that is the same for everybody is left out and said, and no reason to stop."""

import pandas as pd
import pytest

from segmentation.recipes.common import measured, orders
from segmentation.recipes.units import unit_called
from segmentation.training.same_for_all import without_the_same

VISITS, ORDERS = measured("visits", "Visits"), orders("orders", lambda t: t.orders)
USED = (VISITS, ORDERS)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([1, 1, 1], "is 1 order for every customer, and so tells no segment from another"),
        ([2, None, 2], "is 2 orders wherever it is known, and so tells no segment from another"),
    ],
)
def test_left_out_and_said(values, why):
    frame = pd.DataFrame({"visits": [1, 2, 3], "orders": values})
    assert without_the_same(frame, USED, []) == ((VISITS,), {"Orders": why})


def test_what_differs_stays():
    frame = pd.DataFrame({"visits": [1, 2, 3], "orders": [1, 1, 2]})
    assert without_the_same(frame, USED, []) == (USED, {})


def test_what_was_asked_for_stays_to_be_refused():
    frame = pd.DataFrame({"visits": [1, 2, 3], "orders": [1, 1, 1]})
    assert without_the_same(frame, USED, ["orders"]) == (USED, {})


def test_where_none_differs_all_stay_to_be_refused():
    frame = pd.DataFrame({"visits": [5, 5], "orders": [1, 1]})
    assert without_the_same(frame, USED, []) == (USED, {})


@pytest.mark.parametrize(
    ("name", "phrase", "thousand_of"),
    [
        ("$", "${}", ""),
        ("k$", "${}k", "${}"),
        ("k€", "€{}k", "€{}"),
        ("TEUR", "€{}k", "€{}"),
        ("EUR", "€{}", ""),
        ("kr", "{} kr", ""),
        ("kg", "{} kg", ""),
        ("%", "{}%", ""),
        ("of 100", "{} of 100", ""),
        ("", "{}", ""),
    ],
)
def test_unit_by_what_it_is_called(name, phrase, thousand_of):
    unit = unit_called(name)
    assert (unit.phrase, unit.thousand_of) == (phrase, thousand_of)
