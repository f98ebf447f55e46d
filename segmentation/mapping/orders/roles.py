"""Which column of a table of orders has which role."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from segmentation.customers.values import moment_of, text_of
from segmentation.errors import (
    ColumnWithTwoRoles,
    NamesInTwoColumns,
    NoRoleFound,
    UnknownColumns,
)
from segmentation.mapping.orders.candidates import WHAT, by_tier, free_headers, surest
from segmentation.mapping.orders.columns import Columns
from segmentation.mapping.orders.discounts import find_discount
from segmentation.mapping.orders.exports import Export, known_export, roles_in
from segmentation.mapping.orders.header_words import (
    LEAST_SURE_DATE,
    header_words,
    is_amount,
    is_how_many,
    is_of_orders,
    is_of_something_else,
    tier,
)
from segmentation.mapping.orders.total_lines import find_item
from segmentation.mapping.orders.what_became import (
    MOST_STATUSES,
    find_delivery_status,
    find_flag,
    find_kind,
    find_order_status,
    find_refunded,
    find_returned,
    find_returned_quantity,
    find_status,
)
from segmentation.mapping.orders.what_it_cost import find_amount, find_price, find_quantity
from segmentation.mapping.orders.who_ordered import (
    find_customer,
    find_returned_to,
    names_in_two,
)
from segmentation.recipes.orders.mapping import STATUSES

MONEY = {"amount", "price"}
# From this share of different values on they number orders, and count nothing.
MOST = 0.9
JUST_A_NUMBER = "num|no|nr|nbr|number|nummer|numero|numer"
# Books hold slips.
MOST_ALIKE = 0.98


@dataclass(frozen=True)
class Roles:
    """{role: header}, the export that was recognised, and the headers nothing was made of."""

    headers: dict[str, str]
    export: Export | None


def find_roles(columns: Columns, given: Mapping[str, str]) -> Roles:
    """Find who, when and how much in a table of orders.

    Args:
        given: the roles that somebody named: {role: header}, "" where no column has it.

    Raises:
        UnknownColumns, ColumnWithTwoRoles: `given` cannot be.
        NoRoleFound: nothing says who ordered, or when.
        DoubtfulRole: several columns could each say it.
    """
    none = {role for role, header in given.items() if not header}
    given = {role: header for role, header in given.items() if header}
    _check(given, columns)
    export = known_export(columns.headers)
    found = dict(given)
    for role, header in (roles_in(export, columns.headers) if export else {}).items():
        if role not in {*found, *none} and header not in found.values():
            found[role] = header
    names: tuple[str, ...] = ()
    # What two columns could say is decided in this order: the surest first. Where nobody ordered
    # or never, nothing else is asked.
    for role, find in FINDERS.items():
        # Who says which the status is has said that no other is.
        is_said = role in STATUSES and "status" in given
        if role not in {*found, *none} and not is_said:
            header = find(columns, found)
            if header is not None:
                found[role] = header
        if role == "customer":
            names = () if role in found else names_in_two(columns)
            if not names:
                _refuse_without_who_and_when(found, columns)
    if names and is_of_orders(tier(found.get("date", ""), "date")) and MONEY & found.keys():
        raise NamesInTwoColumns(first=names[0], last=names[1], found=columns.headers)
    _refuse_without_who_and_when(found, columns)
    return Roles({role: found[role] for role in ORDERED if role in found}, export)


def _refuse_without_who_and_when(found: Mapping[str, str], columns: Columns) -> None:
    for role in ("customer", "date"):
        if role not in found:
            raise NoRoleFound(what=WHAT[role], option=f"--{role}", found=columns.headers)


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
    of_orders = {
        at: [h for h in headers if not is_of_something_else(h)] for at, headers in tiers.items()
    }
    tiers = {at: headers for at, headers in of_orders.items() if headers} or tiers
    return surest("date", tiers) if tiers else _date_by_values(columns, found)


def _date_by_values(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The one column of dates, whatever it is called."""
    dates = [
        header
        for header in free_headers(columns, found)
        if not is_of_something_else(header) and columns.is_moment(header)
    ]
    return dates[0] if len(dates) == 1 else None


def _order(columns: Columns, found: Mapping[str, str]) -> str | None:
    tiers = by_tier("order", columns, found, lambda header: not columns.is_moment(header))
    for headers in tiers.values():
        numbers = [h for h in headers if not is_amount(h) or tier(h, "order") == 0]
        numbers = [h for h in numbers if not (is_how_many(h) and _are_few(columns, h))]
        if numbers:
            return min(numbers, key=lambda h: (not header_words(h).startswith("order"),))
    ids = [h for h in free_headers(columns, found) if header_words(h) == "id"]
    if ids and columns.different(ids[0]) == columns.rows:
        return ids[0]
    return next(
        (h for h in free_headers(columns, found) if _numbers_orders(columns, h, found)), None
    )


def _numbers_orders(columns: Columns, header: str, found: Mapping[str, str]) -> bool:
    """Whether a column called just "Num" repeats as orders do: for one customer, on one day."""
    if not re.fullmatch(JUST_A_NUMBER, header_words(header)) or columns.is_moment(header):
        return False
    if not 1 < columns.different(header) < columns.filled(header):
        return False
    rows = columns.table.select(
        number=text_of(columns.table[header]),
        customer=text_of(columns.table[found["customer"]]),
        day=moment_of(columns.table[found["date"]], columns.notation).truncate("D"),
    )
    each = rows.filter(rows.number.notnull()).group_by("number")
    told = each.aggregate(customers=rows.customer.nunique(), days=rows.day.nunique())
    is_one = (told.customers == 1) & (told.days == 1)
    return float(is_one.mean().execute() or 0) >= MOST_ALIKE


def _are_few(columns: Columns, header: str) -> bool:
    """Whether numbers repeat as counts do."""
    return columns.is_number(header) and columns.different(header) < MOST * columns.filled(header)


def _currency(columns: Columns, found: Mapping[str, str]) -> str | None:
    def are_codes(header: str) -> bool:
        return columns.different(header) <= MOST_STATUSES and columns.is_text(header)

    return surest("currency", by_tier("currency", columns, found, are_codes), ask=False)


def _email(columns: Columns, found: Mapping[str, str]) -> str | None:
    return surest("email", by_tier("email", columns, found, columns.is_text), ask=False)


FINDERS: dict[str, Callable[[Columns, Mapping[str, str]], str | None]] = {
    "date": _date,
    # Before what it may be called after: "Vorgang" is a number, too.
    "kind": find_kind,
    "customer": find_customer,
    "order": _order,
    "refunded": find_refunded,
    "returned": find_returned,
    "cancelled": find_flag("cancelled"),
    "test": find_flag("test"),
    "currency": _currency,
    "status": find_status,
    "order_status": find_order_status,
    "delivery_status": find_delivery_status,
    "returned_quantity": find_returned_quantity,
    "quantity": find_quantity,
    "price": find_price,
    "amount": find_amount,
    "discount": find_discount,
    "returned_to": find_returned_to,
    "email": _email,
    "item": find_item,
}
ORDERED = (
    "customer",
    "date",
    "amount",
    "quantity",
    "price",
    "discount",
    "order",
    "status",
    "order_status",
    "delivery_status",
    "kind",
    "item",
    "refunded",
    "returned_quantity",
    "currency",
    "email",
    "returned_to",
    "returned",
    "cancelled",
    "test",
)
