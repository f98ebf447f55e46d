"""Merged cells in a workbook of Excel's kind of today, .xlsx."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.etree import ElementTree

from segmentation.sources.workbooks.merged_cell import Merged

CHUNK, OVERLAP = 2**20, 200
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+)(\d+):[A-Z]+(\d+)"')
_FILLED = re.compile(rb'<(?:\w+:)?c\s+r="([A-Z]+)\d+"(?:\s[^>/]*)?>')
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def merged(archive: zipfile.ZipFile, sheet: str) -> tuple[list[Merged], int]:
    """The merged cells of a sheet, and its first column with something in it."""
    part = _part_of(archive, sheet)
    if part is None:
        return [], 0
    found = [
        Merged(_place(column), int(first) - 1, int(last) - 1)
        for column, first, last in _matches(archive, part, _MERGED)
    ]
    if not any(cell.last > cell.first for cell in found):
        return [], 0
    return found, min((_place(column) for column in _matches(archive, part, _FILLED)), default=0)


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The name of the part with a sheet's cells."""
    workbook, related = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if not {workbook, related} <= set(archive.namelist()):
        return None
    ids = {
        element.get("name"): element.get(_RELATED)
        for element in ElementTree.fromstring(archive.read(workbook)).iter()
        if element.tag.rpartition("}")[2] == "sheet"
    }
    targets = {
        element.get("Id"): str(element.get("Target"))
        for element in ElementTree.fromstring(archive.read(related))
    }
    target = targets.get(ids.get(sheet), "")
    part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl", target))
    return part if part in archive.namelist() else None


def _matches(archive: zipfile.ZipFile, part: str, pattern: re.Pattern[bytes]) -> Iterator[object]:
    """What the groups of a pattern are, all through a part and never much of it in memory."""
    before = b""
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            text, end = before + chunk, 0
            for match in pattern.finditer(text):
                end = match.end()
                yield match[1] if pattern.groups == 1 else match.groups()
            before = text[max(end, len(text) - OVERLAP) :]


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place - 1
