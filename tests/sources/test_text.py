"""Text tables: separators, quotes, line ends, values as they are written."""

import pytest

from segmentation.errors import EmptySource, NoRows, TooManyColumns, UnknownSeparator
from segmentation.sources import open_table


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separator_is_recognised(rows_of, separator):
    content = "age,income\n20,30\n21,31\n".replace(",", separator)
    assert rows_of(content) == [{"age": "20", "income": "30"}, {"age": "21", "income": "31"}]


def test_separators_within_quoted_headers_do_not_count(rows_of):
    assert rows_of('"a, b, c";d\n1;2\n') == [{"a, b, c": "1", "d": "2"}]


def test_decimal_commas_do_not_separate(rows_of):
    content = "Umsatz, EUR;Alter\n20,5;30\n21,5;31\n"
    assert rows_of(content)[0] == {"Umsatz, EUR": "20,5", "Alter": "30"}


def test_commas_within_text_do_not_separate(rows_of):
    content = "id\tnote\n1\thello, world\n2\tso, so, la\n"
    assert rows_of(content)[1] == {"id": "2", "note": "so, so, la"}


@pytest.mark.parametrize("separator", ["tab", "TAB", "\\t", "\t"])
def test_separator_may_be_given(rows_of, separator):
    assert rows_of("a,b\tc\n1,2\t3\n", separator=separator) == [{"a,b": "1,2", "c": "3"}]


def test_separator_that_none_would_guess(rows_of):
    assert rows_of("a~b\n1~2\n", separator="~") == [{"a": "1", "b": "2"}]


@pytest.mark.parametrize("separator", ["::", '"', "\n", "é"])
def test_separator_that_cannot_be(rows_of, separator):
    with pytest.raises(UnknownSeparator, match=r"cannot separate columns; expected one character"):
        rows_of("a;b\n1;2\n", separator=separator)


@pytest.mark.parametrize("name", ["data.csv", "data.tsv", "data.txt", "DATA.CSV", "export.xls"])
def test_endings_of_text_tables(rows_of, name):
    assert rows_of("a,b\n1,2\n", name) == [{"a": "1", "b": "2"}]


@pytest.mark.parametrize("name", ["d[1].csv", "a*b.csv", "what?.csv", "it's.csv", "{a,b}.csv"])
def test_names_that_look_like_patterns(rows_of, name):
    assert rows_of("a,b\n1,2\n", name) == [{"a": "1", "b": "2"}]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_line_ends(rows_of, line_end, quote):
    content = f"a,b\n{quote}1{quote},2\n3,4\n".replace("\n", line_end)
    assert rows_of(content) == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]


def test_line_ends_may_change_within_a_file(rows_of):
    content = "a,b\r\n1,2\n3,4\r5,6\r\n"
    assert [row["b"] for row in rows_of(content)] == ["2", "4", "6"]


def test_last_line_may_lack_its_end(rows_of):
    assert rows_of("a,b\n1,2") == [{"a": "1", "b": "2"}]


def test_quoted_fields_hold_separators_line_ends_and_quotes(rows_of):
    content = 'name,age\n"Smith, Ann",20\n"two\nlines",21\n"the ""best""",22\n'
    assert [row["name"] for row in rows_of(content)] == ["Smith, Ann", "two\nlines", 'the "best"']


def test_line_ends_within_quotes_stay_what_they_are(rows_of):
    content = '"name","age"\n"two\r\nlines","21"\n"old\rmac","22"\n'
    assert [row["name"] for row in rows_of(content)] == ["two\r\nlines", "old\rmac"]


def test_long_notes_of_many_lines_are_one_value(rows_of):
    note = "Dear Ann,\n\nthank you, and so on,\nand on\nand on\n\nBob"
    assert rows_of(f'id,note,n\n1,"{note}",5\n') == [{"id": "1", "note": note, "n": "5"}]


def test_quote_within_a_value_is_a_character(rows_of):
    assert rows_of('id,size\n1,5" pipe\n') == [{"id": "1", "size": '5" pipe'}]


