"""Lines of a table that are none of its rows: totals, column names again, notes."""

import pytest

from segmentation.errors import UnreadableLine
from segmentation.sources import open_table

ORDERS = (
    "Order,Customer,Day,Total,Town\nA1,0007,2024-01-02,5.50,Rome\nA2,0008,2024-01-03,6.50,Oslo\n"
)
LINES = "order,customer,day,product,spent\n1,7,2024-01-02,Tea,5\n2,8,2024-01-03,Cake,6\n"
PEOPLE = "customer_id,visits,spend\nK1,4,10\nK2,6,20.5\n"


@pytest.fixture
def read(written):
    """The rows of a text table, and {rule: [(row, text), ...]} of what was taken out."""

    def of(content):
        with open_table(written(content)) as opened:
            rows = [tuple(row.values()) for row in opened.table.to_pyarrow().to_pylist()]
            out = {
                o.rule: list(o.lines.itertuples(index=False, name=None)) for o in opened.not_rows
            }
            assert opened.lines_out == sum(o.count for o in opened.not_rows)
            return rows, out

    return of


@pytest.mark.parametrize(
    "word",
    [
        *("Total", "TOTAL:", "Grand total", "Subtotal", "Summe", "Gesamt", "Gesamtsumme"),
        *("Zwischensumme", "Total général", "Sous-total", "Suma", "Totale", "Totaal", "Toplam"),
        *("Total geral", "合計", "Итого", "Celkem", "Razem", "Total (2 orders)", "Total: 2"),
    ],
)
@pytest.mark.parametrize("place", [0, 1, 4])
def test_line_of_totals_is_no_row(read, word, place):
    cells = ["", "", "", "12", ""]
    cells[place] = word
    rows, out = read(ORDERS + ",".join(cells) + "\n")
    assert [row[0] for row in rows] == ["A1", "A2"]
    told = f"{word}, 12" if place < 3 else f"12, {word}"
    assert out == {"lines of totals": [("3", told)]}


def test_subtotals_between_rows_are_none(read):
    content = LINES + "Subtotal,,,,11\n3,7,2024-01-04,Tea,5\n,,,Subtotal,5\n,,,Grand total:,16\n"
    rows, out = read(content)
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert [row for row, _ in out["lines of totals"]] == ["3", "5", "6"]


@pytest.mark.parametrize("cell", ["0008 Total", "Summe 0008", "Total for 0008:", "0008 Ergebnis"])
def test_total_of_what_stands_above_is_no_row(read, cell):
    rows, out = read(f"{ORDERS},{cell},,6.50,\n")
    assert len(rows) == 2
    assert out == {"lines of totals": [("3", f"{cell}, 6.50")]}


@pytest.mark.parametrize("name", ["0009 Total", "Total Fitness GmbH", "Total care", "Summer"])
def test_names_that_only_sound_like_it_stay(read, name):
    rows, out = read(f"{ORDERS},{name},,6.50,\n")
    assert (len(rows), out) == (3, {})


def test_word_in_a_row_that_says_whose_it_is_stays(read):
    content = ORDERS + "A3,Total,2024-01-04,7,Bonn\n" + LINES.replace("Tea", "Total")[:0]
    assert read(content) == (
        [
            ("A1", "0007", "2024-01-02", "5.50", "Rome"),
            ("A2", "0008", "2024-01-03", "6.50", "Oslo"),
            ("A3", "Total", "2024-01-04", "7", "Bonn"),
        ],
        {},
    )


def test_product_of_that_name_stays_where_nothing_else_is_text(read):
    content = "customer,product,spent\n7,Tea,5\n8,Total,5\n9,Cake,3\n9,Total,5\n"
    assert len(read(content)[0]) == 4


def test_category_of_that_name_stays(read):
    content = "customer,cover,age\n" + "".join(f"{n},{'total' * (n % 2)},30\n" for n in range(40))
    assert read(content)[1] == {}


