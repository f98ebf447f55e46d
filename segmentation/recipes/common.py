"""Features, rules and words that mean the same in several recipes."""

from collections.abc import Callable
from typing import Literal

import ibis.expr.types as ir

from segmentation.recipes.recipe import Category, End, Feature, Rule
from segmentation.recipes.units import DAYS, DAYS_AGO, OF_5, ORDERS, POINTS_OF_100, YEARS
from segmentation.recipes.yes_no import YES_OR_NO, having, not_having
from segmentation.words import Unit, in_a_sentence

SECONDS_A_DAY = 86_400
MILLION = 1e6
GENDER_ALIASES = ("genre", "sex")


def exact_sum(amounts: ir.NumericValue) -> ir.NumericValue:
    """The sum of amounts to the millionth.

    Floats added in another order, as engines do, differ in their last digits; whole
    numbers do not, and unlike decimals every engine has them.
    """
    return (amounts * MILLION).round().cast("int64").sum().cast("float64") / MILLION


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
        high=End(
            adjective="older", noun="older customers", compared="are older", most="are the oldest"
        ),
        low=End(
            adjective="younger",
            noun="younger customers",
            compared="are younger",
            most="are the youngest",
        ),
        axis=("younger", "older"),
        role="age",
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
        high=End(
            adjective="high-income", noun="high earners", compared="earn more", most="earn the most"
        ),
        low=End(
            adjective="low-income", noun="low earners", compared="earn less", most="earn the least"
        ),
        axis=("lower income", "higher income"),
        times="earn {} as much",
        role="income",
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
            adjective="high-score",
            noun="high scorers",
            compared="have a higher spending score",
            most="have the highest spending score",
        ),
        low=End(
            adjective="low-score",
            noun="low scorers",
            compared="have a lower spending score",
            most="have the lowest spending score",
        ),
        role="value",
        axis=("lower spending score", "higher spending score"),
        lowest=1,
        highest=100,
    )


def gender() -> Category:
    """Gender as the source writes it, from the column `gender`."""
    return Category(
        name="gender", label="Gender", said='have the gender "{}"', value=lambda t: t.gender
    )


def country() -> Category:
    """Country as the source writes it, from the column `country`."""
    return Category(name="country", label="Country", said="are from {}", value=lambda t: t.country)


def buying_groups() -> Category:
    """The group by recency, frequency and spend alone, for a recipe with `rfm`."""
    return Category(
        name="rfm_group",
        label="Group by recency, frequency and spend",
        said='count as "{}" by how recently, how often and how much they buy',
    )


def recency(value: Callable[[ir.Table], ir.NumericValue], *, lowest: float = 0) -> Feature:
    """Days since the last order, computed by `value`; `lowest` for an order of today."""
    return Feature(
        name="recency",
        label="Days since last order",
        unit=DAYS,
        value=value,
        high=End(
            adjective="lapsed",
            noun="lapsed customers",
            compared="last ordered longer ago",
            most="last ordered the longest ago",
        ),
        low=End(
            adjective="recent",
            noun="recent buyers",
            compared="last ordered more recently",
            most="ordered most recently",
        ),
        axis=("ordered recently", "ordered long ago"),
        role="recency",
        after_an_order="restarts",
        lowest=lowest,
    )


def monetary(
    unit: Unit,
    value: Callable[[ir.Table], ir.NumericValue],
    *,
    name: str = "monetary",
    whole: bool = False,
) -> Feature:
    """All that a customer spent, computed by `value`."""
    return Feature(
        name=name,
        label="Total spend",
        unit=unit,
        value=value,
        whole=whole,
        high=End(
            adjective="high-spending",
            noun="big spenders",
            compared="spend more",
            most="spend the most",
        ),
        low=End(
            adjective="low-spending",
            noun="small spenders",
            compared="spend less",
            most="spend the least",
        ),
        axis=("spends less", "spends more"),
        times="spend {} as much",
        role="value",
        turnover=True,
        after_an_order="adds",
    )


def orders(name: str, value: Callable[[ir.Table], ir.NumericValue]) -> Feature:
    """How many orders a customer has placed, computed by `value`."""
    return Feature(
        name=name,
        label="Orders",
        unit=ORDERS,
        value=value,
        high=End(
            adjective="frequent",
            noun="frequent buyers",
            compared="order more often",
            most="order most often",
        ),
        low=End(
            adjective="occasional",
            noun="occasional buyers",
            compared="order less often",
            most="order least often",
        ),
        axis=("orders rarely", "orders often"),
        times="order {} as often",
        role="frequency",
        after_an_order="counts",
        lowest=1,
    )


