"""Whether the numbers of a line are the sums of those in the other lines."""

import math
from collections.abc import Collection, Iterable

from segmentation.sources.engines.duck import identifier
from segmentation.sources.not_rows.candidates import ROW, Candidate, Table

# What rounding leaves.
CLOSE = 1e-4


def are_sums(table: Table, line: Candidate, gone: Collection[int], numbers: Iterable[int]) -> bool:
    """Whether one of the numbers of the line, not 0, is the sum of its column.

    Args:
        gone: the rows that are not to be summed up.
        numbers: the places of the columns to look at.
    """
    columns = [table.columns[place] for place in numbers if line.cells[place] is not None]
    read = [_read(identifier(column), decimal) for column in columns for decimal in ".,"]
    if not read:
        return False
    own, others = f"{ROW} = {line.row}", f"{ROW} NOT IN ({', '.join(map(str, gone))})"
    sums = [f"sum({n}) FILTER ({others}), any_value({n}) FILTER ({own})" for n in read]
    found = table.connection.execute(f"SELECT {', '.join(sums)} FROM {table.source}").fetchone()
    pairs = zip(found[::2], found[1::2])
    return any(all_ and one and math.isclose(all_, one, rel_tol=CLOSE) for all_, one in pairs)


def _read(column: str, decimal: str) -> str:
    """A cell as a number with this decimal sign, in SQL; null where it is none."""
    digits = f"regexp_replace({column}::VARCHAR, '[^0-9{decimal}-]', '', 'g')"
    return f"try_cast(replace({digits}, '{decimal}', '.') AS DOUBLE)"