def test_header_over_two_lines(rows_of):
    content = 'id,"Annual\nIncome"\n1,30\n'
    assert rows_of(content) == [{"id": "1", "Annual Income": "30"}]


def test_values_stay_as_they_are_written(rows_of):
    content = "id,day,n,none\n0001,2020-01-02, 1.50 ,NULL\n"
    assert rows_of(content) == [{"id": "0001", "day": "2020-01-02", "n": " 1.50 ", "none": "NULL"}]


def test_empty_values_are_missing(rows_of):
    assert rows_of('a,b,c\n1,,""\n') == [{"a": "1", "b": None, "c": None}]


@pytest.mark.parametrize("quote", ["", '"'])
def test_blank_lines_are_no_customers(rows_of, quote):
    content = f"a,b\n\n{quote}1{quote},2\n\n  \n,\n3,4\n\n\n"
    assert rows_of(content) == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]


def test_one_column(rows_of):
    assert rows_of("age\n20\n\n21\n") == [{"age": "20"}, {"age": "21"}]


def test_columns_without_and_with_the_same_name(rows_of):
    content = ",Age,age,Age\n1,2,3,4\n"
    assert rows_of(content) == [{"Column 1": "1", "Age": "2", "age (2)": "3", "Age (3)": "4"}]


def test_separators_at_the_end_of_each_line(rows_of):
    assert rows_of("a;b;\n1;2;\n3;4;\n") == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]
    assert rows_of("a;b\n1;2;\n3;4;\n") == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]


def test_rows_keep_their_order(rows_of):
    content = "n,text\n" + "".join(f"{n},some text\n" for n in range(200_000))
    assert [row["n"] for row in rows_of(content)] == [str(n) for n in range(200_000)]


def test_control_z_ends_some_old_files(rows_of):
    assert rows_of("a,b\n1,2\n\x1a") == [{"a": "1", "b": "2"}]


@pytest.mark.parametrize("content", ["", "\n \n\r\n", "\t\n", "\ufeff", "\0"])
def test_file_with_nothing_in_it(rows_of, content):
    with pytest.raises(EmptySource, match=r'^"data\.csv" is empty; expected a first row of column'):
        rows_of(content)


@pytest.mark.parametrize("content", ["a,b\n", "a,b", "a,b\n\n\n", '"a","b"\n', "a,b\n,\n"])
def test_header_without_rows(rows_of, content):
    with pytest.raises(NoRows, match=r'^"data\.csv" has column names but no rows below them'):
        rows_of(content)


def test_a_million_columns(rows_of):
    header = ",".join(f"c{n}" for n in range(1_000_000))
    expected = r'^"data\.csv" has 1,000,000 columns and at most 4,000 can be read'
    with pytest.raises(TooManyColumns, match=expected):
        rows_of(f"{header}\n{header}\n")


def test_two_thousand_columns(rows_of):
    header = ",".join(f"c{n}" for n in range(2_000))
    assert rows_of(f"{header}\n{'1,' * 1999}1\n")[0]["c1999"] == "1"


def test_ordinary_file_needs_no_explanation(written, understood):
    assert understood(written("a,b\n1,2\n")) == []
    assert understood(written("a\tb\n1\t2\n", "data.tsv")) == []


def test_what_is_not_ordinary_is_told(written, understood):
    assert understood(written("a;b\n1;2\n")) == ['Columns are separated by ";".']
    assert understood(written("a\tb\n1\t2\n")) == ["Columns are separated by tabs."]
    assert understood(written("a,b\n1,2\n", "data.tsv")) == ["Columns are separated by commas."]


@pytest.mark.parametrize("content", [",", ",\n", ";;\n;;\n", '"",""\n', " , \n\t|\n", "\ufeff,,"])
def test_nothing_but_separators_is_an_empty_file(tmp_path, content):
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    expected = r'^"a\.csv" is empty; expected a first row of column names'
    with pytest.raises(EmptySource, match=expected), open_table(tmp_path / "a.csv"):
        pass


def test_empty_rows_do_not_say_how_wide_a_table_is(rows_of):
    assert rows_of(",,,\n,,,\n,,,\nname,age\nAnn,20\n") == [{"name": "Ann", "age": "20"}]
