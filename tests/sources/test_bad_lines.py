"""Lines that cannot be read: refused by number, or left out and counted."""

import pytest

from segmentation.errors import UnreadableLine
from segmentation.sources import Reading, open_table

HEADER = "id,gender,age,income,score\n"
ROWS = "1,F,20,30,40\n2,M,21,31,41\n3,F,22,32,42\n"
TOO_FEW = "has 3 columns where the row of column names has 5"
TOO_MANY = "has 6 columns where the row of column names has 5"
UNCLOSED = "has a quote that is never closed"
STRAY = "has text after a closing quote"


@pytest.fixture
def skipped(written):
    """How many lines were left out, which, and the ids that are left."""

    def read(content):
        with open_table(written(content), Reading(bad_lines="skip")) as opened:
            ids = opened.table.id.to_pyarrow().to_pylist()
            lines = list(opened.skipped_lines.itertuples(index=False, name=None))
            return opened.skipped, lines, ids

    return read


@pytest.mark.parametrize("before", ["", ROWS, ROWS * 10_000])
@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("4,F,23", TOO_FEW),
        ("4,F,23,33,43,53", TOO_MANY),
        ('4,"F,23,33,43', UNCLOSED),
        ('4,F,23,33,"43', UNCLOSED),
        ('4,"F"x,23,33,43', STRAY),
    ],
)
def test_bad_line_is_refused_by_its_number(rows_of, before, bad, reason):
    line = f"{before.count(chr(10)) + 2:,}"
    expected = (
        rf'^"data\.csv" cannot be read: line {line} {reason}\. Nothing was kept: correct the file, '
        r"or leave such lines out with --bad-lines skip\.$"
    )
    with pytest.raises(UnreadableLine, match=expected):
        rows_of(f"{HEADER}{before}{bad}\n{ROWS}")


def test_the_other_bad_lines_are_counted(rows_of):
    content = f"{HEADER}{ROWS}4,F\n5,F,1,2,3,4\n6\n"
    expected = "line 5 has 2 columns .* has 5, and 2 more lines cannot be read. Nothing was kept"
    with pytest.raises(UnreadableLine, match=expected):
        rows_of(content)


def test_bad_lines_are_left_out_and_listed(skipped):
    content = f'{HEADER}1,F,20,30,40\n2,M,21\n3,F,22,32,42\n4,"F,2,3,4\n5,F,1,2,3,4\n6,F,1,2,3\n'
    count, lines, ids = skipped(content)
    assert ids == ["1", "3", "6"]
    assert count == 3
    assert lines == [
        (3, "2,M,21", TOO_FEW),
        (5, '4,"F,2,3,4', UNCLOSED),
        (6, "5,F,1,2,3,4", TOO_MANY),
    ]


def test_unclosed_quote_costs_no_line_but_its_own(skipped):
    content = f'{HEADER}1,"F,20,30,40\n2,M,21,31,41\n3,"F",22,32,42\n4,M,23,33,43\n'
    assert skipped(content) == (1, [(2, '1,"F,20,30,40', UNCLOSED)], ["2", "3", "4"])


def test_two_stray_quotes_far_apart_swallow_no_rows(skipped):
    between = "".join(f"{n},M,21,31,41\n" for n in range(2, 500))
    content = f'{HEADER}1,"F,20,30,40\n{between}500,M",21,31,41\n501,F,1,2,3\n'
    count, lines, ids = skipped(content)
    assert (count, lines[0]) == (1, (2, '1,"F,20,30,40', UNCLOSED))
    assert ids == [str(n) for n in range(2, 502)]


def test_lines_count_from_the_top_of_the_file(skipped):
    content = f'Title\n\n{HEADER}1,"two\nlines",20,30,40\n\n2,M,21\n'
    assert skipped(content) == (1, [(7, "2,M,21", TOO_FEW)], ["1"])


def test_every_line_bad_is_refused_even_so(rows_of):
    with pytest.raises(UnreadableLine, match="line 2 has 2 columns"):
        rows_of(f"{HEADER}1,F\n2,M\n", bad_lines="skip")


def test_more_bad_lines_than_are_listed(written):
    path = written(HEADER + ROWS + "x,y\n" * 25_000)
    with open_table(path, Reading(bad_lines="skip")) as opened:
        assert opened.skipped == 25_000
        assert len(opened.skipped_lines) == 10_000
        assert opened.table.count().execute() == 3


def test_short_rows_that_are_blank_are_no_bad_lines(rows_of):
    assert len(rows_of(f"{HEADER}{ROWS},,\n \n,,,,,,\n")) == 3


def test_line_that_is_too_long(skipped):
    content = f"{HEADER}1,F,20,30,40\n2,{'x' * 17_000_000},1,2,3\n3,M,20,30,40\n"
    count, lines, ids = skipped(content)
    assert (count, ids, len(lines[0][1])) == (1, ["1", "3"], 1_000)
    assert lines[0][2] == "is longer than 16 million characters"
