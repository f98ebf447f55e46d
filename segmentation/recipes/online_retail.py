"""Invoice lines of an online shop, rolled up to recency, frequency and spend."""

from segmentation.recipes.common import (
    buying_groups,
    country,
    days_between,
    exact_sum,
    monetary,
    recency,
)
from segmentation.recipes.recipe import (
    Column,
    End,
    Feature,
    Recipe,
    RepeatedRows,
    Rule,
)
from segmentation.recipes.units import DAYS, ORDERS, PIECES, POUNDS

CANCELLED = r"^[Cc]"


def _days_ago(moment, today):
    # The day after the newest order counts as today, as in the published study.
    return days_between(moment, today) + 1


def _roll_up(t):
    return {
        "last_order": t.invoice_date.max(),
        "first_order": t.invoice_date.min(),
        "orders": t.invoice.nunique(),
        "spend": exact_sum(t.quantity * t.price),
        "pieces": t.quantity.sum(),
        "country": t.country.max(),
    }


ONLINE_RETAIL = Recipe(
    name="online_retail",
    title="Online shop orders",
    about="Customers of an online shop, by what their invoices say: when, how often, how much.",
    key="customer",
    newest="invoice_date",
    roll_up=_roll_up,
    rfm=("recency", "frequency", "monetary"),
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
        RepeatedRows(),
        Rule(
            name="cancelled or returned",
            reason="The invoice number begins with C, or the quantity is not above 0: "
            "nothing was sold.",
            keep=lambda t: ~t.invoice.re_search(CANCELLED) & (t.quantity > 0),
        ),
        Rule(
            name="no price",
            reason="A line without a price above 0 is a gift, a sample or a correction.",
            keep=lambda t: t.price > 0,
        ),
    ),
    features=(
        recency(lambda t: _days_ago(t.last_order, t.today)),
        Feature(
            name="frequency",
            label="Orders",
            unit=ORDERS,
            value=lambda t: t.orders,
            high=End(adjective="frequent", noun="frequent buyers", compared="order more often"),
            low=End(adjective="occasional", noun="occasional buyers", compared="order less often"),
            axis=("orders rarely", "orders often"),
            times="order {} as often",
            lowest=1,
        ),
        monetary(POUNDS, lambda t: t.spend),
        Feature(
            name="quantity",
            label="Pieces bought",
            unit=PIECES,
            value=lambda t: t.pieces,
            high=End(adjective="bulk-buying", noun="bulk buyers", compared="buy more pieces"),
            low=End(
                adjective="few-pieces", noun="buyers of few pieces", compared="buy fewer pieces"
            ),
            axis=("buys few pieces", "buys many pieces"),
            times="buy {} as many pieces",
            lowest=1,
        ),
        Feature(
            name="basket",
            label="Average order",
            unit=POUNDS,
            value=lambda c: c["monetary"] / c["frequency"],
            derived_from=("monetary", "frequency"),
            whole=False,
            high=End(
                adjective="big-basket", noun="big-basket buyers", compared="spend more on an order"
            ),
            low=End(
                adjective="small-basket",
                noun="small-basket buyers",
                compared="spend less on an order",
            ),
            axis=("smaller orders", "larger orders"),
            times="spend {} as much on an order",
        ),
        Feature(
            name="tenure",
            label="Days since first order",
            unit=DAYS,
            value=lambda t: _days_ago(t.first_order, t.today),
            high=End(
                adjective="long-standing",
                noun="long-standing customers",
                compared="have been customers longer",
            ),
            low=End(adjective="newer", noun="newer customers", compared="joined more recently"),
            axis=("customer for a short time", "customer for long"),
            actionable=False,
            lowest=1,
            standard=False,
        ),
    ),
    categories=(country(), buying_groups()),
)
