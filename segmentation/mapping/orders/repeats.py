"""What is told of a table of orders in which rows are there twice, or stand for several orders."""

import ibis

from segmentation.customers.values import text_of
from segmentation.mapping.orders.columns import Columns
from segmentation.mapping.orders.header_words import is_how_many
from segmentation.mapping.orders.roles import Roles
from segmentation.recipes.orders.mapping import Orders

# Fewer are what a till or a clerk does.
MOST_BY_CHANCE = 0.05


def told_of_repeats(columns: Columns, roles: Roles, orders: Orders) -> list[str]:
    """Sentences on rows that repeat another in every column, and on rows that are sums."""
    # An order's own amount, and an order in one row, count once.
    adds_up = orders.row == "order line" and orders.total == "each row"
    twice = _told_of_twice(columns) if adds_up else []
    return [*twice, *_told_of_sums(columns, roles)]


def _told_of_twice(columns: Columns) -> list[str]:
    cells = ibis.struct({header: text_of(columns.table[header]) for header in columns.headers})
    different = int(cells.hash().nunique().execute())
    repeated = columns.rows - different
    if repeated <= MOST_BY_CHANCE * columns.rows:
        return []
    return [
        f"{repeated:,} of {columns.rows:,} rows repeat another in every column, and count: if the "
        "data was exported twice, or two files overlap, leave one of them out."
    ]


def _told_of_sums(columns: Columns, roles: Roles) -> list[str]:
    counts = [h for h in columns.headers if is_how_many(h) and h not in roles.headers.values()]
    if "order" in roles.headers or not counts or not columns.is_number(counts[0]):
        return []
    return [f'Each row counts as one order, however many "{counts[0]}" says that it stands for.']
