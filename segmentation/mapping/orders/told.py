"""What a table of orders was taken for, in sentences."""

from collections.abc import Mapping

from segmentation.recipes.orders.mapping import STATUSES, Money, OrdersMapping
from segmentation.words import together

# What says whether an order counts.
BECAME = (*STATUSES, "kind", "returned", "cancelled", "test")
# What a discount is.
OFF = {
    "share": "the share that is taken off",
    "percent": "the percent that are taken off",
    "amount": "the amount that is taken off",
}


def told_of(mapping: OrdersMapping) -> list[str]:
    """What was taken for what, in sentences."""
    has = mapping.columns.mapped()
    who = f'Who ordered is told by "{has["customer"]}", when by "{has["date"]}"'
    by = f" (the columns of {mapping.export})" if mapping.export else ""
    order = _order_told(mapping) if "order" in has else ""
    amount, became = _amount_told(has, mapping.money), _became_told(has)
    said = f"{who}{amount}{order}{became}{by}."
    return [said, *_shape_told(mapping), *_totals_told(mapping)]


def _totals_told(mapping: OrdersMapping) -> list[str]:
    if not mapping.columns.item:
        return []
    listed = together([f'"{text}"' for text in mapping.statuses.totals])
    return [f'Lines with {listed} in "{mapping.columns.item}" add up the others and do not count.']


def _order_told(mapping: OrdersMapping) -> str:
    whose = ""
    if mapping.orders.told_apart_by == "customer and number":
        whose = " of one customer"
    if mapping.orders.told_apart_by == "customer, number and day":
        whose = " of one customer and day"
    return f', rows{whose} with the same "{mapping.columns.order}" are one order'


def _became_told(has: Mapping[str, str]) -> str:
    headers = [f'"{has[role]}"' for role in BECAME if role in has]
    return f", what became of it by {' and '.join(headers)}" if headers else ""


def _amount_told(has: Mapping[str, str], money: Money) -> str:
    back = [f'"{has[role]}"' for role in ("refunded", "returned_quantity") if role in has]
    less = f" less {' and '.join(back)}" if back else ""
    role = "amount" if "amount" in has else "price"
    if role not in has:
        return ", and nothing says how much"
    times = f'"{has["quantity"]}" times ' if "quantity" in has and role == "price" else ""
    cents = " in hundredths" if role in money.in_cents else ""
    off = f' less "{has["discount"]}" ({OFF[money.discount]})' if money.discount else ""
    return f', how much by {times}"{has[role]}"{cents}{off}{less}'


def _shape_told(mapping: OrdersMapping) -> list[str]:
    total = mapping.orders.total
    if total == "first row":
        return ["An order's own columns stand on its first row only; its amount counts once."]
    if total == "every row":
        return ["An order's amount stands on each of its rows again; it counts once."]
    if mapping.orders.told_apart_by == "day":
        return ["Nothing numbers orders, so that a customer's rows of one day are one order."]
    return []
