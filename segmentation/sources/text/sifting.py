"""Part the lines of a text table that can be read from those that cannot."""

import re
from pathlib import Path
from typing import NamedTuple, TextIO

import pandas as pd

from segmentation.errors import UnreadableLine
from segmentation.sources.not_rows.rules import NOTES, TOTALS, Rule
from segmentation.sources.not_rows.short_lines import rule_for_short_line
from segmentation.sources.reading import LONGEST, MOST_LISTED, no_lines
from segmentation.sources.text.dialects import Dialect
from segmentation.sources.text.records import LINE_ENDS, Lines, Record, Records
from segmentation.words import how_many

LONGEST_SHOWN = 1_000
MOST_NOTES = 20
CHUNK = 2**20
NOTHING = " \t\0\x1a\ufeff\xa0"
NOT_TEXT = re.compile("[\ud800-\udfff]")


class BadLine(NamedTuple):
    line: int
    text: str
    reason: str


class BadLines:
    """The lines that cannot be read: all counted, the first 10,000 kept.

    `beside` are short lines that are totals or notes, each with the rule that says so. A note
    that a row follows is a bad line.
    """

    def __init__(self) -> None:
        self.count = 0
        self.first: list[BadLine] = []
        self.beside: list[tuple[Rule, Record]] = []
        self._notes: list[tuple[Record, str]] = []

    def judge(self, record: Record, reason: str, width: int) -> None:
        """Add a record that is no row of the table, or put it beside the table."""
        rule = None if record.problem else rule_for_short_line(record.fields, width)
        if rule is TOTALS:
            self.beside.append((TOTALS, record))
        elif rule is NOTES and len(self._notes) < MOST_NOTES:
            self._notes.append((record, reason))
        else:
            self.row_follows()
            self.add(record, reason)

    def row_follows(self) -> None:
        """What was held for notes below the table stands above a row."""
        for record, reason in self._notes:
            self.add(record, reason)
        self._notes.clear()

    def end(self) -> None:
        """No row follows."""
        self.beside += [(NOTES, record) for record, _ in self._notes]

    def add(self, record: Record, reason: str) -> None:
        self.count += 1
        if len(self.first) < MOST_LISTED:
            text = NOT_TEXT.sub("\ufffd", record.text[:LONGEST_SHOWN]).rstrip(LINE_ENDS)
            self.first.append(BadLine(record.line, text, reason))

    def refuse(self, name: str) -> None:
        """Raise UnreadableLine for the first of them, if there is one."""
        if self.first:
            first = self.first[0]
            raise UnreadableLine(name, line=first.line, reason=first.reason, count=self.count)

    def table(self) -> pd.DataFrame:
        return pd.DataFrame(self.first, columns=BadLine._fields) if self.first else no_lines()


def has_quotes(path: Path) -> bool:
    """Whether there is a quote anywhere in the text table at `path`."""
    with path.open("rb") as file:
        return any(b'"' in chunk for chunk in iter(lambda: file.read(CHUNK), b""))


def sift(path: Path, dialect: Dialect, encoding: str, good: Path) -> BadLines:
    """Write the rows of the text table at `path`, in UTF-8, that can be read to `good`.

    DuckDB alone would not do: where a quote is never closed it takes all lines up to
    the next quote for one value, or drops the last ones, without a word. Here such a
    quote costs no line but its own, and each bad line is known by its number.

    Args:
        encoding: the name of what the file was written in, for the reasons.
    """
    bad = BadLines()
    with (
        path.open(encoding="utf-8", errors="surrogateescape", newline="") as source,
        good.open("w", encoding="utf-8", newline="") as target,
    ):
        lines = Lines(source)
        for _ in range(dialect.lines_above):
            lines.read()
        _sift_lines(lines, dialect, encoding, target, bad)
    bad.end()
    return bad


def _sift_lines(
    lines: Lines, dialect: Dialect, encoding: str, target: TextIO, bad: BadLines
) -> None:
    width, separator = len(dialect.names), dialect.separator
    records = Records(lines, separator)
    is_row = _row_of(width, separator).fullmatch
    while text := lines.read():
        # Nearly all lines are good and need no taking apart.
        if is_row(text) and _is_text(text) and len(text) < LONGEST:
            target.write(text.rstrip(LINE_ENDS) + "\n")
            bad.row_follows()
            continue
        record = records.beginning_with(text)
        reason = _problem(record, width, encoding)
        if reason:
            bad.judge(record, reason, width)
        elif len(record.fields) >= width:
            target.write(_row(record.fields[:width], separator))
            bad.row_follows()


def _row_of(width: int, separator: str) -> re.Pattern[str]:
    mark = re.escape(separator)
    field = rf'(?:"[^"\r\n]*+(?:""[^"\r\n]*+)*+"|(?! *")[^{mark}\r\n]*+)'
    return re.compile(rf"{field}(?:{mark}{field}){{{width - 1}}}[\r\n]*+")


def _is_text(text: str) -> bool:
    return text.isascii() or not NOT_TEXT.search(text)


def _problem(record: Record, width: int, encoding: str) -> str | None:
    if record.problem:
        return record.problem
    if not _is_text(record.text):
        return f"has bytes that are not {encoding.upper()} text"
    found = len(record.fields)
    if found == width or (found > width and not any(record.fields[width:])):
        return None
    if found < width and not any(field.strip(NOTHING) for field in record.fields):
        return None
    return f"has {how_many(found, 'column')} where the row of column names has {width:,}"


def _row(fields: list[str], separator: str) -> str:
    return separator.join('"' + field.replace('"', '""') + '"' for field in fields) + "\n"
