"""What is known of each column of a table, over all of its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import ibis.expr.types as ir

# A column is of a kind when so much of what is in it reads that way.
MOST = 0.9
MOST_VALUES = 30
SAME = 0.999

Kind = Literal["number", "date", "text", "empty"]


@dataclass(frozen=True)
class Facts:
    """One column: what its values read as, and what is true of all of them.

    `filled` cells have `different` values. `lowest` and `highest` are of numbers, `first` and
    `last` of dates; `texts` are all the different ones of a column that has at most 30, with how
    often each is there. The shares are parts of the filled cells: with a leading zero, an "@", a
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

    def repeated(self, header: str, earlier: Sequence[str]) -> str:
        """The first of the earlier columns that says in all rows what this one says, or "".

        Numbers say the same where they lie on one line.
        """
        alike = [name for name in earlier if self.facts[name].kind == self.facts[header].kind]
        if not alike:
            return ""
        one, is_number = self.table[header], self.facts[header].kind == "number"
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
