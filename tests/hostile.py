"""Files that mean harm, or know no better: made from a number, the same one every time."""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

HEADER = ["Customer", "Age", "Annual Income (k$)", "Spending Score (1-100)", "Note"]
CELLS = [
    "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "+1", "\t=1", "'", '"', '""', 'a"b', "a,b",
    "a;b", "a\nb", "a\r\nb", "\ufeff", "\0", "é", "日本", "\u202e", "1e309", "-1e309", "NaN", "inf",
    "0x10", "1_000", "1.000,5", "1,000.5", "٣", " 7 ", "", "NULL", "None", "true", "2024-13-45",
    "9" * 400, "<script>", "'; DROP TABLE x; --", "{}", "%s", "\\N", "\\",
]  # fmt: skip
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32", "cp932"]


def write_hostile(number: int, folder: Path) -> Path:
    """Write the hostile file of this number into the folder; returns its path."""
    chance = random.Random(number)
    kind: Callable[[random.Random], tuple[str, bytes]] = chance.choice(KINDS)
    name, content = kind(chance)
    path = folder / name
    path.write_bytes(content)
    return path


def _rows(chance: random.Random) -> list[list[str]]:
    """A list of shoppers, some of whose cells are anything."""
    rows = [
        [f"{n:04}", str(chance.randint(18, 70)), str(chance.randint(15, 140)),
         str(chance.randint(1, 99)), "fine"]
        for n in range(chance.randint(0, 30))
    ]  # fmt: skip
    for row in rows:
        if chance.random() < 0.4:
            row[chance.randrange(5)] = chance.choice(CELLS)
    return rows


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def _table(chance: random.Random) -> tuple[str, bytes]:
    """A good CSV of odd cells, in some encoding, with some separator."""
    separator, end = chance.choice(",;\t|"), chance.choice(["\n", "\r\n", "\r"])
    lines = [[_quoted(cell) for cell in row] for row in [HEADER, *_rows(chance)]]
    text = end.join(separator.join(line) for line in lines)
    return "list.csv", text.encode(chance.choice(ENCODINGS), errors="replace")


def _raw_table(chance: random.Random) -> tuple[str, bytes]:
    """As above without quotes, so that any cell may break a line."""
    lines = [",".join(row) for row in [HEADER, *_rows(chance)]]
    return "list.csv", "\n".join(lines).encode()


def _cut(chance: random.Random) -> tuple[str, bytes]:
    name, content = chance.choice([_table, _workbook, _parquet])(chance)
    return name, content[: chance.randrange(len(content) + 1)]


def _flipped(chance: random.Random) -> tuple[str, bytes]:
    name, content = chance.choice([_table, _workbook, _parquet])(chance)
    noisy = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        noisy[chance.randrange(len(noisy))] = chance.randrange(256)
    return name, bytes(noisy)


