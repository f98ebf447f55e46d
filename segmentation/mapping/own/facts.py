"""What is known of each column of a table, over all of its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

import ibis.expr.types as ir
import pandas as pd

# A column is of a kind when so much of what is in it reads that way.
MOST = 0.9
MOST_VALUES = 30
SAME = 0.999
# Of some rows: a few customers far from the others may make the line.
SAMPLE, NEARLY_SAME = 1_000, 0.9

Kind = Literal["number", "date", "text", "empty"]


@dataclass(frozen=True)
class Facts:
    """One column: what its values read as, and what is true of all of them.

    `filled` cells have `different` values. `lowest` and `highest` are of numbers, of which the
    part `ages` can be some, `first` and `last` of dates; `texts` are all the different ones of a
    column that has at most 30, with how often each is there. The shares are parts of the filled
    cells: with a leading zero, an "@", a
    percent sign, like a telephone number. `sign` is a currency's that all amounts have.
    """

    header: str
    kind: Kind
    rows: int
    filled: int
    different: int
    lowest: float = 0.0
    highest: float = 0.0
    whole: bool = False
    ages: float = 0.0
    first: datetime | None = None
    last: datetime | None = None
    texts: tuple[tuple[str, int], ...] = ()
    zeros: float = 0.0
    ats: float = 0.0
    percents: float = 0.0
    phones: float = 0.0
    codes: float = 0.0
    sign: str = ""
    typed: bool = False

    @property
    def is_unique(self) -> bool:
        """Whether no value is there twice."""
        return self.filled > 0 and self.different == self.filled

    @property
    def is_code(self) -> bool:
        """Whether it is letters and digits such as K001, and no number."""
        return self.kind == "text" and self.codes >= MOST

    @property
    def counts_up(self) -> bool:
        """Whether it numbers the rows, in whatever order."""
        return (
            self.kind == "number"
            and self.whole
            and self.is_unique
            and self.filled == self.rows > 1
            and self.highest - self.lowest == self.rows - 1
        )


@dataclass(frozen=True)
class Counted:
    """All columns' facts by header, and their values as expressions of one table (lazy)."""

    facts: Mapping[str, Facts]
    table: ir.Table

    @cached_property
    def _sample(self) -> pd.DataFrame:
        return self.table.limit(SAMPLE).execute()

    @cached_property
    def _correlations(self) -> pd.DataFrame:
        numbers = [name for name, facts in self.facts.items() if facts.kind == "number"]
        return self._sample[numbers].astype(float).corr(min_periods=3).abs()

    def _may_be_same(self, name: str, header: str) -> bool:
        """Whether two columns of a kind may say the same in all rows, by some of them.

        To ask all rows of every pair of hundreds of columns would take minutes.
        """
        if self.facts[name].kind == "number":
            return not self._correlations.at[name, header] < NEARLY_SAME
        return bool(self._sample[name].equals(self._sample[header]))

    def repeated(self, header: str, earlier: Sequence[str]) -> str:
        """The first of the earlier columns that says in all rows what this one says, or "".

        Numbers say the same where they lie on one line.
        """
        kind = self.facts[header].kind
        alike = [n for n in earlier if self.facts[n].kind == kind and self._may_be_same(n, header)]
        if not alike:
            return ""
        one, is_number = self.table[header], kind == "number"
        asked = {}
        for at, name in enumerate(alike):
            other = self.table[name]
            asked[f"rows{at}"] = (one.notnull() & other.notnull()).sum()
            asked[f"same{at}"] = (
                one.corr(other, how="pop") if is_number else one.identical_to(other).sum()
            )
        told = self.table.aggregate(**asked).execute().iloc[0]
        for at, name in enumerate(alike):
            rows, same = told[f"rows{at}"], told[f"same{at}"]
            # Any two numbers of two customers lie on one line.
            if rows > 2 and (abs(same) >= SAME if is_number else same == self.facts[header].rows):
                return name
        return ""
