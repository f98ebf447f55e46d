"""Texts so long that the rows of a table cannot be gone through in little memory."""

import ibis.expr.types as ir

from segmentation.errors import LongTexts

# DuckDB takes so many rows at a time, and all of their texts with them.
ROWS_AT_A_TIME = 2_048
MOST_AT_A_TIME = 400_000_000


def refuse_long_texts(table: ir.Table, source: str) -> None:
    """Refuse a table whose texts might take more than 400 MB at a time.

    A small file can hold one long text as that of a million rows. Nothing is refused where all
    texts together are no longer than that. Other engines than DuckDB see to themselves.

    Raises:
        LongTexts
    """
    texts = [name for name in table.columns if table[name].type().is_string()]
    if table.get_backend().name != "duckdb" or not texts:
        return
    figures = {f"longest {name}": table[name].length().max() for name in texts}
    totals = {f"all {name}": table[name].length().sum() for name in texts}
    found = table.aggregate(rows=table.count(), **figures, **totals).execute().fillna(0).iloc[0]
    longest = {name: int(found[f"longest {name}"]) for name in texts}
    at_a_time = sum(longest.values()) * min(int(found.rows), ROWS_AT_A_TIME)
    if min(at_a_time, sum(found[f"all {name}"] for name in texts)) > MOST_AT_A_TIME:
        column = max(longest, key=longest.get)
        raise LongTexts(source, column=column, longest=longest[column])
