"""Text tables whose columns are parted by runs of spaces, as statistics programs print them."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from segmentation.sources.reading import LONGEST

Spans: TypeAlias = list[tuple[int, int]]

# What parts columns elsewhere: a line of column names with one of these is no line of spaces.
ELSEWHERE = re.compile(r"[,;|\t]")
SAMPLE_LINES = 200
HIGHEST_HEADER = 20
# A total or a note below the table has fewer fields.
MOST_ODD, FEW_ODD = 0.05, 2
# A no-break or a thin space parts thousands, and no columns. Quoted fields may hold spaces.
ANY_RUN = re.compile(r'"(?:[^"]|"")*"(?![^ \t\r\n])|[^ \t\r\n]+')
# Where two spaces or more part fields, one space may stand within a name.
WIDE_RUN = re.compile(r"[^ \t\r\n]+(?: [^ \t\r\n]+)*")


class Spacing(NamedTuple):
    """How the fields of a line are found, where the column names are, counted from 0, and
    whether rows begin with a number of their own, for which there is no name."""

    field: re.Pattern[str]
    header: int = 0
    is_numbered: bool = False


def find_spacing(path: Path) -> Spacing | None:
    """How spaces part the columns of the text at `path`, in UTF-8; None where they do not.

    They do where a line without any other separator is followed by lines with the same number
    of fields, one of which holds digits all the way down: a list of names is no table. Only
    wide gaps count where what they part stands below its column's name.
    """
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as file:
        lines = [file.readline(LONGEST) for _ in range(SAMPLE_LINES)]
    return _spacing(lines, WIDE_RUN) or _spacing(lines, ANY_RUN)


def write_with_tabs(path: Path, spacing: Spacing, copy: Path) -> None:
    """Write the text at `path`, in UTF-8, to `copy` with tabs in place of runs of spaces.

    Lines keep their numbers; those above the column names become empty.
    """
    with (
        path.open(encoding="utf-8-sig", errors="surrogateescape") as source,
        copy.open("w", encoding="utf-8", errors="surrogateescape", newline="\n") as target,
    ):
        number = 0
        while line := source.readline(LONGEST):
            fields = spacing.field.findall(line) if number >= spacing.header else []
            if number == spacing.header and spacing.is_numbered:
                fields = ["", *fields]
            target.write("\t".join(fields) + "\n")
            number += 1


def _spacing(lines: Sequence[str], field: re.Pattern[str]) -> Spacing | None:
    rows = [[match.span() for match in field.finditer(line)] for line in lines]
    widths = Counter(len(row) for row in rows[1:] if row)
    width = widths.most_common(1)[0][0] if widths else 0
    if width < 2:
        return None
    for number, row in enumerate(rows[:HIGHEST_HEADER]):
        names = [lines[number][start:end] for start, end in row]
        is_numbered = len(row) == width - 1 > 1 and field is ANY_RUN
        if not (len(row) == width or is_numbered) or not _are_names(names):
            continue
        if ELSEWHERE.search(lines[number].strip(" \r\n")):
            continue
        below = [
            (spans, [line[start:end] for start, end in spans])
            for line, spans in zip(lines[number + 1 :], rows[number + 1 :])
            if spans
        ]
        if is_numbered and not _count_up([fields for _, fields in below]):
            continue
        if _is_table(below, width, row if field is WIDE_RUN else None):
            return Spacing(field, number, is_numbered)
    return None


def _are_names(fields: Sequence[str]) -> bool:
    return all(any(map(str.isalpha, field)) for field in fields)


def _is_table(rows: Sequence[tuple[Spans, list[str]]], width: int, header: Spans | None) -> bool:
    """Whether nearly all rows have this width, stand below `header`, and hold numbers."""
    usual = [(spans, fields) for spans, fields in rows if len(spans) == width]
    if header:
        usual = [(spans, fields) for spans, fields in usual if _stand_below(spans, header)]
    odd = len(rows) - len(usual)
    if len(usual) <= odd or odd > max(FEW_ODD, MOST_ODD * len(rows)):
        return False
    columns = zip(*(fields for _, fields in usual))
    return any(all(any(map(str.isdigit, cell)) for cell in column) for column in columns)


def _stand_below(spans: Spans, header: Spans) -> bool:
    return all(
        start < name_end and name_start < end
        for (start, end), (name_start, name_end) in zip(spans, header)
    )


def _count_up(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first fields are 1, 2, 3 and so on: the numbers of the rows."""
    return all(row[0].strip('"') == str(number) for number, row in enumerate(rows, start=1))
