"""Which columns of a table of orders say how much was bought: an amount, or pieces and a price."""

import re
from collections.abc import Mapping

from segmentation.errors import DoubtfulRole
from segmentation.mapping.orders import amounts_held, money_words
from segmentation.mapping.orders.candidates import WHAT, by_tier, free_headers, surest
from segmentation.mapping.orders.columns import Columns, same_values
from segmentation.mapping.orders.header_words import (
    header_words,
    is_amount,
    is_of_a_person,
    tier,
)
from segmentation.mapping.orders.what_became import is_answer

# What is still to be paid is 0 for most orders, what is to be paid for few.
FEWEST_DUE = 0.9
PLAIN, BEFORE_DISCOUNTS = 1, 2
FEWEST_DIFFERENT = 10


def find_amount(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column that says what a row, or its order, cost in all.

    Raises:
        DoubtfulRole: several columns could each say it.
    """
    named = [
        header
        for header in free_headers(columns, found)
        if is_amount(header) and not _is_price(header)
    ]
    if not named and "price" not in found:
        named = [header for header in free_headers(columns, found) if is_amount(header)]
    sums = [header for header in named if _is_sum(columns, header)]
    # A column of nothing but 0 says of no order what it cost.
    choices = [h for h in sums if amounts_held.share_above_zero(columns, h)] or sums
    choices = _plainest(columns, found, _different_ones(columns, choices))
    if len(choices) > 1:
        raise DoubtfulRole(what=WHAT["amount"], option="--amount", choices=choices)
    if choices or "price" in found:
        return choices[0] if choices else None
    # Cells that cannot be read as numbers are then named, and not passed over.
    unread = [h for h in named if not columns.is_moment(h) and not columns.is_number(h)]
    return unread[0] if unread else _amount_by_values(columns, found)


def _is_sum(columns: Columns, header: str) -> bool:
    """Whether a column holds amounts, and not whether something was paid or is still due."""
    if not columns.is_number(header):
        return False
    words = header_words(header)
    if money_words.is_due(words):
        return amounts_held.share_above_zero(columns, header) >= FEWEST_DUE
    return not (words.split()[-1] in ("paid", "charged") and is_answer(columns, header))


def _is_price(header: str) -> bool:
    words = header_words(header)
    return tier(header, "price") is not None and not money_words.is_total_price(words)


def _different_ones(columns: Columns, headers: list[str]) -> list[str]:
    """The headers, the plainest first, without those that say the same as one before."""
    kept: list[str] = []
    for header in sorted(headers, key=_rank):
        if not any(same_values(columns, header, other) for other in kept):
            kept.append(header)
    return kept


def _rank(header: str) -> int:
    return money_words.rank(header_words(header))


def _plainest(columns: Columns, found: Mapping[str, str], headers: list[str]) -> list[str]:
    """Of different amounts those that say the most plainly what was paid."""
    if "order" not in found:
        headers = _of_lines(headers)
    headers = _without_what_was_not_paid(columns, headers)
    if len(headers) < 2:
        return headers
    payments = [h for h in headers if money_words.is_payment(header_words(h))]
    if len(payments) == 1:
        return _payment_or_all(columns, payments[0], headers)
    best = _rank(headers[0])
    # A total and a value may each be either.
    best = BEFORE_DISCOUNTS if best == PLAIN else best
    headers = [header for header in headers if _rank(header) <= best]
    return _of_the_order(columns, found, headers) if len(headers) > 1 else headers


def _of_lines(headers: list[str]) -> list[str]:
    """The amounts without those of whole orders, which stand on lines that no number joins."""
    lines = [h for h in headers if money_words.is_of_a_line(header_words(h))]
    whole = [h for h in headers if money_words.is_of_an_order(header_words(h))]
    return [h for h in headers if h not in whole] if lines else headers


def _payment_or_all(columns: Columns, payment: str, headers: list[str]) -> list[str]:
    """What was paid, and the amounts of which it was only a part."""
    wholes = [h for h in headers if h != payment and _rank(h) <= BEFORE_DISCOUNTS]
    parted = [h for h in wholes if not amounts_held.is_paid_of(columns, payment, h)]
    return [payment, *parted]


def _without_what_was_not_paid(columns: Columns, headers: list[str]) -> list[str]:
    """The amounts without those from which another follows by a discount, or to which by a fee."""
    if len(headers) < 2:
        return headers
    less, parts = [], []
    for header in columns.headers:
        words = header_words(header)
        if header in headers or not columns.is_number(header):
            continue
        if money_words.is_discount(words):
            less.append(header)
        elif money_words.is_part(words):
            parts.append(header)
    return amounts_held.without_parts(columns, headers, discounts=less, extras=parts)


def _of_the_order(columns: Columns, found: Mapping[str, str], headers: list[str]) -> list[str]:
    """One of amounts of lines and of their order, where both say the same or one says all."""
    order = found.get("order")
    if order is None:
        return headers
    headers = amounts_held.without_repeated_sums(columns, order, headers)
    whole = [
        header
        for header in headers
        if money_words.is_of_an_order(header_words(header))
        and amounts_held.is_one_each(columns, order, header)
    ]
    others = [header for header in headers if header not in whole]
    lines = all(not amounts_held.is_one_each(columns, order, header) for header in others)
    return whole if len(whole) == 1 and lines else headers


def _amount_by_values(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column that has no other role and is money, by its header or by what it holds.

    Raises:
        DoubtfulRole: headers call several money.
    """
    roles = ("order", "quantity", "product", "customer", "date")
    free = [
        header
        for header in free_headers(columns, found)
        if columns.is_number(header)
        and not columns.is_moment(header)
        and all(tier(header, role) is None for role in roles)
        and not is_of_a_person(header)
        and not money_words.is_counted(header_words(header))
        and not money_words.is_no_payment(header_words(header))
    ]
    called = [h for h in free if money_words.may_be_paid(header_words(h))]
    called += [h for h in free if h not in called and amounts_held.has_signs(columns, h)]
    if len(called) > 1:
        raise DoubtfulRole(what=WHAT["amount"], option="--amount", choices=called)
    if called:
        return called[0]
    money = [
        header
        for header in free
        if columns.different(header) > FEWEST_DIFFERENT and amounts_held.has_cents(columns, header)
    ]
    return money[0] if len(money) == 1 else None


def find_quantity(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column that says how many pieces, nights, days or hours."""
    named = surest("quantity", by_tier("quantity", columns, found, columns.is_number), ask=False)
    if named:
        return named
    free = [header for header in free_headers(columns, found) if columns.is_number(header)]
    for how_many in filter(None, (money_words.rate_of(header_words(h)) for h in free)):
        fitting = [header for header in free if re.fullmatch(how_many, header_words(header))]
        if fitting:
            return fitting[0]
    return None


def find_price(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column that says what one piece cost; None where a price is that of all of them."""
    tiers = by_tier("price", columns, found, columns.is_number)
    prices = [header for headers in tiers.values() for header in headers if _is_price(header)]
    if not prices and "quantity" in found:
        free = free_headers(columns, found)
        prices = [h for h in free if _is_rate(h, found["quantity"]) and columns.is_number(h)]
    price = min(prices, key=_sureness_of_price, default=None)
    if price is None or money_words.is_of_a_piece(header_words(price)):
        return price
    quantity = found.get("quantity")
    is_for_all = quantity and (
        tier(quantity, "quantity") != 0
        or amounts_held.is_for_all_pieces(columns, price, quantity, _products(columns, found))
    )
    return None if is_for_all else price


def _is_rate(header: str, how_many: str) -> bool:
    """Whether a header names what one of so many nights, days or hours cost."""
    words, counted = header_words(header), header_words(how_many)
    if re.fullmatch(money_words.NIGHTS, counted) and re.fullmatch(money_words.RATE, words):
        return True
    return money_words.rate_of(words) is not None


def _sureness_of_price(header: str) -> tuple[bool, bool, int]:
    words = header_words(header)
    of_the_shop = re.search(r"\b(?:costs?|list|msrp|uvp|rrp|purchase|einkauf\w*|ek|achat)\b", words)
    return bool(of_the_shop), not money_words.is_of_a_piece(words), money_words.rank(words)


def _products(columns: Columns, found: Mapping[str, str]) -> list[str]:
    return [h for h in free_headers(columns, found) if tier(h, "product") is not None]
