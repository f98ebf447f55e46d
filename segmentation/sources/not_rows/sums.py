"""Whether the numbers of a line are the sums of those in the other lines."""

import math
from collections.abc import Iterable, Sequence

from segmentation.sources.engines.duck import identifier
from segmentation.sources.not_rows.candidates import Table

# What rounding leaves.
CLOSE = 1e-4


def are_sums(table: Table, row: int, cells: Sequence[object], numbers: Iterable[int]) -> bool:
    """Whether one of the numbers of the line, not 0, is the sum of its column.

    Args:
        row: the line's number.
        cells: what stands in it.
        numbers: the places of the columns to look at.
    """
    columns = [identifier(table.columns[place]) for place in numbers if cells[place] is not None]
    read = [_read(column, decimal) for column in columns for decimal in ".,"]
    if not read:
        return False
    own = f"file_row_number = {row}"
    sums = [f"sum({n}) FILTER (NOT {own}), any_value({n}) FILTER ({own})" for n in read]
    found = table.connection.execute(f"SELECT {', '.join(sums)} FROM {table.source}").fetchone()
    pairs = zip(found[::2], found[1::2])
    return any(one and math.isclose(all_, one, rel_tol=CLOSE) for all_, one in pairs if all_)


def _read(column: str, decimal: str) -> str:
    """A cell as a number with this decimal sign, in SQL; null where it is none."""
    digits = f"regexp_replace({column}::VARCHAR, '[^0-9{decimal}-]', '', 'g')"
    return f"try_cast(replace({digits}, '{decimal}', '.') AS DOUBLE)"
