"""Headers in all their spellings, and the numbers and dates below them."""

import datetime
from contextlib import ExitStack

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from segmentation.customers.columns import (
    find_columns,
    match_columns,
    read_columns,
    recognise,
)
from segmentation.customers.values import Notation
from segmentation.errors import (
    AmbiguousColumn,
    MissingColumns,
    UnknownKindOfData,
    UnreadableValues,
)
from segmentation.recipes import RECIPES
from segmentation.recipes.mall import MALL
from segmentation.recipes.recipe import Column, Recipe
from segmentation.sources import open_table

TINY = Recipe(
    name="tiny",
    title="Tiny",
    about="A number, a date and a text.",
    key="name",
    columns=(
        Column(name="name", kind="text", required=False),
        Column(name="score", kind="number", aliases=("points won",)),
        Column(name="day", kind="date", required=False),
    ),
    features=(),
)
PERSONALITY_HEADERS = [
    "ID",
    "Year_Birth",
    "Education",
    "Marital_Status",
    "Income",
    "Dt_Customer",
    "Recency",
    "MntWines",
    "MntFruits",
    "MntMeatProducts",
    "MntFishProducts",
    "MntSweetProducts",
    "MntGoldProds",
    "NumWebPurchases",
    "NumStorePurchases",
]
MEMBERSHIP_HEADERS = [
    "id",
    "age",
    "gender",
    "income",
    "spending_score",
    "membership_years",
    "purchase_frequency",
    "preferred_category",
    "last_purchase_amount",
]
MALL_HEADERS = ["CustomerID", "Genre", "Age", "Annual Income (k$)", "Spending Score (1-100)"]


@pytest.fixture
def opened(tmp_path):
    """Open columns, written to a file, as a table; every row of TINY needs a score."""
    with ExitStack() as stack:

        def open_columns(**columns):
            rows = len(next(iter(columns.values())))
            pq.write_table(pa.table({"score": [1] * rows} | columns), tmp_path / "tiny.parquet")
            return stack.enter_context(open_table(tmp_path / "tiny.parquet")).table

        yield open_columns


@pytest.fixture
def read(opened):
    """The columns of TINY read from such columns."""
    return lambda **columns: read_columns(opened(**columns), TINY).execute()


def dates(frame):
    return [str(day)[:10] for day in frame.day]


@pytest.fixture
def rejected(opened):
    """What is said of such columns."""

    def message(**columns):
        with pytest.raises(UnreadableValues) as error:
            read_columns(opened(**columns), TINY)
        return str(error.value)

    return message


@pytest.mark.parametrize(
    "header",
    ["score", "SCORE", " Score ", "Score (1-100)", "score [points]", "s_core", "Points Won"],
)
def test_header_spellings(header):
    assert match_columns(TINY, [header])["score"] == header


def test_other_headers_do_not_match():
    with pytest.raises(MissingColumns):
        match_columns(TINY, ["scores", "high score", "(score)"])


def test_optional_columns_may_be_absent():
    assert match_columns(TINY, ["Score", "else"]) == {"score": "Score"}


def test_genre_is_gender():
    assert match_columns(MALL, MALL_HEADERS)["gender"] == "Genre"


def test_missing_columns_are_named_against_those_found():
    with pytest.raises(MissingColumns) as error:
        match_columns(MALL, ["Age", "Pay"])
    assert str(error.value) == (
        'The data lacks "income", "spending_score"; the columns found are "Age", "Pay". '
        "Rename the columns that mean the same, or add those that are missing."
    )


def test_two_columns_that_could_be_the_same():
    with pytest.raises(AmbiguousColumn) as error:
        match_columns(MALL, ["Age", "Income", "Annual Income (k$)", "Score"])
    assert str(error.value) == (
        'The columns "Income", "Annual Income (k$)" could each be "income". '
        "Keep one of them and remove or rename the others."
    )


