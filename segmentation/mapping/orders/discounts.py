"""What is taken off pieces times price in a table of orders: a share of it, or an amount."""

from collections.abc import Mapping
from typing import Literal

from segmentation.mapping.orders import amounts_held
from segmentation.mapping.orders.candidates import free_headers
from segmentation.mapping.orders.columns import Columns
from segmentation.mapping.orders.header_words import header_words, is_amount
from segmentation.mapping.orders.money_words import (
    is_before_discount,
    is_discount,
    is_in_percent,
    is_part,
    is_sum_of_money,
    rank,
)

# Discounts in whole numbers up to here are in percent.
MOST_PERCENT = 100

Kind = Literal["share", "percent", "amount"]


def find_discount(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column of discounts still to be taken off, of pieces times price or an amount."""
    if "amount" in found:
        return _still_in(columns, found)
    if "price" not in found:
        return None
    numbers = [header for header in free_headers(columns, found) if columns.is_number(header)]
    named = [header for header in numbers if is_discount(header_words(header))]
    named = [header for header in named if not _is_taken_off(columns, header, found, numbers)]
    # The same discount is given as a share and as an amount in some tables.
    return min(named, key=lambda header: not is_sum_of_money(header_words(header)), default=None)


def _still_in(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column of discounts that an amount still has in it, by its header or pieces and price."""
    named = _discounts(columns, found)
    if not named or is_before_discount(header_words(found["amount"])):
        return next(iter(named), None)
    if not {"quantity", "price"} <= found.keys():
        return None
    of_lines = amounts_held.is_pieces_times_price(
        columns, found["amount"], found["quantity"], found["price"]
    )
    return named[0] if of_lines else None


def told_of_discounts(columns: Columns, roles: Mapping[str, str]) -> list[str]:
    """A sentence on discounts of which nothing says whether an amount has them in it."""
    if "amount" not in roles or "discount" in roles or is_all_that_was_paid(roles["amount"]):
        return []
    amount = roles["amount"]
    numbers = [header for header in free_headers(columns, roles) if columns.is_number(header)]
    named = [
        header
        for header in _discounts(columns, roles)
        if not any(_leads_to(columns, high, header, amount, numbers) for high in numbers)
    ]
    return [
        f'"{header}" is not taken off: "{amount}" counts as what was paid. If it is before the '
        f'discount, write discount = "{header}" below [columns] of the mapping, or name another '
        "amount with --amount."
        for header in named[:1]
    ]


def _leads_to(columns: Columns, high: str, discount: str, amount: str, numbers: list[str]) -> bool:
    """Whether a discount, perhaps with taxes and the like, makes an amount of a higher one."""
    if amounts_held.leaves(columns, high, discount, amount):
        return True
    extras = [(h, 1) for h in numbers if h != high and is_part(header_words(h))]
    off = ((discount, -1),)
    return is_amount(high) and amounts_held.adds_up(columns, high, extras, amount, always=off)


def is_all_that_was_paid(header: str) -> bool:
    """Whether a header says that an amount is what was paid in the end."""
    return rank(header_words(header)) == 0


def _discounts(columns: Columns, found: Mapping[str, str]) -> list[str]:
    """The free columns of discounts that take something off, amounts before shares."""
    named = [
        header
        for header in free_headers(columns, found)
        if is_discount(header_words(header))
        and columns.is_number(header)
        and amounts_held.highest(columns, header)
    ]
    return sorted(named, key=lambda header: not is_sum_of_money(header_words(header)))


def _is_taken_off(
    columns: Columns, discount: str, found: Mapping[str, str], numbers: list[str]
) -> bool:
    """Whether the price is what a discount already left of another."""
    others = [header for header in numbers if header != discount]
    price = found["price"]
    return any(amounts_held.leaves(columns, high, discount, price) for high in others)


def kind_of_discount(columns: Columns, header: str) -> Kind:
    """How a column of discounts is meant: a share up to 1, percent up to 100, or an amount."""
    words, highest = header_words(header), amounts_held.highest(columns, header)
    if is_sum_of_money(words) or amounts_held.has_signs(columns, header):
        return "amount"
    if highest <= 1:
        return "share"
    in_percent = is_in_percent(words) or "%" in header
    whole = amounts_held.is_whole(columns, header) and not amounts_held.has_cents(columns, header)
    return "percent" if in_percent or (whole and highest <= MOST_PERCENT) else "amount"
