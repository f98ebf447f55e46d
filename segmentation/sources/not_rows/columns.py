"""What the columns of a table usually hold, as far as its first rows tell."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from segmentation.sources.not_rows.totals import is_total

SAMPLE = 2_000
USUAL, NEARLY_ALL, SELDOM = 0.5, 0.9, 0.1
NOTHING = ("", "-")
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_SIGN = r"[^\w\s]{0,2}\s?(?:[A-Za-z]{1,3}\$?)?\s?"
_NUMBER = re.compile(rf"{_SIGN}[-+(]?{_SIGN}\d[\d.,'\s\u2019]*[-)]?\s?{_SIGN}")


class Usual(NamedTuple):
    """Columns by place.

    Args:
        texts: those of text.
        filled: those that most rows fill.
        telling: those of them that tell rows apart, being no numbers: names, days, codes.
        coded: those of which nearly every cell has a digit.
        spoken: those in which cells of several words are nothing odd.
    """

    texts: frozenset[int]
    filled: frozenset[int]
    telling: frozenset[int]
    coded: frozenset[int]
    spoken: frozenset[int]


def usual_columns(parquet: Path, names: Sequence[str]) -> Usual:
    """Look at the first rows of a table, with what stands above each column."""
    file = pq.ParquetFile(parquet)
    schema = file.schema_arrow
    first = next(file.iter_batches(SAMPLE), None)
    rows = list(zip(*(column.to_pylist() for column in first.columns))) if first else []
    rows = [row for row in rows if not repeats(row, names)]
    filled = {n for n, column in enumerate(zip(*rows)) if _share(column, is_empty) <= USUAL}
    # What is no row is not to say what rows are like.
    rows = [row for row in rows if 2 * sum(not is_empty(row[n]) for n in filled) > len(filled)]
    rows = [row for row in rows if not any(c and is_total(str(c)) for c in row)] or rows
    cells = [[str(c) for c in column if not is_empty(c)] for column in zip(*rows)]
    texts = {n for n, field in enumerate(schema) if pa.types.is_string(field.type)}
    numbers = {n for n in texts & filled if _share(cells[n], _is_number) >= NEARLY_ALL}
    numbers |= {n for n, field in enumerate(schema) if _holds_numbers(field.type)}
    return Usual(
        texts=frozenset(texts),
        filled=frozenset(filled),
        telling=frozenset(filled - numbers),
        coded=frozenset(n for n in texts & filled if _share(cells[n], _has_digit) >= NEARLY_ALL),
        spoken=frozenset(n for n in texts & filled if _share(cells[n], is_spoken) > SELDOM),
    )


def repeats(cells: Sequence[object], names: Sequence[str]) -> bool:
    """Whether a line is the column names again."""
    named = [(str(cell or ""), name) for cell, name in zip(cells, names) if name]
    same = (cell.strip().casefold() == name.strip().casefold() for cell, name in named)
    return len(named) > 1 and all(same)


def is_empty(cell: object) -> bool:
    return cell is None or str(cell).strip() in NOTHING


def is_spoken(cell: str) -> bool:
    """Whether a cell is of several words."""
    return len(cell.split()) > 1 and any(map(str.isalpha, cell))


def _share(cells: Sequence[object], holds: Callable[[Any], bool]) -> float:
    return sum(map(holds, cells)) / max(len(cells), 1)


def _is_number(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell.strip())) and not _DAY.fullmatch(cell.strip())


def _has_digit(cell: str) -> bool:
    return any(map(str.isdigit, cell))


def _holds_numbers(kind: pa.DataType) -> bool:
    return pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
