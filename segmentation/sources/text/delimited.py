"""Open a text table: CSV and its kin."""

from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from segmentation.errors import EmptySource
from segmentation.sources.engines.duck import TextTable, copy_text
from segmentation.sources.not_rows.taking_out import counted_together, not_rows_of, without_not_rows
from segmentation.sources.reading import LONGEST, Fits, NotRows, Reading, Workspace
from segmentation.sources.text.dialects import Dialect, recognise_dialect
from segmentation.sources.text.encodings import (
    check_encoding,
    in_words,
    is_guess,
    recognise_encoding,
    refuse_binary,
    to_utf_8,
)
from segmentation.sources.text.sifting import BadLines, has_quotes, sift
from segmentation.sources.text.spaced import ANY_RUN, Spacing, find_spacing, write_with_tabs

CALLED = {"\t": "tabs", ",": "commas"}
SPACES = (" ", "space", "spaces")


@dataclass(frozen=True)
class TextCopy:
    """A text table as a Parquet file of text columns, and how it was read."""

    parquet: Path
    rows: int
    understood: list[str]
    bad: BadLines
    not_rows: list[NotRows]


def copy_delimited(path: Path, workspace: Workspace, reading: Reading, fits: Fits) -> TextCopy:
    """Copy the text table at `path` to a Parquet file in the workspace.

    Raises:
        DataError: empty, not text, or a line that cannot be read is to be refused.
    """
    if path.stat().st_size == 0:
        raise EmptySource(path.name)
    encoding = check_encoding(reading.encoding) if reading.encoding else recognise_encoding(path)
    text = _in_utf_8(path, encoding, workspace)
    refuse_binary(text, path.name)
    spacing = _spacing(text, reading)
    if spacing:
        text = _with_tabs(text, spacing, path, workspace)
        reading = replace(reading, separator="\t")
    dialect = recognise_dialect(text, path.name, reading, fits)
    parquet = workspace.new_file(".parquet")
    bad = BadLines()
    if has_quotes(text) or not _copied(text, dialect, parquet):
        bad = _copy_good_lines(text, dialect, encoding, parquet, workspace)
    if reading.bad_lines == "refuse":
        bad.refuse(path.name)
    if text != path:
        text.unlink()
    parquet, not_rows = without_not_rows(parquet, dialect.header, workspace)
    not_rows = counted_together([not_rows, _short_lines(bad, dialect)])
    rows = pq.read_metadata(parquet).num_rows
    guessed = not reading.encoding and is_guess(encoding)
    told = _understood(dialect, encoding, path, spaced=bool(spacing), guessed=guessed)
    return TextCopy(parquet, rows, told, bad, not_rows)


def _short_lines(bad: BadLines, dialect: Dialect) -> list[NotRows]:
    return [
        not_rows_of(rule, [(str(record.line - dialect.lines_above), record.fields)])
        for rule, record in bad.beside
    ]


def _in_utf_8(path: Path, encoding: str, workspace: Workspace) -> Path:
    if encoding == "utf-8":
        return path
    copy = workspace.new_file(".csv")
    to_utf_8(path, encoding, copy)
    return copy


def _spacing(text: Path, reading: Reading) -> Spacing | None:
    if reading.separator is None:
        return find_spacing(text)
    if reading.separator.lower() in SPACES:
        return find_spacing(text) or Spacing(ANY_RUN)
    return None


def _with_tabs(text: Path, spacing: Spacing, path: Path, workspace: Workspace) -> Path:
    copy = workspace.new_file(".csv")
    write_with_tabs(text, spacing, copy)
    if text != path:
        text.unlink()
    return copy


def _copied(text: Path, dialect: Dialect, parquet: Path) -> bool:
    """Whether the file could be copied as it is, every line of it."""
    try:
        copy_text(
            TextTable(
                path=text,
                names=dialect.names,
                separator=dialect.separator,
                skip=dialect.lines_above,
            ),
            parquet,
        )
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return False
    return True


def _copy_good_lines(
    text: Path, dialect: Dialect, encoding: str, parquet: Path, workspace: Workspace
) -> BadLines:
    good = workspace.new_file(".csv")
    bad = sift(text, dialect, encoding, good)
    table = TextTable(
        path=good,
        names=dialect.names,
        separator=dialect.separator,
        line_end="\n",
        # The lines were measured in characters, each of up to four bytes.
        longest=4 * LONGEST,
    )
    copy_text(table, parquet)
    good.unlink()
    return bad


def _understood(
    dialect: Dialect, encoding: str, path: Path, *, spaced: bool, guessed: bool
) -> list[str]:
    sentences = []
    usual = "\t" if path.suffix.lower() == ".tsv" else ","
    if spaced:
        sentences.append("Columns are separated by spaces.")
    elif dialect.separator != usual and len(dialect.names) > 1:
        called = CALLED.get(dialect.separator, f'"{dialect.separator}"')
        sentences.append(f"Columns are separated by {called}.")
    if guessed:
        sentences.append(
            f"The encoding is a guess: {in_words(encoding)}. If letters look wrong, say --encoding."
        )
    elif encoding != "utf-8":
        sentences.append(f"Text is {in_words(encoding)}.")
    if dialect.header_line > 1:
        sentences.append(f"Column names are in line {dialect.header_line:,}.")
    return sentences
