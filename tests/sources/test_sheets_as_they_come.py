"""Workbooks with titles, notes, lists of contents, sheets that belong together, merged cells."""

import pytest
import xlsxwriter
import xlwt

from segmentation.sources import Reading, open_table
from tests.sources.workbook_files import write_merged_ods

HEADER = ["customer_id", "visits", "spend"]
ROWS = [["K1", 1, 12], ["K2", 6, 61.5], ["K3", 11, 110]]
READ = [("K1", 1, 12.0), ("K2", 6, 61.5), ("K3", 11, 110.0)]


@pytest.fixture
def opened_of(tmp_path):
    """The rows, the sentences and what was taken out of a workbook with these cells.

    {sheet: {(row, column): row of cells}}, and cells to merge, {sheet: [(range, text)]}.
    """

    def read(sheets, merged=(), **options):
        path = tmp_path / "book.xlsx"
        book = xlsxwriter.Workbook(path)
        for title, blocks in sheets.items():
            sheet = book.add_worksheet(title)
            for (row, column), rows in blocks.items():
                for number, cells in enumerate(rows):
                    sheet.write_row(row + number, column, cells)
            for where, text in dict(merged).get(title, ()):
                sheet.merge_range(where, text)
        book.close()
        with open_table(path, **options) as opened:
            rows = [tuple(row.values()) for row in opened.table.to_pyarrow().to_pylist()]
            out = [(out.rule, out.count) for out in opened.not_rows]
            return rows, opened.understood, out

    return read


@pytest.mark.parametrize(
    "above",
    [
        {(0, 0): [["Customers of our shop"]]},
        {(0, 0): [["Customers of our shop"]], (0, 6): [["as of May"]]},
        {(0, 0): [["Customers"]], (0, 3): [["in euros"]], (1, 0): [["made by Ann"]]},
    ],
)
def test_title_at_the_left_and_notes_beside_it(opened_of, above):
    rows, understood, _ = opened_of({"S": {**above, (2, 1): [HEADER, *ROWS]}})
    assert rows == READ
    assert understood == ["Column names in row 3."]


def test_table_that_does_not_begin_in_the_corner(opened_of):
    assert opened_of({"S": {(4, 3): [HEADER, *ROWS]}})[0] == READ


@pytest.mark.parametrize(
    "groups", [["Master data", "Behaviour", "Behaviour"], ["", "Behaviour", "Behaviour"]]
)
def test_names_stand_below_a_row_of_groups(opened_of, groups):
    rows, understood, _ = opened_of({"S": {(0, 0): [groups, HEADER, *ROWS]}})
    assert rows == READ
    assert understood == ["Column names in row 2."]


@pytest.mark.parametrize("first", [["K1", "n/a", "unknown"], ["K1", 1, 12], ["K1", "low", "low"]])
def test_names_that_come_twice_stay_the_names(opened_of, first):
    rows, _, _ = opened_of({"S": {(0, 0): [["id", "amount", "amount"], first, *ROWS, *ROWS]}})
    assert len(rows) == 7


def test_names_above_fewer_columns_stay_the_names(opened_of):
    header = ["", "town", "age"]
    rows = [["Ann", "Rome", "unknown"], ["Bo", "Oslo", 31], ["Cy", "Bonn", 32]]
    assert len(opened_of({"S": {(0, 0): [header, *rows]}})[0]) == 3


def test_list_of_contents_is_not_taken(opened_of):
    contents = [["Sheet", "What"], ["People", "one row a customer"]]
    rows, understood, _ = opened_of(
        {"Contents": {(0, 0): contents}, "People": {(0, 0): [HEADER, *ROWS]}}
    )
    assert rows == READ
    assert understood == [
        'Sheet "People".',
        'Not read, since the columns are others: "Contents".',
    ]


def test_sheets_with_the_same_columns_are_one_table(opened_of):
    turned = [["Spend", "customer_id", "visits"], [7.5, "K4", 2]]
    sheets = {"H1": {(0, 0): [HEADER, *ROWS]}, "H2": {(1, 1): turned}}
    rows, understood, _ = opened_of(sheets)
    assert rows == [*READ, ("K4", 2, 7.5)]
    assert understood == ['The sheets "H1" and "H2" have the same columns and were read as one.']


@pytest.mark.parametrize(
    "later",
    [
        [["spend", "town", "customer_id", "visits"], [7.5, "Rome", "K4", 2]],
        [["Town", "visits", "customer_id", "SPEND"], ["Rome", 2, "K4", 7.5]],
    ],
)
def test_sheets_of_which_one_has_a_column_more_are_one_table(opened_of, later):
    rows, understood, out = opened_of({"2024": {(0, 0): [HEADER, *ROWS]}, "2025": {(0, 0): later}})
    assert [row[:3] for row in rows] == [*READ, ("K4", 2, 7.5)]
    assert [row[3] for row in rows] == [None, None, None, "Rome"]
    town = next(name for name in later[0] if name.casefold() == "town")
    assert understood == [
        f'The sheets "2024" and "2025" were read as one; not all of them have "{town}".'
    ]
    assert out == []


