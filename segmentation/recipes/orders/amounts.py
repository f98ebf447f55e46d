"""What a row of a table of orders cost, and what was given back of it."""

import ibis
import ibis.expr.types as ir

from segmentation.recipes.orders.mapping import OrdersMapping

CENTS = 100
# Currencies of which there is no smaller unit.
WITHOUT_CENTS = (
    *("BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA"),
    *("PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"),
)


def amount_of(rows: ir.Table, mapping: OrdersMapping) -> ir.Value:
    """What a row cost: its amount, else pieces times price less the discount (lazy)."""
    columns = mapping.columns
    if columns.amount:
        return _less_discount(rows, _in_whole_units(rows, "amount", mapping), mapping)
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


def refunded_of(rows: ir.Table, mapping: OrdersMapping) -> ir.Value:
    """What a row says was given back, never below 0; 0 where nothing says it."""
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


def less_what_came_back(rows: ir.Table) -> dict[str, ir.Value]:
    """Refunds and pieces of rows of which some pieces came back, each costing the same."""
    back = ibis.least(rows.returned_quantity.abs().fill_null(0.0), rows.pieces)
    share = (rows.pieces > 0).fill_null(False).ifelse(back / rows.pieces.nullif(0), 0.0)
    return {
        "refunded": rows.refunded + (rows.amount * share).fill_null(0.0),
        "pieces": rows.pieces - rows.pieces * share,
    }
