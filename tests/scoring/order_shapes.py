"""Orders in each shape that a table of them can have, typed as a database has them."""

import numpy as np
import pandas as pd

from segmentation.recipes.files import OwnRecipe
from segmentation.recipes.orders.mapping import Columns, Customers, Money, Orders, OrdersMapping
from segmentation.recipes.orders.recipe import recipe_of_orders
from segmentation.sources import open_table
from segmentation.training.train import train

ROLES = Columns(customer="customer", date="date", amount="amount", order="order")


def table(columns, *rows):
    """Rows of values, `date` as moments."""
    frame = pd.DataFrame(rows, columns=columns.split())
    return frame.assign(date=pd.to_datetime(frame.date))


SHAPES = {
    "lines": (
        OrdersMapping(
            columns=Columns(customer="c", date="d", quantity="q", price="p", order="o", status="s"),
            orders=Orders(row="order line", told_apart_by="number"),
        ),
        table(
            "customer date quantity price order status",
            ("a", "2024-01-05 10:00", 2.0, 1.1, "1", "Paid"),
            ("a", "2024-01-05 10:00", 1.0, 0.2, "1", None),
            ("a", "2024-01-08 10:00", 1.0, 9.0, "2", "Cancelled"),
            ("b", "2024-01-06 10:00", 3.0, 0.1, "3", "paid"),
            ("b", "2024-01-07 10:00", 3.0, 0.3, None, "paid"),
            ("guest", "2024-01-06 10:00", 3.0, 0.1, "4", "paid"),
            (None, "2024-02-06 10:00", 3.0, 0.1, "5", "paid"),
        ),
    ),
    "total on the first row": (
        OrdersMapping(
            columns=Columns(
                customer="c",
                date="d",
                amount="a",
                order="o",
                refunded="r",
                currency="y",
                cancelled="x",
                test="t",
            ),
            orders=Orders(row="order line", told_apart_by="number", total="first row"),
            customers=Customers(capitals=False, categories=("country",)),
        ),
        table(
            "customer date amount order refunded currency cancelled test category_0",
            ("A@x", "2024-01-05 10:00", 10.0, "1", 2.5, "EUR", None, "no", "DE"),
            ("a@x", "2024-01-05 10:00", None, "1", None, None, None, None, None),
            ("b@x", "2024-01-06 10:00", 10.0, "2", 10.0, "EUR", None, "no", "FR"),
            ("b@x", "2024-01-07 10:00", 4.0, "3", 0.0, "EUR", "2024-01-08", "no", "FR"),
            ("b@x", "2024-01-09 10:00", 4.0, "4", 0.0, "EUR", None, "no", "FR"),
            ("c@x", "2024-01-09 10:00", 4.0, "5", 0.0, "EUR", None, "yes", "FR"),
        ),
    ),
    "total on every row, guests": (
        OrdersMapping(
            columns=ROLES.model_copy(update={"email": "e", "currency": "y"}),
            orders=Orders(row="order line", told_apart_by="number", total="every row"),
            money=Money(currency="EUR", only="EUR"),
        ),
        table(
            "customer date amount order email currency",
            ("7", "2024-01-05 10:00", 10.0, "1", "ann@x", "EUR"),
            ("7", "2024-01-05 10:00", 10.0, "1", "ann@x", "EUR"),
            ("0", "2024-01-06 10:00", 3.0, "2", "ann@x", "EUR"),
            ("0", "2024-01-07 10:00", 5.0, "3", "bob@x", "eur"),
            ("0", "2024-01-08 10:00", 5.0, "4", "bob@x", "USD"),
            ("0", "2024-01-09 10:00", 5.0, "5", None, "EUR"),
        ),
    ),
    "rates": (
        OrdersMapping(
            columns=Columns(customer="c", date="d", amount="a", currency="y"),
            money=Money(currency="EUR", rates={"USD": 0.5}),
        ),
        table(
            "customer date amount currency",
            ("a", "2024-01-05 10:00", 10.0, "EUR"),
            ("a", "2024-01-06 10:00", 10.0, "usd"),
            ("b", "2024-01-06 10:00", 10.0, "CHF"),
            ("b", "2024-01-07 10:00", 1.0, "EUR"),
        ),
    ),
    "returns": (
        OrdersMapping(columns=ROLES, orders=Orders(told_apart_by="number", returns=True)),
        table(
            "customer date amount order",
            ("a", "2024-01-01 10:00", 10.0, "1"),
            ("a", "2024-02-01 10:00", 10.0, "2"),
            ("a", "2024-02-20 10:00", -10.0, "3"),
            ("a", "2024-03-01 10:00", 10.0, "4"),
            ("b", "2024-01-01 10:00", 50.0, "5"),
            ("b", "2024-01-09 10:00", -20.0, "6"),
            ("c", "2024-01-09 10:00", -5.0, "7"),
            ("d", "2024-01-09 10:00", 5.0, "8"),
            ("d", "2024-01-09 10:00", 5.0, "8"),
        ),
    ),
    "visits of a day": (
        OrdersMapping(
            columns=Columns(customer="c", date="d"),
            orders=Orders(row="order line", told_apart_by="day"),
        ),
        table(
            "customer date",
            ("a", "2024-01-05 10:00"),
            ("a", "2024-01-05 11:00"),
            ("a", "2024-01-06 10:00"),
            ("b", "2024-01-06 10:00"),
        ),
    ),
    "numbers of each customer": (
        OrdersMapping(
            columns=ROLES,
            orders=Orders(row="order line", told_apart_by="customer and number"),
            customers=Customers(measures=("age",)),
        ),
        table(
            "customer date amount order measure_0",
            ("a", "2024-01-05 10:00", 10.0, "1", 30.0),
            ("a", "2024-01-05 10:00", 5.0, "1", 30.0),
            ("b", "2024-01-06 10:00", 7.0, "1", 40.0),
            ("b", "2024-01-07 10:00", 1.0, "2", None),
        ),
    ),
    "numbers of each day": (
        OrdersMapping(
            columns=ROLES,
            orders=Orders(row="order line", told_apart_by="customer, number and day"),
        ),
        table(
            "customer date amount order",
            ("a", "2024-01-05 10:00", 10.0, "1"),
            ("a", "2024-01-05 10:30", 5.0, "1"),
            ("a", "2024-01-06 09:00", 2.0, "1"),
            ("b", "2024-01-06 10:00", 7.0, "1"),
        ),
    ),
    "prices in cents less a share": (
        OrdersMapping(
            columns=Columns(
                customer="c", date="d", quantity="q", price="p", discount="x", order="o"
            ),
            orders=Orders(row="order line", told_apart_by="number"),
            money=Money(in_cents=("price",), discount="share"),
        ),
        table(
            "customer date quantity price discount order",
            ("a", "2024-01-05 10:00", 2.0, 500.0, 0.25, "1"),
            ("a", "2024-01-05 10:00", 1.0, 250.0, None, "1"),
            ("b", "2024-01-06 10:00", 4.0, 100.0, 0.0, "2"),
        ),
    ),
}
# Of each shape: {customer: (frequency, monetary)}.
CUSTOMERS = {
    "lines": {"a": (1, 2.4), "b": (1, 0.3)},
    "total on the first row": {"a@x": (1, 7.5), "b@x": (1, 4.0)},
    "total on every row, guests": {"7": (2, 13.0), "bob@x": (1, 5.0)},
    "rates": {"a": (2, 15.0), "b": (1, 1.0)},
    "returns": {"a": (2, 20.0), "b": (1, 30.0), "d": (1, 5.0)},
    "visits of a day": {"a": (2, None), "b": (1, None)},
    "numbers of each customer": {"a": (1, 15.0), "b": (2, 8.0)},
    "numbers of each day": {"a": (2, 17.0), "b": (1, 7.0)},
    "prices in cents less a share": {"a": (1, 10.0), "b": (1, 4.0)},
}


