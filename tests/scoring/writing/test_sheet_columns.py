"""Workbooks: which cells are numbers, dates and text, and what the sheet looks like."""

import datetime as dt
import re
import zipfile

import pandas as pd
import pytest

from segmentation.scoring.lists.contacts import is_name
from segmentation.scoring.writing.formats import write_xlsx

TEXTS = pd.DataFrame(
    {
        "CustomerID": ["12", "13", "14"],
        "Age": ["30", "41", None],
        "Income": ["60.5", "-3", "0"],
        "PLZ": ["80331", "10115", "20095"],
        "Telefon": ["491701234504", "491701234505", "491701234506"],
        "Voucher": ["007", "120", "130"],
        "Card": ["1234567890123456", "1", "2"],
        "Mixed": ["1", "2", "three"],
        "Joined": ["2020-01-02", None, "2021-12-31"],
        "Left": ["31.12.2020", "01.02.2021", "02.03.2021"],
        "Seen": ["2020-01-02 08:30:00", "2020-01-03T09:00:00", "2020-01-04 00:00:00"],
        "Either": ["01/02/2020", "03/04/2020", "05/06/2020"],
        "Empty": [None, None, None],
        "Note": ["=1+1", "x", "-5"],
    }
)
TYPED = pd.DataFrame(
    {
        "customer_id": [17850, 17851, 17852],
        "total": [1.5, float("nan"), 7.0],
        "orders": pd.array([3, None, 4], dtype="Int64"),
        "long": [10**15, 1, 2],
        "yes": [True, False, True],
        "day": [dt.date(2020, 1, 2), None, dt.date(2021, 1, 1)],
    }
)


@pytest.fixture
def sheet(lazy, tmp_path):
    def write(frame):
        write_xlsx(lazy(frame.astype({c: "string" for c in frame if c == "Empty"})), path)
        with zipfile.ZipFile(path) as archive:
            return archive.read("xl/worksheets/sheet1.xml").decode()

    path = tmp_path / "out.xlsx"
    return write


def cells(xml, frame):
    """Each column's cells as (type, value): n is a number, d a date, inlineStr text, b truth."""
    found = {name: [] for name in frame}
    for name, at in zip(frame, "ABCDEFGHIJKLMN"):
        for row in range(2, len(frame) + 2):
            cell = re.search(rf'<c r="{at}{row}"([^>]*)>(.*?)</c>', xml)
            found[name].append(cell and kind_and_value(*cell.groups()))
    return found


def kind_and_value(attributes, content):
    value = re.sub("<[^>]+>", "", content)
    kind = re.search('t="([^"]+)"', attributes)
    if kind:
        return kind[1], value
    return ("d" if "s=" in attributes else "n"), float(value)


def test_text_of_numbers_and_dates(sheet):
    found = cells(sheet(TEXTS), TEXTS)
    assert found["Age"] == [("n", 30), ("n", 41), None]
    assert found["Income"] == [("n", 60.5), ("n", -3), ("n", 0)]
    assert found["Joined"] == [("d", 43832), None, ("d", 44561)]
    assert found["Left"] == [("d", 44196), ("d", 44228), ("d", 44257)]
    assert found["Seen"][:2] == [("d", pytest.approx(43832 + 8.5 / 24)), ("d", 43833.375)]
    assert found["Empty"] == [None, None, None]


@pytest.mark.parametrize(
    "name", ["CustomerID", "PLZ", "Telefon", "Voucher", "Card", "Mixed", "Either"]
)
def test_text_that_stays_as_it_is(sheet, name):
    assert cells(sheet(TEXTS), TEXTS)[name] == [("inlineStr", text) for text in TEXTS[name]]


def test_text_is_escaped(sheet):
    expected = [("inlineStr", "'=1+1"), ("inlineStr", "x"), ("inlineStr", "-5")]
    assert cells(sheet(TEXTS), TEXTS)["Note"] == expected


def test_typed_columns(sheet):
    assert cells(sheet(TYPED), TYPED) == {
        "customer_id": [("inlineStr", "17850"), ("inlineStr", "17851"), ("inlineStr", "17852")],
        "total": [("n", 1.5), None, ("n", 7)],
        "orders": [("n", 3), None, ("n", 4)],
        "long": [("inlineStr", str(10**15)), ("inlineStr", "1"), ("inlineStr", "2")],
        "yes": [("b", "1"), ("b", "0"), ("b", "1")],
        "day": [("d", 43832), None, ("d", 44197)],
    }


def test_header_stays_in_sight_and_filters(sheet):
    xml = sheet(TEXTS)
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in xml
    assert '<autoFilter ref="A1:N4"/>' in xml


def test_widths_follow_what_a_column_holds(sheet):
    frame = pd.DataFrame({"Id": ["a"], "Annual Income (k$)": ["60"], "Text": ["x" * 400]})
    widths = [float(width) for width in re.findall('<col [^>]*width="([0-9.]+)"', sheet(frame))]
    assert [round(width) for width in widths] == [9, 23, 51]


def test_no_rows(lazy, tmp_path):
    table = lazy(TEXTS.drop(columns="Empty"))
    write_xlsx(table.filter(table.Age == "none"), tmp_path / "none.xlsx")
    with zipfile.ZipFile(tmp_path / "none.xlsx") as archive:
        assert '<autoFilter ref="A1:M1"/>' in archive.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize(
    ("header", "names"),
    [
        *((name, True) for name in ("ID", "id", "CustomerID", "InvoiceNo", "Kundennr.")),
        *((name, True) for name in ("order_id", "Order number", "StockCode", "customer", "IBAN")),
        *((name, True) for name in ("Postleitzahl", "Zip", "Code postal", "Téléphone", "Mobile")),
        *((name, False) for name in ("Age", "paid", "Number of orders", "Number", "Income", "Key")),
        *((name, False) for name in ("NumWebPurchases", "Recency", "Spending Score (1-100)", "")),
    ],
)
def test_columns_that_name_something(header, names):
    assert is_name(header) is names
