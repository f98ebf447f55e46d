"""Which amounts of a table of orders are in cents, pence and other hundredths."""

from collections.abc import Mapping

from segmentation.mapping.orders.amounts_held import is_whole
from segmentation.mapping.orders.columns import Columns
from segmentation.mapping.orders.header_words import header_words
from segmentation.mapping.orders.money_words import is_in_minor_units

OF_MONEY = ("amount", "price", "refunded")
# As Stripe's API names them, with codes in small letters and moments in seconds.
STRIPE_AMOUNT, STRIPE_CURRENCY, STRIPE_CREATED = "amount", "currency", "created"
EARLIEST_SECOND = 10**8


def in_minor_units(columns: Columns, roles: Mapping[str, str]) -> tuple[str, ...]:
    """The roles, of those that money can have, whose columns are in hundredths of the currency.

    Their headers say so, or the table is as Stripe's API gives it. Only whole numbers are.
    """
    from_stripe = _is_from_stripe(columns)
    return tuple(
        role
        for role in OF_MONEY
        if role in roles
        and columns.is_number(roles[role])
        and (is_in_minor_units(header_words(roles[role])) or from_stripe)
        and is_whole(columns, roles[role])
    )


def _is_from_stripe(columns: Columns) -> bool:
    if not {STRIPE_AMOUNT, STRIPE_CURRENCY, STRIPE_CREATED} <= set(columns.headers):
        return False
    codes = columns.values(STRIPE_CURRENCY)
    small = bool(codes) and all(len(code) == 3 and code.islower() for code in codes)
    if not small or not columns.is_number(STRIPE_CREATED):
        return False
    seconds = columns.values(STRIPE_CREATED)
    are_seconds = all(float(value) > EARLIEST_SECOND for value in seconds)
    return are_seconds and is_whole(columns, STRIPE_AMOUNT)
