"""What a row of a table of orders is, and where an order's own amount stands: from all rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import ibis
import ibis.expr.types as ir

from segmentation.customers.values import category_of, moment_of, number_of, text_of
from segmentation.mapping.orders.columns import Columns
from segmentation.mapping.orders.exports import OF_PAYMENTS
from segmentation.mapping.orders.header_words import header_words, tier
from segmentation.mapping.orders.roles import Roles
from segmentation.mapping.orders.total_lines import totals_in
from segmentation.mapping.orders.what_became import kinds_in
from segmentation.recipes.orders.mapping import STATUSES, Orders, Row, ToldApart

# So much of the orders must be of a shape: books hold slips.
MOST = 0.98
FEWEST_OTHERS = 0.5
SAME_AMOUNT = 0.005
PAYMENTS = ("payment", "charge", "transaction", "zahlung", "paiement", "pago", "pagamento")


@dataclass(frozen=True)
class Counts:
    """How a table repeats: its rows, customers and orders, and how orders are spread over rows.

    Of the orders with several rows, `first` have their amount on one row alone, `every` the same
    on each row, and `customers_apart` rows of several customers. `below` rows have amounts below 0.
    """

    rows: int
    customers: int
    numbered: int
    orders: int
    several: int
    first: int
    every: int
    by_line: int
    customers_apart: int
    status_apart: int
    below: int
    above: int


def count(columns: Columns, roles: Roles) -> Counts:
    """Count, in two passes, what the shape of the table follows from."""
    table, has = columns.table, roles.headers
    amount = _amount(columns, roles)
    read = table.select(
        customer=text_of(table[has["customer"]]).lower(),
        order=text_of(table[has["order"]]) if "order" in has else ibis.null("string"),
        amount=amount,
        line=_line(columns, roles),
        status=_statuses(columns, roles),
        kind=category_of(table[has["kind"]]) if "kind" in has else ibis.null("string"),
        item=category_of(table[has["item"]]) if "item" in has else ibis.null("string"),
    )
    if "item" in has:
        read = read.filter(~read.item.isin(list(totals_in(columns, has))).fill_null(False))
    read = _by_kind(read, kinds_in(columns, has))
    whole = read.aggregate(
        rows=read.count(),
        customers=read.customer.nunique(),
        numbered=read.order.count(),
        below=(read.amount < 0).sum(),
        above=(read.amount > 0).sum(),
    ).execute()
    found = {name: int(whole[name].iloc[0] or 0) for name in whole.columns}
    names = ("orders", "several", "first", "every", "by_line", "customers_apart", "status_apart")
    orders = _orders(read) if "order" in has else dict.fromkeys(names, 0)
    return Counts(**found, **orders)


def _amount(columns: Columns, roles: Roles) -> ir.FloatingValue:
    if "amount" not in roles.headers and {"quantity", "price"} <= roles.headers.keys():
        return _line(columns, roles)
    header = roles.headers.get("amount") or roles.headers.get("price")
    if header is None:
        return ibis.null("float64")
    return number_of(columns.table[header], columns.notation)


def _by_kind(read: ir.Table, kinds: Mapping[str, tuple[str, ...]]) -> ir.Table:
    """The rows of orders alone, money that was given back below 0."""
    if not kinds:
        return read
    none = [*kinds.get("no sale", ()), *kinds.get("cancelled", ())]
    read = read.filter(~read.kind.isin(none).fill_null(False))
    is_back = read.kind.isin(list(kinds.get("given back", ()))).fill_null(False)
    return read.mutate(amount=is_back.ifelse(-read.amount.abs(), read.amount))


def _statuses(columns: Columns, roles: Roles) -> ir.StringValue:
    """All statuses of a row, in one text."""
    said = [columns.table[roles.headers[role]] for role in STATUSES if role in roles.headers]
    return (
        ibis.literal(" / ").join([text_of(text) for text in said]) if said else ibis.null("string")
    )


def _line(columns: Columns, roles: Roles) -> ir.FloatingValue:
    """Quantity times price, where there are both."""
    has = roles.headers
    if not {"quantity", "price"} <= has.keys():
        return ibis.null("float64")
    quantity, price = (
        number_of(columns.table[has[role]], columns.notation) for role in ("quantity", "price")
    )
    return quantity * price


def _orders(read: ir.Table) -> dict[str, int]:
    named = read.filter(read.order.notnull())
    orders = named.group_by("order").aggregate(
        rows=named.count(),
        amounts=named.amount.count(),
        low=named.amount.min(),
        high=named.amount.max(),
        lines=((named.amount - named.line).abs() < SAME_AMOUNT).sum().fill_null(0),
        customers=named.customer.nunique(),
        statuses=named.status.nunique(),
    )
    many = orders["rows"] > 1
    every = (orders.amounts == orders["rows"]) & (orders.high - orders.low < SAME_AMOUNT)
    sums = orders.aggregate(
        orders=orders.count(),
        several=many.sum(),
        first=(many & (orders.amounts == 1)).sum(),
        every=(many & every).sum(),
        by_line=(many & every & (orders.lines == orders["rows"])).sum(),
        customers_apart=(many & (orders.customers > 1)).sum(),
        status_apart=(many & (orders.statuses > 1)).sum(),
    ).execute()
    return {name: int(sums[name].iloc[0] or 0) for name in sums.columns}


def shape(columns: Columns, roles: Roles, counts: Counts) -> Orders:
    """How the rows become orders."""
    has_amounts = "amount" in roles.headers or "price" in roles.headers
    told_apart = _told_apart(columns, roles, counts)
    lines = told_apart == "day" or counts.several > 0
    return Orders(
        row=_row(roles, lines=lines, has_amounts=has_amounts, counts=counts),
        told_apart_by=told_apart,
        total=_total(roles, counts),
        returns=counts.below > 0,
    )


def _told_apart(columns: Columns, roles: Roles, counts: Counts) -> ToldApart:
    if "order" in roles.headers:
        if counts.customers_apart <= (1 - MOST) * max(counts.several, 1):
            return "number"
        daily = _start_anew_daily(columns, roles)
        return "customer, number and day" if daily else "customer and number"
    of_products = any(
        tier(header, "product") is not None
        for header in columns.headers
        if header not in roles.headers.values()
    )
    return "day" if of_products and _shares_moments(columns, roles) else "row"


def _start_anew_daily(columns: Columns, roles: Roles) -> bool:
    """Whether a customer has rows of one number on several days, as of tills or of stores."""
    table, has = columns.table, roles.headers
    rows = table.select(
        customer=text_of(table[has["customer"]]),
        order=text_of(table[has["order"]]),
        day=moment_of(table[has["date"]], columns.notation).truncate("D"),
    )
    days = rows.group_by("customer", "order").aggregate(days=rows.day.nunique())
    return bool((days.days > 1).any().execute())


def _shares_moments(columns: Columns, roles: Roles) -> bool:
    """Whether customers have several rows of one moment, as the lines of a basket have."""
    table = columns.table
    moments = table.select(
        customer=text_of(table[roles.headers["customer"]]),
        moment=moment_of(table[roles.headers["date"]], columns.notation),
    )
    different = int(moments.distinct().count().execute())
    return different < MOST * columns.rows


def _row(roles: Roles, *, lines: bool, has_amounts: bool, counts: Counts) -> Row:
    # A few numbers that are there twice were recorded twice.
    few = counts.several <= (1 - MOST) * max(counts.orders, 1) and counts.first == 0
    if lines and not (few and "order" in roles.headers):
        return "order line"
    if not has_amounts:
        return "visit"
    named = header_words(roles.headers.get("order", ""))
    of_payments = roles.export is not None and roles.export.title in OF_PAYMENTS
    return "payment" if of_payments or any(word in named for word in PAYMENTS) else "order"


def _total(roles: Roles, counts: Counts) -> Literal["each row", "first row", "every row"]:
    if "amount" not in roles.headers or not counts.several:
        return "each row"
    if counts.first >= MOST * counts.several:
        return "first row"
    # Lines of one price each look the same; they are what quantity and price make. So do orders of
    # one line that were exported twice, and the others decide.
    others = counts.several - counts.by_line
    is_again = counts.every - counts.by_line >= MOST * others
    if others >= FEWEST_OTHERS * counts.several and is_again:
        return "every row"
    return "each row"