def average_order(name: str, unit: Unit, *, spend: str, orders: str) -> Feature:
    """What a customer spends on an order: the feature `spend` over the feature `orders`."""
    return Feature(
        name=name,
        label="Average order",
        unit=unit,
        value=lambda c: c[spend] / _not_zero(c[orders]),
        derived_from=(spend, orders),
        whole=False,
        high=End(
            adjective="big-basket",
            noun="big-basket buyers",
            compared="spend more on an order",
            most="spend the most on an order",
        ),
        low=End(
            adjective="small-basket",
            noun="small-basket buyers",
            compared="spend less on an order",
            most="spend the least on an order",
        ),
        axis=("smaller orders", "larger orders"),
        times="spend {} as much on an order",
        role="basket",
    )


def score(name: str, of: str, label: str, *, best: Literal["low", "high"] = "high") -> Feature:
    """A score from 1 to 5 by the fifths of the feature `of`, 5 at the end `best`."""
    what = in_a_sentence(label)
    return Feature(
        name=name,
        label=f"{label}, 1 to 5",
        unit=OF_5,
        quintile_of=of,
        best=best,
        high=End(
            adjective=f"high {what},", noun=f"high {what}", compared=f"score higher on {what}"
        ),
        low=End(adjective=f"low {what},", noun=f"low {what}", compared=f"score lower on {what}"),
        axis=(f"low score on {what}", f"high score on {what}"),
        actionable=False,
        lowest=1,
        highest=5,
    )


def measured(
    name: str,
    label: str,
    *,
    whole: bool = False,
    lowest: float | None = None,
    unit: str = "",
    actionable: bool = True,
) -> Feature:
    """A number of a table of one's own, in words that fit any number.

    It is not `actionable` where no shop can change it, such as an age.
    """
    what = in_a_sentence(label)
    return Feature(
        name=name,
        label=label,
        unit=Unit(label=unit, phrase=f"{{}} {unit}".strip()),
        value=lambda t: t[name],
        whole=whole,
        lowest=lowest,
        actionable=actionable,
        high=End(
            adjective=f"high {what},",
            noun=f"high {what}",
            compared=f"are higher on {what}",
            most=f"are the highest on {what}",
        ),
        low=End(
            adjective=f"low {what},",
            noun=f"low {what}",
            compared=f"are lower on {what}",
            most=f"are the lowest on {what}",
        ),
        axis=(f"lower {what}", f"higher {what}"),
    )


def yes_no(
    name: str,
    label: str,
    *,
    value: Callable[[ir.Table], ir.NumericValue] | None = None,
    keeps_capital: bool = False,
) -> Feature:
    """A column of a table of one's own that is 1 for who has something, else 0.

    Args:
        value: what makes it 1 or 0; None where the column has these itself.
    """
    what = label if keeps_capital else in_a_sentence(label)
    have, have_not = having(what), not_having(what)
    return Feature(
        name=name,
        label=label,
        unit=YES_OR_NO,
        value=value or (lambda t: t[name]),
        highest=1,
        said=have,
        keeps_capital=keeps_capital,
        high=End(adjective=f"{what},", noun=f"customers who {have}", compared=f"more often {have}"),
        low=End(
            adjective=f"not {what},",
            noun=f"customers who {have_not}",
            compared=f"less often {have}",
        ),
        axis=(f"not {what}", what),
    )


def days_since(name: str, label: str) -> Feature:
    """Days from a date of a table of one's own to the newest date in the data."""
    what = in_a_sentence(label)
    return Feature(
        name=name,
        label="Days since" if what == "since" else f"Days since {what}",
        unit=DAYS_AGO,
        value=lambda t: days_between(t[name], t.today),
        lowest=None,
        high=End(
            adjective=f"early {what},",
            noun=f"early {what}",
            compared=f"are earlier on {what}",
            most=f"are the earliest on {what}",
        ),
        low=End(
            adjective=f"late {what},",
            noun=f"late {what}",
            compared=f"are later on {what}",
            most=f"are the latest on {what}",
        ),
        axis=(f"later {what}", f"earlier {what}"),
    )


def days_between(earlier: ir.TimestampValue, later: ir.TimestampValue) -> ir.NumericValue:
    """Whole days from one moment to another."""
    return ((later.epoch_seconds() - earlier.epoch_seconds()) / SECONDS_A_DAY).floor()


def _not_zero(number):
    # Of a division by zero some engines make an error, which would stop everybody's scoring.
    return number.nullif(0) if isinstance(number, ir.Value) else number
