"""Refuse what is no workbook, and have one read in a process of its own."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from segmentation.errors import (
    NotASpreadsheet,
    OversizedWorkbook,
    ProtectedWorkbook,
    UnreadableSource,
)
from segmentation.processes.limits import SPARING
from segmentation.processes.memory_there import memory_there

Ask: TypeAlias = Callable[..., Any]

ROOT = Path(__file__).parents[3]
PROCESS = Path(__file__).with_name("workbook_process.py")
MOST_UNPACKED = 4 * 2**30
# Excel's own files shrink to a tenth; a hundredth is seen where most cells are the same.
MOST_SHRUNK, SMALL = 200, 2**28
# A full sheet of eight columns needs 0.9 GB, 25 times its file; as OpenDocument 1.3 GB, 45 times.
# What all processes share comes on top, so that it is a gigabyte for a small file.
MEMORY, MEMORY_FOR_A_BYTE, MOST_MEMORY = 850 * 2**20, 56, 2**32
# What unpacks to no more than this mostly can be read twice at a time within the memory.
MOST_BESIDE = 200 * 2**20
SECONDS = 1_800
ENDED = (
    "it is damaged, or its sheets need more memory than there is. "
    "Open it in a spreadsheet program and save the sheet that is needed as CSV."
)
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_workbook(path: Path) -> int:
    """Look at the outside of a workbook, before anything in it is unpacked.

    Returns:
        How many bytes it says that it unpacks to.

    Raises:
        ProtectedWorkbook, OversizedWorkbook, NotASpreadsheet
    """
    with path.open("rb") as file:
        start = file.read(8)
    if start == OLE:
        _check_unprotected(path)
        return path.stat().st_size
    if start[:4] == ZIP:
        return _checked_size(path)
    raise NotASpreadsheet(path.name)


@contextmanager
def reader(path: Path, *, beside: bool) -> Iterator[Ask]:
    """What passes requests about the workbook at `path` to workbook_process.

    A request raises ProtectedWorkbook, NotASpreadsheet, OSError where the system refuses a
    file or, where the process ended over it, UnreadableSource.

    Args:
        path: the workbook.
        beside: whether to read, at the same time, what is likely to be asked for: twice as fast
            and up to twice the memory.
    """
    needed = max(MEMORY, MEMORY_FOR_A_BYTE * path.stat().st_size)
    # A process that asks for more than the container has is killed, and others with it.
    memory = min(needed, MOST_MEMORY, memory_there())
    with subprocess.Popen(
        [
            sys.executable,
            "-P",
            str(PROCESS),
            str(path.absolute()),
            str(memory),
            str(SECONDS),
            *(["beside"] * beside),
        ],
        env={**os.environ, **SPARING, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as process:
        try:
            yield lambda **request: _ask(process, path, request)
        finally:
            process.kill()


def _ask(process: "subprocess.Popen[str]", path: Path, request: dict[str, object]) -> Any:
    try:
        print(json.dumps(request), file=process.stdin, flush=True)
        answer = json.loads(process.stdout.readline())
    except (OSError, ValueError):
        raise UnreadableSource(path.name, ENDED) from None
    if "of_the_system" in answer:
        raise OSError(answer["errno"], answer["of_the_system"])
    if "failure" in answer:
        protected = "password" in answer["failure"].lower()
        raise ProtectedWorkbook(path.name) if protected else NotASpreadsheet(path.name)
    return answer


def _check_unprotected(path: Path) -> None:
    # A protected .xlsx is an old-style container around what is encrypted.
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise ProtectedWorkbook(path.name)


def _checked_size(path: Path) -> int:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
    # What is damaged may look like another version of the format, or a name in no encoding.
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise NotASpreadsheet(path.name) from None
    if size > MOST_UNPACKED or size > max(SMALL, MOST_SHRUNK * path.stat().st_size):
        raise OversizedWorkbook(path.name, size)
    return size
