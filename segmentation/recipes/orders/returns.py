"""Returns in rows of their own: which order each takes off, in any engine."""

import ibis
import ibis.expr.types as ir

from segmentation.recipes.recipe import LINES

WITHOUT_ORDER = "a return alone"


def with_waiting(orders: ir.Table) -> ir.Table:
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


def with_open(orders: ir.Table) -> ir.Table:
    """With how many orders of its amount a return may undo, going forth in time."""
    order = [orders.date, orders.step, orders[LINES], orders.pieces]
    return _carried("open", orders, -orders.step, order)


def with_matched(orders: ir.Table) -> ir.Table:
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
