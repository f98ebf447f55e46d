"""What is in the columns of a table: how much is filled, how it repeats, what it reads as."""

from functools import cached_property, lru_cache

import ibis.expr.types as ir
import pandas as pd

from segmentation.customers.values import (
    Notation,
    category_of,
    date_numbers,
    moment_of,
    number_of,
    text_of,
)
from segmentation.mapping.orders.header_words import tier

LOOKED_AT = 2_000
# A column is of a kind when so much of what is in it reads that way.
MOST = 0.9
# Beyond so many rows different values are estimated, but where a decision hangs on each of them.
EXACTLY = 5_000_000


class Columns:
    """A table's columns, looked at when they are asked about and only once."""

    def __init__(self, table: ir.Table, notation: Notation):
        self.table, self.notation = table, notation
        self.headers = list(table.columns)
        self._read = lru_cache(maxsize=None)(self._reads)

    @cached_property
    def rows(self) -> int:
        """How many rows the table has."""
        return int(self.table.count().execute())

    @cached_property
    def _counts(self) -> pd.Series:
        texts = {header: text_of(self.table[header]) for header in self.headers}
        exact = self.rows <= EXACTLY
        wanted = {}
        for at, text in enumerate(texts.values()):
            wanted[f"filled_{at}"] = text.count()
            wanted[f"different_{at}"] = text.nunique() if exact else text.approx_nunique()
        return self.table.aggregate(**wanted).execute().iloc[0]

    def filled(self, header: str) -> int:
        """How many cells of a column hold something."""
        return int(self._counts[f"filled_{self.headers.index(header)}"])

    def different(self, header: str) -> int:
        """How many different values a column has."""
        return int(self._counts[f"different_{self.headers.index(header)}"])

    @cached_property
    def sample(self) -> ir.Table:
        """The first rows."""
        return self.table.limit(LOOKED_AT)

    def is_number(self, header: str) -> bool:
        """Whether nearly all that a column holds reads as numbers."""
        return self._read(header, "number")

    def is_moment(self, header: str) -> bool:
        """Whether nearly all that a column holds reads as dates."""
        return self._read(header, "moment")

    def is_text(self, header: str) -> bool:
        """Whether a column holds neither numbers nor dates."""
        return not self.is_number(header) and not self.is_moment(header)

    def values(self, header: str) -> dict[str, int]:
        """The different values of a column in all rows, as categories, and how many rows each."""
        return _values(self.table, header)

    def first_values(self, header: str) -> dict[str, int]:
        """The same of the first rows alone."""
        return _values(self.sample, header)

    def _reads(self, header: str, kind: str) -> bool:
        raw = self.sample[header]
        is_dated = _is_dated(raw)
        if is_dated or self.table.get_backend().name != "duckdb":
            # Only DuckDB reads what texts say.
            return is_dated if kind == "moment" else raw.type().is_numeric()
        if not self._have_digits[header]:
            return False
        if kind == "moment" and self.is_number(header) and tier(header, "date") is None:
            # Any number of five digits would be a day as a spreadsheet counts them.
            return date_numbers(raw) is not None
        read = number_of if kind == "number" else moment_of
        found = self.sample.aggregate(
            filled=text_of(raw).count(), read=read(raw, self.notation).count()
        ).execute()
        filled, read_ = int(found.filled.iloc[0]), int(found["read"].iloc[0])
        return filled > 0 and read_ >= MOST * filled

    @cached_property
    def _have_digits(self) -> dict[str, bool]:
        """Whether nearly all cells of a column have digits: to read words as amounts takes long."""
        texts = {f"{at}": text_of(self.sample[h]) for at, h in enumerate(self.headers)}
        wanted = {f"filled{at}": text.count() for at, text in texts.items()}
        wanted |= {f"digits{at}": text.re_search(r"\p{N}").sum() for at, text in texts.items()}
        told = self.sample.aggregate(**wanted).execute().fillna(0).iloc[0]
        shares = zip(self.headers, texts)
        return {h: told[f"digits{at}"] >= MOST * told[f"filled{at}"] > 0 for h, at in shares}


def _values(table: ir.Table, header: str) -> dict[str, int]:
    counted = table.group_by(value=category_of(table[header])).aggregate(n=table.count())
    found = counted.filter(counted.value.notnull()).order_by("value").execute()
    return {str(value): int(n) for value, n in zip(found.value, found.n)}


def _is_dated(raw: ir.Column) -> bool:
    return raw.type().is_timestamp() or raw.type().is_date()


def same_values(columns: Columns, one: str, other: str) -> bool:
    """Whether two columns of numbers say the same in every row."""
    a, b = (number_of(columns.table[name], columns.notation) for name in (one, other))
    differ = (a - b).abs().fill_null(0) > 0.005
    only_one = a.isnull() != b.isnull()
    return not bool((differ | only_one).any().execute())
