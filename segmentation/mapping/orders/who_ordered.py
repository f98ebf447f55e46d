"""Which column of a table of orders tells customers apart."""

import re
from collections.abc import Mapping

from segmentation.customers.values import text_of
from segmentation.errors import DoubtfulRole
from segmentation.mapping.orders.candidates import WHAT, by_tier, free_headers
from segmentation.mapping.orders.columns import Columns
from segmentation.mapping.orders.header_words import (
    header_words,
    is_amount,
    is_of_a_person,
    is_of_places_or_staff,
    tier,
)

# After what is called a customer: what reaches one, then who they are by name.
REACHED_BY = ("email", "contact", "phone", "name")
# So few in so many rows are kinds of customers, how many came, or accounts of a ledger.
FEW, MANY_ROWS = 10, 60
FEWEST, MOST = 30, 0.9
SENDER = "from|sender|absender|expediteur|remitente|remetente|mittente|afzender|gonderen"
RECIPIENT = "to|recipient|receiver|empfanger|destinataire|destinatari[oa]|ontvanger|alici"
# Letters and digits, or digits alone that are as many in every cell.
CODE, DIGITS = r"^[A-Za-z]{1,6}[-_/. ]?[0-9]{2,}$", r"^[0-9]{4,}$"
YEAR = r"^(?:18|19|20)[0-9]{2}$"


def find_customer(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column that tells customers apart, by its header or else by what it holds.

    A number comes first, then an e-mail address, a contact, a telephone number and a name.

    Raises:
        DoubtfulRole: several columns could each say it.
    """
    called = by_tier("customer", columns, found, lambda _: True)
    many = {at: [h for h in headers if _are_many(columns, h)] for at, headers in called.items()}
    for headers in many.values():
        if headers:
            return _the_one(columns, headers)
    reached = [header for role in REACHED_BY for header in _of(role, columns, found)]
    by_values = None if reached else _customer_by_values(columns, found)
    few = [header for headers in called.values() for header in headers]
    return next(iter(reached), by_values or next(iter(few), None))


def find_returned_to(columns: Columns, found: Mapping[str, str]) -> str | None:
    """Whom money went to, where customers are known by whom it came from."""
    if not re.search(rf"\b(?:{SENDER})\b", header_words(found.get("customer", ""))):
        return None
    mails = [h for h in free_headers(columns, found) if tier(h, "email") is not None]
    to = [h for h in mails if re.search(rf"\b(?:{RECIPIENT})\b", header_words(h))]
    return to[0] if len(to) == 1 else None


def names_in_two(columns: Columns) -> tuple[str, ...]:
    """A column of first names and one of last names that together repeat; nothing without them."""
    first = [h for h in columns.headers if tier(h, "first_name") is not None]
    last = [h for h in columns.headers if tier(h, "last_name") is not None]
    if not first or not last:
        return ()
    pairs = columns.table.select(
        first=text_of(columns.table[first[0]]), last=text_of(columns.table[last[0]])
    )
    repeat = int(pairs.distinct().count().execute()) < MOST * columns.rows
    return (first[0], last[0]) if repeat else ()


def _are_many(columns: Columns, header: str) -> bool:
    return columns.rows < MANY_ROWS or columns.different(header) > FEW


def _the_one(columns: Columns, headers: list[str]) -> str:
    repeating = [header for header in headers if _repeats(columns, header)]
    unique = [header for header in repeating if "unique" in header_words(header)]
    chosen = unique or repeating or headers
    if len(chosen) == 1 or len({columns.different(header) for header in chosen}) == 1:
        return chosen[0]
    raise DoubtfulRole(what=WHAT["customer"], option="--customer", choices=chosen)


def _repeats(columns: Columns, header: str) -> bool:
    return 1 < columns.different(header) < columns.filled(header)


def _of(role: str, columns: Columns, found: Mapping[str, str]) -> list[str]:
    headers = [h for h in free_headers(columns, found) if tier(h, role) is not None]
    return [h for h in headers if role == "email" or _repeats(columns, h)]


def _customer_by_values(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The one column of addresses or codes that repeats the way that customers do."""
    named = ("order", "quantity", "price", "product", "status", "currency")
    free = [
        header
        for header in free_headers(columns, found)
        if all(tier(header, role) is None for role in named)
        and not is_amount(header)
        and not is_of_a_person(header)
        and not is_of_places_or_staff(header)
        and FEWEST < columns.different(header) < MOST * columns.filled(header)
    ]
    repeating = [header for header in free if _are_ids(columns, header)]
    if len(repeating) > 1:
        raise DoubtfulRole(what=WHAT["customer"], option="--customer", choices=repeating)
    return repeating[0] if repeating else None


def _are_ids(columns: Columns, header: str) -> bool:
    """Whether nearly all cells are e-mail addresses, or codes of one form, and no amounts.

    Years are none: many people are born in one, or joined in it.
    """
    text = text_of(columns.sample[header])
    told = columns.sample.aggregate(
        filled=text.count(),
        mails=text.contains("@").sum(),
        codes=text.re_search(CODE).sum(),
        digits=text.re_search(DIGITS).sum(),
        years=text.re_search(YEAR).sum(),
        lengths=text.length().nunique(),
    ).execute()
    told = {name: int(told[name].iloc[0] or 0) for name in told.columns}
    are_numbers = told["lengths"] == 1 and told["years"] < MOST * told["filled"]
    alike = max(told["mails"], told["codes"], told["digits"] if are_numbers else 0)
    return alike >= MOST * told["filled"] > 0
