"""The recipe that a mapping makes of a table of orders."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import ibis.expr.types as ir

from segmentation.recipes.buying import (
    days_after,
    days_between_orders,
    pieces,
    share_undone,
    tenure,
)
from segmentation.recipes.common import (
    average_order,
    buying_groups,
    exact_sum,
    measured,
    monetary,
    orders,
    recency,
)
from segmentation.recipes.nobody import STAND_FOR_MANY, is_somebody
from segmentation.recipes.orders.mapping import OrdersMapping, mapping_of
from segmentation.recipes.orders.returns import WITHOUT_ORDER
from segmentation.recipes.orders.statuses import REASONS
from segmentation.recipes.orders.to_orders import (
    counts_by_status,
    described_by,
    is_sale,
    may_be_undone,
    steps_to_orders,
)
from segmentation.recipes.recipe import (
    Category,
    Column,
    Feature,
    OrdersTold,
    Recipe,
    Regrouped,
    RepeatedRows,
    Rule,
)
from segmentation.recipes.units import money_in

KINDS = {
    "customer": "key",
    "email": "key",
    "returned_to": "key",
    "date": "moment",
    "amount": "number",
    "quantity": "number",
    "price": "number",
    "discount": "number",
    "refunded": "number",
    "returned_quantity": "number",
}
ALONE = "A return of somebody without an order here takes nothing off."
ABOUT = "Customers by what they ordered: when, how often, how much."


def recipe_of_orders(mapping: OrdersMapping) -> Recipe:
    """The recipe for tables of orders whose columns mean what `mapping` says."""
    has_amounts = bool(mapping.columns.amount or mapping.columns.price)
    return Recipe(
        name=mapping.name,
        title=mapping.title,
        about=ABOUT,
        key="customer",
        newest="date",
        columns=tuple(_columns(mapping)),
        rules=tuple(_rules(mapping, has_amounts)),
        adjust=steps_to_orders(mapping),
        roll_up=_roll_up(mapping, has_amounts),
        rfm=("recency", "frequency", "monetary") if has_amounts else None,
        orders=OrdersTold(
            row=mapping.orders.row, currency=mapping.money.currency, sums=_sums(has_amounts)
        ),
        features=tuple(_features(mapping, has_amounts)),
        categories=tuple(_categories(mapping, has_amounts)),
    )


def recipe_of_values(values: Mapping[str, object], name: str) -> Recipe:
    """The recipe of a mapping as read from TOML; `name` is for messages.

    Raises:
        BrokenMapping
    """
    return recipe_of_orders(mapping_of(values, name))


def _columns(mapping: OrdersMapping) -> list[Column]:
    roles = mapping.columns.mapped()
    texts = dict(zip(described_by(mapping), _described(mapping)))
    return [
        *(
            Column(name=role, kind=KINDS.get(role, "text"), aliases=(header,))
            for role, header in roles.items()
        ),
        *(
            Column(
                name=name,
                kind="number" if name.startswith("measure") else "text",
                aliases=(header,),
                required=False,
            )
            for name, header in texts.items()
        ),
    ]


def _described(mapping: OrdersMapping) -> tuple[str, ...]:
    return (*mapping.customers.categories, *mapping.customers.measures)


def _rules(mapping: OrdersMapping, has_amounts: bool) -> list[Rule | RepeatedRows | Regrouped]:
    numbered = mapping.orders.told_apart_by not in ("day", "row")
    lines = [_has_number()] if numbered else []
    lines += [_is_no_total(mapping)] if mapping.columns.item else []
    lines += [_is_sale(mapping)] if mapping.columns.kind else []
    if mapping.statuses.of_lines:
        lines += [_status_of_line(why, mapping) for why in REASONS]
    is_order = numbered and mapping.orders.row in ("order", "payment")
    turn = [RepeatedRows()] if is_order else [Regrouped()]
    orders = [
        *(_counts(why, reason) for why, reason in REASONS.items()),
        *([_counts(WITHOUT_ORDER, ALONE)] if mapping.orders.returns else []),
        *([_right_currency(mapping.money.only)] if _is_filtered(mapping) else []),
        *([_has_amount()] if has_amounts else []),
        _has_customer(),
        _is_somebody(mapping),
        _has_date(),
    ]
    return [*lines, *turn, *orders]


def _is_filtered(mapping: OrdersMapping) -> bool:
    return bool(mapping.money.only and mapping.columns.currency)


def _has_number() -> Rule:
    return Rule(
        name="no order number",
        reason="A row without the number of its order cannot be put to the others of that order.",
        keep=lambda t: t.order.notnull(),
    )


def _is_no_total(mapping: OrdersMapping) -> Rule:
    totals = [text.lower() for text in mapping.statuses.totals]
    return Rule(
        name="a total",
        reason="A line that adds up the others of its order would count them twice.",
        keep=lambda t: ~t.item.lower().isin(totals).fill_null(False),
    )


def _status_of_line(why: str, mapping: OrdersMapping) -> Rule:
    return Rule(name=why, reason=REASONS[why], keep=lambda t: counts_by_status(t, why, mapping))


def _is_sale(mapping: OrdersMapping) -> Rule:
    return Rule(name="no sale", reason=REASONS["no sale"], keep=lambda t: is_sale(t, mapping))


def _counts(why: str, reason: str) -> Rule:
    return Rule(name=why, reason=reason, keep=lambda t: (t.reason != why).fill_null(True))


def _right_currency(code: str) -> Rule:
    return Rule(
        name="another currency",
        reason=f"Only orders in {code} were asked for; amounts in several currencies do not add "
        "up.",
        keep=lambda t: t.currency.upper() == code.upper(),
    )


def _has_amount() -> Rule:
    return Rule(
        name="no amount",
        reason="An order without an amount, or in a currency without a rate, adds nothing up.",
        keep=lambda t: t.amount.notnull(),
    )


def _has_customer() -> Rule:
    return Rule(
        name="no customer",
        reason="An order without a customer cannot be counted for anybody.",
        keep=lambda t: t.customer.notnull(),
    )


def _has_date() -> Rule:
    return Rule(
        name="no date",
        reason="An order without a date says nothing of how recently somebody ordered.",
        keep=lambda t: t.date.notnull(),
    )


def _is_somebody(mapping: OrdersMapping) -> Rule:
    from_zero = mapping.customers.from_zero
    return Rule(
        name="nobody",
        reason=STAND_FOR_MANY,
        keep=lambda t: is_somebody(t.customer, from_zero=from_zero),
    )


def _roll_up(
    mapping: OrdersMapping, has_amounts: bool
) -> Callable[[ir.Table], dict[str, ir.Value]]:
    def rolled_up(t: ir.Table) -> dict[str, ir.Value]:
        placed = ~t.is_return
        found = {
            "last_order": t.date.max(where=placed),
            "first_order": t.date.min(where=placed),
            "orders": placed.ifelse(1, 0).sum(),
            **{name: t[name].max() for name in described_by(mapping)},
        }
        if has_amounts:
            found["spend"] = exact_sum(t.amount)
        if mapping.columns.quantity:
            found["pieces"] = t.pieces.sum()
        if may_be_undone(mapping):
            found["undone"] = t.undone.max()
        return found

    return rolled_up


def _sums(has_amounts: bool) -> Callable[[ir.Table], dict[str, ir.Value]]:
    def sums(t: ir.Table) -> dict[str, ir.Value]:
        placed = ~t.is_return
        found = {
            "customers": t.customer.nunique(where=placed),
            "orders": placed.ifelse(1, 0).sum(),
            "first": t.date.min(where=placed),
            "last": t.date.max(where=placed),
        }
        if has_amounts:
            found |= {"amount": exact_sum(t.amount), "largest": t.amount.max()}
        return found

    return sums


def _features(mapping: OrdersMapping, has_amounts: bool) -> list[Feature]:
    unit = money_in(mapping.money.currency)
    found = [
        recency(lambda t: days_after(t.last_order, t.today), lowest=1),
        orders("frequency", lambda t: t.orders),
    ]
    if has_amounts:
        found += [
            # Who gave back more than they bought here has spent nothing.
            monetary(unit, lambda t: (t.spend > 0).ifelse(t.spend, 0.0)),
            average_order("basket", unit, spend="monetary", orders="frequency"),
        ]
    if mapping.columns.quantity:
        found.append(pieces("quantity", lambda t: t.pieces, standard=False))
    found += [
        tenure("tenure", lambda t: days_after(t.first_order, t.today)),
        days_between_orders("gap", _gap),
    ]
    if may_be_undone(mapping):
        found.append(share_undone("returned", lambda t: t.undone / (t.undone + t.orders)))
    return [*found, *_measures(mapping, {feature.name for feature in found})]


def _gap(t: ir.Table) -> ir.NumericValue:
    """Days from one order to the next on average; null with a single order."""
    days = days_after(t.first_order, t.today) - days_after(t.last_order, t.today)
    return days / (t.orders - 1).nullif(0)


def _measures(mapping: OrdersMapping, taken: set[str]) -> Sequence[Feature]:
    names = [name for name in described_by(mapping) if name.startswith("measure")]
    return [
        replace(measured(name, _label(header)), standard=False)
        for name, header in zip(names, mapping.customers.measures)
        if name not in taken
    ]


def _categories(mapping: OrdersMapping, has_amounts: bool) -> list[Category]:
    names = [name for name in described_by(mapping) if name.startswith("category")]
    described = [
        Category(name=name, label=_label(header), value=lambda t, name=name: t[name])
        for name, header in zip(names, mapping.customers.categories)
    ]
    return [*described, *([buying_groups()] if has_amounts else [])]


def _label(header: str) -> str:
    words = " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])|[\W_]+", " ", header).split())
    return words[:1].upper() + words[1:].lower()
