"""Split a text table into records, whatever is wrong with its lines.

The rules are DuckDB's: a field that begins with a quote ends with one, and may hold
separators, line ends and doubled quotes; a quote within any other field is a character.
"""

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from segmentation.sources.reading import LONGEST

LINE_ENDS = "\r\n"
UNCLOSED = "has a quote that is never closed"
STRAY = "has text after a closing quote"
TOO_LONG = f"is longer than {LONGEST // 2**20} million characters"


class Record(NamedTuple):
    """One record; or one line that is none, and then `problem` completes "line 5 ..."."""

    line: int
    last_line: int
    text: str
    fields: list[str]
    problem: str | None = None


class Lines:
    """The lines of a file opened with newline="", numbered from 1. They can be put back."""

    def __init__(self, file: TextIO):
        self._file = file
        self._put_back: deque[str] = deque()
        self.number = 0

    def read(self) -> str:
        """The next line with its end, no more than LONGEST of it. After the last, ""."""
        line = self._put_back.popleft() if self._put_back else self._from_file()
        self.number += bool(line)
        return line

    def put_back(self, lines: list[str]) -> None:
        """Give back the lines read last."""
        self._put_back.extendleft(reversed(lines))
        self.number -= len(lines)

    def _from_file(self) -> str:
        line = part = self._file.readline(LONGEST)
        while len(part) == LONGEST and part[-1] not in LINE_ENDS:
            part = self._file.readline(LONGEST)
        return line


class Records:
    """The records of a text table, one after the other.

    A quote that is never closed, or not where it should be, spoils the line it is in
    and no other: the next record begins on the next line.
    """

    def __init__(self, lines: Lines, separator: str):
        self._lines = lines
        self._separator = separator
        mark = re.escape(separator)
        quoted = rf'(?P<quoted>[^"]*+(?:""[^"]*+)*+)(?P<close>" *(?={mark}|\Z)|\Z)'
        plain = rf'(?! *")(?P<plain>[^{mark}]*+)'
        self._field = re.compile(rf'(?: *"{quoted}|{plain})(?P<next>{mark}|\Z)')
        self._rest = re.compile(rf"{quoted}(?P<next>{mark}|\Z)")

    def __iter__(self) -> Iterator[Record]:
        while text := self._lines.read():
            yield self.beginning_with(text)

    def beginning_with(self, text: str) -> Record:
        """The record that begins with the line read last."""
        line = self._lines.number
        body = text.rstrip(LINE_ENDS)
        if len(text) >= LONGEST:
            return Record(line, line, body, [], TOO_LONG)
        if '"' not in body:
            return Record(line, line, body, body.split(self._separator))
        fields, is_open = self._split(body, self._field)
        if is_open:
            return self._over_lines(text, fields)
        return Record(line, line, body, fields, None if fields else STRAY)

    def _over_lines(self, text: str, fields: list[str]) -> Record:
        """The record of which the last field goes on in the next line."""
        first = self._lines.number
        pieces = [fields.pop(), _line_end(text)]
        read: list[str] = []
        is_open, size = True, len(text)
        while is_open:
            following = self._lines.read()
            size += len(following)
            more, is_open = self._split(following.rstrip(LINE_ENDS), self._rest)
            read += [following] if following else []
            if not following or not more or size >= LONGEST:
                return self._spoilt(first, text, read)
            pieces.append(more[0])
            if len(more) > 1 or not is_open:
                fields += ["".join(pieces), *more[1:]]
                pieces = [fields.pop()] if is_open else []
            pieces.append(_line_end(following))
        if _hold_records(read[:-1], self._separator, len(fields)):
            return self._spoilt(first, text, read)
        return Record(first, self._lines.number, text + "".join(read), fields)

    def _spoilt(self, line: int, text: str, read: list[str]) -> Record:
        self._lines.put_back(read)
        return Record(line, line, text.rstrip(LINE_ENDS), [], UNCLOSED)

    def _split(self, body: str, pattern: re.Pattern[str]) -> tuple[list[str], bool]:
        """The fields, and whether the last one goes on. No fields: a stray quote."""
        fields: list[str] = []
        position = 0
        while found := pattern.match(body, position):
            quoted = found["quoted"]
            fields.append(found["plain"] if quoted is None else quoted.replace('""', '"'))
            if quoted is not None and not found["close"]:
                return fields, True
            if not found["next"]:
                return fields, False
            position, pattern = found.end(), self._field
        return [], False


def _line_end(text: str) -> str:
    return text[len(text.rstrip(LINE_ENDS)) :]


def _hold_records(lines: list[str], separator: str, width: int) -> bool:
    """Whether what stands within one quoted field is in truth the rows of the table.

    That happens when one stray quote opens the field and another, far below, closes it.
    """
    return (
        width >= 3 and len(lines) >= 3 and all(line.count(separator) == width - 1 for line in lines)
    )
