"""How to read a source, and what is handed over once it is open."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Literal, TypeAlias

import ibis.expr.types as ir
import pandas as pd
from ibis.backends.duckdb import Backend

# Whether a list of headers is what the caller looks for.
Fits: TypeAlias = Callable[[Sequence[str]], bool]

# The names that lead to a table within its database, its own last, as the database spells them.
Identity: TypeAlias = tuple[str, ...]

MOST_COLUMNS = 4_000
LONGEST = 16 * 2**20
# Of lines that are left out so many are kept to be shown.
MOST_LISTED = 10_000


def anything(names: Sequence[str]) -> bool:
    """Any headers will do."""
    return True


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How to read a source where that is not to be recognised. None: recognised.

    Args:
        table: a database's table, or a query (begins with SELECT or WITH); a workbook's sheet.
        separator: what stands between the columns of a text table; "tab" is understood.
        encoding: of a text table, as Python names it.
        header_row: the line or row that holds the column names, counted from 1.
        bad_lines: whether a line that cannot be read is refused or left out.
    """

    table: str | None = None
    separator: str | None = None
    encoding: str | None = None
    header_row: int | None = None
    bad_lines: Literal["refuse", "skip"] = "refuse"


AS_RECOGNISED = Reading()


def no_lines() -> pd.DataFrame:
    """The list of skipped lines when there are none."""
    return pd.DataFrame({"line": pd.Series(dtype="int64"), "text": "", "reason": ""})


@dataclass(frozen=True)
class NotRows:
    """Lines of a table that are none of its rows, such as totals, and were taken out by a rule.

    `lines` has the first 10,000 of them: row (counted from 1 below the column names), text.
    """

    rule: str
    reason: str
    count: int
    lines: pd.DataFrame


@dataclass(frozen=True)
class Opened:
    """A source that is open for the length of a `with` block.

    Args:
        table: lazy, in DuckDB, or where the data is.
        name: short, for cards and messages; never a password or a folder.
        understood: how the source was read where that is not the ordinary way, in sentences.
        skipped: how many lines were left out because they cannot be read.
        skipped_lines: the first 10,000 of them: line, text, reason.
        not_rows: what was taken out since it is no row: lines of totals, column names again.
        identity: which table of its database it is, as the database itself names it; None for
            a query, of which it cannot be told what it reads, and for what is no table.
    """

    table: ir.Table
    name: str
    understood: list[str] = field(default_factory=list)
    skipped: int = 0
    skipped_lines: pd.DataFrame = field(default_factory=no_lines)
    identity: Identity | None = None
    not_rows: Sequence[NotRows] = ()

    @property
    def lines_out(self) -> int:
        """How many lines were left out before the first rule of a recipe."""
        return self.skipped + sum(out.count for out in self.not_rows)


@dataclass(frozen=True)
class Workspace:
    """Where a source is opened: our own DuckDB and a folder that is removed at the end."""

    connection: Backend
    folder: Path
    _numbers: Iterator[int] = field(default_factory=count, repr=False)

    def new_file(self, ending: str) -> Path:
        """A path in the folder at which there is nothing yet."""
        return self.folder / f"{next(self._numbers)}{ending}"