def _noise(chance: random.Random) -> tuple[str, bytes]:
    starts = [b"", b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0", b"SQLite format 3\0", b"\x1f\x8b"]
    ending = chance.choice(["csv", "xlsx", "xls", "ods", "parquet", "tsv", "txt", "db", "exe"])
    return f"list.{ending}", chance.choice(starts) + chance.randbytes(chance.randrange(5_000))


def _huge_cell(chance: random.Random) -> tuple[str, bytes]:
    cell = chance.choice(["x", "9", '""', "é\n"]) * chance.choice([1_000, 100_000, 3_000_000])
    row = ["1", "30", "60", "50", f'"{cell}"']
    at = chance.randrange(5)
    row[at], row[4] = row[4], row[at]
    return "list.csv", "\n".join([",".join(HEADER), ",".join(row)]).encode()


def _wide(chance: random.Random) -> tuple[str, bytes]:
    count = chance.choice([500, 5_000, 50_000])
    names = [*HEADER, *(f"c{n}" for n in range(count))]
    return "list.csv", "\n".join([",".join(names), ",".join(["7"] * len(names))]).encode()


def _nested_quotes(chance: random.Random) -> tuple[str, bytes]:
    quotes = '"' * chance.randrange(1, 2_000)
    return "list.csv", (",".join(HEADER) + f"\n1,30,60,50,{quotes}\n2,30,60,50,fine\n").encode()


def _headers(chance: random.Random) -> tuple[str, bytes]:
    """Columns missing, twice, renamed, or below a few lines of title."""
    names = [chance.choice([name, name, name, "Age", "", "x" * 3_000]) for name in HEADER]
    title = "\n".join(chance.choices(["Report", "", "a,b", '"'], k=chance.randrange(4)))
    lines = [",".join(names), *(",".join([*row[:4], "fine"]) for row in _rows(chance))]
    return "list.csv", (title + "\n" + "\n".join(lines)).encode()


def _workbook(chance: random.Random) -> tuple[str, bytes]:
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_numbers": chance.random() < 0.7}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(chance.choice(["Sheet1", "Daten", "=1"]))
        for at, row in enumerate([HEADER, *_rows(chance)], chance.choice([0, 0, 3])):
            for column, cell in enumerate(row):
                sheet.write(at, column, cell)
    return chance.choice(["list.xlsx", "list.xlsx", "list.csv"]), buffer.getvalue()


def _bomb(chance: random.Random) -> tuple[str, bytes]:
    """A workbook whose sheet unpacks to far more than it takes on disk."""
    _, content = _workbook(chance)
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as whole,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bomb,
    ):
        for part in whole.namelist():
            with bomb.open(part, "w", force_zip64=True) as inside:
                inside.write(whole.read(part))
                # In pieces, so that the maker of the bomb does not need the memory itself.
                for _ in range(chance.choice([10, 100, 500]) * part.endswith("sheet1.xml")):
                    inside.write(b" " * 1_000_000)
    return "list.xlsx", buffer.getvalue()


def _parquet(chance: random.Random) -> tuple[str, bytes]:
    frame = pd.DataFrame(_rows(chance), columns=HEADER).astype(str)
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False)
    return "list.parquet", buffer.getvalue()


def _one_text(chance: random.Random) -> tuple[str, bytes]:
    """A list in which everybody has the same long note, which the file holds once."""
    return chance.choice([_one_text_in_a_workbook, _one_text_in_parquet])(chance)


def _one_text_in_a_workbook(chance: random.Random) -> tuple[str, bytes]:
    rows, columns = chance.choice([(20_000, 4), (200, 400), (40, 40)])
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*HEADER[:4], *(f"Note {n}" for n in range(columns))])
        for row in range(1, rows + 1):
            sheet.write_row(row, 0, [row, 30, 40, 50, *["y" * 32_767] * columns])
    return "list.xlsx", buffer.getvalue()


def _one_text_in_parquet(chance: random.Random) -> tuple[str, bytes]:
    count, length = chance.choice([(1_500, 1_000_000), (20_000, 5_000), (50, 100_000)])
    note = pa.DictionaryArray.from_arrays(
        pa.array(np.zeros(count, dtype="int32")), pa.array(["x" * length])
    )
    numbers = [pa.array(range(count)), *(pa.array([n] * count) for n in (30, 40, 50))]
    buffer = io.BytesIO()
    pq.write_table(pa.table([*numbers, note], names=HEADER), buffer, compression="zstd")
    return "list.parquet", buffer.getvalue()


# The costly ones once, those that find most twice or more.
KINDS = 5 * [
    *[_table] * 5,
    *[_raw_table] * 3,
    *[_cut] * 2,
    *[_flipped] * 3,
    *[_noise] * 3,
    *[_headers] * 3,
    *[_nested_quotes] * 2,
    *[_workbook] * 2,
    _parquet,
]

KINDS += 2 * [_huge_cell, _wide, _bomb]
# Up to 127 kinds a new one at the end leaves the files of almost all numbers as they are.
KINDS += [_one_text]
