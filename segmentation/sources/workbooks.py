"""Refuse what is no workbook, and have one read in a process of its own."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from segmentation.errors import NotASpreadsheet, OversizedWorkbook, ProtectedWorkbook

PROCESS = Path(__file__).with_name("workbook_process.py")
MOST_UNPACKED = 4 * 2**30
# Excel's own files shrink to a tenth; a hundredth is seen where most cells are the same.
MOST_SHRUNK, SMALL = 200, 2**28
SECONDS = 1_800
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_workbook(path: Path) -> None:
    """Look at the outside of a workbook, before anything in it is unpacked.

    Raises:
        ProtectedWorkbook, OversizedWorkbook, NotASpreadsheet
    """
    with path.open("rb") as file:
        start = file.read(8)
    if start == OLE:
        _check_unprotected(path)
    elif start[:4] == ZIP:
        _check_size(path)
    else:
        raise NotASpreadsheet(path.name)


def ask(path: Path, **request: object) -> Any:
    """What workbook_process answers to the request about the workbook at `path`.

    Raises:
        ProtectedWorkbook, NotASpreadsheet
    """
    try:
        process = subprocess.run(
            [sys.executable, "-P", str(PROCESS)],
            input=json.dumps({"path": str(path.absolute()), **request}),
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotASpreadsheet(path.name) from None
    if process.returncode != 0:
        raise NotASpreadsheet(path.name)
    answer = json.loads(process.stdout)
    if "failure" in answer:
        protected = "password" in answer["failure"].lower()
        raise ProtectedWorkbook(path.name) if protected else NotASpreadsheet(path.name)
    return answer


def _check_unprotected(path: Path) -> None:
    # A protected .xlsx is an old-style container around what is encrypted.
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise ProtectedWorkbook(path.name)


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError):
        raise NotASpreadsheet(path.name) from None
    if size > MOST_UNPACKED or size > max(SMALL, MOST_SHRUNK * path.stat().st_size):
        raise OversizedWorkbook(path.name, size)
