"""Recognise how a text table is written: its separator and its line of column names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from segmentation.errors import (
    EmptySource,
    NoSuchHeaderRow,
    TooManyColumns,
    UnknownSeparator,
)
from segmentation.sources.headers import column_names, find_header
from segmentation.sources.reading import LONGEST, MOST_COLUMNS, Fits, Reading
from segmentation.sources.text.records import Lines, Record, Records

# Those that seldom stand in a text or a number come first, and win where lines
# could be split by either.
SEPARATORS = ("\t", "|", ";", ",")
BLANK = "\ufeff\0\x1a \t\r\n"
SAMPLE_LINES = 200
SAMPLE_SIZE = 4 * 2**20


@dataclass(frozen=True)
class Dialect:
    """Args:
    separator: one character.
    names: the columns, each with a name of its own.
    header: what the file has in their places.
    header_line: where the column names begin, counted from 1.
    lines_above: how many lines there are before the first row.
    """

    separator: str
    names: list[str]
    header: list[str]
    header_line: int
    lines_above: int


@dataclass(frozen=True)
class _Guess:
    dialect: Dialect
    support: int


def recognise_dialect(path: Path, name: str, reading: Reading, fits: Fits) -> Dialect:
    """How the text table at `path`, in UTF-8, is written.

    The separator is the one that splits most of the first lines into one same number
    of columns. The column names are in the first line with at least that number, of
    which more than half are filled (see find_header). Where these do not fit, another
    separator or line whose column names do is taken.

    Raises:
        EmptySource, NoSuchHeaderRow, TooManyColumns, UnknownSeparator
    """
    separators = [_separator(reading.separator)] if reading.separator else SEPARATORS
    sample = _sample(path, reading.header_row or 0)
    if not sample.strip(BLANK + "".join(separators) + '"'):
        raise EmptySource(name)
    guesses = [
        _guess(sample, separator, name, reading.header_row, fits) for separator in separators
    ]
    best = max(guesses, key=lambda guess: guess.support)
    fitting = [guess for guess in guesses if fits(guess.dialect.names)]
    dialect = (best if best in fitting or not fitting else fitting[0]).dialect
    if len(dialect.names) > MOST_COLUMNS:
        raise TooManyColumns(name, found=len(dialect.names), most=MOST_COLUMNS)
    return dialect


def _separator(wanted: str) -> str:
    separator = {"tab": "\t", "\\t": "\t"}.get(wanted.lower(), wanted)
    if len(separator) != 1 or separator in '"\r\n\0' or not separator.isascii():
        raise UnknownSeparator(wanted)
    return separator


def _sample(path: Path, header_row: int) -> str:
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        lines = (file.readline(LONGEST) for _ in range(header_row + SAMPLE_LINES))
        return "".join(_until(lines, SAMPLE_SIZE))


def _until(lines: Iterable[str], size: int) -> Iterable[str]:
    for line in lines:
        yield line
        size -= len(line)
        if size < 0:
            return


def _guess(sample: str, separator: str, name: str, header_row: int | None, fits: Fits) -> _Guess:
    records = [
        Record(r.line, r.last_line, r.text, r.fields or r.text.split(separator))
        for r in Records(Lines(StringIO(sample, newline="")), separator)
    ]
    width, support = _usual_width(records)
    if header_row is None:
        header = _header(records, width, fits)
    else:
        header = _record_at(records, header_row, name)
    return _Guess(_dialect(separator, records, header), support)


def _usual_width(records: list[Record]) -> tuple[int, int]:
    """The number of columns that most records have, and how many have it."""
    filled = [record for record in records if any(_cells(record))]
    widths = Counter(len(record.fields) for record in filled if len(record.fields) > 1)
    if not widths:
        return 1, 0
    width, support = widths.most_common(1)[0]
    usual = [record for record in filled if len(record.fields) == width]
    # Every row may end with a separator that the column names lack.
    while width > 2 and not any(record.fields[width - 1] for record in usual):
        width -= 1
    return width, support


def _header(records: list[Record], width: int, fits: Fits) -> Record:
    wide = [record for record in records if len(record.fields) >= width and any(_cells(record))]
    return wide[find_header([_cells(record) for record in wide], fits)]


def _record_at(records: list[Record], row: int, name: str) -> Record:
    for record in records:
        if record.line == row and any(_cells(record)):
            return record
    raise NoSuchHeaderRow(name, row)


def _dialect(separator: str, records: list[Record], header: Record) -> Dialect:
    cells = _cells(header)[: _used_width(records, header)]
    return Dialect(
        separator=separator,
        names=column_names(cells),
        header=cells,
        header_line=header.line,
        lines_above=header.last_line,
    )


def _used_width(records: list[Record], header: Record) -> int:
    """How many columns there are without those at the end that hold nothing."""
    below = [r for r in records if r.line > header.line and len(r.fields) == len(header.fields)]
    rows = [_cells(record) for record in (header, *below)]
    return max(
        (place for row in rows for place, cell in enumerate(row, start=1) if cell), default=1
    )


def _cells(record: Record) -> list[str]:
    return [cell.strip(BLANK) for cell in record.fields]
