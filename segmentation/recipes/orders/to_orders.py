"""From rows under a mapping's roles to one row an order, in any engine."""

from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

from segmentation.recipes.common import SECONDS_A_DAY, exact_sum
from segmentation.recipes.nobody import is_somebody
from segmentation.recipes.orders.mapping import OrdersMapping
from segmentation.recipes.orders.statuses import COMMON, REASONS
from segmentation.recipes.recipe import LINES, Adjust
from segmentation.recipes.yes_no import NO

# What reverses an order, and so is part of a customer's share of orders that came to nothing.
UNDONE = ("cancelled", "returned")
WITHOUT_ORDER = "a return alone"
# What a column of numbers or of moments says of an order that was not.
SAYS_NOTHING = sorted(NO | {"0.0", "none", "nat"})
CENTS = 100
# Currencies of which there is no smaller unit.
WITHOUT_CENTS = (
    *("BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA"),
    *("PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"),
)
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
            "returns_waiting": _with_waiting,
            "orders_open": _with_open,
            "returns_matched": _with_matched,
        }
    return steps | ({"undone": _with_undone} if may_be_undone(mapping) else {})


def _counted(orders: ir.Table, mapping: OrdersMapping) -> ir.Table:
    orders = orders.mutate(amount=_converted(orders, mapping) - orders.refunded)
    return orders.mutate(reason=_reason(orders, mapping), is_return=ibis.literal(False))


def may_be_undone(mapping: OrdersMapping) -> bool:
    """Whether the table can tell of orders that came to nothing."""
    columns = mapping.columns
    told = (columns.status, columns.refunded, columns.returned, columns.cancelled)
    return mapping.orders.returns or any(told)


def is_kept_status(status: ir.StringValue, why: str, mapping: OrdersMapping) -> ir.BooleanValue:
    """Whether a status does not leave an order out for the reason `why` (lazy)."""
    kept = {status.lower() for status in mapping.statuses.kept}
    named = {status.lower() for status in mapping.statuses.left_out.get(why, ())}
    elsewhere = {
        status.lower()
        for reason, statuses in mapping.statuses.left_out.items()
        for status in statuses
        if reason != why
    }
    out = sorted((named | set(COMMON[why])) - kept - elsewhere)
    return ~status.lower().isin(out).fill_null(False)


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
    rows = rows.mutate(customer=_customer(rows, mapping))
    return rows.mutate(
        amount=_amount(rows, mapping).cast("float64"),
        pieces=rows.quantity.cast("float64") if columns.quantity else ibis.null("float64"),
        refunded=_refunded(rows, mapping),
    )


def _amount(rows: ir.Table, mapping: OrdersMapping) -> ir.Value:
    """What a row cost: its amount, else pieces times price less the discount."""
    columns = mapping.columns
    if columns.amount:
        return _in_whole_units(rows, "amount", mapping)
    if not columns.price:
        return ibis.null("float64")
    price = _in_whole_units(rows, "price", mapping)
    return _less_discount(rows, price * rows.quantity if columns.quantity else price, mapping)


def _less_discount(rows: ir.Table, amount: ir.NumericValue, mapping: OrdersMapping) -> ir.Value:
    if not mapping.columns.discount or not mapping.money.discount:
        return amount
    discount = rows.discount.abs().fill_null(0.0)
    if mapping.money.discount == "amount":
        # Of pieces that are given back, less is given back.
        return amount - (amount < 0).ifelse(-discount, discount)
    share = discount / 100 if mapping.money.discount == "percent" else discount
    return amount * (1 - share)


def _refunded(rows: ir.Table, mapping: OrdersMapping) -> ir.Value:
    if not mapping.columns.refunded:
        return ibis.literal(0.0)
    return _in_whole_units(rows, "refunded", mapping).abs().fill_null(0.0)


def _in_whole_units(rows: ir.Table, role: str, mapping: OrdersMapping) -> ir.Value:
    """The amounts of a role, in dollars where they are in cents."""
    if role not in mapping.money.in_cents:
        return rows[role]
    if not mapping.columns.currency:
        return rows[role] / CENTS
    has_none = rows.currency.upper().isin(WITHOUT_CENTS).fill_null(False)
    return rows[role] / has_none.ifelse(1, CENTS)


def _order_columns(mapping: OrdersMapping) -> list[str]:
    """The columns of an order that are texts and are handed on."""
    named = ("status", "currency", "returned", "cancelled", "test")
    there = [name for name in named if getattr(mapping.columns, name)]
    if mapping.statuses.of_lines:
        there.remove("status")
    return there


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
        *handed,
        **{LINES: ibis.literal(1).cast("int64")},
    )


