"""Find the lines that may be no rows, in one pass over a table."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq
from duckdb import DuckDBPyConnection

from segmentation.sources.engines.duck import as_literal, identifier, quoted
from segmentation.sources.not_rows.columns import Usual
from segmentation.sources.not_rows.totals import LONGEST, TOTAL, TOTAL_OF

MOST = 100_000
ROW = "file_row_number"


class Candidate(NamedTuple):
    """A line by its number, counted from 0. In the columns `called` stands a word for a total,
    in those `called_of` such a word with something else before or after it."""

    row: int
    cells: Sequence[object]
    called: Collection[int] = ()
    called_of: Collection[int] = ()


class Table(NamedTuple):
    """A table as a Parquet file, row by row as it came."""

    path: Path
    columns: list[str]
    connection: DuckDBPyConnection

    @property
    def source(self) -> str:
        return f"read_parquet({quoted(as_literal(self.path))}, {ROW} = true)"

    def select(self, wanted: str, condition: str) -> list[tuple[object, ...]]:
        return self.connection.execute(
            f"SELECT {ROW}, {wanted} FROM {self.source} WHERE {condition} "
            f"ORDER BY {ROW} LIMIT {MOST}"
        ).fetchall()

    def rows_at(self, rows: Collection[int]) -> dict[int, Sequence[object]]:
        """Row number → cells."""
        if not rows:
            return {}
        listed = ", ".join(map(identifier, self.columns))
        found = self.select(listed, f"{ROW} IN ({', '.join(map(str, rows))})")
        return {int(row): cells for row, *cells in found}


def find_candidates(table: Table, names: Sequence[str], usual: Usual) -> list[Candidate]:
    """The lines with a word for a total and little else that tells rows apart, and those that
    may repeat the column names. At most 100,000.

    Args:
        names: what stands above each column; "" where nothing does.
    """
    texts = sorted(usual.texts)
    column = [identifier(name) for name in table.columns]
    cells = f"[{', '.join(column[n] for n in texts)}]"
    called, called_of = (_each(cells, pattern) for pattern in (TOTAL, TOTAL_OF))
    empty = " + ".join(_is_empty(column[n], n in usual.texts) for n in usual.telling) or "0"
    # As a case, since words are dear to look for and most rows are full.
    is_sparse = f"2 * ({empty}) > {len(usual.telling) - 1}"
    in_words = _in_words([column[n] for n in texts])
    conditions = [f"(CASE WHEN {is_sparse} THEN {in_words} ELSE false END)"]
    # Where no other column tells rows apart, nothing is cheaper to look for than the word.
    alone = _may_hold_words(table.path, [n for n in texts if not usual.telling - {n}])
    conditions += [_is_called(column[n], TOTAL) for n in alone]
    conditions += _repeated(names, column, usual)
    found = table.select(", ".join([called, called_of, *column]), " OR ".join(conditions))
    return [
        Candidate(int(row), cells, _places(texts, words), _places(texts, words_of))
        for row, words, words_of, *cells in found
    ]


def _in_words(texts: Sequence[str]) -> str:
    """Whether one of these columns may hold a word for a total.

    Of all cells at once: a pattern for each of many columns takes long to compile.
    """
    one_below_the_other = f"concat_ws(chr(10), {', '.join(texts)})" if texts else "''"
    any_of_them = rf"(?m)^(?:(?:{TOTAL})|(?:{TOTAL_OF}))$"
    return f"regexp_matches({one_below_the_other}, {quoted(any_of_them)})"


def _each(cells: str, pattern: str) -> str:
    """Of a list of cells, which are called so."""
    return f"list_transform({cells}, lambda cell: {_is_called('cell', pattern)})"


def _is_called(cell: str, pattern: str) -> str:
    short = f"coalesce(length({cell}) <= {LONGEST}, false)"
    return f"({short} AND regexp_full_match({cell}, {quoted(pattern)}))"


def _may_hold_words(path: Path, places: list[int]) -> list[int]:
    """The columns of which a cell may begin with a letter, by what the file says of itself."""
    if not places:
        return []
    metadata = pq.read_metadata(path)
    groups = [metadata.row_group(at) for at in range(metadata.num_row_groups)]
    return [n for n in places if any(_begins_with_a_letter(group.column(n)) for group in groups)]


def _begins_with_a_letter(chunk: pq.ColumnChunkMetaData) -> bool:
    found = chunk.statistics
    return found is None or not found.has_min_max or str(found.max) >= "A"


def _is_empty(column: str, is_text: bool) -> str:
    nothing = f" OR {column} IN ('', ' ', '-')" if is_text else ""
    return f"({column} IS NULL{nothing})::INT"


def _repeated(names: Sequence[str], column: Sequence[str], usual: Usual) -> list[str]:
    named = [place for place, name in enumerate(names) if name]
    if len(named) < 2 or not usual.texts.issuperset(named):
        return []
    same = (f"lower(trim({column[n]})) = {quoted(names[n].strip().lower())}" for n in named)
    return [f"({' AND '.join(same)})"]


def _places(texts: Sequence[int], flags: object) -> list[int]:
    return [place for place, is_so in zip(texts, flags) if is_so]
