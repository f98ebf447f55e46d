"""Tell the lines of a table that are none of its rows, and why."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq
from duckdb import DuckDBPyConnection

from segmentation.sources.not_rows.candidates import Candidate, Table, find_candidates
from segmentation.sources.not_rows.columns import Usual, is_empty, is_spoken, repeats, usual_columns
from segmentation.sources.not_rows.rules import HEADERS, NOTES, TOTALS, Rule
from segmentation.sources.not_rows.sums import are_sums
from segmentation.sources.not_rows.totals import total_of

# More of them are a kind of row.
MOST_SHARE = 0.5
MOST_NOTES = 20
FEWEST_COLUMNS = 3


class Line(NamedTuple):
    """A line that is no row: its number, counted from 0 below the column names."""

    row: int
    cells: Sequence[object]
    rule: Rule


def find_lines(parquet: Path, names: Sequence[str], connection: DuckDBPyConnection) -> list[Line]:
    """The lines of a table that are no rows.

    A line of totals has a word for them in a cell of its own, and most of what tells other rows
    apart (names, days, codes) is empty in it. Where nothing else tells rows apart, the word has
    to be unlike what its column holds, or the numbers beside it have to be sums.

    Args:
        parquet: the table, row by row as in its file.
        names: what stands above each column; "" where nothing does.
    """
    usual = usual_columns(parquet, names)
    if not usual.texts:
        return []
    table = Table(parquet, pq.read_schema(parquet).names, connection)
    candidates = find_candidates(table, names, usual)
    headers = {c.row: c.cells for c in candidates if repeats(c.cells, names)}
    if 2 * len(headers) > pq.read_metadata(parquet).num_rows:
        # Most of the lines are what the table is made of, whatever they say.
        headers = {}
    totals = _totals(table, usual, [c for c in candidates if c.row not in headers])
    lines = [Line(row, cells, HEADERS) for row, cells in headers.items()]
    lines += [Line(row, cells, TOTALS) for row, cells in totals.items()]
    notes = _notes(table, usual, headers, {line.row for line in lines})
    lines += [Line(row, cells, NOTES) for row, cells in notes.items()]
    return sorted(lines, key=lambda line: line.row)


def _totals(
    table: Table, usual: Usual, candidates: Sequence[Candidate]
) -> dict[int, Sequence[object]]:
    # What is a total of something stands below its rows.
    above = table.rows_at({c.row - 1 for c in candidates if c.called_of})
    rows = pq.read_metadata(table.path).num_rows
    gone = {c.row for c in candidates}
    last = next(row for row in range(rows, -1, -1) if row - 1 not in gone)
    found = {
        c.row: c.cells
        for c in candidates
        if _is_total(c, above.get(c.row - 1, ()), usual)
        or _is_lonely_total(c, usual, table, gone, is_last=c.row >= last)
    }
    return found if len(found) <= MOST_SHARE * rows else {}


def _is_total(line: Candidate, above: Sequence[object], usual: Usual) -> bool:
    over = {str(cell).strip().casefold() for cell in above if not is_empty(cell)}
    named = {n for n in line.called_of if total_of(str(line.cells[n])).casefold() in over}
    return any(_tells_little(line.cells, usual.telling - {n}) for n in {*line.called, *named})


def _tells_little(cells: Sequence[object], telling: Collection[int]) -> bool:
    return 2 * sum(is_empty(cells[n]) for n in telling) > len(telling)


def _is_lonely_total(
    line: Candidate, usual: Usual, table: Table, gone: Collection[int], *, is_last: bool
) -> bool:
    alone = [place for place in line.called if not usual.telling - {place}]
    if any(place in usual.coded or (is_last and place == 0) for place in alone):
        return True
    return bool(alone) and are_sums(table, line, gone, usual.filled - usual.telling)


def _notes(
    table: Table, usual: Usual, headers: Iterable[int], gone: Collection[int]
) -> Mapping[int, Sequence[object]]:
    """Notes below the last row, and between the rows and column names that come again."""
    count = pq.read_metadata(table.path).num_rows
    if len(usual.filled) < FEWEST_COLUMNS:
        return {}
    found = {}
    for end in [*headers, count]:
        rows = table.rows_at(range(max(end - MOST_NOTES, 0), end))
        for row in sorted(rows, reverse=True):
            if row in gone:
                continue
            if not _is_note(rows[row], usual):
                break
            found[row] = rows[row]
    return found


def _is_note(cells: Sequence[object], usual: Usual) -> bool:
    filled = [place for place, cell in enumerate(cells) if not is_empty(cell)]
    if not filled or FEWEST_COLUMNS * len(filled) > len(usual.filled):
        return False
    first = filled[0]
    return first in usual.texts and first not in usual.spoken and is_spoken(str(cells[first]))
