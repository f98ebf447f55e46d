"""In which currency the amounts of a table of orders are, and whether in hundredths of it."""

import re
from collections.abc import Mapping

from segmentation.customers.values import currencies_of
from segmentation.errors import CurrencyToChoose, UnknownCurrency
from segmentation.mapping.orders.columns import Columns
from segmentation.mapping.orders.discounts import kind_of_discount
from segmentation.mapping.orders.minor_units import in_minor_units
from segmentation.mapping.orders.roles import Roles
from segmentation.recipes.orders.mapping import Money

# What stands in a header as a sign, and as a word of its own: "Amount (EUR)", "total_usd".
IN_HEADER = re.compile(
    r"[$€£¥₹₺₩]|R\$|(?<![A-Za-z])(?:USD|EUR|GBP|CHF|JPY|INR|BRL|CAD|AUD|PLN|SEK|NOK|DKK|CZK|TRY|MXN"
    r"|ZAR|CNY|HUF|RON)(?![A-Za-z])",
    re.IGNORECASE,
)


def money_of(
    columns: Columns, roles: Roles, *, chosen: str | None, rates: Mapping[str, float]
) -> Money:
    """The currency that amounts are told in, and how they and discounts are written.

    Args:
        chosen: the code of the one to count, where somebody chose.
        rates: {code: what one of it is in the chosen currency}.

    Raises:
        CurrencyToChoose: there are several, and nobody chose.
        UnknownCurrency: `chosen` is none of those there are.
    """
    currency = _currency_of(columns, roles, chosen=chosen, rates=rates)
    discount = roles.headers.get("discount")
    kind = kind_of_discount(columns, discount) if discount else None
    in_cents = in_minor_units(columns, roles.headers)
    return currency.model_copy(update={"in_cents": in_cents, "discount": kind})


def _currency_of(
    columns: Columns, roles: Roles, *, chosen: str | None, rates: Mapping[str, float]
) -> Money:
    header = roles.headers.get("currency")
    if header is None:
        return Money(currency=chosen or _written(columns, roles))
    rows: dict[str, int] = {}
    for code, count in columns.values(header).items():
        rows[code.upper()] = rows.get(code.upper(), 0) + count
    if chosen and chosen.upper() not in rows and not rates:
        raise UnknownCurrency(chosen, found=rows)
    if rates and chosen:
        return Money(currency=chosen.upper(), rates={k.upper(): v for k, v in rates.items()})
    if len(rows) > 1 and not chosen:
        raise CurrencyToChoose(column=header, rows=dict(sorted(rows.items(), key=_most_first)))
    if len(rows) > 1:
        return Money(currency=chosen.upper(), only=chosen.upper())
    return Money(currency=next(iter(rows), ""))


def _most_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _written(columns: Columns, roles: Roles) -> str:
    """The currency in the cells, or the header, of the amounts; "" without one."""
    header = roles.headers.get("amount") or roles.headers.get("price")
    if header is None:
        return ""
    in_cells = currencies_of(columns.table, [header]).get(header, {})
    named = IN_HEADER.search(header)
    return next(iter(in_cells), named.group().upper() if named else "")
