"""What is special about the ids of customers: capitals, a zero, what stands for many."""

import ibis.expr.types as ir

from segmentation.customers.values import text_of
from segmentation.mapping.orders.columns import Columns
from segmentation.mapping.orders.header_words import tier
from segmentation.recipes.nobody import NOBODY
from segmentation.words import how_many

# One id with so many times the rows of the next is no single person.
ODD = 5


def tells_capitals_apart(columns: Columns, header: str) -> tuple[bool, list[str]]:
    """Whether ids that differ in capitals alone are different people, and what is told of it."""
    if not columns.table[header].type().is_string():
        return True, []
    key = text_of(columns.table[header])
    found = columns.table.aggregate(as_written=key.nunique(), plain=key.lower().nunique()).execute()
    apart = int(found.as_written.iloc[0]) - int(found.plain.iloc[0])
    if not apart:
        return True, []
    what = f"{how_many(apart, 'id differs', 'ids differ')} from another in capitals alone"
    return False, [f'In "{header}", {what}, and they count as one.']


def counts_from_zero(columns: Columns, header: str) -> bool:
    """Whether 0 is an id like 1 and 2, and not what is written where there is no customer."""
    counts = _rows_of_each(columns, header)
    first = counts.filter(counts.id.isin(["0", "1", "2"])).execute()
    rows = dict(zip(first.id, first.n))
    return len(rows) == 3 and rows["0"] <= ODD * max(rows["1"], rows["2"])


def told_of_one_with_most(columns: Columns, header: str, *, guests_known: bool) -> list[str]:
    """A sentence on an id that has an odd share of all rows; none without one.

    Args:
        guests_known: whether another column tells apart those whose id stands for nobody.
    """
    counts = _rows_of_each(columns, header)
    if guests_known:
        counts = counts.filter(~counts.id.lower().isin(NOBODY))
    most = counts.order_by(counts.n.desc(), "id").limit(2).execute()
    if len(most) < 2 or most.n[0] <= ODD * most.n[1] or most.n[0] < ODD * ODD:
        return []
    share = most.n[0] / columns.rows
    return [
        f'"{most.id[0]}" in "{header}" has {most.n[0]:,} of {columns.rows:,} rows ({share:.0%}), '
        f"{most.n[0] / most.n[1]:.0f} times as many as the next: if it stands for many people, "
        "empty these cells."
    ]


def told_of_names(header: str) -> list[str]:
    """A sentence where names alone tell customers apart."""
    if tier(header, "name") is None:
        return []
    return [
        f'Only "{header}" tells customers apart: two people of one name count as one. A column '
        "with their numbers or e-mail addresses would do better."
    ]


def _rows_of_each(columns: Columns, header: str) -> ir.Table:
    ids = columns.table.select(id=text_of(columns.table[header]))
    ids = ids.filter(ids.id.notnull())
    return ids.group_by("id").aggregate(n=ids.count())
