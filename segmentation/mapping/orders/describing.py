"""Which columns of a table of orders describe the customers, rather than their orders."""

import ibis

from segmentation.customers.values import category_of, text_of
from segmentation.mapping.orders.columns import Columns
from segmentation.mapping.orders.header_words import header_words, is_amount, is_of_a_person, tier
from segmentation.mapping.orders.roles import Roles

FEWEST_VALUES, MOST_VALUES = 2, 30
# Of the customers with a value, so many must have one value alone.
MOST = 0.95
# Roles that say something of an order, whatever the column is good for.
OF_ORDERS = ("order", "date", "quantity", "price", "refunded", "cancelled", "test", "currency")
NOT_DESCRIBING = ("status", "payment", "shipping", "ship", "delivery", "note", "source", "method")


def describing(columns: Columns, roles: Roles) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headers of texts and of numbers that hardly ever differ among a customer's rows.

    Names and what reaches a person are none of them.
    """
    free = [
        header
        for header in columns.headers
        if header not in roles.headers.values() and _may_describe(header)
    ]
    texts = [
        header
        for header in free
        if columns.is_text(header)
        and FEWEST_VALUES <= columns.different(header) <= MOST_VALUES
        and _is_of_customers(columns, roles, header)
    ]
    numbers = [
        header
        for header in free
        if columns.is_number(header)
        and not columns.is_moment(header)
        and columns.different(header) > FEWEST_VALUES
        and not is_amount(header)
        and _is_of_customers(columns, roles, header)
    ]
    return tuple(texts), tuple(numbers)


def _may_describe(header: str) -> bool:
    words = header_words(header)
    named = any(tier(header, role) is not None for role in OF_ORDERS)
    return (
        not named
        and not is_of_a_person(header)
        and not any(word in words.split() for word in NOT_DESCRIBING)
        and not words.startswith("column ")
    )


def _is_of_customers(columns: Columns, roles: Roles, header: str) -> bool:
    read = category_of if columns.is_text(header) else text_of
    rows = columns.table.select(
        customer=text_of(columns.table[roles.headers["customer"]]).lower(),
        value=read(columns.table[header]),
    )
    rows = rows.filter(rows.customer.notnull() & rows.value.notnull())
    each = rows.group_by("customer").aggregate(different=rows.value.nunique(), n=rows.count())
    # Who ordered once has one value whatever it describes.
    again = each.filter(each.n > 1)
    found = again.aggregate(
        again=again.count(), same=(again.different == ibis.literal(1)).sum()
    ).execute()
    number, same = int(found.again.iloc[0] or 0), int(found.same.iloc[0] or 0)
    return number > 0 and same >= MOST * number