@pytest.mark.parametrize("last", ["Total,10,30.5", "Summe,10,", "Total,,30.5"])
def test_total_among_codes_is_none(read, last):
    rows, out = read(f"{PEOPLE}{last}\n")
    assert [row[0] for row in rows] == ["K1", "K2"]
    assert list(out) == ["lines of totals"]


def test_total_below_names_is_none_by_its_sums(read):
    content = 'region,members,spent\nNord,4,"1.000,50"\nTotal,10,"3.000,75"\nSüd,6,"2.000,25"\n'
    rows, out = read(content)
    assert [row[0] for row in rows] == ["Nord", "Süd"]
    assert out == {"lines of totals": [("2", "Total, 10, 3.000,75")]}


def test_total_and_average_below_names_are_none(read):
    rows, out = read("name,visits,spent\nAnn,4,10\nBo,6,20.5\nTotal,10,30.5\nAverage,5,15.25\n")
    assert [row[0] for row in rows] == ["Ann", "Bo"]
    assert [row for row, _ in out["lines of totals"]] == ["3", "4"]


def test_column_names_that_come_again_are_no_row(read):
    header = LINES.splitlines()[0]
    rows, out = read(
        f"{LINES}{header}\n3,9,2024-01-05,Tea,7\n{header.upper()}\n4,9,2024-01-06,Tea,8\n"
    )
    assert [row[0] for row in rows] == ["1", "2", "3", "4"]
    assert out == {
        "column names again": [
            ("3", "order, customer, day, product, spent"),
            ("5", "ORDER, CUSTOMER, DAY, PRODUCT, SPENT"),
        ]
    }


def test_notes_below_the_table_are_no_rows(read):
    rows, out = read(f"{LINES}Exported on 3 May by the shop,,,,\nPage 2 of 2,,,,\n")
    assert [row[0] for row in rows] == ["1", "2"]
    assert [text for _, text in out["notes beside the table"]] == [
        "Exported on 3 May by the shop",
        "Page 2 of 2",
    ]


def test_customer_of_whom_nothing_is_known_stays(read):
    assert len(read(f"{LINES}3,,,,\n")[0]) == 3


def test_rows_that_mostly_say_what_the_columns_are_called_stay(read):
    rows, lines = read("yes,no\nyes,no\nyes,no\nno,yes\n")
    assert len(rows) == 3
    assert lines == {}


def test_columns_without_name_and_value_are_none(read):
    rows, out = read("a,,b,,c\n1,,2,,3\n4, ,5,x,6\n")
    assert (rows, out) == ([("1", "2", None, "3"), ("4", "5", "x", "6")], {})


def test_several_files_are_counted_together(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(f"{ORDERS}Total,,,12,\n")
    with open_table(tmp_path) as opened:
        assert opened.table.count().execute() == 4
        assert [(out.rule, out.count) for out in opened.not_rows] == [("lines of totals", 2)]


@pytest.mark.parametrize("line", ["Total: 12.00", "Summe;12", "Total,,12", "Gesamtsumme"])
def test_total_with_fewer_columns_is_no_row(read, line):
    rows, out = read(ORDERS + line.replace(";", ",") + "\n")
    assert [row[0] for row in rows] == ["A1", "A2"]
    [(rule, [(row, _)])] = out.items()
    assert (rule, row) == ("lines of totals", "3")


def test_notes_with_fewer_columns_below_the_table_are_none(read):
    rows, out = read(f"{ORDERS}\n(2 rows affected)\nExported on 3 May\n")
    assert [row[0] for row in rows] == ["A1", "A2"]
    assert [text for _, text in out["notes beside the table"]] == [
        "(2 rows affected)",
        "Exported on 3 May",
    ]


@pytest.mark.parametrize("end", ["A3,0009\n", "A3\n", "By Ann Smith\nA3,1,2024-01-04,5,Bonn\n"])
def test_row_that_is_cut_off_is_still_refused(read, end):
    with pytest.raises(UnreadableLine, match="line 4 has"):
        read(ORDERS + end)
