"""Small files as shops export them: values in other dress give the customers that they are."""

import os
from datetime import date
from pathlib import Path

import pytest

from segmentation.customers.from_source import load_customer_data
from segmentation.customers.values import EVERYDAY_NOTATION, Notation
from segmentation.errors import SeveralCurrencies
from segmentation.recipes import RECIPES
from segmentation.sources import open_table
from tests.conftest import ROOT

DATA = Path(os.environ.get("SEGMENTATION_REAL_DATA", ROOT.parent / "shared" / "data"))
FOLDER = DATA.parent / "cases" / "small"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no small exports in {FOLDER}")


def load(name, notation=EVERYDAY_NOTATION):
    recipe = RECIPES["online_retail"]
    with open_table(FOLDER / f"{name}.csv") as opened:
        return load_customer_data(opened, recipe, (), notation, lambda step: None, None, ())


@pytest.mark.parametrize(
    ("name", "spend", "today"),
    [
        ("german_thousands", 200_631, date(2024, 10, 25)),
        ("price_reais", 200_633.5, date(2024, 10, 25)),
        ("price_rupees", 200_633.5, date(2024, 10, 25)),
        ("price_kronor", 200_633.5, date(2024, 10, 25)),
        ("euro_prices", 4_893.5, date(2024, 10, 25)),
        ("date_month_name", 4_893.5, date(2024, 10, 25)),
        ("date_shop_zone", 4_893.5, date(2024, 10, 25)),
        ("date_serial", 4_893.5, date(2024, 10, 25)),
        ("date_epoch_ms", 4_893.5, date(2024, 10, 25)),
        ("us_first_days", 4_893.5, date(2024, 4, 9)),
        ("email_case", 4_893.5, date(2024, 10, 25)),
        ("id_apostrophe", 4_893.5, date(2024, 10, 25)),
    ],
)
def test_customers_spend_and_newest_day(name, spend, today):
    data = load(name)
    assert len(data.frame) == 12
    assert data.frame.monetary.sum() == pytest.approx(spend)
    assert data.today == today.isoformat()


def test_day_and_month_that_can_be_swapped_are_told():
    [told] = load("us_first_days").understood
    assert '"Invoice Date" day and month could be swapped in every row' in told
    swapped = load("us_first_days", Notation(dates="month-first"))
    assert (swapped.today, swapped.understood) == ("2024-09-04", [])


def test_two_currencies_are_not_added_up():
    with pytest.raises(SeveralCurrencies) as raised:
        load("two_currency_signs")
    assert str(raised.value) == (
        'Column "Price" should hold amounts in one currency, since they are added up, but holds '
        "EUR in 39 cells, ¥ in 6 cells. Keep the rows of one currency, or convert the others."
    )
