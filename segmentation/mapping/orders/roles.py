"""Which column of a table of orders has which role."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from segmentation.errors import ColumnWithTwoRoles, DoubtfulRole, NoRoleFound, UnknownColumns
from segmentation.mapping.orders.candidates import WHAT, by_tier, free_headers, surest
from segmentation.mapping.orders.columns import Columns, same_values
from segmentation.mapping.orders.exports import Export, known_export, roles_in
from segmentation.mapping.orders.header_words import (
    LEAST_SURE_DATE,
    header_words,
    is_amount,
    is_of_a_person,
    is_without_extras,
    tier,
)
from segmentation.mapping.orders.what_became import (
    MOST_STATUSES,
    find_flag,
    find_refunded,
    find_returned,
    find_status,
)


@dataclass(frozen=True)
class Roles:
    """{role: header}, the export that was recognised, and the headers nothing was made of."""

    headers: dict[str, str]
    export: Export | None


def find_roles(columns: Columns, given: Mapping[str, str]) -> Roles:
    """Find who, when and how much in a table of orders.

    Args:
        given: the roles that somebody named: {role: header}.

    Raises:
        UnknownColumns, ColumnWithTwoRoles: `given` cannot be.
        NoRoleFound: nothing says who ordered, or when.
        DoubtfulRole: several columns could each say it.
    """
    _check(given, columns)
    export = known_export(columns.headers)
    found = dict(given)
    for role, header in (roles_in(export, columns.headers) if export else {}).items():
        if role not in found and header not in found.values():
            found[role] = header
    # What two columns could say is decided in this order: the surest first.
    for role, find in FINDERS.items():
        if role not in found:
            header = find(columns, found)
            if header is not None:
                found[role] = header
    for role in ("customer", "date"):
        if role not in found:
            raise NoRoleFound(what=WHAT[role], option=f"--{role}", found=columns.headers)
    return Roles({role: found[role] for role in ORDERED if role in found}, export)


def _check(given: Mapping[str, str], columns: Columns) -> None:
    unknown = [header for header in given.values() if header not in columns.headers]
    if unknown:
        raise UnknownColumns(unknown=unknown, found=columns.headers)
    for header in given.values():
        roles = [role for role, other in given.items() if other == header]
        if len(roles) > 1:
            raise ColumnWithTwoRoles(column=header, roles=roles)


def _date(columns: Columns, found: Mapping[str, str]) -> str | None:
    tiers = by_tier("date", columns, found, columns.is_moment)
    tiers = {at: headers for at, headers in tiers.items() if at < LEAST_SURE_DATE} or tiers
    return surest("date", tiers)


def _customer(columns: Columns, found: Mapping[str, str]) -> str | None:
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


def _order(columns: Columns, found: Mapping[str, str]) -> str | None:
    tiers = by_tier("order", columns, found, lambda header: not columns.is_moment(header))
    for headers in tiers.values():
        numbers = [h for h in headers if not is_amount(h) or tier(h, "order") == 0]
        if numbers:
            return min(numbers, key=lambda h: (not header_words(h).startswith("order"),))
    ids = [h for h in free_headers(columns, found) if header_words(h) == "id"]
    return ids[0] if ids and columns.different(ids[0]) == columns.rows else None


def _amount(columns: Columns, found: Mapping[str, str]) -> str | None:
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


def _quantity(columns: Columns, found: Mapping[str, str]) -> str | None:
    return surest("quantity", by_tier("quantity", columns, found, columns.is_number), ask=False)


def _price(columns: Columns, found: Mapping[str, str]) -> str | None:
    return surest("price", by_tier("price", columns, found, columns.is_number), ask=False)


def _currency(columns: Columns, found: Mapping[str, str]) -> str | None:
    def are_codes(header: str) -> bool:
        return columns.different(header) <= MOST_STATUSES and columns.is_text(header)

    return surest("currency", by_tier("currency", columns, found, are_codes), ask=False)


def _email(columns: Columns, found: Mapping[str, str]) -> str | None:
    return surest("email", by_tier("email", columns, found, columns.is_text), ask=False)


FINDERS: dict[str, Callable[[Columns, Mapping[str, str]], str | None]] = {
    "date": _date,
    "customer": _customer,
    "order": _order,
    "refunded": find_refunded,
    "returned": find_returned,
    "cancelled": find_flag("cancelled"),
    "test": find_flag("test"),
    "currency": _currency,
    "status": find_status,
    "quantity": _quantity,
    "price": _price,
    "amount": _amount,
    "email": _email,
}
ORDERED = (
    "customer",
    "date",
    "amount",
    "quantity",
    "price",
    "order",
    "status",
    "refunded",
    "currency",
    "email",
    "returned_to",
    "returned",
    "cancelled",
    "test",
)
