"""Today is the newest date among the rows that stay, and a date far beyond them is named."""

from contextlib import ExitStack
from datetime import date, timedelta

import ibis
import numpy as np
import pandas as pd
import pytest

from segmentation.card.data import Oddity
from segmentation.customers.cleaning import with_today
from segmentation.customers.columns import TYPES, read_columns
from segmentation.customers.oddities import odd_dates
from segmentation.customers.today import (
    asks_for_today,
    clean_with_today,
    find_today,
    first_far,
    refuse_far,
)
from segmentation.errors import DateFarBeyond, NoDates, NothingLeft
from segmentation.recipes import RECIPES
from segmentation.recipes.loyalty import LOYALTY
from segmentation.recipes.online_retail import ONLINE_RETAIL
from segmentation.recipes.personality import PERSONALITY
from segmentation.recipes.recipe import Column, Recipe, Rule
from segmentation.sources import open_table
from segmentation.training.train import train
from tests.conftest import ROOT

FIRST = date(2011, 1, 3)
POSITIVE = Rule(name="not positive", reason="r", keep=lambda t: t.x > 0)
YOUNG = Rule(name="old", reason="r", keep=lambda t: t.today.year() - t.x < 100)


def recipe(*rules, newest="day"):
    return Recipe(
        name="tiny",
        title="",
        about="",
        key="who",
        columns=tuple(Column(name=name, kind="text") for name in ("who", "x", "day")),
        features=(),
        rules=rules,
        newest=newest,
    )


@pytest.fixture
def opened(tmp_path):
    """Open columns, written to a file, as a table."""
    with ExitStack() as stack:

        def open_columns(**columns):
            pd.DataFrame(columns).to_parquet(tmp_path / "tiny.parquet")
            return stack.enter_context(open_table(tmp_path / "tiny.parquet")).table

        yield open_columns


def weekly(opened, *extra, x=1):
    """Twelve customers, one a week, and more (who, x, day)."""
    rows = [(f"c{week:02}", x, FIRST + timedelta(weeks=week)) for week in range(12)]
    who, xs, days = zip(*rows, *extra)
    return opened(who=who, x=xs, day=days)


def day(today):
    return str(today.moment)[:10]


def test_a_date_that_cleaning_takes_out_is_not_today(opened):
    table = weekly(opened, ("c99", -1, date(2100, 1, 1)))
    _, today = clean_with_today(table, recipe(POSITIVE))
    assert (day(today), today.far) == ("2011-03-21", None)


def test_a_customer_met_again_does_not_say_what_today_is(opened):
    table = weekly(opened, ("c11", 1, date(2100, 1, 1)))
    assert day(clean_with_today(table, recipe(POSITIVE))[1]) == "2011-03-21"


def test_a_rule_that_asks_for_today_comes_after_the_others(opened):
    table = weekly(opened, ("c99", -1, date(2100, 1, 1)), ("c98", 1905, FIRST), x=1990)
    cleaned, today = clean_with_today(table, recipe(POSITIVE, YOUNG))
    assert day(today) == "2011-03-21"
    assert {count.rule: count.rows for count in cleaned.counts} == {
        "not positive": 1,
        "old": 1,
        "customer already there": 0,
    }


def test_without_a_date_there_is_no_today(opened):
    assert find_today(opened(x=[1]), recipe(newest=None)) is None
    assert with_today(opened(x=[1]), None).columns == ("x",)


def test_a_column_of_dates_without_any(opened):
    empty = pd.Series([None], dtype="datetime64[us]")
    with pytest.raises(NoDates) as error:
        find_today(opened(who=["a"], x=[1], day=empty), recipe())
    assert str(error.value) == (
        'Column "day" holds no date at all, and the newest date counts as today. Fill it in.'
    )


@pytest.mark.parametrize("rules", [(POSITIVE,), (POSITIVE, YOUNG)])
def test_where_no_row_stays_the_rules_are_told(opened, rules):
    with pytest.raises(NothingLeft, match="1 with not positive"):
        clean_with_today(opened(who=["a"], x=[-1], day=[FIRST]), recipe(*rules))


def test_a_date_far_beyond_the_others(opened):
    table = weekly(opened, ("c99", 1, date(2100, 1, 1)), ("c97", 1, date(2100, 1, 1)))
    today = find_today(table, recipe())
    assert odd_dates(today, {"day": "Order date"}, recipe()) == []
    today = find_today(weekly(opened, ("c99", 1, date(2100, 1, 1))), recipe())
    assert day(today) == "2100-01-01"
    assert odd_dates(today, {"day": "Order date"}, recipe()) == [
        Oddity(
            feature="Order date",
            what="dated 2100-01-01, 89 years after the newest of all others, 2011-03-21",
            customers=1,
            first=["c99"],
        )
    ]
    with pytest.raises(DateFarBeyond) as error:
        refuse_far(today, "Order date")
    assert str(error.value) == (
        'Column "Order date" should hold dates that go together, since the newest counts as '
        'today, but 1 customer ("c99") came with 2100-01-01 or later, 89 years after the newest '
        "of all others, 2011-03-21. Correct such dates, or leave these rows out."
    )


@pytest.mark.parametrize(
    ("days", "rows", "far"),
    [
        # More than a year, and than what nine tenths span.
        ([*range(100), 99 + 366], None, 100),
        ([*range(100), 99 + 365], None, None),
        ([*range(0, 8000, 10), 7990 + 7000], None, None),
        ([*range(0, 8000, 10), 7990 + 7300], None, 800),
        # An old default does not hide it.
        ([-40000, *range(100), 32000], None, 101),
        # Several such days; more than a tenth are no mistake.
        ([*range(100), 30000, 30001, 40000], None, 100),
        ([*range(100), 30000], [1] * 100 + [12], None),
        ([*range(100), 30000], [1] * 100 + [11], 100),
        # Of a few days little is known.
        ([0, 700], None, None),
        ([0, 32000], None, None),
        ([0, 5, 700], None, None),
        ([0, 5, 3659], None, 2),
        ([5], None, None),
    ],
)
def test_what_counts_as_far(days, rows, far):
    assert first_far(np.array(days), np.array(rows or [1] * len(days))) == far


@pytest.mark.parametrize(
    ("file", "meant"),
    [
        ("customer_segmentation.csv", PERSONALITY),
        ("online_retail.parquet", ONLINE_RETAIL),
    ],
)
def test_nothing_is_far_in_real_files(real_data, file, meant):
    with open_table(real_data / file) as opened:
        _, today = clean_with_today(read_columns(opened.table, meant), meant)
    assert today.far is None


def test_only_personality_asks_for_today_in_a_rule(opened):
    asking = {
        name
        for name, known in RECIPES.items()
        if asks_for_today(ibis.table({c.name: TYPES[c.kind] for c in known.columns}), known)
    }
    assert asking == {"personality"}


def test_training_names_it(tmp_path):
    lines = (ROOT / "data" / "loyalty.csv").read_text().splitlines()
    header, first = lines[0].split(","), lines[1].split(",")
    [at] = [at for at, name in enumerate(header) if "last" in name.lower()]
    first[at] = "2100-01-01"
    (tmp_path / "orders.csv").write_text("\n".join([*lines, ",".join(first)]))
    with open_table(tmp_path / "orders.csv") as opened:
        card = train(opened, LOYALTY, evidence=False).card
    assert card.today == "2100-01-01"
    assert (card.oddities[0].feature, card.oddities[0].customers) == (header[at], 1)
    assert card.oddities[0].what.startswith("dated 2100-01-01, 7")
