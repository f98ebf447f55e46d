"""Files that are damaged, protected, enormous, or not what their names say."""

import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
import xlwt

from segmentation.errors import (
    NotASpreadsheet,
    NotText,
    OversizedWorkbook,
    ProtectedWorkbook,
    SegmentationError,
    TooManyColumns,
    UnreadableSource,
)
from segmentation.sources.reading import MOST_COLUMNS
from segmentation.sources.workbooks import reader as workbook_reader
from segmentation.sources.workbooks import sheets
from tests.peak_memory import watched

from .workbook_files import protected, write_bomb, write_repeating_ods, write_xlsx

pytestmark = pytest.mark.slow

LONG = "y" * 32_767
NO_WORKBOOK = r'^"data\.(xlsx|xls|ods)" is damaged or is not a spreadsheet, although its name'


@pytest.fixture(scope="module")
def noise() -> bytes:
    return random.Random(42).randbytes(100_000)


@pytest.fixture
def workbook(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "whole.xlsx")
    sheet = book.add_worksheet()
    for row in range(2_000):
        sheet.write_row(row, 0, [row, "text", row / 7])
    book.close()
    return (tmp_path / "whole.xlsx").read_bytes()


def test_noise_named_csv(rows_of, noise):
    with pytest.raises(NotText, match=r'^"data\.csv" is not a text table, although its name'):
        rows_of(noise)


@pytest.mark.parametrize("name", ["data.xlsx", "data.xls", "data.ods"])
def test_noise_named_as_a_workbook(rows_of, noise, name):
    with pytest.raises(NotASpreadsheet, match=NO_WORKBOOK):
        rows_of(noise, name)


def test_noise_named_parquet(rows_of, noise):
    with pytest.raises(UnreadableSource, match=r'^"data\.parquet" cannot be read: it is damaged'):
        rows_of(noise, "data.parquet")


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1"])
def test_noise_with_the_right_start(rows_of, noise, start):
    with pytest.raises((NotASpreadsheet, UnreadableSource)):
        rows_of(start + noise, "data.xlsx")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_truncated_workbook(rows_of, workbook, share):
    with pytest.raises(NotASpreadsheet, match=NO_WORKBOOK):
        rows_of(workbook[: int(len(workbook) * share)], "data.xlsx")


@pytest.mark.parametrize(("at", "put"), [(6, b"\xab"), (8, b"\x00\x08"), (24, b"\xff" * 4)])
def test_damage_in_the_directory_of_a_workbook(rows_of, workbook, at, put):
    """A version of the format that there is none of, a name in no encoding, an absurd size."""
    damaged = bytearray(workbook).replace(b"[Content", b"[C\xff\xfetent")
    record = damaged.index(b"PK\x01\x02")
    damaged[record + at : record + at + len(put)] = put
    with pytest.raises((NotASpreadsheet, OversizedWorkbook)):
        rows_of(bytes(damaged), "data.xlsx")


def test_web_page_named_xls(rows_of):
    with pytest.raises(NotASpreadsheet, match=NO_WORKBOOK):
        rows_of("<html><table><tr><td>1</td></tr></table></html>", "data.xls")


def test_protected_workbook(rows_of):
    expected = r'^"data\.xlsx" is protected by a password\. Save a copy without one and use that\.$'
    with pytest.raises(ProtectedWorkbook, match=expected):
        rows_of(protected(), "data.xlsx")


def test_workbook_that_unpacks_to_gigabytes(tmp_path, rows_at):
    expected = r'^"bomb\.xlsx" would unpack to 0\.5 GB, too much for a spreadsheet\. Save the sheet'
    with pytest.raises(OversizedWorkbook, match=expected):
        rows_at(write_bomb(tmp_path / "bomb.xlsx", size=2**29))


def test_workbook_whose_cells_do_not_fit_in_memory(tmp_path, rows_at):
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c>'
    expected = r'^"data\.xlsx" cannot be read: it is damaged, or its sheets need more memory than'
    with pytest.raises(UnreadableSource, match=expected):
        rows_at(write_xlsx(tmp_path / "data.xlsx", far + "</row>"))


def xlsx_of_one_text(path, rows, columns):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row in range(rows):
            sheet.write_row(row, 0, [LONG] * columns)


def xls_of_one_text(path, rows, columns):
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row in range(rows):
        for column in range(columns):
            sheet.write(row, column, LONG)
    book.save(path)


