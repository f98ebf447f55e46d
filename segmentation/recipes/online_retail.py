"""Invoice lines of an online shop, rolled up to recency, frequency and spend."""

from dataclasses import replace

import ibis

from segmentation.recipes.buying import days_after, pieces, tenure
from segmentation.recipes.common import (
    average_order,
    buying_groups,
    country,
    exact_sum,
    monetary,
    orders,
    recency,
)
from segmentation.recipes.nobody import STAND_FOR_MANY, is_somebody
from segmentation.recipes.recipe import (
    Column,
    Recipe,
    RepeatedRows,
    Rule,
)
from segmentation.recipes.units import POUNDS


def _roll_up(t):
    return {
        "last_order": t.invoice_date.max(),
        "first_order": t.invoice_date.min(),
        "orders": t.invoice.nunique(),
        "spend": exact_sum(t.quantity * t.price),
        "pieces": t.quantity.sum(),
        "country": t.country.max(),
    }


def _net_returns(t):
    """Take what was cancelled off the customer's newest earlier orders of the same product.

    Going back in time, cancelled pieces are carried along and every order uses up as many
    of them as it has: a running sum that never falls below 0, which is the sum less its
    lowest value so far.
    """
    t = t.mutate(cancelled=t.quantity < 0)
    one_product = [t.customer, t.stock_code]
    back = [t.invoice_date.desc(), t.cancelled.desc(), t.invoice, t.quantity, t.price]
    so_far = ibis.cumulative_window(group_by=one_product, order_by=back)
    t = t.mutate(total=(-t.quantity).sum().over(so_far))
    t = t.mutate(carried=t.total - ibis.least(0, t.total.min().over(so_far)))
    before = t.carried.lag().over(ibis.window(group_by=one_product, order_by=back))
    used = ibis.least(before.fill_null(0), t.quantity)
    net = t.cancelled.ifelse(t.quantity, t.quantity - used)
    return t.mutate(quantity=net).drop("cancelled", "total", "carried")


def _with_netted_returns(recipe: Recipe) -> Recipe:
    """The same recipe, with cancellations netted against the original order.

    The largest orders of the published data were cancelled minutes later; taking out only
    the cancellation leaves them in.
    """
    columns = tuple(
        replace(column, required=True, carried=True) if column.name == "stock_code" else column
        for column in recipe.columns
    )
    notes = ("Cancelled pieces were taken off the orders that they cancel.",)
    return replace(recipe, columns=columns, adjust=_net_returns, notes=notes)


_AS_PUBLISHED = Recipe(
    name="online_retail",
    title="Online shop orders",
    about="Customers of an online shop, by what their invoices say: when, how often, how much.",
    key="customer",
    newest="invoice_date",
    roll_up=_roll_up,
    rfm=("recency", "frequency", "monetary"),
    home={"country": "United Kingdom"},
    columns=(
        Column(name="invoice", kind="text", aliases=("invoice no", "invoice number")),
        Column(name="stock_code", kind="text", required=False, carried=False),
        Column(name="description", kind="text", required=False, carried=False),
        Column(name="quantity", kind="number"),
        Column(name="invoice_date", kind="moment", aliases=("invoice timestamp",)),
        Column(name="price", kind="number", aliases=("unit price",)),
        Column(name="customer", kind="key", aliases=("customer id", "customer no")),
        Column(name="country", kind="text", required=False),
    ),
    rules=(
        Rule(
            name="no customer",
            reason="A line without a customer cannot be counted for anybody.",
            keep=lambda t: t.customer.notnull(),
        ),
        Rule(name="nobody", reason=STAND_FOR_MANY, keep=lambda t: is_somebody(t.customer)),
        RepeatedRows(),
        Rule(
            name="cancelled or returned",
            # The published data marks these by a C before the invoice's number as well, which is
            # part of every number elsewhere.
            reason="The quantity is not above 0: nothing was sold.",
            keep=lambda t: t.quantity > 0,
        ),
        Rule(
            name="no invoice number",
            reason="A line without an invoice number belongs to no order that can be counted.",
            keep=lambda t: t.invoice.notnull(),
        ),
        Rule(
            name="money given back",
            reason="A price below 0 gives money back, and does not say for which order.",
            keep=lambda t: (t.price >= 0).fill_null(True),
        ),
        Rule(
            name="no price",
            reason="A line without a price is a gift, a sample or a correction.",
            keep=lambda t: t.price > 0,
        ),
    ),
    features=(
        recency(lambda t: days_after(t.last_order, t.today), lowest=1),
        orders("frequency", lambda t: t.orders),
        monetary(POUNDS, lambda t: t.spend),
        pieces("quantity", lambda t: t.pieces),
        average_order("basket", POUNDS, spend="monetary", orders="frequency"),
        tenure("tenure", lambda t: days_after(t.first_order, t.today)),
    ),
    categories=(country(), buying_groups()),
)

ONLINE_RETAIL = replace(
    _AS_PUBLISHED, variants={"netted-returns": _with_netted_returns(_AS_PUBLISHED)}
)
