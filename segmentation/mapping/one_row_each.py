"""Whether a row of a table nobody foresaw is a customer, and not one of a customer's orders."""

from collections.abc import Mapping, Sequence

import ibis.expr.types as ir

from segmentation.customers.values import text_of
from segmentation.errors import RowsAreNotCustomers
from segmentation.mapping.orders.header_words import tier
from segmentation.mapping.orders.headers_fit import number_orders, say_who_and_when

# Below this share of different ones in all rows it is not a few customers who are there twice.
DIFFERENT = 0.9
# A column called just "customer" may hold kinds of customers.
MOST_KINDS = 30


def refuse_rows_of_orders(
    table: ir.Table, *, key: str | None, insists: bool, command: str | None
) -> None:
    """Refuse a table in which what names a customer is there again and again.

    Args:
        table: as it was opened; all of its rows are counted.
        key: the column that is said to name a customer, where one was.
        insists: whether the owner says that each row is a customer all the same.
        command: the command that adds such rows up, where there is one.

    Raises:
        RowsAreNotCustomers
    """
    if insists and not key:
        return
    named = [key] if key else naming_customers(table.columns)
    counts = {column: _count(table, column) for column in named}
    if not key and _is_numbered(counts, table.columns):
        return
    # A word alone may be a kind of customer, and is one beside the customers' numbers.
    may_be_kinds = any(map(_says_number, named)) or not say_who_and_when(table.columns)
    for column, (rows, customers) in counts.items():
        is_kind = may_be_kinds and customers <= MOST_KINDS and not _says_number(column)
        if customers < DIFFERENT * rows and (key or not is_kind):
            raise RowsAreNotCustomers(
                column=column, customers=customers, rows=rows, keyed=bool(key), command=command
            )


def _count(table: ir.Table, column: str) -> tuple[int, int]:
    """How many rows have a value in a column, and how many different ones there are."""
    ids = text_of(table[column])
    counted = table.aggregate(rows=ids.count(), customers=ids.nunique()).execute()
    return int(counted.rows.iloc[0]), int(counted.customers.iloc[0])


def _is_numbered(counts: Mapping[str, tuple[int, int]], headers: Sequence[str]) -> bool:
    """Whether each row has a customer's number of its own, and what repeats is a household's.

    Where orders have numbers, a customer's may be new with each order.
    """
    if any(tier(header, "order") == 0 for header in headers):
        return False
    ids = [counts[column] for column in counts if tier(column, "customer") == 0]
    most = max((rows for rows, _ in counts.values()), default=0)
    return any(rows == customers == most > 1 for rows, customers in ids)


def naming_customers(headers: Sequence[str]) -> list[str]:
    """Those of the headers that name a customer, whatever their language and spelling."""
    named = [h for h in headers if tier(h, "customer") is not None or tier(h, "email") is not None]
    # Customers may share a name; rows of orders that have their number repeat it.
    return named or [h for h in headers if number_orders(headers) and tier(h, "name") is not None]


def _says_number(header: str) -> bool:
    return tier(header, "customer") == 0 or tier(header, "email") is not None
