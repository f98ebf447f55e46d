"""Write a scored list into the PostgreSQL database that it is computed in."""

import ibis.expr.types as ir

from segmentation.scoring.lists.score_list import ScoredList
from segmentation.scoring.writing.postgres import make_room, new_name, put_in_place
from segmentation.scoring.writing.targets import TableTarget
from segmentation.sources.engines.duck import sql_name


def write_in_place(found: ScoredList, target: TableTarget) -> ScoredList:
    """Have the database compute both tables and put them in place; nothing is fetched.

    It is done when the transaction ends that `sources.in_place.open_in_place` began.

    Returns:
        The list that reads from the new tables.

    Raises:
        UnwritableResult: a name is too long.
        BuiltUpon: a table is to get other columns, and something depends on it.
    """
    backend = found.opened.table.get_backend()
    for name, table in ((target.table, found.scored), (target.left_out, found.left_out)):
        make_room(backend.con, name)
        backend.con.execute(f"CREATE TABLE {sql_name(new_name(name))} AS {backend.compile(table)}")
    put_in_place(backend.con, [target.table, target.left_out])
    return found.computed(_table(found, target.table), _table(found, target.left_out))


def _table(found: ScoredList, name: str) -> ir.Table:
    schema, _, bare = name.rpartition(".")
    return found.opened.table.get_backend().table(bare, database=schema or None)
