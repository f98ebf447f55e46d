"""What kind of thing a file is: by what it begins with, else by its name."""

from pathlib import Path
from typing import Literal, TypeAlias

from segmentation.errors import UnknownFormat, UnreadableSource
from segmentation.sources.workbooks.reader import OLE, ZIP

Kind: TypeAlias = Literal["text", "spreadsheet", "parquet", "json", "sqlite", "duckdb"]

ENDINGS: dict[str, Kind] = {
    ".csv": "text",
    ".tsv": "text",
    ".txt": "text",
    ".parquet": "parquet",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".xlsx": "spreadsheet",
    ".xlsm": "spreadsheet",
    ".xlsb": "spreadsheet",
    ".xls": "spreadsheet",
    ".ods": "spreadsheet",
}
STARTS: dict[bytes, Kind] = {b"PAR1": "parquet", ZIP: "spreadsheet", OLE: "spreadsheet"}
CONTROL = bytes(range(9)) + bytes(range(14, 32))


def kind_of(path: Path) -> Kind:
    """The kind of the file at `path`.

    Programs name files after other kinds than theirs: a table in text is often called
    .xls, and a workbook .csv.

    Raises:
        UnknownFormat, UnreadableSource
    """
    start = _start(path)
    if start.startswith(b"SQLite format 3\0"):
        return "sqlite"
    if start[8:12] == b"DUCK":
        return "duckdb"
    kind = ENDINGS.get(path.suffix.lower())
    if kind is None:
        raise UnknownFormat(path.name, ENDINGS)
    for signature, kind_by_start in STARTS.items():
        if start.startswith(signature):
            return kind_by_start
    return "text" if path.suffix.lower() == ".xls" and _is_text(start) else kind


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4096)
    except OSError as error:
        reason = (error.strerror or "the system refuses").lower()
        raise UnreadableSource(path.name, f"{reason}.") from error


def _is_text(start: bytes) -> bool:
    # A web page is no table, although programs save one as .xls, too.
    return bool(start) and start.translate(None, CONTROL) == start and start[:1] != b"<"
