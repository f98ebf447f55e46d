"""Features of customers who order again and again, beside those that most recipes have."""

from collections.abc import Callable

import ibis.expr.types as ir

from segmentation.recipes.common import days_between
from segmentation.recipes.recipe import End, Feature
from segmentation.recipes.units import DAYS, PIECES
from segmentation.recipes.yes_no import YES_OR_NO

Value = Callable[[ir.Table], ir.NumericValue]


def days_after(moment: ir.TimestampValue, today: ir.TimestampValue) -> ir.NumericValue:
    """Whole days from a moment to the day after the newest order, which counts as today.

    So it is in the published studies of recency, frequency and monetary value.
    """
    return days_between(moment, today) + 1


def pieces(name: str, value: Value, *, standard: bool = True) -> Feature:
    """How many pieces a customer bought in all, computed by `value`."""
    return Feature(
        name=name,
        label="Pieces bought",
        unit=PIECES,
        value=value,
        high=End(
            adjective="bulk-buying",
            noun="bulk buyers",
            compared="buy more pieces",
            most="buy the most pieces",
        ),
        low=End(
            adjective="light-buying",
            noun="light buyers",
            compared="buy fewer pieces",
            most="buy the fewest pieces",
        ),
        axis=("buys few pieces", "buys many pieces"),
        times="buy {} as many pieces",
        role="value",
        after_an_order="adds",
        lowest=1,
        standard=standard,
    )


def tenure(name: str, value: Value) -> Feature:
    """Days since a customer's first order, computed by `value`."""
    return Feature(
        name=name,
        label="Days since first order",
        unit=DAYS,
        value=value,
        high=End(
            adjective="long-standing",
            noun="long-standing customers",
            compared="have been customers longer",
            most="have been customers the longest",
        ),
        low=End(
            adjective="newer",
            noun="newer customers",
            compared="joined more recently",
            most="joined most recently",
        ),
        axis=("customer for a short time", "customer for long"),
        role="tenure",
        actionable=False,
        lowest=1,
        standard=False,
    )


def days_between_orders(name: str, value: Value) -> Feature:
    """Days from one order to the next on average, computed by `value`; unknown with one order."""
    return Feature(
        name=name,
        label="Days between orders",
        unit=DAYS,
        value=value,
        high=End(
            adjective="slow-returning",
            noun="customers with long gaps",
            compared="wait longer between orders",
            most="wait the longest between orders",
        ),
        low=End(
            adjective="quick-returning",
            noun="quick returners",
            compared="wait less between orders",
            most="wait the least between orders",
        ),
        axis=("orders close together", "orders far apart"),
        times="wait {} as long between orders",
        whole=False,
        standard=False,
    )


def share_undone(name: str, value: Value) -> Feature:
    """The share of a customer's orders that were cancelled or returned, computed by `value`."""
    return Feature(
        name=name,
        label="Orders cancelled or returned",
        unit=YES_OR_NO,
        value=value,
        said="of their orders are cancelled or returned",
        high=End(
            adjective="often-returning",
            noun="customers who return a lot",
            compared="cancel or return more of their orders",
            most="cancel or return the most of their orders",
        ),
        low=End(
            adjective="seldom-returning",
            noun="customers who return little",
            compared="cancel or return fewer of their orders",
            most="cancel or return the fewest of their orders",
        ),
        axis=("returns little", "returns a lot"),
        whole=False,
        highest=1,
        standard=False,
    )
