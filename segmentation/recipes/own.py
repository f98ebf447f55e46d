"""A table of one's own as data: what each column is, and the recipe that follows from it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from segmentation.errors import BrokenMapping
from segmentation.recipes.meanings import MEANINGS
from segmentation.recipes.own_features import category_of_column, feature_of_column
from segmentation.recipes.recipe import Column, Recipe
from segmentation.words import free_name

KEY = "own_key"
GERMAN = "de"
Use = Literal["feature", "category", "key", "left out"]
Kind = Literal["number", "year", "date", "yes_no", "ordered", "text"]
# How the source's column is read, by what it is.
READ_AS = {"number": "number", "year": "number", "date": "moment"}


class OwnColumn(BaseModel):
    """One column of the table.

    `use` says whether segments are built on it (feature) or described by it (category), whether
    customers are told apart by it (key), or that it is left out, and then `why`. `meaning` is one
    of `MEANINGS` and chooses the words. `steps` are the texts of an ordered column, each with the
    number that stands for it, in their order. The numbers of a `share` run from 0 to 1, and are
    shown in percent. Dates whose years have two digits are none after `latest_year`, as births
    are.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    header: str
    use: Use
    kind: Kind = "text"
    meaning: str = ""
    label: str = ""
    unit: str = ""
    whole: bool = False
    share: bool = False
    lowest: float | None = None
    latest_year: int | None = None
    steps: tuple[tuple[str, float], ...] = ()
    why: str = ""

    @property
    def called(self) -> str:
        """Its label, or its header where it has none."""
        return self.label or self.header


