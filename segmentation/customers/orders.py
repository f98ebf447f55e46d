"""What a table of orders comes to, as its owner can hold it against their own books."""

import pandas as pd

from segmentation.card.data import OrdersRead
from segmentation.customers.cleaning import Cleaned
from segmentation.recipes.recipe import Recipe


def count_orders(cleaned: Cleaned, recipe: Recipe) -> OrdersRead | None:
    """Count and add up the orders that stay; None where the recipe is not of orders."""
    if recipe.orders is None:
        return None
    sums = cleaned.table.aggregate(**recipe.orders.sums(cleaned.table)).execute().iloc[0]
    return OrdersRead(
        row=recipe.orders.row,
        customers=int(sums["customers"]),
        orders=int(sums["orders"]),
        amount=_amount(sums, "amount"),
        largest=_amount(sums, "largest"),
        currency=recipe.orders.currency,
        first=f"{sums['first']:%Y-%m-%d}",
        last=f"{sums['last']:%Y-%m-%d}",
        left_out=_without_orders(cleaned, recipe),
    )


def _amount(sums: pd.Series, name: str) -> float | None:
    return None if pd.isna(sums.get(name)) else round(float(sums[name]), 2)


def _without_orders(cleaned: Cleaned, recipe: Recipe) -> int:
    """How many customers are among the rows taken out, and not among those that stay."""
    gone = [rows for _, rows in cleaned.taken_out]
    keys = [rows.select(customer=rows[recipe.key].cast("string")) for rows in gone]
    if not keys:
        return 0
    everybody = keys[0].union(*keys[1:], distinct=True) if len(keys) > 1 else keys[0].distinct()
    kept = cleaned.table.select(customer=cleaned.table[recipe.key].cast("string"))
    left = everybody.filter(everybody.customer.notnull()).anti_join(kept, "customer")
    return int(left.count().execute())
