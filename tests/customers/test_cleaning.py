"""Rules take rows out, one after the other, and every row taken out is counted."""

from contextlib import ExitStack

import pandas as pd
import pytest

from segmentation.customers.cleaning import MOST_ROWS_AT_HAND, clean, load_taken_out
from segmentation.customers.columns import read_columns
from segmentation.customers.today import clean_with_today
from segmentation.errors import NothingLeft
from segmentation.recipes.mall import MALL
from segmentation.recipes.personality import PERSONALITY
from segmentation.recipes.recipe import Column, Recipe, RepeatedRows, Rule
from segmentation.sources import open_table

POSITIVE = Rule(name="not positive", reason="r1", keep=lambda t: t.x > 0)
SMALL = Rule(name="10 or more", reason="r2", keep=lambda t: t.x < 10)


SAME_CUSTOMER = "customer already there"


def recipe(*rules, newest=None, roll_up=None, columns=()):
    return Recipe(
        name="tiny",
        title="",
        about="",
        key="x",
        columns=tuple(Column(name=name, kind="text") for name in columns),
        features=(),
        rules=rules,
        newest=newest,
        roll_up=roll_up,
    )


def told(cleaned):
    """What each rule took out, in their order."""
    return {count.rule: count.rows for count in cleaned.counts}


@pytest.fixture(params=[MOST_ROWS_AT_HAND, 0], ids=["few rows", "many rows"])
def opened(tmp_path, request, monkeypatch):
    """Open columns, written to a file, as a table; few rows are held, many read again."""
    monkeypatch.setattr("segmentation.customers.cleaning.MOST_ROWS_AT_HAND", request.param)
    with ExitStack() as stack:

        def open_columns(**columns):
            pd.DataFrame(columns).to_parquet(tmp_path / "tiny.parquet")
            return stack.enter_context(open_table(tmp_path / "tiny.parquet")).table

        yield open_columns


def test_rules_take_rows_out(opened):
    cleaned = clean(opened(x=[-1, 1, 5, 10, 20]), recipe(POSITIVE, SMALL))
    assert sorted(cleaned.table.execute().x) == [1, 5]
    assert cleaned.rows == 5


def test_each_rule_counts_what_the_rules_before_it_left(opened):
    above_2 = Rule(name="2 or less", reason="r3", keep=lambda t: t.x > 2)
    cleaned = clean(opened(x=[-1, 1, 5, 10, 20]), recipe(POSITIVE, above_2, SMALL))
    assert [(c.rule, c.reason, c.rows) for c in cleaned.counts[:3]] == [
        ("not positive", "r1", 1),
        ("2 or less", "r3", 1),
        ("10 or more", "r2", 2),
    ]


def test_a_rule_that_cannot_be_decided_takes_the_row_out(opened):
    cleaned = clean(opened(x=[1, None, 2]), recipe(POSITIVE))
    assert sorted(cleaned.table.execute().x) == [1, 2]
    assert cleaned.counts[0].rows == 1


def test_without_rules_everything_is_kept(opened):
    cleaned = clean(opened(x=[-1, None]), recipe())
    assert cleaned.table.count().execute() == 2
    assert told(cleaned) == {SAME_CUSTOMER: 0}


def test_nothing_left(opened):
    with pytest.raises(NothingLeft) as error:
        clean(opened(x=[-1, -2, 10]), recipe(POSITIVE, SMALL))
    assert str(error.value) == (
        "Cleaning took out all 3 rows (2 with not positive, 1 with 10 or more), "
        "so no customer is left. Check those columns in the data."
    )


def test_rules_that_took_out_nothing_are_not_blamed(opened):
    with pytest.raises(NothingLeft, match=r"all 1 rows \(1 with 10 or more\), so"):
        clean(opened(x=[10]), recipe(POSITIVE, SMALL))


def test_mall_takes_out_customers_without_a_value(opened):
    table = opened(
        age=["20", "", "20", "20"], income=["30", "30", "NA", "30"], score=["40", "40", "40", "-"]
    )
    cleaned = clean(read_columns(table, MALL), MALL)
    assert cleaned.table.count().execute() == 1
    assert told(cleaned) == {
        "no age": 1,
        "no income": 1,
        "no spending score": 1,
        SAME_CUSTOMER: 0,
    }


def test_real_personality_rows_taken_out(real_data):
    with open_table(real_data / "customer_segmentation.csv") as opened:
        read = read_columns(opened.table, PERSONALITY)
        cleaned, _ = clean_with_today(read, PERSONALITY)
        assert cleaned.table.count().execute() == 2212
    assert told(cleaned) == {
        "no income": 24,
        "income of $200,000 or more": 1,
        "aged 100 or more": 3,
        SAME_CUSTOMER: 0,
    }


# A customer met again, where a row is a customer


def test_of_rows_of_one_customer_the_first_by_its_values_is_kept(opened):
    cleaned = clean(opened(x=["b", "a", "a", "a"], y=[1, 9, 3, 5]), recipe())
    assert told(cleaned) == {SAME_CUSTOMER: 2}
    assert sorted(cleaned.table.execute().itertuples(index=False, name=None)) == [
        ("a", 3),
        ("b", 1),
    ]
    assert cleaned.table.columns == ("x", "y")