class OwnTable(BaseModel):
    """What the columns of a table with one row a customer mean.

    `today` is the header of the date column whose newest date counts as today. In a table whose
    `language` is German ("de") labels keep their capitals in a sentence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["own"] = "own"
    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    language: str = ""
    today: str = ""
    notes: tuple[str, ...] = ()
    columns: tuple[OwnColumn, ...]

    def used(self, *uses: Use) -> list[OwnColumn]:
        """The columns with one of these uses, in their order."""
        return [column for column in self.columns if column.use in uses]

    @property
    def left_out(self) -> dict[str, str]:
        """The columns that have no use, and why."""
        return {column.header: column.why for column in self.used("left out")}


def recipe_of(mapping: Mapping[str, object], name: str) -> Recipe:
    """The recipe that a mapping of the kind "own" describes; `name` is for messages.

    Raises:
        BrokenMapping: it says what cannot be.
    """
    table = read_table(mapping, name)
    read = [*table.used("feature", "category"), *_only_today(table)]
    names = identifiers([column.header for column in read])
    return Recipe(
        name=table.name,
        title=table.title,
        about="A table of your own; what its columns mean stands in its mapping.",
        key=KEY,
        newest=names[table.today] if table.today else None,
        columns=(_key(table), *(_column(c, names[c.header]) for c in read)),
        features=tuple(
            feature_of_column(c, names[c.header], keeps_capital=_keeps_capital(c, table))
            for c in table.used("feature")
        ),
        categories=tuple(
            category_of_column(c, names[c.header], keeps_capital=_keeps_capital(c, table))
            for c in table.used("category")
        ),
        notes=table.notes,
    )


def read_table(mapping: Mapping[str, object], name: str) -> OwnTable:
    """The mapping as a record; `name` is for messages.

    Raises:
        BrokenMapping: it says what cannot be.
    """
    try:
        table = OwnTable.model_validate(mapping)
    except ValidationError as error:
        raise BrokenMapping(name, _first_of(error, mapping)) from error
    wrong = _contradiction(table)
    if wrong:
        raise BrokenMapping(name, wrong)
    return table


def identifiers(headers: Sequence[str]) -> dict[str, str]:
    """A Python name for each header, no two alike and none that the library uses itself."""
    taken = {"customer", "segment", "today", "rule", KEY}
    names = {}
    for header in headers:
        base = re.sub(r"[\W_]+", "_", header.lower()).strip("_") or "column"
        base = f"c_{base}" if base[0].isdigit() else base
        names[header] = free_name(base, taken)
        taken.add(names[header])
    return names


def _keeps_capital(column: OwnColumn, table: OwnTable) -> bool:
    """Whether a label begins with a German word, and not with one of ours ("Days since …")."""
    first = column.called.split()[0].lower() if column.called.strip() else ""
    return table.language == GERMAN and first in column.header.lower()


def _only_today(table: OwnTable) -> list[OwnColumn]:
    """The column whose newest date is today, where it has no other use."""
    return [c for c in table.used("left out", "key") if c.header == table.today]


def _key(table: OwnTable) -> Column:
    keys = table.used("key")
    if not keys:
        return Column(name=KEY, kind="key", required=False)
    return Column(name=KEY, kind="key", aliases=(keys[0].header,))


def _column(column: OwnColumn, name: str) -> Column:
    return Column(
        name=name,
        kind=READ_AS.get(column.kind, "number" if _is_coded(column) else "text"),
        aliases=(column.header,),
        required=column.use == "feature",
        latest_year=column.latest_year,
    )


def _is_coded(column: OwnColumn) -> bool:
    """Whether what it says yes to is written as 1 and 0."""
    return column.use == "feature" and column.kind == "yes_no" and not column.steps


def _first_of(error: ValidationError, mapping: Mapping[str, object]) -> str:
    """The first thing that is wrong, and where."""
    first = error.errors(include_url=False)[0]
    where = [part for part in first["loc"] if part != "columns"]
    place = ""
    if "columns" in first["loc"] and where and isinstance(where[0], int):
        column = mapping["columns"][where[0]]
        header = column.get("header") if isinstance(column, Mapping) else None
        place = f'in the column "{header}" ' if header else f"in column {where[0] + 1} "
        where = where[1:]
    what = f'"{where[0]}" ' if where else ""
    return f"{place}{what}{_said(first)}"


def _said(error: Mapping[str, object]) -> str:
    if error["type"] == "missing":
        return "is missing"
    if error["type"] == "extra_forbidden":
        return "is nothing that a mapping can say"
    expected = error.get("ctx", {}).get("expected")
    should = f"should be {expected}" if expected else str(error["msg"]).removeprefix("Input ")
    return f'{should} and is "{error["input"]}"'


def _contradiction(table: OwnTable) -> str:
    """What cannot be in a mapping that is well-formed; empty where nothing is wrong."""
    counts = Counter(column.header for column in table.columns)
    twice = [header for header, count in counts.items() if count > 1]
    keys = [column.header for column in table.used("key")]
    features = table.used("feature")
    if twice:
        return f'the column "{twice[0]}" stands in it {counts[twice[0]]} times'
    if len(keys) > 1:
        return f'the columns "{keys[0]}" and "{keys[1]}" cannot both be the key'
    if not features:
        return 'no column has the use "feature", and segments are built on these'
    if table.today and table.today not in counts:
        return f'"today" should be the header of a column with dates and is "{table.today}"'
    wrong = [said for column in features if (said := _wrong_in(column, table))]
    return wrong[0] if wrong else ""


def _wrong_in(column: OwnColumn, table: OwnTable) -> str:
    where = f'in the column "{column.header}"'
    if column.meaning and column.meaning not in MEANINGS:
        known = ", ".join(f'"{name}"' for name in MEANINGS)
        return f'{where} "meaning" should be one of {known} and is "{column.meaning}"'
    if column.kind == "text":
        return f'{where} "kind" is "text", which builds no segments: give it "steps" or another use'
    if column.kind == "ordered" and not column.steps:
        return f'{where} "steps" is missing: its texts, each with the number that stands for it'
    counted = (column.kind == "date" and column.meaning != "year of birth") or (
        column.kind == "year" and column.meaning in SINCE_A_YEAR
    )
    if counted and not table.today:
        return f'{where} time is counted to today, and "today" names no column with dates'
    return ""


SINCE_A_YEAR = ("age", "tenure")
