"""What lines that are no rows are called where they are counted."""

from typing import NamedTuple


class Rule(NamedTuple):
    name: str
    reason: str


TOTALS = Rule(
    "lines of totals",
    'A line that says "Total" or the like, and little else but numbers, sums up other lines.',
)
HEADERS = Rule("column names again", "The line repeats the names of the columns.")
NOTES = Rule(
    "notes beside the table",
    "A line with a few words and nothing else, below the table or between its parts, is a note.",
)
