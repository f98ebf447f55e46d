"""Orders as Shopify exports them: a line an item, the order's own columns on its first line."""

import numpy as np
import pandas as pd

from .draws import bounded_lognormal, draw_labels, draw_personas, read_table

SEED = 60
CUSTOMERS = 240
START, END = pd.Timestamp("2023-07-01"), pd.Timestamp("2025-06-30")
PERSONAS = read_table("""
persona    share  orders  median  sd   quiet
regulars   0.25   7.0     48      0.4  25
treaters   0.20   2.5     140     0.5  90
newcomers  0.25   1.2     55      0.5  40
gone       0.30   2.2     50      0.5  420
""")
PRODUCTS = pd.Series([6.5, 9.9, 14.0, 19.5, 24.9, 39.0, 64.0, 110.0])
STATUSES = {
    "paid": 0.9,
    "partially_refunded": 0.03,
    "refunded": 0.03,
    "voided": 0.02,
    "pending": 0.02,
}
COUNTRIES = {"DE": 0.55, "AT": 0.2, "CH": 0.15, "FR": 0.1}
FIRST_LINE_ONLY = [
    "Financial Status", "Paid at", "Currency", "Subtotal", "Shipping", "Taxes", "Total",
    "Billing Country", "Refunded Amount", "Cancelled at",
]  # fmt: skip
COLUMNS = [
    "Name", "Email", "Financial Status", "Paid at", "Currency", "Subtotal", "Shipping", "Taxes",
    "Total", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price",
    "Billing Country", "Refunded Amount", "Cancelled at",
]  # fmt: skip
SHIPPING, FREE_FROM, TAX = 4.9, 60, 0.19


def shopify_orders() -> pd.DataFrame:
    """The lines, in the order of their orders' names."""
    rng = np.random.default_rng(SEED)
    orders = draw_orders(rng, draw_customers(rng))
    return as_exported(draw_lines(rng, orders))


def draw_customers(rng: np.random.Generator) -> pd.DataFrame:
    """The customers with how often, how much and how long ago they ordered."""
    who = draw_personas(rng, PERSONAS, CUSTOMERS)
    days = (END - START).days
    quiet = np.minimum(rng.exponential(who.quiet), days - 2).astype(int)
    return who.assign(
        email=[f"buyer{number:03d}@example.org" for number in range(1, CUSTOMERS + 1)],
        country=draw_labels(rng, COUNTRIES, CUSTOMERS),
        orders=1 + rng.poisson(who.orders - 1),
        quiet=quiet,
        tenure=quiet + rng.integers(0, days - quiet),
        spend=bounded_lognormal(rng, who["median"], who.sd, 8, 900),
    )


def draw_orders(rng: np.random.Generator, customers: pd.DataFrame) -> pd.DataFrame:
    """The orders of the shop, numbered in the order of their time."""
    orders = customers.loc[customers.index.repeat(customers.orders)]
    first = (orders.groupby(level=0).cumcount() == 0).to_numpy()
    ago = np.where(first, orders.quiet, rng.integers(orders.quiet, orders.tenure + 1))
    seconds = rng.integers(7 * 3600, 22 * 3600, len(orders))
    created = END - pd.to_timedelta(ago, unit="D") + pd.to_timedelta(seconds, unit="s")
    capitals = rng.random(len(orders)) < 0.05
    orders = orders.assign(
        created=pd.DatetimeIndex(created).tz_localize("Europe/Berlin"),
        status=draw_labels(rng, STATUSES, len(orders)),
        email=orders.email.where(~capitals, orders.email.str.upper()),
    )
    orders = orders.sort_values(["created", "email"], ignore_index=True)
    return orders.assign(name=[f"#{1001 + at}" for at in orders.index])


def draw_lines(rng: np.random.Generator, orders: pd.DataFrame) -> pd.DataFrame:
    """One to four lines an order, with products until what the customer spends is reached."""
    lines = orders.loc[orders.index.repeat(rng.integers(1, 5, len(orders)))].copy()
    share = lines.spend / lines.groupby(level=0).spend.transform("size")
    near = (PRODUCTS.to_numpy() - share.to_numpy()[:, None]) ** 2
    product = near.argsort(axis=1)[np.arange(len(lines)), rng.integers(0, 3, len(lines))]
    price = PRODUCTS.to_numpy()[product]
    quantity = np.maximum(1, np.rint(share.to_numpy() / price)).astype(int)
    return lines.assign(price=price, quantity=quantity, product=[f"Item {n + 1}" for n in product])


def as_exported(lines: pd.DataFrame) -> pd.DataFrame:
    """The lines under the export's headers."""
    subtotal = (lines.price * lines.quantity).groupby(level=0).transform("sum").round(2)
    shipping = np.where(subtotal < FREE_FROM, SHIPPING, 0.0)
    total = (subtotal + shipping).round(2)
    refunded = np.select(
        [lines.status == "refunded", lines.status == "partially_refunded"],
        [total, (total / 4).round(2)],
        0.0,
    )
    moment = lines.created.map(lambda created: created.strftime("%Y-%m-%d %H:%M:%S %z"))
    table = pd.DataFrame(
        {
            "Name": lines.name,
            "Email": lines.email,
            "Financial Status": lines.status,
            "Paid at": moment.where(~lines.status.isin(["pending", "voided"])),
            "Currency": "EUR",
            "Subtotal": subtotal,
            "Shipping": shipping,
            "Taxes": (total * TAX / (1 + TAX)).round(2),
            "Total": total,
            "Created at": moment,
            "Lineitem quantity": lines.quantity,
            "Lineitem name": lines["product"],
            "Lineitem price": lines.price,
            "Billing Country": lines.country,
            "Refunded Amount": refunded,
            "Cancelled at": moment.where(lines.status == "voided"),
        }
    )[COLUMNS]
    table.loc[table.Name.duplicated(), FIRST_LINE_ONLY] = np.nan
    return table
