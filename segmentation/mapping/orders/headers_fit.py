"""Whether headers alone look like those of orders."""

from collections.abc import Sequence

from segmentation.mapping.orders.exports import known_export
from segmentation.mapping.orders.header_words import (
    is_amount,
    is_how_many,
    is_of_orders,
    tier,
)


def look_like_orders(headers: Sequence[str]) -> bool:
    """Whether headers say who ordered, when and how much.

    Which line holds them follows from it, and whether one of several tables is enough. Visits,
    which have no amounts, are known by their values alone.
    """
    return bool(known_export(headers)) or (say_who_and_when(headers) and _say_how_much(headers))


def say_who_and_when(headers: Sequence[str]) -> bool:
    """Whether headers say who ordered and when."""
    who = any(tier(h, "customer") is not None or tier(h, "email") is not None for h in headers)
    return who and any(is_of_orders(tier(header, "date")) for header in headers)


def number_orders(headers: Sequence[str]) -> bool:
    """Whether headers number orders and say when they were, and what they cost."""
    numbered = any(tier(h, "order") is not None and not is_how_many(h) for h in headers)
    dated = any(is_of_orders(tier(header, "date")) for header in headers)
    return numbered and dated and _say_how_much(headers)


def _say_how_much(headers: Sequence[str]) -> bool:
    return any(is_amount(header) or tier(header, "price") is not None for header in headers)
