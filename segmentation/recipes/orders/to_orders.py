"""From rows under a mapping's roles to one row an order, in any engine."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

from segmentation.recipes.common import SECONDS_A_DAY, exact_sum
from segmentation.recipes.nobody import is_somebody
from segmentation.recipes.orders.amounts import amount_of, less_what_came_back, refunded_of
from segmentation.recipes.orders.kinds import COMMON_GIVEN_BACK
from segmentation.recipes.orders.mapping import STATUSES, OrdersMapping
from segmentation.recipes.orders.returns import with_matched, with_open, with_waiting
from segmentation.recipes.orders.statuses import COMMON, NOT_PAID, REASONS
from segmentation.recipes.recipe import LINES, Adjust
from segmentation.recipes.yes_no import NO

# What reverses an order, and so is part of a customer's share of orders that came to nothing.
UNDONE = ("cancelled", "returned")
# What a column of numbers or of moments says of an order that was not.
SAYS_NOTHING = sorted(NO | {"0.0", "none", "nat"})
# An amount below half a cent is none.
NOTHING = 0.005


def steps_to_orders(mapping: OrdersMapping) -> dict[str, Adjust]:
    """The steps from rows to one row an order, by their names in a long query.

    They take the columns that the mapping has a role for, as they are read, and make of them
    `customer`, `date`, `amount` (what is left of it, in the currency that is told; null where
    there is none), `pieces`, `reason` (null where the order counts, else why it does not),
    `is_return` (an amount that was given back later and belongs to no order here), `undone` (of
    how many of the customer's orders nothing is left), the columns that describe customers, and
    `lines`, how many rows the order has.
    """
    by_row = mapping.orders.told_apart_by == "row"
    steps = {
        "amounts": lambda rows: _with_amounts(rows, mapping),
        "orders": lambda rows: (_one_row_each if by_row else _grouped)(rows, mapping),
        "counted": lambda orders: _counted(orders, mapping),
    }
    if mapping.orders.returns:
        steps |= {
            "returns_waiting": with_waiting,
            "orders_open": with_open,
            "returns_matched": with_matched,
        }
    return steps | ({"undone": _with_undone} if may_be_undone(mapping) else {})


def _counted(orders: ir.Table, mapping: OrdersMapping) -> ir.Table:
    orders = orders.mutate(amount=_converted(orders, mapping) - orders.refunded)
    return orders.mutate(reason=_reason(orders, mapping), is_return=ibis.literal(False))


def may_be_undone(mapping: OrdersMapping) -> bool:
    """Whether the table can tell of orders that came to nothing."""
    columns = mapping.columns
    told = (
        *_statuses(mapping),
        columns.kind,
        columns.refunded,
        columns.returned,
        columns.returned_quantity,
        columns.cancelled,
    )
    return mapping.orders.returns or any(told)


def _statuses(mapping: OrdersMapping) -> list[str]:
    """The roles of the columns of statuses that there are."""
    return [role for role in STATUSES if getattr(mapping.columns, role)]


def counts_by_status(t: ir.Table, why: str, mapping: OrdersMapping) -> ir.BooleanValue:
    """Whether no status leaves an order, or a line of it, out for the reason `why` (lazy)."""
    # Beside a status of payment the others only say what happened to the order or the goods.
    asked = [role for role in _statuses(mapping) if why != NOT_PAID or role == STATUSES[0]]
    out = _left_out_for(why, mapping)
    said = [_is_one_of(t[role], out) for role in asked]
    return ~reduce(or_, said, ibis.literal(False))


def is_sale(t: ir.Table, mapping: OrdersMapping) -> ir.BooleanValue:
    """Whether a row is of an order, by its kind, and no fee or payout (lazy)."""
    out = _left_out_for("no sale", mapping)
    if not (mapping.columns.amount or mapping.columns.price):
        # Without amounts there is nothing to take off.
        out += [*_given_back(mapping), *_left_out_for("cancelled", mapping)]
    return ~_is_one_of(t.kind, out)


def _is_one_of(text: ir.StringValue, known: Sequence[str]) -> ir.BooleanValue:
    # "İ" has no small letter that all engines agree on.
    as_written = text.isin(known) | text.lower().isin([word.lower() for word in known])
    return as_written.fill_null(False)


def _left_out_for(why: str, mapping: OrdersMapping) -> list[str]:
    """What is left out for a reason."""
    spared = {status.lower() for status in mapping.statuses.kept}
    spared |= {
        status.lower()
        for reason, statuses in mapping.statuses.left_out.items()
        for status in statuses
        if reason != why
    }
    known = {*mapping.statuses.left_out.get(why, ()), *COMMON[why]}
    return sorted(status for status in known if status.lower() not in spared)


def _customer(rows: ir.Table, mapping: OrdersMapping) -> ir.Value:
    """Who ordered: the id, of a guest the e-mail address."""
    key = rows.customer
    if mapping.columns.returned_to:
        key = (rows.amount < 0).ifelse(rows.returned_to, key)
    if mapping.columns.email:
        somebody = is_somebody(key, from_zero=mapping.customers.from_zero)
        named = somebody.fill_null(False).ifelse(_as_text(key), ibis.null("string"))
        # A guest who has an id in another order is that customer.
        known = named.max().over(ibis.window(group_by=rows.email))
        key = ibis.coalesce(named, rows.email.notnull().ifelse(known, None), rows.email)
    if key.type().is_string() and not mapping.customers.capitals:
        key = key.lower()
    return key


def _as_text(key: ir.Value) -> ir.StringValue:
    if key.type().is_floating():
        key = key.cast("int64")
    return key.cast("string")


def _with_amounts(rows: ir.Table, mapping: OrdersMapping) -> ir.Table:
    """The rows with who ordered, an amount, pieces and a refund each; null or 0 without them."""
    columns = mapping.columns
    rows = rows.mutate(
        amount=amount_of(rows, mapping).cast("float64"),
        pieces=rows.quantity.cast("float64") if columns.quantity else ibis.null("float64"),
        refunded=refunded_of(rows, mapping),
        voided=ibis.literal(0.0),
    )
    if columns.kind:
        rows = rows.mutate(**_by_kind(rows, mapping))
    if columns.returned_quantity and columns.quantity:
        rows = rows.mutate(**less_what_came_back(rows))
    return rows.mutate(customer=_customer(rows, mapping))


def _by_kind(rows: ir.Table, mapping: OrdersMapping) -> dict[str, ir.Value]:
    """Amounts below 0 for money given back, and what a void takes off instead of an amount."""
    is_back = _is_one_of(rows.kind, _given_back(mapping))
    # One below 0 takes its sale back as a refund does.
    says_void = _is_one_of(rows.kind, _left_out_for("cancelled", mapping))
    is_void = says_void & ~(rows.amount < 0).fill_null(False)
    return {
        "amount": ibis.cases(
            (is_back, -rows.amount.abs()), (is_void, ibis.null("float64")), else_=rows.amount
        ),
        "voided": is_void.ifelse(rows.amount, 0.0).fill_null(NOTHING),
        "pieces": (is_back | is_void).ifelse(-rows.pieces.abs(), rows.pieces),
    }


def _given_back(mapping: OrdersMapping) -> list[str]:
    kept = {kind.lower() for kind in mapping.statuses.kept}
    known = {*mapping.statuses.given_back, *COMMON_GIVEN_BACK}
    return sorted(kind for kind in known if kind.lower() not in kept)


def _order_columns(mapping: OrdersMapping) -> list[str]:
    """The columns of an order that are texts and are handed on."""
    statuses = [] if mapping.statuses.of_lines else _statuses(mapping)
    named = ("currency", "returned", "cancelled", "test")
    return [*statuses, *(name for name in named if getattr(mapping.columns, name))]


def described_by(mapping: OrdersMapping) -> list[str]:
    """The names, under which a recipe reads them, of the columns that describe customers."""
    return [
        *(f"category_{at}" for at in range(len(mapping.customers.categories))),
        *(f"measure_{at}" for at in range(len(mapping.customers.measures))),
    ]


def _one_row_each(rows: ir.Table, mapping: OrdersMapping) -> ir.Table:
    handed = [*_order_columns(mapping), *described_by(mapping)]
    return rows.select(
        "customer",
        "date",
        "amount",
        "pieces",
        "refunded",
        "voided",
        *handed,
        **{LINES: ibis.literal(1).cast("int64"), "emptied": ibis.literal(False)},
    )


def _grouped(rows: ir.Table, mapping: OrdersMapping) -> ir.Table:
    parts = mapping.orders.total == "each row"
    handed = [*_order_columns(mapping), *described_by(mapping)]
    found = {
        "date": rows.date.min(),
        "amount": exact_sum(rows.amount) if parts else rows.amount.max(),
        "pieces": rows.pieces.sum(),
        "refunded": exact_sum(rows.refunded) if parts else rows.refunded.max(),
        "voided": rows.voided.sum(),
        LINES: rows.count(),
        "emptied": _emptied(rows) if parts else ibis.literal(False),
        **{name: rows[name].max() for name in handed},
    }
    by = _told_apart(rows, mapping)
    if "customer" not in by:
        found["customer"] = rows.customer.max()
    grouped = rows.group_by(**by).aggregate(**found)
    return grouped.select("customer", *(name for name in found if name != "customer"))


def _emptied(rows: ir.Table) -> ir.BooleanValue:
    """Whether rows of an order give back all that its others cost."""
    was_bought = (rows.amount.max() > 0) & (rows.amount.min() < 0)
    return (was_bought & (exact_sum(rows.amount) < NOTHING)).fill_null(False)


def _told_apart(rows: ir.Table, mapping: OrdersMapping) -> dict[str, ir.Value]:
    """What is the same in all rows of an order."""
    if mapping.orders.told_apart_by == "number":
        return {"order": rows.order}
    by_day = {"customer": rows.customer, "day": _day(rows.date)}
    if mapping.orders.told_apart_by == "day":
        return by_day
    if mapping.orders.told_apart_by == "customer, number and day":
        return by_day | {"order": rows.order}
    return {"customer": rows.customer, "order": rows.order}


def _day(moment: ir.TimestampValue) -> ir.IntegerValue:
    return (moment.epoch_seconds() / SECONDS_A_DAY).floor().cast("int64")


def _converted(orders: ir.Table, mapping: OrdersMapping) -> ir.FloatingValue:
    if not (mapping.money.rates and mapping.columns.currency):
        return orders.amount
    code = orders.currency.upper()
    rates = [(code == name.upper(), rate) for name, rate in mapping.money.rates.items()]
    own = mapping.money.currency.upper()
    return orders.amount * ibis.cases((code == own, 1.0), *rates)


def _reason(orders: ir.Table, mapping: OrdersMapping) -> ir.StringValue:
    """Why an order does not count, null where it does."""
    cases = []
    if mapping.columns.test:
        cases.append((_says_so(orders.test), "a test"))
    if _statuses(mapping) and not mapping.statuses.of_lines:
        cases += [(_left_out_by_status(orders, why, mapping), why) for why in REASONS]
    if mapping.columns.kind:
        left = orders.amount.fill_null(0.0) - orders.voided
        cases.append(((orders.voided > 0) & (left < NOTHING), "cancelled"))
    if mapping.columns.cancelled:
        cases.append((_says_so(orders.cancelled), "cancelled"))
    if mapping.columns.returned:
        cases.append((_says_so(orders.returned), "returned"))
    if mapping.orders.returns:
        cases.append((orders.emptied, "returned"))
    if mapping.columns.refunded or mapping.columns.returned_quantity:
        in_full = (orders.refunded > 0) & (orders.amount < NOTHING)
        cases.append((in_full, "returned"))
    return ibis.cases(*cases) if cases else ibis.null("string")


def _left_out_by_status(orders: ir.Table, why: str, mapping: OrdersMapping) -> ir.BooleanValue:
    says = ~counts_by_status(orders, why, mapping)
    # A row that gives money back says so too, and is no order that was returned.
    gives_back = (orders.amount < 0).fill_null(False)
    return says & ~gives_back if why == "returned" and mapping.orders.returns else says


def _says_so(text: ir.StringValue) -> ir.BooleanValue:
    """Whether a column of yes and no, or of moments, says that it was."""
    return (text.notnull() & ~text.lower().isin(SAYS_NOTHING)).fill_null(False)


def _with_undone(orders: ir.Table) -> ir.Table:
    """With how many of the customer's orders came to nothing: cancelled, or returned in full."""
    undone = reduce(or_, [orders.reason == why for why in UNDONE]).fill_null(False)
    # A return of its own is no order that was placed.
    placed = undone & (orders.amount.fill_null(0) >= 0)
    number = placed.ifelse(1, 0).sum().over(ibis.window(group_by=orders.customer))
    return orders.mutate(undone=number)
