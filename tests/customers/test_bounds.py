"""What a value can be: the rule for a number and the rule for a column are one."""

from dataclasses import replace

import ibis
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segmentation.customers.bounds import (
    HUGEST,
    checked,
    checks_of_rows,
    is_possible,
    is_possible_there,
    reason_there,
    what_is_expected,
)
from segmentation.recipes import RECIPES
from segmentation.recipes.indicators import with_indicators

AGE = RECIPES["mall"].feature("age")
BELOW_HUGEST = float(np.nextafter(HUGEST, 0))
ends = st.none() | st.floats(-1e16, 1e16)


@pytest.fixture(scope="module")
def there():
    """Which of these values are possible by the expression, in DuckDB, and what is said."""
    connection = ibis.duckdb.connect()

    def ask(feature, values):
        table = connection.create_table("t", {"x": values}, overwrite=True)
        asked = table.select(
            at=ibis.row_number(),
            possible=is_possible_there(feature, table.x),
            reason=reason_there(feature, table.x),
        )
        found = asked.execute().sort_values("at")
        return found.possible.tolist(), found.reason.tolist()

    yield ask
    connection.disconnect()


@settings(max_examples=60, deadline=None)
@given(lowest=ends, highest=ends, values=st.lists(st.floats(allow_nan=False), max_size=20))
def test_expression_and_function_are_one_rule(there, lowest, highest, values):
    feature = replace(AGE, lowest=lowest, highest=highest)
    borders = [end for end in (lowest, highest, HUGEST, -HUGEST) if end is not None]
    beside = [float(np.nextafter(end, to)) for end in borders for to in (-np.inf, np.inf)]
    values = [*values, *borders, *beside, np.inf, -np.inf]
    possible, reasons = there(feature, values)
    assert possible == [is_possible(feature, value) for value in values]
    for value, fits, reason in zip(values, possible, reasons):
        if not fits and np.isfinite(value):
            expected = what_is_expected(feature, value)
            assert reason.startswith(f"Age must be {expected}; ")


@pytest.mark.parametrize(
    ("bounds", "value", "expected"),
    [
        ((0, 120), -4, "a number from 0 to 120; -4 is not one."),
        ((0, 120), 120.5, "a number from 0 to 120; 120.5 is not one."),
        ((0, None), -0.25, "a number, 0 or more; -0.25 is not one."),
        ((0, None), 1e15, "a number of at most 15 digits; 1000000000000000 is not one."),
        ((None, None), -1e15, "a number of at most 15 digits; -1000000000000000 is not one."),
        ((None, 5), 6, "a number; 6 is not one."),
    ],
)
def test_reason(there, bounds, value, expected):
    lowest, highest = bounds
    feature = replace(AGE, lowest=lowest, highest=highest)
    assert there(feature, [float(value)]) == ([False], [f"Age must be {expected}"])


def test_borders_are_possible_and_so_is_what_is_missing(there):
    assert there(AGE, [0.0, 120.0, None])[0] == [True, True, True]
    spend = RECIPES["online_retail"].feature("monetary")
    assert there(spend, [0.0, BELOW_HUGEST])[0] == [True, True]
    assert not is_possible(AGE, np.nan)


def test_nan_that_is_computed_counts_as_missing():
    feature = replace(AGE, value=lambda t: t.above / t.below)
    table = ibis.memtable({"above": [0.0, 1.0, 30.0], "below": [0.0, 0.0, 1.0]})
    [check] = checks_of_rows([feature])
    kept = table.mutate(kept=check.rule.keep(table)).execute().kept.tolist()
    # 0/0 is not known, 1/0 infinite.
    assert kept == [True, False, True]


def test_only_what_is_typed_in_is_checked():
    recipe = RECIPES["loyalty"]
    names = ["avg_order_value", "r_score", "age"]
    assert [feature.name for feature in checked(names, recipe)] == [
        *("total_spent", "number_of_orders", "recency", "age")
    ]
    built = with_indicators(RECIPES["mall"], {"gender": ["f", "m"]})
    assert [f.name for f in checked(["age", "gender_f"], built)] == ["age"]