def test_same_header_twice(tmp_path):
    (tmp_path / "twice.csv").write_text("score,score\n1,2\n")
    with (
        pytest.raises(AmbiguousColumn, match='could each be "score"'),
        open_table(tmp_path / "twice.csv") as source,
    ):
        read_columns(source.table, TINY)


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        (MALL_HEADERS, "mall"),
        (PERSONALITY_HEADERS, "personality"),
        (MEMBERSHIP_HEADERS, "membership"),
        (["age", "income", "score"], "mall"),
    ],
)
def test_recipe_is_recognised_by_the_columns(headers, name):
    assert recognise(RECIPES.values(), headers).name == name


def test_no_recipe_fits():
    recipes = (TINY, MALL)
    with pytest.raises(UnknownKindOfData) as error:
        recognise(recipes, ["age", "b"])
    assert str(error.value) == (
        'No recipe fits the columns "age", "b": tiny lacks "score"; '
        'mall lacks "income", "spending_score". '
        "Rename the columns that mean the same, or name the recipe yourself."
    )


def test_columns_come_under_the_recipes_names(tmp_path):
    (tmp_path / "odd.csv").write_text("other,DAY,Points won (n)\nx,2020-01-02,3\n")
    with open_table(tmp_path / "odd.csv") as source:
        found = read_columns(source.table, TINY).execute()
    assert found.columns.tolist() == ["name", "score", "day"]
    assert found.score.tolist() == [3.0]


def test_absent_optional_columns_are_empty(read):
    assert read(score=["1", "2"])[["name", "day"]].isna().all(axis=None)


def test_numbers(read):
    frame = read(score=["1", " 2.5 ", "-3", "+4", ".5", "1e3", "0007"])
    assert frame.score.tolist() == [1, 2.5, -3, 4, 0.5, 1000, 7]


@pytest.mark.parametrize("written", ["", "  ", "NA", "n/a", "NaN", "NULL", "-"])
def test_marks_for_missing(read, written):
    frame = read(score=["1", written], name=["Ann", written], day=["2020-01-02", written])
    assert frame.isna().to_numpy().tolist() == [[False] * 3, [True] * 3]


def test_none_is_missing_but_for_a_text(read):
    frame = read(score=["1", "None"], name=["Ann", " None "], day=["2020-01-02", "none"])
    assert frame.isna().to_numpy().tolist() == [[False] * 3, [False, True, True]]
    assert frame.name.tolist() == ["Ann", "None"]


@pytest.mark.parametrize("written", ["old", "inf", "-inf", "1e999", "1e300", "12x", "1,00", "$"])
def test_text_that_is_no_number(rejected, written):
    assert rejected(score=["1.5", written, "3.5"]) == (
        f'Column "score" should hold numbers, but 1 cell does not: "{written}" in row 3 '
        "(the row of column names is row 1). Correct such cells or leave them empty."
    )


@pytest.mark.parametrize("written", ["1,000", "$1000", "1 000", "1'000", "1000 EUR", "1000."])
def test_text_that_is_a_number(read, written):
    assert read(score=["1.5", written, "3"]).score.tolist() == [1.5, 1000, 3]


def test_unreadable_values_are_counted_and_the_first_three_told(rejected):
    message = rejected(score=["v", "1", "w", "x", "y"])
    assert 'but 4 cells do not, first: "v" in row 2, "w" in row 4, "x" in row 5 (' in message


def test_three_unreadable_values_are_all_told(rejected):
    message = rejected(score=["x", "1", "y", "z"])
    assert 'but 3 cells do not: "x" in row 2, "y" in row 4, "z" in row 5 (' in message


def test_the_first_column_with_unreadable_values_is_told(rejected):
    assert 'Column "score"' in rejected(score=["x", "1"], day=["2020-01-02", "y"])
    assert 'Column "day"' in rejected(score=["1", "1"], day=["2020-01-02", "y"])


def test_unreadable_value_is_told_in_one_line(rejected):
    assert "\n" not in rejected(score=["1", "two\nlines"])


def test_row_of_an_unreadable_value_in_a_large_file(tmp_path):
    path = tmp_path / "large.csv"
    path.write_text("score\n" + "1\n" * 150_000 + "x\n" + "1\n" * 150_000)
    with (
        open_table(path) as source,
        pytest.raises(UnreadableValues, match='1 cell does not: "x" in row 150,002 '),
    ):
        read_columns(source.table, TINY)


