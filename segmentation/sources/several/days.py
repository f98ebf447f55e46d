"""Whether a table has a column of days or moments."""

import re

import ibis.expr.types as ir

SAMPLE = 200
_DAY = re.compile(
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}.*|\d{1,2}[-./ ]\w{1,9}[-./ ]\d{2,4}.*|(?:19|20)\d{6}"
)


def has_days(table: ir.Table) -> bool:
    """Whether a column has the type of days, or text of which the first cells look like some."""
    if any(kind.is_date() or kind.is_timestamp() for kind in table.schema().values()):
        return True
    texts = [name for name, kind in table.schema().items() if kind.is_string()]
    if not texts:
        return False
    rows = table.select(*texts).limit(SAMPLE).to_pyarrow()
    return any(_are_days([c for c in column.to_pylist() if c]) for column in rows.columns)


def _are_days(cells: list[str]) -> bool:
    return bool(cells) and sum(bool(_DAY.fullmatch(c.strip())) for c in cells) > len(cells) / 2
