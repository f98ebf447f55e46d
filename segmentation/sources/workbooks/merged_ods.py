"""Merged cells in a workbook of OpenDocument."""

import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

from segmentation.sources.workbooks.merged_cell import Merged

CONTENT = "content.xml"
CHUNK, OVERLAP = 2**20, 64
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_VALUE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
_SPANNED = re.compile(rb'number-rows-spanned="(?:[2-9]|[1-9]\d)')


def merged(archive: zipfile.ZipFile, sheet: str) -> tuple[list[Merged], int]:
    """The merged cells of a sheet, and its first column with something in it."""
    with archive.open(CONTENT) as file:
        if not _says(file, _SPANNED):
            return [], 0
    found: list[Merged] = []
    starts: set[int] = set()
    row = 0
    with archive.open(CONTENT) as file:
        for element in _rows_of(file, sheet):
            column = 0
            for cell in element:
                found += _spanned(cell, column, row)
                starts |= {column} if cell.get(_VALUE) else set()
                column += _times(cell, "columns-repeated")
            row += _times(element, "rows-repeated")
            element.clear()
    return found, min(starts, default=0)


def _spanned(cell: ElementTree.Element, column: int, row: int) -> list[Merged]:
    rows = _times(cell, "rows-spanned")
    return [Merged(column, row, row + rows - 1)] if rows > 1 else []


def _rows_of(file: IO[bytes], sheet: str) -> Iterator[ElementTree.Element]:
    """The rows of one sheet, each as soon as it is read."""
    is_it = False
    for event, element in ElementTree.iterparse(file, events=("start", "end")):
        if element.tag == f"{_TABLE}table":
            is_it = event == "start" and element.get(f"{_TABLE}name") == sheet
        elif element.tag == f"{_TABLE}table-row" and event == "end":
            if is_it:
                yield element
            element.clear()


def _times(element: ElementTree.Element, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}", 1))


def _says(file: IO[bytes], pattern: re.Pattern[bytes]) -> bool:
    """Whether a text has the pattern anywhere, with never much of it in memory."""
    before = b""
    while chunk := file.read(CHUNK):
        if pattern.search(before + chunk):
            return True
        before = chunk[-OVERLAP:]
    return False
