"""Which column of a table of orders has which role."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from segmentation.errors import ColumnWithTwoRoles, DoubtfulRole, NoRoleFound, UnknownColumns
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
from segmentation.recipes.orders.statuses import says_it_counts, why_no_order

WHAT = {
    "customer": "who ordered",
    "date": "when an order was placed",
    "amount": "what an order cost",
    "order": "which rows are one order",
    "status": "what became of an order",
}
MOST_STATUSES = 60
# A word before "status" that makes it one of something else.
NO_ORDER_STATUS = (
    "fulfil",
    "ship",
    "deliver",
    "versand",
    "liefer",
    "marital",
    "famil",
    "subscri",
    "employ",
    "loyalty",
    "member",
    "tax",
    "credit",
    "stock",
    "email",
    "customer",
    "account",
    "type",
    "kind",
    "method",
    "reason",
    "note",
)
# So much of a column must be known statuses: where it is called so, and where it is not.
FEWEST_KNOWN, MOST_KNOWN = 0.3, 0.9
PAYMENT = ("financial", "payment", "paid", "zahlung", "paiement", "pago", "pagamento", "betaal")
# Without a number, what tells a customer from others; names do not.
LAST_RESORT = ("email",)


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
    tiers = _by_tier("date", columns, found, columns.is_moment)
    tiers = {at: headers for at, headers in tiers.items() if at < LEAST_SURE_DATE} or tiers
    return _surest("date", tiers)


def _customer(columns: Columns, found: Mapping[str, str]) -> str | None:
    def repeats(header: str) -> bool:
        return 1 < columns.different(header) < columns.filled(header)

    tiers = _by_tier("customer", columns, found, lambda _: True)
    for headers in tiers.values():
        repeating = [header for header in headers if repeats(header)]
        unique = [header for header in repeating if "unique" in header_words(header)]
        chosen = unique or repeating or headers
        if len(chosen) == 1 or len({columns.different(header) for header in chosen}) == 1:
            return chosen[0]
        raise DoubtfulRole(what=WHAT["customer"], option="--customer", choices=chosen)
    mails = [h for h in _free(columns, found) if tier(h, "email") is not None]
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
        for header in _free(columns, found)
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
    tiers = _by_tier("order", columns, found, lambda header: not columns.is_moment(header))
    for headers in tiers.values():
        numbers = [h for h in headers if not is_amount(h) or tier(h, "order") == 0]
        if numbers:
            return min(numbers, key=lambda h: (not header_words(h).startswith("order"),))
    ids = [h for h in _free(columns, found) if header_words(h) == "id"]
    return ids[0] if ids and columns.different(ids[0]) == columns.rows else None


def _amount(columns: Columns, found: Mapping[str, str]) -> str | None:
    free = [header for header in _free(columns, found) if columns.is_number(header)]
    without = [header for header in free if is_without_extras(header)]
    amounts = [h for h in free if is_amount(h) and not is_without_extras(h)]
    amounts = [h for h in amounts if tier(h, "price") is None] or amounts
    choices = _different_ones(columns, [*amounts, *without])
    if len(choices) > 1:
        raise DoubtfulRole(what=WHAT["amount"], option="--amount", choices=choices)
    if choices or "price" in found:
        return choices[0] if choices else None
    # Cells that cannot be read as numbers are then named, and not passed over.
    named = [h for h in _free(columns, found) if is_amount(h) and not columns.is_moment(h)]
    return named[0] if named else _amount_by_values(columns, found)


def _amount_by_values(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The one column of numbers that adds up and has no other role."""
    named = ("order", "quantity", "product", "customer", "date")
    free = [
        header
        for header in _free(columns, found)
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
    return _surest("quantity", _by_tier("quantity", columns, found, columns.is_number), ask=False)


def _price(columns: Columns, found: Mapping[str, str]) -> str | None:
    return _surest("price", _by_tier("price", columns, found, columns.is_number), ask=False)


def _status(columns: Columns, found: Mapping[str, str]) -> str | None:
    free = [
        header
        for header in _free(columns, found)
        if columns.different(header) <= MOST_STATUSES
        and not any(word in header_words(header) for word in NO_ORDER_STATUS)
    ]
    named = [header for header in free if tier(header, "status") is not None]
    statuses = [h for h in named if _share_of_statuses(columns.values(h)) >= FEWEST_KNOWN]
    paid = [h for h in statuses if any(word in header_words(h) for word in PAYMENT)]
    if paid or statuses:
        return (paid or statuses)[0]
    # Whatever it is called: nearly all must be statuses, and some of orders that do not count.
    texts = [header for header in free if header not in named and columns.is_text(header)]
    told = [h for h in texts if _tells_what_became(columns.values(h))]
    return told[0] if len(told) == 1 else None


def _tells_what_became(values: Mapping[str, int]) -> bool:
    return any(map(why_no_order, values)) and _share_of_statuses(values) >= MOST_KNOWN


def _share_of_statuses(values: Mapping[str, int]) -> float:
    """The share of rows whose text is known as the status of an order."""
    known = sum(n for value, n in values.items() if why_no_order(value) or says_it_counts(value))
    return known / max(sum(values.values()), 1)


def _refunded(columns: Columns, found: Mapping[str, str]) -> str | None:
    return _surest("refunded", _by_tier("refunded", columns, found, columns.is_number), ask=False)


def _currency(columns: Columns, found: Mapping[str, str]) -> str | None:
    def are_codes(header: str) -> bool:
        return columns.different(header) <= MOST_STATUSES and columns.is_text(header)

    return _surest("currency", _by_tier("currency", columns, found, are_codes), ask=False)


def _flag(role: str) -> Callable[[Columns, Mapping[str, str]], str | None]:
    def find(columns: Columns, found: Mapping[str, str]) -> str | None:
        return _surest(role, _by_tier(role, columns, found, lambda _: True), ask=False)

    return find


def _email(columns: Columns, found: Mapping[str, str]) -> str | None:
    return _surest("email", _by_tier("email", columns, found, columns.is_text), ask=False)


def _by_tier(
    role: str, columns: Columns, found: Mapping[str, str], fits: Callable[[str], bool]
) -> dict[int, list[str]]:
    """The free headers of a role by how surely they name it, the surest first."""
    tiers: dict[int, list[str]] = {}
    for header in _free(columns, found):
        at = tier(header, role)
        if at is not None and columns.filled(header) and fits(header):
            tiers.setdefault(at, []).append(header)
    return dict(sorted(tiers.items()))


def _surest(role: str, tiers: Mapping[int, list[str]], *, ask: bool = True) -> str | None:
    for headers in tiers.values():
        if ask and len(headers) > 1:
            raise DoubtfulRole(what=WHAT[role], option=f"--{role}", choices=headers)
        return headers[0]
    return None


def _free(columns: Columns, found: Mapping[str, str]) -> list[str]:
    return [header for header in columns.headers if header not in found.values()]


FINDERS: dict[str, Callable[[Columns, Mapping[str, str]], str | None]] = {
    "date": _date,
    "customer": _customer,
    "order": _order,
    "refunded": _refunded,
    "cancelled": _flag("cancelled"),
    "test": _flag("test"),
    "currency": _currency,
    "status": _status,
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
    "cancelled",
    "test",
)
