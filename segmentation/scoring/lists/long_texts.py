"""Tables, and texts, of which too much comes out of a small file."""

import ibis.expr.types as ir

from segmentation.errors import LongTexts, TooManyCells, TooMuchText
from segmentation.processes.memory_there import memory_there
from segmentation.sources.binary import octet_length

# DuckDB takes so many rows at a time, and all of their texts with them.
ROWS_AT_A_TIME = 2_048
MOST_AT_A_TIME = 400_000_000
# A CSV of 200 MB, which is what can be dropped, has a hundred million cells at most.
MOST_CELLS, MOST_TEXT = 100_000_000, 2**31


def refuse_long_texts(table: ir.Table, source: str) -> None:
    """Refuse a table whose texts might take more than 400 MB at a time.

    A small file can hold one long text as that of a million rows. Nothing is refused where all
    texts together are no longer than that. Other engines than DuckDB see to themselves.

    Raises:
        LongTexts
    """
    if table.get_backend().name != "duckdb":
        return
    lengths = {name: _length(table[name]) for name in table.columns if _is_long(table[name])}
    if not lengths:
        return
    longest = [each.max().fill_null(0).name(f"longest {name}") for name, each in lengths.items()]
    totals = [each.sum().fill_null(0).name(f"all {name}") for name, each in lengths.items()]
    found = table.aggregate([*longest, *totals, table.count().name("rows")])
    told = found.execute().iloc[0]
    longest = {name: int(told[f"longest {name}"]) for name in lengths}
    at_a_time = sum(longest.values()) * min(int(told.rows), ROWS_AT_A_TIME)
    if min(at_a_time, sum(told[f"all {name}"] for name in lengths)) > MOST_AT_A_TIME:
        column = max(longest, key=longest.get)
        raise LongTexts(source, column=column, longest=longest[column])


def refuse_enormous(table: ir.Table, source: str) -> None:
    """Refuse a table that holds more than can be kept and handed out again.

    A small Parquet file can hold one row a billion times. Rows are counted first, which takes
    no reading.

    Raises:
        TooManyCells, TooMuchText
    """
    rows, columns = int(table.count().execute()), len(table.columns)
    if rows * columns > MOST_CELLS:
        raise TooManyCells(source, rows=rows, columns=columns, most=MOST_CELLS)
    lengths = [
        _length(table[name]).sum().name(name) for name in table.columns if _is_long(table[name])
    ]
    if not lengths:
        return
    found = int(table.aggregate(lengths).execute().iloc[0].fillna(0).sum())
    # As CSV it is all in memory at a time.
    most = min(MOST_TEXT, memory_there() // 4)
    if found > most:
        raise TooMuchText(source, found=found, most=most)


def _is_long(column: ir.Column) -> bool:
    return column.type().is_string() or column.type().is_binary()


def _length(column: ir.Column) -> ir.IntegerColumn:
    return octet_length(column) if column.type().is_binary() else column.length()
