"""A stream of a compound document, the container of Excel's old workbooks."""

import struct
from collections.abc import Sequence

SECTOR_SIZE, FIRST_FAT, FATS_IN_HEADER = 30, 76, 109
ENTRY, SMALL = 128, 4096
# From here on a number names no sector.
NO_SECTOR = 0xFFFFFFFA


def stream_of(content: bytes, names: Sequence[str]) -> bytes:
    """The first stream with one of these names; empty where there is none.

    A workbook is never so small that it would stand among the container's short streams.
    """
    if len(content) < 512:
        return b""
    size = 1 << struct.unpack_from("<H", content, SECTOR_SIZE)[0]
    following = _following(content, size)
    first = struct.unpack_from("<I", content, 48)[0]
    directory = _chain(content, size, following, first)
    for at in range(0, len(directory) - ENTRY + 1, ENTRY):
        entry = directory[at : at + ENTRY]
        name = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode(
            "utf-16-le", "replace"
        )
        start, length = struct.unpack_from("<II", entry, 116)
        if name in names and length >= SMALL:
            return _chain(content, size, following, start)[:length]
    return b""


def _following(content: bytes, size: int) -> tuple[int, ...]:
    """The sector that follows each one."""
    tables = list(struct.unpack_from(f"<{FATS_IN_HEADER}I", content, FIRST_FAT))
    further = struct.unpack_from("<I", content, 68)[0]
    seen: set[int] = set()
    while further < NO_SECTOR and further not in seen:
        seen.add(further)
        numbers = _numbers(content, size, further)
        tables += numbers[:-1]
        further = numbers[-1] if numbers else NO_SECTOR
    return tuple(
        number for table in tables if table < NO_SECTOR for number in _numbers(content, size, table)
    )


def _numbers(content: bytes, size: int, sector: int) -> tuple[int, ...]:
    part = _sector(content, size, sector)
    return struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4])


def _sector(content: bytes, size: int, sector: int) -> bytes:
    return content[(sector + 1) * size : (sector + 2) * size]


def _chain(content: bytes, size: int, following: Sequence[int], start: int) -> bytes:
    parts, sector, seen = [], start, set()
    while sector < len(following) and sector not in seen:
        seen.add(sector)
        parts.append(_sector(content, size, sector))
        sector = following[sector]
    return b"".join(parts)
