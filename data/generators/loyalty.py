"""Orders of a loyalty programme's members: raw data with repeats and other flaws."""

import numpy as np
import pandas as pd

from .draws import bounded_lognormal, bounded_normal, draw_columns, draw_personas, read_table, whole

SEED = 5

CUSTOMERS = 1500
START = pd.Timestamp(2021, 1, 1)
END = pd.Timestamp(2023, 12, 31)

# Medians: days since the newest order, amount of an order; means: orders, tickets of an order.
PERSONAS = read_table("""
persona                  share  age  age_sd  income  income_sd  orders  quiet  quiet_sd  amount
low-frequency regulars      34   45      13   52000      13000     4.0     60      0.60      55
VIP loyal customers         22   42      11   86000      18000    10.5     12      0.80     120
dormant or at risk          26   51      14   45000      13000     2.6    340      0.35      60
occasional high spenders    18   48      12  102000      22000     2.8     80      0.60     420
""")
HABITS = read_table("""
persona                   life  tickets  churn
low-frequency regulars    0.70     0.30   0.35
VIP loyal customers       0.80     0.20   0.12
dormant or at risk        0.50     1.20   0.80
occasional high spenders  0.45     0.40   0.40
""")
SUBSCRIPTIONS = read_table("""
persona                   None  Basic  Standard  Premium
low-frequency regulars      25     45        25        5
VIP loyal customers          3     12        35       50
dormant or at risk          50     35        12        3
occasional high spenders    35     20        25       20
""")
POINTS_PER_DOLLAR = {"None": 0.5, "Basic": 1.0, "Standard": 1.25, "Premium": 1.5}
RAISE = 1.03

REPEATED_ROWS = 35
MISSING_CUSTOMERS = 21
REFUNDS = 5
NOTHING_SPENT = 4
MISSING_INCOMES = 6

COLUMNS = ["customer_id", "first_purchase_date", "last_purchase_date", "loyalty_points"]
COLUMNS += ["total_spent", "support_tickets", "age", "income", "subscription", "churn_risk"]


def loyalty() -> pd.DataFrame:
    """About 7,000 orders of 1,500 customers in three years, flaws included.

    `customer_id` and `income` are missing (`NA`) where the file has an empty cell.
    """
    rng = np.random.default_rng(SEED)
    orders = draw_orders(rng, draw_customers(rng))
    table = add_flaws(rng, orders[COLUMNS])
    return table.sort_values(["last_purchase_date", "customer_id"], ignore_index=True)


def draw_customers(rng: np.random.Generator) -> pd.DataFrame:
    """The customers as they are in the end.

    `quiet` and `tenure` are the days since the newest and the oldest order, `before` is the
    subscription until `changed` days ago.
    """
    who = draw_personas(rng, PERSONAS, CUSTOMERS).join(HABITS, on="persona")
    days = (END - START).days
    quiet = bounded_lognormal(rng, who.quiet, who.quiet_sd, 0.5, 0.9 * days).astype(int)
    tenure = quiet + whole((days - quiet) * rng.beta(4 * who.life, 4 * (1 - who.life)))
    chances = SUBSCRIPTIONS.loc[who.persona].to_numpy()
    return who.assign(
        customer_id=[f"C{number:05d}" for number in range(1, CUSTOMERS + 1)],
        age=whole(bounded_normal(rng, who.age, who.age_sd, 21, 80)),
        income=bounded_normal(rng, who.income, who.income_sd, 15_000, 180_000),
        orders=1 + rng.poisson((who.orders - 1) * rng.gamma(5, 1 / 5, CUSTOMERS)),
        quiet=quiet,
        tenure=tenure,
        amount=who.amount * rng.lognormal(0, 0.35, CUSTOMERS),
        churn_risk=bounded_normal(rng, who.churn, 0.12, 0, 1).round(2),
        subscription=SUBSCRIPTIONS.columns.to_numpy()[draw_columns(rng, chances)],
        before=SUBSCRIPTIONS.columns.to_numpy()[draw_columns(rng, chances)],
        changed=whole(days * rng.uniform(0, 4, CUSTOMERS)),
    )


def draw_orders(rng: np.random.Generator, customers: pd.DataFrame) -> pd.DataFrame:
    """The orders: the newest and the oldest of each customer on their days, others between."""
    orders = customers.loc[customers.index.repeat(customers.orders)]
    number = orders.groupby(level=0).cumcount().to_numpy()
    between = rng.integers(orders.quiet, orders.tenure + 1)
    ago = np.select([number == 0, number == 1], [orders.quiet, orders.tenure], between)
    placed = END - pd.to_timedelta(ago, unit="D")
    years = ago // 365
    label = orders.subscription.where(ago <= orders.changed, orders.before)
    spent = (orders.amount * rng.lognormal(0, 0.4, len(orders))).round(2)
    points = spent * label.map(POINTS_PER_DOLLAR) * rng.uniform(0.9, 1.1, len(orders))
    return orders.assign(
        first_purchase_date=pd.Series(placed, orders.index).groupby(level=0).transform("min"),
        last_purchase_date=placed,
        loyalty_points=whole(points),
        total_spent=spent,
        support_tickets=rng.poisson(orders.tickets),
        age=orders.age - years,
        income=100 * whole(orders.income / RAISE**years / 100),
        subscription=label,
    )


def add_flaws(rng: np.random.Generator, table: pd.DataFrame) -> pd.DataFrame:
    """The table with missing customers and incomes, refunds, orders of nothing, and repeats."""
    table = table.sample(frac=1, random_state=rng, ignore_index=True).astype({"income": "Int64"})
    # Each flaw has rows of its own, so that each can be counted alone.
    sizes = [MISSING_CUSTOMERS, MISSING_INCOMES, REFUNDS, NOTHING_SPENT, REPEATED_ROWS]
    nobody, missing, refunds, nothing, repeated, _ = np.split(table.index, np.cumsum(sizes))
    table.loc[nobody, "customer_id"] = pd.NA
    table.loc[missing, "income"] = pd.NA
    table.loc[refunds, "total_spent"] *= -1
    table.loc[nothing, "total_spent"] = 0
    table.loc[refunds.union(nothing), "loyalty_points"] = 0
    return pd.concat([table, table.loc[repeated]])
