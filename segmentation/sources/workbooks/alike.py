"""Which sheets of a workbook belong together, by their columns, and what is said of the others."""

import re
from collections.abc import Sequence
from typing import Any, TypeAlias

from segmentation.sources.headers import column_names
from segmentation.words import together

# A sheet's first rows as workbook_process tells them, and which of them holds the column names.
Headed: TypeAlias = tuple[dict[str, Any], int]

# Sheets that belong together share at least so many columns, and lack one of four at most.
FEWEST_SHARED, LACKING = 3, 4
# What was given back has the columns of orders, and amounts that count the other way.
GIVEN_BACK = re.compile(
    r"refund|return|credit|cancel|chargeback|gutschrift|storn|rückgabe|retour|erstattung|rembours"
    r"|avoir|annul|devol|reembols|anulad|rimbors|resi(?!d)|terugbetal|iade|iptal|zwrot|kreditering"
    r"|palautu|hyvity",
    re.IGNORECASE,
)


def names_of(found: Headed) -> list[str]:
    """The column names of a sheet."""
    sheet, header = found
    return column_names(sheet["rows"][header])


def are_alike(one: Headed, other: Headed) -> bool:
    """Whether two sheets hold rows of one kind.

    They have the same columns, in whatever order, or one has a few more. One whose name speaks
    of what was given back is not like one whose name does not.
    """
    if one is other:
        return True
    if holds_given_back(one[0]["name"]) != holds_given_back(other[0]["name"]):
        return False
    return have_alike_columns(names_of(one), names_of(other))


def have_alike_columns(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two tables have the same columns, or one has a few more, whatever their case."""
    fewer, more = sorted(({name.casefold() for name in names} for names in (one, other)), key=len)
    if fewer == more:
        return True
    lacking = len(more) - len(fewer)
    return fewer < more and len(fewer) >= FEWEST_SHARED and lacking <= max(1, len(more) // LACKING)


def alike_to(chosen: Headed, sheets: Sequence[Headed]) -> list[Headed]:
    """Those of the sheets, in their order, that are like the one chosen or like one that is."""
    taken = [chosen]
    for _ in sheets:
        taken += [s for s in sheets if s not in taken and any(are_alike(s, one) for one in taken)]
    return [sheet for sheet in sheets if sheet in taken]


def holds_given_back(sheet: str) -> bool:
    """Whether a sheet's name says that it holds refunds, returns or cancelled orders."""
    return bool(GIVEN_BACK.search(sheet))


def told_of_read(sheets: Sequence[tuple[str, Sequence[str]]]) -> str:
    """The sentence on several sheets, each with its columns, that were read as one table."""
    names = _quoted([name for name, _ in sheets])
    some = lacking_somewhere([columns for _, columns in sheets])
    if not some:
        return f"The sheets {names} have the same columns and were read as one."
    return f"The sheets {names} were read as one; not all of them have {_quoted(some)}."


def lacking_somewhere(tables: Sequence[Sequence[str]]) -> list[str]:
    """The columns, of several tables, that not all of them have, whatever their case."""
    every = set.intersection(*({name.casefold() for name in columns} for columns in tables))
    some = {c.casefold(): c for columns in tables for c in columns if c.casefold() not in every}
    return list(some.values())


def told_of_unread(sheets: Sequence[str], read: Sequence[str]) -> list[str]:
    """Sentences on the sheets that were not read beside those that were, and why."""
    back = [s for s in sheets if holds_given_back(s) and not any(map(holds_given_back, read))]
    others = [sheet for sheet in sheets if sheet not in back]
    told = []
    if others:
        told.append(f"Not read, since the columns are others: {_quoted(others)}.")
    if back:
        holds = "holds" if len(back) == 1 else "hold"
        told.append(
            f"Not read: {_quoted(back)}, which by the name {holds} what was given back or "
            "cancelled; nothing of it was taken off."
        )
    return told


def _quoted(names: Sequence[str]) -> str:
    return together([f'"{name}"' for name in names])
