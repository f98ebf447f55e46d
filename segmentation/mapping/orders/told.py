"""What a table of orders was taken for, in sentences."""

from collections.abc import Mapping

from segmentation.recipes.orders.mapping import STATUSES, TITLE, OrdersMapping

# What says whether an order counts.
BECAME = (*STATUSES, "kind", "returned", "cancelled", "test")


def told_of(mapping: OrdersMapping) -> list[str]:
    """What was taken for what, in sentences."""
    has = mapping.columns.mapped()
    who = f'Who ordered is told by "{has["customer"]}", when by "{has["date"]}"'
    by = "" if mapping.title == TITLE else f" (the columns of {mapping.title})"
    order = f', rows with the same "{has["order"]}" are one order' if "order" in has else ""
    became = _became_told(has)
    return [f"{who}{_amount_told(has)}{order}{became}{by}.", *_shape_told(mapping)]


def _became_told(has: Mapping[str, str]) -> str:
    headers = [f'"{has[role]}"' for role in BECAME if role in has]
    return f", what became of it by {' and '.join(headers)}" if headers else ""


def _amount_told(has: Mapping[str, str]) -> str:
    back = [f'"{has[role]}"' for role in ("refunded", "returned_quantity") if role in has]
    less = f" less {' and '.join(back)}" if back else ""
    amount = has.get("amount") or has.get("price")
    if amount is None:
        return ", and nothing says how much"
    times = f'"{has["quantity"]}" times ' if "quantity" in has and "amount" not in has else ""
    return f', how much by {times}"{amount}"{less}'


def _shape_told(mapping: OrdersMapping) -> list[str]:
    total = mapping.orders.total
    if total == "first row":
        return ["An order's own columns stand on its first row only; its amount counts once."]
    if total == "every row":
        return ["An order's amount stands on each of its rows again; it counts once."]
    if mapping.orders.told_apart_by == "day":
        return ["Nothing numbers orders, so that a customer's rows of one day are one order."]
    return []
