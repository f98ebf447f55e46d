"""Which column of a table of orders tells customers apart."""

from collections.abc import Mapping

from segmentation.errors import DoubtfulRole
from segmentation.mapping.orders.candidates import WHAT, by_tier, free_headers
from segmentation.mapping.orders.columns import Columns
from segmentation.mapping.orders.header_words import (
    header_words,
    is_amount,
    is_of_a_person,
    tier,
)


def find_customer(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column that tells customers apart, by its header or else by what it holds.

    Raises:
        DoubtfulRole: several columns could each say it.
    """

    def repeats(header: str) -> bool:
        return 1 < columns.different(header) < columns.filled(header)

    tiers = by_tier("customer", columns, found, lambda _: True)
    for headers in tiers.values():
        repeating = [header for header in headers if repeats(header)]
        unique = [header for header in repeating if "unique" in header_words(header)]
        chosen = unique or repeating or headers
        if len(chosen) == 1 or len({columns.different(header) for header in chosen}) == 1:
            return chosen[0]
        raise DoubtfulRole(what=WHAT["customer"], option="--customer", choices=chosen)
    mails = [h for h in free_headers(columns, found) if tier(h, "email") is not None]
    return mails[0] if mails else _customer_by_values(columns, found)


def _customer_by_values(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The one column of ids that repeats the way that customers do."""

    def repeats(header: str) -> bool:
        different = columns.different(header)
        is_id = not columns.is_moment(header) and _are_ids(columns, header)
        return is_id and 30 < different < 0.9 * columns.filled(header)

    named = ("order", "quantity", "price", "product", "status", "currency")
    free = [
        header
        for header in free_headers(columns, found)
        if all(tier(header, role) is None for role in named)
        and not is_amount(header)
        and not is_of_a_person(header)
    ]
    repeating = [header for header in free if repeats(header)]
    if len(repeating) > 1:
        raise DoubtfulRole(what=WHAT["customer"], option="--customer", choices=repeating)
    return repeating[0] if repeating else None


def _are_ids(columns: Columns, header: str) -> bool:
    if not columns.is_number(header):
        return True
    return columns.table[header].type().is_integer()