def test_a_field_of_two_lines_does_not_shift_the_row(tmp_path):
    path = tmp_path / "lines.csv"
    path.write_text('name,score\n"two\nlines",1\nAnn,x\n')
    with open_table(path) as source, pytest.raises(UnreadableValues, match='"x" in row 3 '):
        read_columns(source.table, TINY)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("2012-01-31", "2013-12-01", id="year first"),
        pytest.param("2012/1/31", "2013/12/1", id="year first, slashes"),
        pytest.param("31-01-2012", "01-12-2013", id="day first"),
        pytest.param("31.1.2012", "1.12.2013", id="day first, dots"),
        pytest.param("01/31/2012", "12/01/2013", id="month first"),
        pytest.param("1/31/2012", "12/1/2013", id="month first, short"),
        pytest.param("2012-01-31T23:59:00", "2013-12-01 00:00", id="with a time"),
    ],
)
def test_dates(read, first, second):
    assert dates(read(day=[first, second])) == ["2012-01-31", "2013-12-01"]


def test_dates_that_fit_both_ways_are_day_first(read):
    assert dates(read(day=["03-04-2012"])) == ["2012-04-03"]


@pytest.mark.parametrize(
    "written", ["2012-13-45", "30-02-2012", "01-02-12", "soon", "40000", "2012", "12-05-20145"]
)
def test_text_that_is_no_date(rejected, written):
    message = rejected(day=["2012-01-02", written])
    assert message.startswith(
        f'Column "day" should hold dates, but 1 cell does not: "{written}" in row 3 ('
    )


def test_day_first_and_month_first_in_one_column(rejected):
    message = rejected(day=["31-01-2012", "01-31-2012", "30-01-2012"])
    assert 'should hold dates, but 1 cell does not: "01-31-2012" in row 3 (' in message
    message = rejected(day=["31-01-2012", "01-31-2012", "01-30-2012"])
    assert 'should hold dates, but 1 cell does not: "31-01-2012" in row 2 (' in message


def test_typed_numbers_and_dates(read):
    frame = read(
        name=pa.array([7, 8]),
        score=pa.array([1, 2], pa.int16()),
        day=[datetime.datetime(2020, 1, 2, 3), datetime.datetime(2020, 5, 6)],
    )
    assert frame.name.tolist() == ["7", "8"]
    assert frame.score.tolist() == [1.0, 2.0]
    assert dates(frame) == ["2020-01-02", "2020-05-06"]


def test_categories_in_parquet_are_text(read):
    assert read(name=pa.array(["a", "b"]).dictionary_encode()).name.tolist() == ["a", "b"]


def test_typed_nan_is_missing(opened):
    scores = read_columns(opened(score=[1.0, float("nan")]), TINY).score
    assert scores.isnull().execute().tolist() == [False, True]


def test_typed_infinity_is_no_number(rejected):
    message = rejected(score=[1.0, float("inf")])
    assert message.startswith(
        'Column "score" should hold numbers, but 1 cell does not: "inf" in row 3 ('
    )


def test_typed_date_is_no_number(rejected):
    message = rejected(score=[datetime.date(2020, 1, 2)])
    assert message.startswith(
        'Column "score" should hold numbers, but 1 cell does not: "2020-01-02'
    )


def test_typed_number_is_no_date(rejected):
    message = rejected(day=[2020])
    assert message == (
        'Column "day" should hold dates, but 1 cell does not: "2020" in row 2 '
        "(the row of column names is row 1). Correct such cells or leave them empty."
    )


def test_what_is_told_of_the_columns_of_a_recipe(opened):
    table = opened(day=["01/02/2024", "03/04/2024"], name=["a", "b"])
    [told] = find_columns(table, TINY).told
    assert told.startswith('In column "day" day and month could be swapped in every row')
    assert find_columns(table, TINY, Notation(dates="day-first")).told == ()
    table = opened(score=["3.188", "144"], day=["2024-01-02", None])
    [told] = find_columns(table, TINY).told
    assert told.startswith('In column "score" 3.188 is read as 3,188')
