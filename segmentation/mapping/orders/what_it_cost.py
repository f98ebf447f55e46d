"""Which columns of a table of orders say how much was bought: an amount, or pieces and a price."""

from collections.abc import Mapping

from segmentation.errors import DoubtfulRole
from segmentation.mapping.orders.candidates import WHAT, by_tier, free_headers, surest
from segmentation.mapping.orders.columns import Columns, same_values
from segmentation.mapping.orders.header_words import (
    is_amount,
    is_of_a_person,
    is_without_extras,
    tier,
)


def find_amount(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column that says what a row, or its order, cost in all.

    Raises:
        DoubtfulRole: several columns could each say it.
    """
    free = [header for header in free_headers(columns, found) if columns.is_number(header)]
    without = [header for header in free if is_without_extras(header)]
    amounts = [h for h in free if is_amount(h) and not is_without_extras(h)]
    amounts = [h for h in amounts if tier(h, "price") is None] or amounts
    choices = _different_ones(columns, [*amounts, *without])
    if len(choices) > 1:
        raise DoubtfulRole(what=WHAT["amount"], option="--amount", choices=choices)
    if choices or "price" in found:
        return choices[0] if choices else None
    # Cells that cannot be read as numbers are then named, and not passed over.
    named = [h for h in free_headers(columns, found) if is_amount(h) and not columns.is_moment(h)]
    return named[0] if named else _amount_by_values(columns, found)


def _amount_by_values(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The one column of numbers that adds up and has no other role."""
    named = ("order", "quantity", "product", "customer", "date")
    free = [
        header
        for header in free_headers(columns, found)
        if columns.is_number(header)
        and not columns.is_moment(header)
        and all(tier(header, role) is None for role in named)
        and not is_of_a_person(header)
        and columns.different(header) > 10
    ]
    return free[0] if len(free) == 1 else None


def _different_ones(columns: Columns, headers: list[str]) -> list[str]:
    """The headers without those that say the same as one before."""
    kept: list[str] = []
    for header in headers:
        if not any(same_values(columns, header, other) for other in kept):
            kept.append(header)
    return kept


def find_quantity(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column that says how many pieces."""
    return surest("quantity", by_tier("quantity", columns, found, columns.is_number), ask=False)


def find_price(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column that says what one piece cost."""
    return surest("price", by_tier("price", columns, found, columns.is_number), ask=False)
