"""Columns that are not there, or do not hold what they should."""

from collections.abc import Iterable, Mapping
from datetime import date

from segmentation.errors.kinds import MOST_LISTED, DataError, listed, shortened
from segmentation.words import how_long, how_many


class MissingColumns(DataError):
    def __init__(self, *, missing: Iterable[str], found: Iterable[str]):
        super().__init__(
            f"The data lacks {listed(missing)}; the columns found are {listed(found)}. "
            "Rename the columns that mean the same, or add those that are missing."
        )


class AmbiguousColumn(DataError):
    def __init__(self, *, column: str, found: Iterable[str]):
        super().__init__(
            f'The columns {listed(found)} could each be "{column}". '
            "Keep one of them and remove or rename the others."
        )


class UnknownKindOfData(DataError):
    def __init__(self, *, found: Iterable[str], lacking: dict[str, list[str]]):
        needs = "; ".join(f"{name} lacks {listed(columns)}" for name, columns in lacking.items())
        super().__init__(
            f"No recipe fits the columns {listed(found)}: {needs}. "
            "Rename the columns that mean the same, or name the recipe yourself."
        )


class NotTheModelsColumns(DataError):
    """`needs` are the sets of columns that would do, each by the recipe's names.

    `fitting` are the models that the columns fit, {recipe: title}.
    """

    def __init__(
        self,
        model: str,
        *,
        needs: Iterable[Iterable[str]],
        found: Iterable[str],
        fitting: dict[str, str],
    ):
        either = "; or ".join(listed(columns) for columns in needs)
        self.fitting = fitting
        super().__init__(
            f'The model "{model}" needs the columns {either}; those found are '
            f"{listed(found)}. Rename the columns that mean the same, or score with another model."
            if not fitting
            else f"These columns fit the model {_one_of(fitting)}: score with that one. "
            f'The model "{model}" needs the columns {either}.'
        )


class TextColumn(DataError):
    """`holds` is what it is instead."""

    def __init__(self, column: str, *, expected: str, source: str, holds: str = "text"):
        super().__init__(
            f'Column "{column}" of "{source}" is {holds} and should be of a type for {expected}, '
            "since the database itself is to compute with it. Change its type, or write to a "
            "file or another database."
        )


class LongTexts(DataError):
    def __init__(self, source: str, *, column: str, longest: int):
        super().__init__(
            f'Column "{column}" of "{source}" has a text of {longest:,} characters, and too many '
            "such rows to go through. Leave the column out, or shorten its texts."
        )


class TooManyCells(DataError):
    def __init__(self, source: str, *, rows: int, columns: int, most: int):
        super().__init__(
            f'"{source}" has {rows:,} rows of {columns:,} columns, and at most {most:,} cells can '
            "be scored at once. Leave out columns, or score it in parts."
        )


class TooMuchText(DataError):
    def __init__(self, source: str, *, found: int, most: int):
        super().__init__(
            f'"{source}" holds {found / 2**30:,.1f} GB of text, and at most {most / 2**30:,.1f} GB '
            "can be scored at once. Leave out the columns with long texts, or score it in parts."
        )


class UnreadableValues(DataError):
    """`examples` are the first (row, value); the row of column names is row 1."""

    def __init__(self, *, column: str, expected: str, examples: list[tuple[int, str]], count: int):
        shown = ", ".join(f'"{shortened(value)}" in row {row:,}' for row, value in examples)
        first = ", first" if count > len(examples) else ""
        cells = how_many(count, "cell does", "cells do")
        super().__init__(
            f'Column "{column}" should hold {expected}, but {cells} not{first}: {shown} '
            "(the row of column names is row 1). Correct such cells or leave them empty."
        )


class SeveralCurrencies(DataError):
    """`currencies` are how many cells of the column are in each, the most frequent first."""

    def __init__(self, *, column: str, currencies: Mapping[str, int]):
        shown = ", ".join(
            f"{name} in {how_many(cells, 'cell')}" for name, cells in currencies.items()
        )
        super().__init__(
            f'Column "{column}" should hold amounts in one currency, since they are added up, but '
            f"holds {shown}. Keep the rows of one currency, or convert the others."
        )


class NoDates(DataError):
    def __init__(self, *, column: str):
        super().__init__(
            f'Column "{column}" holds no date at all, and the newest date counts as today. '
            "Fill it in."
        )


class DateFarBeyond(DataError):
    """`first` are the keys of the first of the customers with such a date."""

    def __init__(
        self, *, column: str, day: date, others: date, customers: int, first: Iterable[str]
    ):
        first = list(first)
        whose = f" ({listed(first)}{', …' if customers > len(first) else ''})" if first else ""
        super().__init__(
            f'Column "{column}" should hold dates that go together, since the newest counts as '
            f"today, but {how_many(customers, 'customer')}{whose} came with {day} or later, "
            f"{how_long((day - others).days)} after the newest of all others, {others}. "
            "Correct such dates, or leave these rows out."
        )


class NothingLeft(DataError):
    """`reason` is the most frequent one."""

    def __init__(self, *, rows: int, taken_out: dict[str, int], reason: str = ""):
        rules = ", ".join(f"{count:,} with {name}" for name, count in taken_out.items() if count)
        super().__init__(
            f"Cleaning took out all {rows:,} rows ({rules}), so no customer is left. "
            f"Check those columns in the data.{' Most frequent reason: ' if reason else ''}{reason}"
        )


class OneColumn(DataError):
    def __init__(self, source: str, *, column: str):
        super().__init__(
            f'"{source}" has one column only, "{shortened(column)}"; expected several, such as who '
            "each customer is, what they spent and how often they came. If it has more, name what "
            "stands between them with --separator."
        )


class NoNumbers(DataError):
    """`why` has, for each column, why it builds no segments, as what is said of it."""

    def __init__(self, why: Mapping[str, str]):
        first = [f'"{shortened(name)}" ({reason})' for name, reason in why.items()][:MOST_LISTED]
        more = f" and {len(why) - MOST_LISTED:,} more" if len(why) > MOST_LISTED else ""
        super().__init__(
            f"No column can build segments: {', '.join(first)}{more}. Add one with numbers or "
            "dates that differ between customers, or name those to use with --features."
        )


class UnknownColumns(DataError):
    def __init__(self, *, unknown: list[str], found: list[str]):
        super().__init__(
            f"There is no column {listed(unknown)}; the columns are {listed(found)}. "
            "Write the name as it stands in the data."
        )


def _one_of(models: dict[str, str]) -> str:
    return " or ".join(f'"{title}" ({recipe})' for recipe, title in models.items())
