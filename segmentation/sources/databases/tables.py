"""What all databases share: which table is meant, and what a query is."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from segmentation.errors import NoTables, SourceNotFound, TableNotFound, TableNotNamed
from segmentation.sources.engines.duck import identifier
from segmentation.sources.reading import Identity

NEAR = 10


class Table(NamedTuple):
    """A table or a view. `is_usual`: its schema need not be named."""

    schema: str
    name: str
    is_usual: bool

    @property
    def shown(self) -> str:
        return self.name if self.is_usual else f"{self.schema}.{self.name}"

    @property
    def sql(self) -> str:
        return f"{identifier(self.schema)}.{identifier(self.name)}"

    @property
    def identity(self) -> Identity:
        return self.schema, self.name


def choose_table(tables: Sequence[Table], wanted: str | None, database: str) -> Table:
    """The table called `wanted`, with or without its schema; None: the only one.

    Raises:
        NoTables, TableNotNamed, TableNotFound
    """
    if not tables:
        raise NoTables(database, "tables")
    if wanted is None:
        found = list(tables)
    else:
        found = _called(tables, wanted) or _called(tables, wanted, fold=True)
    if len(found) > 1:
        raise TableNotNamed(database, [table.shown for table in found])
    if not found:
        raise TableNotFound(database, wanted=str(wanted), near=_near(tables, str(wanted)))
    return found[0]


def is_query(text: str | None) -> bool:
    """Whether this is a query and not a table's name."""
    return text is not None and re.match(r"\s*(select|with)\s", text, re.IGNORECASE) is not None


def bare_query(text: str) -> str:
    """The query as it can stand in brackets."""
    # A comment at its end would hide the bracket.
    return text.strip().rstrip(";").rstrip() + "\n"


def shown_name(database: str, table: Table | None) -> str:
    """A short name for cards and messages."""
    return f"{database} ({table.shown if table else 'query'})"


def understood(table: Table | None, wanted: str | None) -> list[str]:
    """What is to be told if the table was not named."""
    return [f'Table "{table.shown}".'] if table and wanted is None else []


def file_in(address: str) -> Path:
    """The database file that an address such as sqlite:///folder/shop.db names.

    Three slashes begin a path from the root, two one from here.

    Raises:
        SourceNotFound
    """
    path = Path(address.split("://", 1)[1])
    if not path.is_file():
        raise SourceNotFound(str(path))
    return path


def first_line(error: Exception) -> str:
    """The first line of what a database says, as the end of a sentence."""
    lines = str(error).strip().splitlines() or ["it gives no reason"]
    return lines[0].strip().rstrip(".") + "."


def _called(tables: Sequence[Table], wanted: str, *, fold: bool = False) -> list[Table]:
    def same(name: str) -> bool:
        return name.casefold() == wanted.casefold() if fold else name == wanted

    found = [t for t in tables if same(t.name) or same(f"{t.schema}.{t.name}")]
    usual = [table for table in found if table.is_usual]
    return usual if len(usual) == 1 else found


def _near(tables: Sequence[Table], wanted: str) -> list[str]:
    shown = [table.shown for table in tables]
    return get_close_matches(wanted, shown, n=NEAR) or shown[:NEAR]