WRITERS = {
    "data.xlsx": xlsx_of_one_text,
    "data.xls": xls_of_one_text,
    "data.ods": lambda path, *size: write_repeating_ods(path, LONG, *size),
}


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="only Linux tells")
@pytest.mark.parametrize("name", WRITERS)
def test_one_long_text_in_many_cells_takes_a_gigabyte_at_most(name, tmp_path, rows_at):
    """2.6 GB of text in a file of half a megabyte or less (1.2 MB as .xls)."""
    WRITERS[name](tmp_path / name, 400, 200)
    expected = rf'^"{name}" cannot be read: it is damaged, or its sheets need more memory than'
    with watched() as peak, pytest.raises(UnreadableSource, match=expected):
        rows_at(tmp_path / name)
    assert 0.5 < peak.reader < 1.0


def test_a_workbook_may_take_more_memory_the_larger_its_file(tmp_path, monkeypatch, rows_at):
    """A wide and long one is no bomb: what is limited is how much comes of a small file."""
    xlsx_of_one_text(tmp_path / "data.xlsx", 40, 20)
    monkeypatch.setattr(workbook_reader, "MEMORY", 2**24)
    with pytest.raises(UnreadableSource, match="its sheets need more memory"):
        rows_at(tmp_path / "data.xlsx")
    monkeypatch.setattr(workbook_reader, "MEMORY_FOR_A_BYTE", 2**20)
    assert len(rows_at(tmp_path / "data.xlsx")) == 39


def test_what_is_read_at_once_or_twice_is_the_same(tmp_path, monkeypatch, rows_at):
    with xlsxwriter.Workbook(tmp_path / "data.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "note"])
        sheet.write_row(1, 0, [7, "a"])
    expected = [{"id": 7, "note": "a"}]
    assert rows_at(tmp_path / "data.xlsx") == expected
    monkeypatch.setattr(sheets, "MOST_BESIDE", 0)
    assert rows_at(tmp_path / "data.xlsx") == expected


def test_what_does_not_fit_twice_is_read_once(workbook, rows_of, monkeypatch):
    """The process that reads twice at a time is given no memory here."""
    started = []

    def reader(path, *, beside):
        started.append(beside)
        monkeypatch.setattr(workbook_reader, "MEMORY", 2**20 if beside else 2**30)
        return workbook_reader.reader(path, beside=beside)

    monkeypatch.setattr(sheets, "reader", reader)
    assert len(rows_of(workbook, "data.xlsx")) == 1_999
    assert started == [True, False]


def test_workbook_that_takes_too_long(rows_of, workbook, monkeypatch):
    monkeypatch.setattr(workbook_reader, "SECONDS", 0.01)
    with pytest.raises(UnreadableSource, match="it is damaged, or its sheets need more memory"):
        rows_of(workbook, "data.xlsx")


def test_cell_of_ten_megabytes(rows_of):
    rows = rows_of(f'id,note,n\n1,{"x" * 10_000_000},2\n2,"{"y" * 10_000_000}",3\n')
    assert [len(row["note"]) for row in rows] == [10_000_000, 10_000_000]
    assert [row["n"] for row in rows] == ["2", "3"]


@pytest.mark.parametrize("quote", ["", '"'])
def test_nul_within_a_value(rows_of, quote):
    assert rows_of(f"a,b\n{quote}1\0x{quote},2\n") == [{"a": "1\0x", "b": "2"}]


def test_name_that_is_sql(rows_of):
    content = '"a""); DROP TABLE x; --",it\'s\n1,2\n'
    assert rows_of(content) == [{'a"); DROP TABLE x; --': "1", "it's": "2"}]


# How many rows the texts of these seeds have; all others hold nothing that is a table.
READABLE = {2: 2, 4: 1, 14: 1}


@pytest.mark.parametrize("seed", range(25))
def test_any_text_is_read_or_refused_in_a_sentence(rows_of, seed):
    chance = random.Random(seed)
    pieces = ["a", "1", ",", ",", ";", '"', '""', "\n", "\r\n", "\t", " ", "é", "\0", "\ufeff"]
    content = "".join(chance.choices(pieces, k=chance.randrange(1, 300)))
    try:
        rows = len(rows_of(content, bad_lines=chance.choice(["refuse", "skip"])))
    except SegmentationError as error:
        assert str(error).endswith(".")
        rows = None
    assert rows == READABLE.get(seed)


@pytest.mark.parametrize("columns", [MOST_COLUMNS, MOST_COLUMNS + 1])
def test_as_many_columns_of_parquet_as_of_anything_else(rows_at, tmp_path, columns):
    path = tmp_path / "wide.parquet"
    pq.write_table(pa.table({f"c{place}": [7] for place in range(columns)}), path)
    if columns == MOST_COLUMNS:
        assert len(rows_at(path)[0]) == MOST_COLUMNS
        return
    expected = r'^"wide\.parquet" has 4,001 columns and at most 4,000 can be read\.'
    with pytest.raises(TooManyColumns, match=expected):
        rows_at(path)
    # Of a folder, too.
    with pytest.raises(TooManyColumns, match=expected):
        rows_at(tmp_path)