def test_rows_without_a_key_are_all_kept(opened):
    cleaned = clean(opened(x=["a", None, None, "a"], y=[1, 2, 2, 3]), recipe())
    assert told(cleaned) == {SAME_CUSTOMER: 1}
    assert sorted(cleaned.table.execute().y) == [1, 2, 2]


def test_a_row_that_another_rule_takes_out_hides_no_customer(opened):
    not_1 = Rule(name="y of 1", reason="r", keep=lambda t: t.y != 1)
    cleaned = clean(opened(x=["a", "a"], y=[1, 2]), recipe(not_1))
    assert told(cleaned) == {"y of 1": 1, SAME_CUSTOMER: 0}
    assert cleaned.table.execute().y.tolist() == [2]


def test_the_same_customer_again_is_explained(opened):
    assert clean(opened(x=["a", "a"]), recipe()).counts[-1].reason == (
        "The data has one row a customer; of rows with the same customer id, "
        "the first in the order of their values is kept."
    )


# Repeated rows, where a customer has several


def rolled(*rules, columns=("x", "y")):
    return recipe(*rules, columns=columns, roll_up=lambda t: {"rows": t.count()})


def test_of_rows_equal_in_every_column_one_is_kept(opened):
    table = opened(x=["a", "a", "a", "b", "b"], y=[1, 1, 1, 1, 2])
    cleaned = clean(table, rolled(RepeatedRows()))
    assert told(cleaned) == {"repeated rows": 2}
    assert sorted(cleaned.table.execute().itertuples(index=False, name=None)) == [
        ("a", 1),
        ("b", 1),
        ("b", 2),
    ]


def test_rows_equal_but_for_an_empty_value_are_not_repeated(opened):
    table = opened(x=["a", "a", "a"], y=[None, 1, None])
    assert told(clean(table, rolled(RepeatedRows()))) == {"repeated rows": 1}


def test_without_that_rule_repeated_rows_stay(opened):
    cleaned = clean(opened(x=["a", "a"], y=[1, 1]), rolled())
    assert (told(cleaned), cleaned.table.count().execute()) == ({}, 2)


def test_rules_before_and_after_repeated_rows_count_what_is_left(opened):
    table = opened(x=[-1, -1, 5, 5, 20, 20, 20])
    cleaned = clean(table, rolled(POSITIVE, RepeatedRows(), SMALL, columns=("x",)))
    assert told(cleaned) == {"not positive": 2, "repeated rows": 3, "10 or more": 1}
    assert cleaned.table.execute().x.tolist() == [5]


# The rows taken out


def rows_of(taken_out):
    """Rows taken out, as text in the order of their columns, without an order of rows."""
    return sorted(tuple(row.values()) for row in taken_out.to_pylist())


def test_rows_taken_out_are_kept_as_text_under_their_rule(opened):
    table = opened(x=[-1, 5, 20, 5, None], y=["p", "q", "r", "t", "s"])
    taken_out = load_taken_out(clean(table, recipe(SMALL, POSITIVE)))
    assert taken_out.column_names == ["rule", "x", "y"]
    assert [tuple(row.values()) for row in taken_out.to_pylist()] == [
        ("10 or more", "20", "r"),
        ("10 or more", None, "s"),
        ("not positive", "-1", "p"),
        (SAME_CUSTOMER, "5", "t"),
    ]


def test_each_rule_has_as_many_rows_as_it_counts(opened):
    table = opened(x=[-1, -2, 1, 1, 10, 20, 30])
    cleaned = clean(table, recipe(POSITIVE, SMALL))
    taken_out = load_taken_out(cleaned).to_pandas()
    assert taken_out.rule.value_counts().to_dict() == told(cleaned)
    assert told(cleaned) == {"not positive": 2, "10 or more": 3, SAME_CUSTOMER: 1}


def test_repeated_rows_are_told_with_their_copies(opened):
    table = opened(x=["a", "a", "a", "b", "c", "c"], y=[1, 1, 1, 1, 2, 2])
    taken_out = load_taken_out(clean(table, rolled(RepeatedRows())))
    assert rows_of(taken_out) == [
        ("repeated rows", "a", "1", "3"),
        ("repeated rows", "c", "2", "2"),
    ]


def test_where_nothing_was_taken_out_no_row_is_told(opened):
    taken_out = load_taken_out(clean(opened(x=[1, 2]), recipe(POSITIVE)))
    assert (taken_out.num_rows, taken_out.column_names) == (0, ["rule"])


def test_of_very_many_rows_those_taken_out_are_not_gathered(opened, monkeypatch):
    monkeypatch.setattr("segmentation.customers.cleaning.MOST_ROWS_TO_GATHER", 2)
    gathered = load_taken_out(clean(opened(x=[-1, 1]), recipe(POSITIVE)))
    assert gathered.num_rows == 1
    not_gathered = load_taken_out(clean(opened(x=[-1, 1, 2]), recipe(POSITIVE)))
    assert not_gathered.num_rows == 0
