"""What more orders would do: features of orders move together, never one alone."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from segmentation.answering.what_if.ranges import own_rows
from segmentation.customers.features import Numbers, asked_for
from segmentation.models.arithmetic import Arithmetic
from segmentation.models.model import Model
from segmentation.words import NUMBERS, quantity

MOST_ORDERS = 50


@dataclass(frozen=True)
class MoreOrders:
    """After so many more ordinary orders today the customer would be placed in `target`.

    `each` is what such an order brings, by feature: this customer's own average.
    """

    target: int
    orders: int
    each: dict[str, float]


def more_orders(
    model: Model, arithmetic: Arithmetic, typed: Mapping[str, float]
) -> list[MoreOrders]:
    """For each other segment that 1 to 50 orders lead to, the smallest number of them.

    What an order does to a feature is said by `Feature.after_an_order`. The customer stays
    within what was seen in training.

    Args:
        arithmetic: the model's pipeline, as `arithmetic.laid_open` lays it open.
        typed: the customer, as `ranges.typed_values` returns it.

    Returns:
        The fewest orders first; nothing where the model does not know the orders.
    """
    each = ordinary_order(model, typed)
    if not each:
        return []
    orders = np.arange(1, MOST_ORDERS + 1)
    after = after_orders(model, typed, orders)
    highest = {name: model.card.everybody.range[name][1] for name in each}
    seen = np.all([after[name] <= highest[name] for name in each], axis=0)
    own = int(arithmetic.nearest(arithmetic.scaled(own_rows(model, typed))))
    places = arithmetic.scaled(own_rows(model, after)[seen])
    targets, at = np.unique(arithmetic.nearest(places), return_index=True)
    found = [
        MoreOrders(target=int(target), orders=int(orders[row]), each=each)
        for target, row in zip(targets, at)
        if target != own
    ]
    return sorted(found, key=lambda more: more.orders)


def ordinary_order(model: Model, typed: Mapping[str, float]) -> dict[str, float]:
    """What one more order brings, by feature; empty where orders are not counted."""
    features = asked_for(model.card.feature_names, model.recipe)
    count = next((f.name for f in features if f.after_an_order == "counts"), None)
    if count is None or typed[count] == 0:
        return {}
    added = [f.name for f in features if f.after_an_order == "adds"]
    return {count: 1.0} | {name: typed[name] / typed[count] for name in added}


def after_orders(
    model: Model, typed: Mapping[str, float], orders: np.ndarray
) -> dict[str, Numbers]:
    """The values typed in after each of several numbers of ordinary orders, placed today."""
    features = asked_for(model.card.feature_names, model.recipe)
    restarted = {f.name: f.lowest or 0 for f in features if f.after_an_order == "restarts"}
    each = ordinary_order(model, typed)
    return {**typed, **restarted} | {n: typed[n] + orders * more for n, more in each.items()}


def orders_in_words(more: MoreOrders, model: Model) -> str:
    """More orders as a sentence.

    "With three more ordinary orders now ($40 each) they would be placed in Frequent buyers."
    """
    spend = model.recipe.rfm[2] if model.recipe.rfm else ""
    several = more.orders > 1
    price = ""
    if spend in more.each:
        amount = quantity(more.each[spend], model.recipe.feature(spend).unit)
        price = f" ({amount} each)" if several else f" ({amount})"
    count = NUMBERS[more.orders] if more.orders < len(NUMBERS) else str(more.orders)
    target = model.card.segments[more.target].name
    noun = "orders" if several else "order"
    return f"With {count} more ordinary {noun} now{price} they would be placed in {target}."
