"""Which tables belong to which, by the ids that their columns hold."""

from collections.abc import Sequence
from itertools import permutations
from typing import NamedTuple

import ibis
import ibis.expr.types as ir

from segmentation.sources.several.names import is_id, may_be_same

# Of the ids of the many so many have to be there.
MOST = 0.5
MOST_PAIRS = 2_000


class Named(NamedTuple):
    """A table and what it is called in its source."""

    name: str
    table: ir.Table


class Link(NamedTuple):
    """Each row of `many` belongs to at most one of `one`: places of two tables, and headers.

    `lost` rows of the many name an id that the other table lacks, or none; `idle` ids of the
    one are named by none of the many.
    """

    many: int
    one: int
    column: str
    key: str
    lost: int
    idle: int


def id_text(column: ir.Column) -> ir.StringColumn:
    """An id as text, the same whether it is 7, "7" or 7.0, and whatever its case (lazy)."""
    text = column.cast("string").strip().lower()
    return text.re_replace(r"^(-?\d+)\.0+$", r"\1").nullif("")


def find_links(tables: Sequence[Named]) -> list[Link]:
    """The links between tables, at most one for each two of them in each direction.

    Headers have to be alike (see `may_be_same`), the values of the one without repetition, and
    most rows of the many to name one of them.
    """
    found = []
    unique: dict[tuple[int, str], bool] = {}
    for many, one in permutations(range(len(tables)), 2):
        links = []
        for column, key in _pairs(tables[many], tables[one]):
            if (one, key) not in unique:
                unique[one, key] = _is_unique(tables[one].table[key])
            if unique[one, key]:
                links += _link(tables, many, one, column, key)
        if links:
            found.append(min(links, key=lambda link: (link.lost, not is_id(link.key))))
    return found


def _pairs(many: Named, one: Named) -> list[tuple[str, str]]:
    pairs = [
        (column, key)
        for column in many.table.columns
        for key in one.table.columns
        if may_be_same(column, many.name, key, one.name)
        and _may_be_id(many.table[column])
        and _may_be_id(one.table[key])
    ]
    return pairs[:MOST_PAIRS]


def _may_be_id(column: ir.Column) -> bool:
    kind = column.type()
    return kind.is_string() or kind.is_numeric() or kind.is_uuid()


def _is_unique(column: ir.Column) -> bool:
    table = column.as_table()
    key = id_text(table[table.columns[0]])
    rows, ids = table.aggregate(rows=key.count(), ids=key.nunique()).execute().iloc[0]
    return bool(rows) and rows == ids


def _link(tables: Sequence[Named], many: int, one: int, column: str, key: str) -> list[Link]:
    rows = tables[many].table.select(id=id_text(tables[many].table[column]))
    ids = tables[one].table.select(id=id_text(tables[one].table[key])).filter(ibis._.id.notnull())
    count = int(rows.count().execute())
    matched = int(rows.semi_join(ids, "id").count().execute())
    named = int(rows.id.count().execute())
    if not named or matched <= MOST * named:
        return []
    idle = int(ids.anti_join(rows, "id").count().execute())
    return [Link(many, one, column, key, count - matched, idle)]
