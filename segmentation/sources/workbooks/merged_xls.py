"""Merged cells in a workbook of Excel's old kind, .xls: records in a file of compound documents."""

import struct
from collections.abc import Iterator

from segmentation.sources.workbooks.compound import stream_of
from segmentation.sources.workbooks.merged_cell import Merged

STREAMS = ("Workbook", "Book")
BEGINS, ENDS, SHEET, MERGED = 0x0809, 0x000A, 0x0085, 0x00E5
# Numbers, texts and formulas: what is only formatted has nothing in it.
CELLS = {0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E}


def merged(content: bytes, sheet: str) -> tuple[list[Merged], int]:
    """The merged cells of a sheet, and its first column with something in it."""
    book = stream_of(content, STREAMS)
    start = next((at for at, name in _sheets(book) if name == sheet), None)
    if start is None:
        return [], 0
    found: list[Merged] = []
    first = None
    for kind, data in _of_one_sheet(book, start):
        if kind == MERGED:
            found += _cells_in(data)
        elif kind in CELLS and len(data) >= 4:
            column = struct.unpack_from("<H", data, 2)[0]
            first = column if first is None else min(first, column)
    return found, first or 0


def _records(book: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    at = start
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length


def _of_one_sheet(book: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of a sheet without those of the charts within it."""
    depth = 0
    for kind, data in _records(book, start):
        depth += (kind == BEGINS) - (kind == ENDS)
        if depth == 1:
            yield kind, data
        if depth == 0:
            return


def _sheets(book: bytes) -> Iterator[tuple[int, str]]:
    """Where each sheet begins, and its name."""
    for kind, data in _of_one_sheet(book, 0):
        if kind == SHEET and len(data) > 8:
            letters, is_wide = data[6], data[7] & 1
            text = data[8 : 8 + letters * (2 if is_wide else 1)]
            yield (
                struct.unpack_from("<I", data)[0],
                text.decode("utf-16-le" if is_wide else "latin-1"),
            )


def _cells_in(data: bytes) -> list[Merged]:
    count = struct.unpack_from("<H", data)[0] if len(data) >= 2 else 0
    there = min(count, (len(data) - 2) // 8)
    places = (struct.unpack_from("<HHHH", data, 2 + 8 * at) for at in range(there))
    return [Merged(column, first, last) for first, last, column, _ in places]
