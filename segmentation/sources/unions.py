"""Tables with the same columns as one table."""

from collections.abc import Sequence

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir


def one_below_the_other(tables: Sequence[ir.Table]) -> ir.Table:
    """The rows of the tables in their order, columns matched by name, whatever its case.

    A column keeps its type where it has the same in all tables; else it holds numbers, moments
    or, where there is no other way, text. A table without a column of another one has no value
    there (lazy).
    """
    if len(tables) == 1:
        return tables[0]
    names = {name.casefold(): name for table in reversed(tables) for name in table.columns}
    order = dict.fromkeys(name.casefold() for table in tables for name in table.columns)
    found = [{name.casefold(): table[name] for name in table.columns} for table in tables]
    types = {key: _common([own[key].type() for own in found if key in own]) for key in order}
    return ibis.union(
        *(
            table.select(
                *(own.get(key, ibis.null()).cast(types[key]).name(names[key]) for key in order)
            )
            for table, own in zip(tables, found)
        )
    )


def _common(types: Sequence[dt.DataType]) -> dt.DataType:
    if all(one == types[0] for one in types):
        return types[0]
    if all(one.is_numeric() for one in types):
        return dt.float64
    if all(one.is_temporal() for one in types):
        return dt.timestamp
    return dt.string
