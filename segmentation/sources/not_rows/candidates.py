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
    short = {n: f"coalesce(length({column[n]}) <= {LONGEST}, false)" for n in texts}
    called = {n: f"({short[n]} AND regexp_full_match({column[n]}, {quoted(TOTAL)}))" for n in texts}
    called_of = {
        n: f"({short[n]} AND regexp_full_match({column[n]}, {quoted(TOTAL_OF)}))" for n in texts
    }
    empty = " + ".join(_is_empty(column[n], n in usual.texts) for n in usual.telling) or "0"
    any_word = " OR ".join([*called.values(), *called_of.values()])
    conditions = [f"(2 * ({empty}) > {len(usual.telling) - 1} AND ({any_word}))"]
    # Where no other column tells rows apart, nothing is cheaper to look for than the word.
    alone = [n for n in texts if not usual.telling - {n} and _may_hold_words(table.path, n)]
    conditions += [called[n] for n in alone]
    conditions += _repeated(names, column, usual)
    flags = (f"[{', '.join(each.values())}]" for each in (called, called_of))
    found = table.select(", ".join([*flags, *column]), " OR ".join(conditions))
    return [
        Candidate(int(row), cells, _places(texts, words), _places(texts, words_of))
        for row, words, words_of, *cells in found
    ]


def _may_hold_words(path: Path, place: int) -> bool:
    """Whether a cell of a column may begin with a letter, by what the file says of itself."""
    metadata = pq.read_metadata(path)
    for group in range(metadata.num_row_groups):
        found = metadata.row_group(group).column(place).statistics
        if found is None or not found.has_min_max or str(found.max) >= "A":
            return True
    return False


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
