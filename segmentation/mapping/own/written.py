"""What the columns of a table mean, written as TOML that its owner can read and edit."""

import tomlkit
from tomlkit.items import AoT, Array, Table

from segmentation.recipes.meanings import MEANINGS
from segmentation.recipes.own import OwnColumn, OwnTable

ABOUT = (
    "What the columns of this table mean, worked out from their headers and values.",
    "Change what is wrong, then train with it: train.py THIS_FILE.toml --data FILE",
    "",
    'use      "feature" (segments are built on it), "category" (they are described by it),',
    '         "key" (tells customers apart) or "left out"',
    'kind     "number", "year", "date", "yes_no", "ordered" (texts in steps) or "text"',
    "meaning  chooses the words for a feature:",
    *(f"           {name:<16}{meaning.about}" for name, meaning in MEANINGS.items()),
    'label    what it is called on screen; unit: "$", "k€", "years", "%", "of 100", "kg"',
    "share    true where the numbers run from 0 to 1 and are shown in percent",
    "today    the column with dates of which the newest counts as today",
    "latest_year  the last of the years that are written with two digits, as those of births",
)
# In the order in which they are read; what says nothing is not written.
FIELDS = (
    "header", "use", "kind", "meaning", "label", "unit", "whole", "share", "lowest", "latest_year"
)  # fmt: skip


def written(table: OwnTable) -> str:
    """The mapping as TOML; the same table makes the same text."""
    document = tomlkit.document()
    for line in ABOUT:
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    for name in ("kind", "name", "title", "language", "today"):
        if getattr(table, name):
            document.add(name, getattr(table, name))
    if table.notes:
        document.add("notes", _lines(table.notes))
    columns = AoT([])
    for column in table.columns:
        columns.append(_column(column))
    document.add("columns", columns)
    return tomlkit.dumps(document)


def _column(column: OwnColumn) -> Table:
    table = tomlkit.table()
    fields = ("header", "use") if column.use in ("key", "left out") else FIELDS
    for name in fields:
        value = getattr(column, name)
        if value is not None and value is not False and value != "":
            table.add(name, int(value) if name == "lowest" and value == int(value) else value)
    if column.steps and column.use not in ("key", "left out"):
        table.add("steps", _lines([list(step) for step in column.steps]))
    if column.why:
        table.add("why", column.why)
    return table


def _lines(values: object) -> Array:
    array = tomlkit.array()
    array.extend(values)
    return array.multiline(True)
