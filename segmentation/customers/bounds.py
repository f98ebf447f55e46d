"""What a value of a feature can be: one rule, for a number and for a column in any engine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ibis.expr.operations as ops
import ibis.expr.types as ir
import numpy as np

from segmentation.customers.features import asked_for
from segmentation.customers.values import plain_text, without_nan
from segmentation.recipes.recipe import Feature, Recipe, Rule

# The squares of far greater numbers are infinite, and whatever follows from them is not a number.
HUGEST = 1e15
FEWER_DIGITS = "a number of at most 15 digits"


@dataclass(frozen=True)
class Bounds:
    """The lowest and the highest possible value; both are possible themselves.

    `below` and `above` say what is expected of a number beyond them: where the feature has no
    such end of its own, fewer digits.
    """

    lowest: float
    highest: float
    below: str
    above: str


def bounds_of(feature: Feature) -> Bounds:
    """The bounds of a feature, out of its `lowest` and `highest`."""
    farthest, expected = float(np.nextafter(HUGEST, 0)), expected_value(feature)
    no_lowest, no_highest = feature.lowest is None, feature.highest is None
    return Bounds(
        lowest=-farthest if no_lowest else max(float(feature.lowest), -farthest),
        highest=farthest if no_highest else min(float(feature.highest), farthest),
        below=FEWER_DIGITS if no_lowest else expected,
        above=FEWER_DIGITS if no_highest else expected,
    )


def expected_value(feature: Feature) -> str:
    """What a value of this feature has to be, in words: "a number from 1 to 100"."""
    if feature.lowest is None:
        return "a number"
    if feature.highest is None:
        return f"a number, {feature.lowest:g} or more"
    return f"a number from {feature.lowest:g} to {feature.highest:g}"


def is_possible(feature: Feature, number: float) -> bool:
    """Whether a number can be a value of the feature; NaN cannot."""
    bounds = bounds_of(feature)
    return bounds.lowest <= number <= bounds.highest


def what_is_expected(feature: Feature, number: float) -> str:
    """What to say is expected in place of a number that is not possible."""
    bounds = bounds_of(feature)
    if not np.isfinite(number):
        return expected_value(feature)
    return bounds.below if number < bounds.lowest else bounds.above


def is_possible_there(feature: Feature, value: ir.NumericValue) -> ir.BooleanValue:
    """Whether a value in a table is possible, as `is_possible` says; one that is missing is."""
    bounds = bounds_of(feature)
    return value.isnull() | value.between(bounds.lowest, bounds.highest)


def reason_there(feature: Feature, value: ir.NumericValue) -> ir.StringValue:
    """Why a value is not possible: "Age must be a number from 0 to 120; -4 is not one."."""
    bounds = bounds_of(feature)
    below, above = (f"{feature.label} must be {end}; " for end in (bounds.below, bounds.above))
    is_below = value < bounds.lowest
    said = below if below == above else is_below.ifelse(below, above)
    return said + plain_text(value) + " is not one."


@dataclass(frozen=True)
class Check:
    """A rule, and what it tells of a row that breaks it: a text in the row's table."""

    rule: Rule
    told: Callable[[ir.Table], ir.StringValue]


def checks_of_rows(features: Sequence[Feature]) -> list[Check]:
    """One check a feature, for tables that the features are computed from."""
    return [_check(feature, lambda t, f=feature: _own_value(f, t)) for feature in features]


def checks_of_customers(features: Sequence[Feature]) -> list[Check]:
    """One check a feature, for tables that have the features as columns."""
    return [_check(feature, lambda t, f=feature: t[f.name]) for feature in features]


def checked(names: Sequence[str], recipe: Recipe) -> list[Feature]:
    """The features whose values are checked where a model has the features `names`.

    Those that a form asks for, since the others follow from them; of categories that become
    numbers only where the table has the number.
    """
    columns = {column.name for column in recipe.columns}
    asked = asked_for(names, recipe)
    return [feature for feature in asked if not feature.indicates or feature.name in columns]


def _check(feature: Feature, value: Callable[[ir.Table], ir.NumericValue]) -> Check:
    rule = Rule(
        name=f"impossible {feature.in_a_sentence}",
        reason=f"{feature.label} must be {expected_value(feature)}.",
        keep=lambda t: is_possible_there(feature, value(t)),
    )
    return Check(rule, lambda t: reason_there(feature, value(t)))


def _own_value(feature: Feature, table: ir.Table) -> ir.NumericValue:
    value = feature.value(table).cast("float64")
    # A column was rid of NaN as it was read; what is computed may be 0/0.
    return value if isinstance(value.op(), ops.Field) else without_nan(value)
