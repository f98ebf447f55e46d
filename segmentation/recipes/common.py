"""Features, rules and words that mean the same in several recipes."""

from collections.abc import Callable

import ibis.expr.types as ir

from segmentation.recipes.recipe import Category, End, Feature, Rule, Unit
from segmentation.recipes.units import POINTS_OF_100, YEARS

GENDER_ALIASES = ("genre", "sex")


def has(column: str, what: str) -> Rule:
    """The rule that takes out rows where `column` is empty."""
    return Rule(
        name=f"no {what}",
        reason=f"Without {what} the customer cannot be compared with the others.",
        keep=lambda t: t[column].notnull(),
    )


def age(value: Callable[[ir.Table], ir.NumericValue]) -> Feature:
    """Age in years, computed by `value`."""
    return Feature(
        name="age",
        label="Age",
        unit=YEARS,
        value=value,
        high=End(adjective="older", noun="older customers", compared="are older"),
        low=End(adjective="young", noun="young customers", compared="are younger"),
        axis=("younger", "older"),
        actionable=False,
        highest=120,
    )


def income(unit: Unit) -> Feature:
    """Yearly income, from the column `income`."""
    return Feature(
        name="income",
        label="Annual income",
        unit=unit,
        value=lambda t: t.income,
        high=End(adjective="high-income", noun="high earners", compared="earn more"),
        low=End(adjective="low-income", noun="low earners", compared="earn less"),
        axis=("lower income", "higher income"),
        times="earn {} as much",
        actionable=False,
    )


def spending_score() -> Feature:
    """The shop's own spending score from 1 to 100, from the column `spending_score`."""
    return Feature(
        name="spending_score",
        label="Spending score",
        unit=POINTS_OF_100,
        value=lambda t: t.spending_score,
        high=End(
            adjective="free-spending",
            noun="big spenders",
            compared="have a higher spending score",
        ),
        low=End(
            adjective="careful",
            noun="careful spenders",
            compared="have a lower spending score",
        ),
        axis=("lower spending score", "higher spending score"),
        lowest=1,
        highest=100,
    )


def gender() -> Category:
    """Gender as the source writes it, from the column `gender`."""
    return Category(name="gender", label="Gender", value=lambda t: t.gender)
