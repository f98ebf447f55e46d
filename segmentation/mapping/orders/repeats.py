"""What is told of a table of orders in which rows are there twice, or stand for several orders."""

import ibis
import ibis.expr.types as ir

from segmentation.mapping.orders.columns import EXACTLY, Columns
from segmentation.mapping.orders.header_words import is_how_many
from segmentation.mapping.orders.roles import Roles
from segmentation.recipes.orders.mapping import Orders

# Fewer are what a till or a clerk does.
MOST_BY_CHANCE = 0.05


def told_of_repeats(columns: Columns, roles: Roles, orders: Orders) -> list[str]:
    """Sentences on rows that repeat another in every column, and on rows that are sums."""
    # An order's own amount, and an order in one row, count once.
    adds_up = orders.row == "order line" and orders.total == "each row"
    twice = _told_of_twice(columns, roles) if adds_up and "order" in roles.headers else []
    return [*twice, *_told_of_sums(columns, roles)]


def _told_of_twice(columns: Columns, roles: Roles) -> list[str]:
    rows = _rows_of_some_orders(columns, roles.headers["order"])
    cells = ibis.struct({header: rows[header] for header in columns.headers})
    counted = rows.aggregate(rows=rows.count(), different=cells.hash().nunique()).execute().iloc[0]
    there, repeated = int(counted["rows"]), int(counted["rows"] - counted.different)
    if repeated <= MOST_BY_CHANCE * there:
        return []
    how_many = (
        f"{repeated:,} of {there:,}" if there == columns.rows else f"{repeated / there:.0%} of"
    )
    return [
        f"{how_many} rows repeat another in every column, and count: if the data was exported "
        "twice, or two files overlap, leave one of them out."
    ]


def _rows_of_some_orders(columns: Columns, order: str) -> ir.Table:
    """All rows, or where there are very many those of every so manieth order."""
    every = columns.rows // EXACTLY + 1
    if every == 1:
        return columns.table
    return columns.table.filter(columns.table[order].hash().abs() % every == 0)


def _told_of_sums(columns: Columns, roles: Roles) -> list[str]:
    counts = [h for h in columns.headers if is_how_many(h) and h not in roles.headers.values()]
    if "order" in roles.headers or not counts or not columns.is_number(counts[0]):
        return []
    return [f'Each row counts as one order, however many "{counts[0]}" says that it stands for.']