def _grouped(rows: ir.Table, mapping: OrdersMapping) -> ir.Table:
    parts = mapping.orders.total == "each row"
    handed = [*_order_columns(mapping), *described_by(mapping)]
    found = {
        "date": rows.date.min(),
        "amount": exact_sum(rows.amount) if parts else rows.amount.max(),
        "pieces": rows.pieces.sum(),
        "refunded": exact_sum(rows.refunded) if parts else rows.refunded.max(),
        LINES: rows.count(),
        **{name: rows[name].max() for name in handed},
    }
    by = _told_apart(rows, mapping)
    if "customer" not in by:
        found["customer"] = rows.customer.max()
    grouped = rows.group_by(**by).aggregate(**found)
    return grouped.select("customer", *(name for name in found if name != "customer"))


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
    if mapping.columns.status and not mapping.statuses.of_lines:
        cases += [(_left_out_by_status(orders, why, mapping), why) for why in REASONS]
    if mapping.columns.cancelled:
        cases.append((_says_so(orders.cancelled), "cancelled"))
    if mapping.columns.returned:
        cases.append((_says_so(orders.returned), "returned"))
    if mapping.columns.refunded:
        in_full = (orders.refunded > 0) & (orders.amount < NOTHING)
        cases.append((in_full, "returned"))
    return ibis.cases(*cases) if cases else ibis.null("string")


def _left_out_by_status(orders: ir.Table, why: str, mapping: OrdersMapping) -> ir.BooleanValue:
    says = ~is_kept_status(orders.status, why, mapping)
    # A row that gives money back says so too, and is no order that was returned.
    gives_back = (orders.amount < 0).fill_null(False)
    return says & ~gives_back if why == "returned" and mapping.orders.returns else says


def _says_so(text: ir.StringValue) -> ir.BooleanValue:
    """Whether a column of yes and no, or of moments, says that it was."""
    return (text.notnull() & ~text.lower().isin(SAYS_NOTHING)).fill_null(False)


def _with_waiting(orders: ir.Table) -> ir.Table:
    """With how many returns of its amount wait for an order, going back in time.

    Each return takes off the customer's latest earlier order of the same amount: returns are
    carried along, and each order uses one of them.
    """
    is_there = orders.amount.notnull()
    returned = orders.reason.isnull() & is_there & (orders.amount < 0)
    # What its status calls returned has its return beside it, in some tables.
    placed = (orders.reason.isnull() | (orders.reason == "returned")) & (orders.amount > 0)
    step = ibis.cases((returned, 1), ((placed & is_there).fill_null(False), -1), else_=0)
    cents = (orders.amount.abs() * 100).round().fill_null(0).cast("int64")
    orders = orders.mutate(step=step, cents=cents)
    order = [orders.date.desc(), orders.step.desc(), orders[LINES], orders.pieces]
    return _carried("waiting", orders, orders.step, order)


def _with_open(orders: ir.Table) -> ir.Table:
    """With how many orders of its amount a return may undo, going forth in time."""
    order = [orders.date, orders.step, orders[LINES], orders.pieces]
    return _carried("open", orders, -orders.step, order)


def _with_matched(orders: ir.Table) -> ir.Table:
    """Orders and returns that undo each other do not count; what else was returned is taken off."""
    matched = ((orders.step < 0) & (orders.waiting > 0)) | ((orders.step > 0) & (orders.open > 0))
    is_return = (orders.step > 0) & ~matched
    placed = (orders.reason.isnull() & ~matched & ~is_return).ifelse(1, 0)
    each = placed.sum().over(ibis.window(group_by=orders.customer))
    reason = ibis.cases(
        (matched, ibis.literal("returned")),
        (is_return & (each == 0), ibis.literal(WITHOUT_ORDER)),
        else_=orders.reason,
    )
    told = orders.mutate(is_return=is_return, reason=reason)
    return told.drop("step", "cents", "waiting", "open")


def _carried(name: str, orders: ir.Table, step: ir.IntegerValue, order: list) -> ir.Table:
    """How many are carried to each row: a running sum of `step` that never falls below 0."""
    same = [orders.customer, orders.cents]
    so_far = ibis.cumulative_window(group_by=same, order_by=order)
    orders = orders.mutate(total=step.sum().over(so_far))
    orders = orders.mutate(carried=orders.total - ibis.least(0, orders.total.min().over(so_far)))
    before = orders.carried.lag().over(ibis.window(group_by=same, order_by=order))
    return orders.mutate(**{name: before.fill_null(0)}).drop("total", "carried")


def _with_undone(orders: ir.Table) -> ir.Table:
    """With how many of the customer's orders came to nothing: cancelled, or returned in full."""
    undone = reduce(or_, [orders.reason == why for why in UNDONE]).fill_null(False)
    # A return of its own is no order that was placed.
    placed = undone & (orders.amount.fill_null(0) >= 0)
    number = placed.ifelse(1, 0).sum().over(ibis.window(group_by=orders.customer))
    return orders.mutate(undone=number)
