"""Find the row of column names, and give every column a name of its own."""

from collections.abc import Iterator, Sequence

from segmentation.sources.reading import Fits

# How far below the first row that may be one the column names are looked for.
HIGHEST = 10
# Of the cells of a column of numbers so many hold digits, whatever stands for "not known".
MOST = 0.8
# What stands where a value is missing names no column.
NOT_KNOWN = {"n/a", "na", "nan", "null", "none", "unknown", "unbekannt", "missing"}


def find_header(rows: Sequence[Sequence[str]], fits: Fits) -> int:
    """Which of the first rows of a table holds the column names.

    It is the first row of which more than half as many cells are filled as in the
    fullest row: a title, a date or a note above the table fills one or two. Where such a
    row fills more, a fuller one below it with names above more columns of numbers is taken; and
    below a row of groups, which come again from column to column, the row that names each column.
    If the names do not fit, a row below whose names do is taken instead.

    Args:
        rows: at least one; empty cells are "".
    """
    filled = [sum(cell != "" for cell in row) for row in rows]
    most = max(filled)
    first = next((i for i, row in enumerate(rows) if _is_full(row, filled[i], most)), 0)
    first = next((i for i in _lower(rows, first) if _names_more(rows, i, first)), first)
    first += _names_groups(rows, first)
    if fits(column_names(rows[first])):
        return first
    return next((i for i, row in enumerate(rows) if fits(column_names(row))), first)


def column_names(cells: Sequence[str]) -> list[str]:
    """A name for each column, none of them twice.

    A column without a name is called after its place. The second of two columns
    called "Age" becomes "Age (2)", which still counts as "Age" where a recipe
    looks for it, so that it is asked which is meant.
    """
    names: list[str] = []
    taken: set[str] = set()
    for place, cell in enumerate(cells, start=1):
        name = _unused(_tidied(cell) or f"Column {place}", taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def _is_full(row: Sequence[str], filled: int, most: int) -> bool:
    # Of two columns one may well lack its name: a row number saved along, say.
    return 2 * filled > most or (most == 2 and bool(row) and row[-1] != "")


def _lower(rows: Sequence[Sequence[str]], first: int) -> Iterator[int]:
    """The rows shortly below that are fuller and hold nothing but texts."""
    filled = sum(cell != "" for cell in rows[first])
    for i in range(first + 1, min(len(rows) - 1, first + HIGHEST)):
        cells = [cell for cell in rows[i] if cell]
        if len(cells) > filled and all(any(map(str.isalpha, cell)) for cell in cells):
            yield i


def _names_more(rows: Sequence[Sequence[str]], row: int, than: int) -> bool:
    below = rows[row + 1 :]
    places = [place for place in range(len(rows[row])) if _are_numbers(below, place)]
    named = [sum(_is_word(rows[i], place) for place in places) for i in (row, than)]
    return named[0] > named[1]


def _names_groups(rows: Sequence[Sequence[str]], row: int) -> bool:
    """Whether names repeat, and those in the row below are words, each of them another."""
    if row + 2 >= len(rows):
        return False
    above, below = ([cell.casefold() for cell in rows[i] if cell] for i in (row, row + 1))
    if len(set(above)) == len(above) or len(set(below)) < max(len(below), len(above)):
        return False
    if NOT_KNOWN.intersection(below) or not all(any(map(str.isalpha, cell)) for cell in below):
        return False
    places = [place for place in range(len(rows[row])) if _are_numbers(rows[row + 2 :], place)]
    return bool(places) and all(_is_word(rows[row + 1], place) for place in places)


def _are_numbers(rows: Sequence[Sequence[str]], place: int) -> bool:
    cells = [row[place] for row in rows if place < len(row) and row[place]]
    return bool(cells) and sum(any(map(str.isdigit, c)) for c in cells) >= MOST * len(cells)


def _is_word(row: Sequence[str], place: int) -> bool:
    return place < len(row) and row[place] != "" and not any(map(str.isdigit, row[place]))


def _tidied(cell: str) -> str:
    text = cell.encode("utf-8", "replace").decode()
    return " ".join(text.replace("\0", "").replace("\ufeff", "").split())


def _unused(name: str, taken: set[str]) -> str:
    # DuckDB does not tell "Age" from "age".
    if name.casefold() not in taken:
        return name
    number = 2
    while f"{name} ({number})".casefold() in taken:
        number += 1
    return f"{name} ({number})"