@pytest.mark.parametrize(
    ("name", "header", "why"),
    [
        ("Stock", ["item", "pieces", "spend"], "since the columns are others"),
        ("More", [*HEADER, "town", "age"], "since the columns are others"),
        ("Short", HEADER[:2], "since the columns are others"),
    ],
)
def test_sheets_with_other_columns_are_told_not_to_be_read(opened_of, name, header, why):
    other = [header, [f"I{n}" for n in range(len(header))]]
    rows, understood, _ = opened_of({"People": {(0, 0): [HEADER, *ROWS]}, name: {(0, 0): other}})
    assert rows == READ
    assert understood == ['Sheet "People".', f'Not read, {why}: "{name}".']


@pytest.mark.parametrize(
    "name", ["Refunds", "Retouren 2024", "Gutschriften", "Rimborsi", "İadeler", "Zwroty", "Avoirs"]
)
def test_what_was_given_back_is_not_read_with_the_orders(opened_of, name):
    sheets = {"Orders": {(0, 0): [HEADER, *ROWS]}, name: {(0, 0): [HEADER, ["K1", 1, 12]]}}
    rows, understood, _ = opened_of(sheets)
    assert rows == READ
    assert understood == [
        'Sheet "Orders".',
        f'Not read: "{name}", which by the name holds what was given back or cancelled; nothing '
        "of it was taken off.",
    ]


def test_sheet_that_is_named_is_read_alone(opened_of):
    sheets = {"H1": {(0, 0): [HEADER, *ROWS]}, "H2": {(0, 0): [HEADER, ["K4", 2, 7.5]]}}
    assert opened_of(sheets, reading=Reading(table="H2"))[0] == [("K4", 2, 7.5)]


def test_merged_cells_stand_for_each_of_their_rows(opened_of):
    rows = [["", 1, 12], ["", 6, 61.5], ["K3", 11, 110]]
    blocks = {(0, 0): [["Visits"]], (2, 1): [HEADER, *rows]}
    found = opened_of({"S": blocks}, {"S": [("B4:B5", "K1")]})
    assert found[0] == [("K1", 1, 12.0), ("K1", 6, 61.5), ("K3", 11, 110.0)]
    assert found[1][-1] == "1 cell merged over several rows counted for each of these rows."


MERGED = [("K1", 2, [(1, 12), (6, 61.5)]), ("K3", 1, [(11, 110)]), ("K4", 3, [(1, 2)] * 3)]
EACH_ROW = [("K1", 1, 12.0), ("K1", 6, 61.5), ("K3", 11, 110.0), *[("K4", 1, 2.0)] * 3]


def write_merged_xls(path, header, rows):
    book = xlwt.Workbook()
    book.add_sheet("Notes").write(0, 0, "Nothing merged here")
    sheet = book.add_sheet("Kunden")
    sheet.write(0, 1, "Our customers")
    for column, name in enumerate(header):
        sheet.write(2, column + 1, name)
    at = 3
    for said, spanned, numbers in rows:
        sheet.write_merge(at, at + spanned - 1, 1, 1, said)
        for values in numbers:
            for column, value in enumerate(values):
                sheet.write(at, column + 2, value)
            at += 1
    book.save(str(path))
    return path


@pytest.mark.parametrize(
    ("name", "write"), [("data.xls", write_merged_xls), ("data.ods", write_merged_ods)]
)
def test_merged_cells_of_other_kinds_of_workbooks(tmp_path, name, write):
    with open_table(write(tmp_path / name, HEADER, MERGED)) as opened:
        rows = [tuple(row.values()) for row in opened.table.to_pyarrow().to_pylist()]
        assert rows == EACH_ROW
        told = "2 cells merged over several rows counted for each of these rows."
        assert told in opened.understood


def test_totals_and_column_names_within_a_sheet_are_no_rows(opened_of):
    cells = [HEADER, *ROWS, HEADER, ["K4", 2, 7.5], ["Summe:", 20, 191]]
    rows, _, out = opened_of({"S": {(0, 0): cells}})
    assert [row[0] for row in rows] == ["K1", "K2", "K3", "K4"]
    assert out == [("column names again", 1), ("lines of totals", 1)]


def test_subtotals_among_numbers_of_customers_are_no_rows(opened_of):
    cells = [["Cliente", "Pedido", "Importe"], [17, 1, 5.5], [17, 2, 4], ["Subtotal", "", 9.5]]
    cells += [[18, 3, 6], ["Subtotal", "", 6], ["Total general", "", 15.5]]
    rows, _, out = opened_of({"S": {(3, 2): cells}})
    assert rows == [("17", 1, 5.5), ("17", 2, 4.0), ("18", 3, 6.0)]
    assert out == [("lines of totals", 3)]