def recipe_of(shape):
    return recipe_of_orders(SHAPES[shape][0])


def shop_orders(seed=5, customers=90):
    """Order lines of a shop with returns, refunds, statuses, guests and tests, under roles."""
    random = np.random.default_rng(seed)
    rows = []
    for order in range(customers * 4):
        who = int(random.integers(1, customers))
        moment = pd.Timestamp("2024-01-01") + pd.Timedelta(minutes=int(random.integers(0, 500_000)))
        total = round(float(random.gamma(2, 20 + who)), 2)
        status = random.choice(["paid", "Paid", "pending", "voided"], p=[0.5, 0.38, 0.07, 0.05])
        refunded = float(random.choice([0, 5, total], p=[0.85, 0.1, 0.05]))
        is_guest = random.random() < 0.2
        customer = "0" if is_guest else f"c{who}"
        mail = f"m{who}@x.org"
        lines = int(random.integers(1, 4))
        for line in range(lines):
            first = line == 0
            rows.append(
                (
                    customer, moment, total if first else None, float(line + 1), f"{order:05}",
                    status if first else None, refunded if first else None, mail,
                    "yes" if first and random.random() < 0.02 else None,
                )
            )  # fmt: skip
        if random.random() < 0.08:
            back = moment + pd.Timedelta(days=3)
            given = -total if random.random() < 0.5 else -3.0
            rows.append((customer, back, given, 1.0, f"R{order:05}", "paid", 0.0, mail, None))
    return pd.DataFrame(
        rows,
        columns=[
            "customer",
            "date",
            "amount",
            "quantity",
            "order",
            "status",
            "refunded",
            "email",
            "test",
        ],
    )


def shop_mapping():
    return OrdersMapping(
        columns=Columns(
            customer="customer", date="date", amount="amount", quantity="quantity", order="order",
            status="status", refunded="refunded", email="email", test="test",
        ),
        orders=Orders(
            row="order line", told_apart_by="number", total="first row", returns=True
        ),
        money=Money(currency="EUR"),
    )  # fmt: skip


def shop_model(folder, **options):
    """A model of these orders, trained without evidence, and the customers that it knows."""
    file = folder / "shop.parquet"
    shop_orders().to_parquet(file)
    own = OwnRecipe(mapping=shop_mapping().to_toml())
    with open_table(file) as opened:
        return train(opened, own.recipe("orders"), own=own, evidence=False, **options)
