"""The query, run as text, says what the model says."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from functools import cache

import duckdb
import pandas as pd
import pytest
import sqlglot
from sqlglot import exp

from segmentation.errors import NotATableName, UnknownDialect, UnwritableQuery
from segmentation.models import store
from segmentation.recipes import RECIPES
from segmentation.recipes.recipe import Rule
from segmentation.scoring.sql.dialects import DIALECTS
from segmentation.scoring.sql.query import to_sql
from tests.conftest import ROOT
from tests.scoring.test_expression import pipeline_says, second_nearest


@pytest.fixture(scope="module", params=RECIPES)
def model(request, trained):
    return store.load(trained, request.param)


@pytest.fixture(scope="module")
def mall(trained):
    return store.load(trained, "mall")


@pytest.fixture(scope="module")
def rows(model, raw_rows):
    table, customers = raw_rows(ROOT / "data" / f"{model.card.recipe}.csv", model.recipe)
    return table.to_pandas(), customers


@pytest.fixture(scope="module")
def text_in(model):
    """The query in a dialect, of a table that it names itself; written once."""
    return cache(lambda dialect: to_sql(model, dialect))


def on_duckdb(query, rows, name, _postgres):
    with duckdb.connect() as connection:
        connection.register(name, rows)
        return connection.execute(query).df()


def on_sqlite(query, rows, name, _postgres):
    """Python's own, as it comes: nothing of Ibis is in it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        used = "SELECT sqlite_compileoption_used('ENABLE_MATH_FUNCTIONS')"
        if not connection.execute(used).fetchone()[0]:
            pytest.skip("this SQLite has no mathematical functions")
        rows.to_sql(name, connection, index=False)
        return pd.read_sql_query(query, connection)


def on_postgres(query, rows, name, request):
    connection = request.getfixturevalue("postgres")
    connection.create_table(name, rows, overwrite=True)
    with connection.con.cursor() as cursor:
        cursor.execute(query)
        names = [column.name for column in cursor.description]
        return pd.DataFrame(cursor.fetchall(), columns=names)


RUN = {"duckdb": on_duckdb, "sqlite": on_sqlite, "postgres": on_postgres}


@pytest.mark.parametrize("dialect", RUN)
def test_every_customer_is_where_the_pipeline_puts_them(model, dialect, rows, request):
    rows, customers = rows
    got = RUN[dialect](to_sql(model, dialect, table="shop_rows"), rows, "shop_rows", request)
    got = got.sort_values("customer", ignore_index=True)
    customers = customers.sort_values("customer", ignore_index=True)
    segments, unlike, _ = pipeline_says(model, customers)
    assert got.customer.tolist() == customers.customer.tolist()
    assert got.segment.tolist() == segments.tolist()
    assert got.next_segment.tolist() == second_nearest(model, customers).tolist()
    assert got.unlike_anyone.astype(bool).tolist() == unlike.tolist()
    names = {segment.id: segment.name for segment in model.card.segments}
    assert got.segment_name.tolist() == [names[segment] for segment in segments]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_can_be_parsed_and_reads_one_table(model, dialect):
    query = to_sql(model, dialect, table="shop.lines")
    (tree,) = sqlglot.parse(query, read=DIALECTS[dialect].sqlglot)
    steps = {cte.alias for cte in tree.find_all(exp.CTE)}
    assert {"source_rows", "customers", "filled", "clipped_and_logged", "scaled"} <= steps
    read = {table.sql() for table in tree.find_all(exp.Table)}
    assert {name.split()[0] for name in read} - steps == {"shop.lines"}
    assert "_ibis" not in query.lower()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_numbers_are_written_in_full(model, dialect, text_in):
    query = text_in(dialect)
    written = {abs(float(number)) for number in re.findall(r"\d+\.\d+(?:e[+-]?\d+)?", query)}
    scale = model.pipeline.named_steps["scale"]
    wanted = {*abs(scale.mean_), *scale.scale_, *abs(model.pipeline[-1].cluster_centers_).ravel()}
    assert {float(number) for number in wanted} <= written


def test_the_comment_says_what_is_expected(mall):
    comment = to_sql(mall, "sqlite").split("WITH")[0].splitlines()
    assert all(line.startswith("-- ") for line in comment)
    assert comment[0] == (
        '-- Mall customers: the segments of the model "mall 0001", '
        f"made on {mall.card.created[:10]}."
    )
    assert "--   age: number" in comment
    assert (
        "--   customer: text or whole number; write NULL where you have no such column" in comment
    )
    assert "-- SQLITE_ENABLE_MATH_FUNCTIONS, as most are." in comment


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_step_is_explained(model, dialect):
    lines = to_sql(model, dialect, table="customers").splitlines()
    begins = [
        at
        for at, line in enumerate(lines)
        if re.search(r"^(\w+ AS( MATERIALIZED)? \(|SELECT)$", line)
    ]
    names = [lines[at].split()[0] for at in begins]
    assert {"source_rows", "typed", "customers_step", "features", "SELECT"} <= set(names)
    assert [name for at, name in zip(begins, names) if lines[at - 1][:3] != "-- "] == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_line_is_too_long_to_read(dialect, text_in):
    assert [line for line in text_in(dialect).splitlines() if len(line) > 120] == []


@pytest.mark.parametrize("dialect", ["bigquery", "sqlite"])
def test_dates_are_spoken_of_where_there_are_any(model, dialect, text_in):
    comment = text_in(dialect).split("WITH")[0]
    told = {"bigquery": "Date and time has the type TIMESTAMP.", "sqlite": "Dates are texts such"}
    kinds = {column.kind for column in model.recipe.columns}
    wanted = "moment" in kinds or (dialect == "sqlite" and "date" in kinds)
    assert comment.count(told[dialect]) == wanted


def test_the_comment_says_who_is_left_out(trained):
    shown = {}
    for name in ("mall", "loyalty"):
        comment = to_sql(store.load(trained, name), "duckdb").split("WITH")[0]
        after = comment.split("Rows are left out for these reasons, and with them customers who ")[
            1
        ]
        shown[name] = re.findall("^--   (.*)$", after, re.MULTILINE)
    assert shown == {
        "mall": [
            *("no age", "no income", "no spending score", "customer already there"),
            "age must be a number from 0 to 120",
            "income must be a number, 0 or more",
            "spending_score must be a number from 1 to 100",
        ],
        "loyalty": [
            *("no customer", "repeated rows", "nothing spent"),
            "total_spent must be a number, 0 or more",
            "loyalty_points must be a number, 0 or more",
            "number_of_orders must be a number, 1 or more",
            "support_tickets must be a number, 0 or more",
            *(f"{name} must be a number, 0 or more" for name in ("recency", "tenure")),
            "age must be a number from 0 to 120",
            "income must be a number, 0 or more",
        ],
    }


@pytest.mark.parametrize(
    ("dialect", "what"),
    [("duckdb", "ends the query with an error."), ("sqlite", "counts as missing.")],
)
def test_the_comment_says_what_becomes_of_other_text(mall, dialect, what):
    comment = to_sql(mall, dialect).split("WITH")[0].splitlines()
    at = comment.index(
        "-- A number may be a text such as 1234.5. Any other text where a number should be"
    )
    assert comment[at + 1] == f"-- {what}"


def test_a_title_cannot_leave_the_comment(mall):
    card = mall.card.model_copy(update={"title": "Mine\n; DROP TABLE mall; --\u2028x"})
    first = to_sql(replace(mall, card=card), "duckdb").splitlines()[0]
    assert first.startswith("-- Mine ; DROP TABLE mall; -- x: the segments")


def test_names_of_segments_are_quoted(mall):
    segments = [s.model_copy(update={"name": "It's 'new'"}) for s in mall.card.segments]
    card = mall.card.model_copy(update={"segments": segments})
    query = to_sql(replace(mall, card=card), "duckdb", table="t")
    rows = pd.DataFrame({"customer": ["a"], "gender": ["f"], "age": [30.0], "income": [50.0],
                         "spending_score": [50.0]})  # fmt: skip
    assert on_duckdb(query, rows, "t", None).segment_name.tolist() == ["It's 'new'"]


@pytest.mark.parametrize("table", ["customers", "scaled"])
def test_a_table_may_be_called_like_a_step(mall, table, raw_rows):
    table_of_rows, _ = raw_rows(ROOT / "data" / "mall.csv", mall.recipe)
    rows = table_of_rows.to_pandas()
    for dialect in ("duckdb", "sqlite"):
        assert len(RUN[dialect](to_sql(mall, dialect, table=table), rows, table, None)) == 200


@pytest.mark.parametrize(
    ("dialect", "table", "written"),
    [
        ("postgres", 'sales."Order Lines"', 'sales."Order Lines"'),
        ("bigquery", "project.shop.lines", "project.shop.lines"),
        ("snowflake", None, "mall"),
        ("snowflake", 'shop."lines"', 'shop."lines"'),
        ("duckdb", '"x; DROP TABLE y"', '"x; DROP TABLE y"'),
        ("duckdb", "shop.Select", 'shop."Select"'),
        ("duckdb", "'orders.parquet'", '"orders.parquet"'),
        ("postgres", "USER", '"user"'),
        ("postgres", "Sales.Lines", "Sales.Lines"),
        ("postgres", "Größe", '"größe"'),
        ("postgres", '"Lines".order', '"Lines"."order"'),
        ("bigquery", "my-project.shop.Order", "`my-project`.shop.`Order`"),
        ("bigquery", "`my-project.shop.order`", "`my-project.shop.order`"),
        ("snowflake", "Shop.Order", 'Shop."ORDER"'),
        ("snowflake", "db..lines", "db..lines"),
        ("snowflake", '"order"', '"order"'),
        ("spark", "order", "`order`"),
        ("spark", "a.b.c.values", "a.b.c.`values`"),
        ("sqlite", "main.order", 'main."order"'),
    ],
)
def test_table_to_read(mall, dialect, table, written):
    query = to_sql(mall, dialect, table=table)
    assert f"\n  FROM {written}\n)" in query
    assert f"It reads the table {written} with these columns" in query


def test_snowflake_finds_columns_in_capitals(mall):
    query = to_sql(mall, "snowflake")
    assert '"' not in query.split("WITH")[1]
    assert "  CAST(age AS DOUBLE) AS age" in query


@pytest.mark.parametrize("table", ["order", "select", "values", "user"])
@pytest.mark.parametrize("dialect", RUN)
def test_a_table_may_be_called_by_a_reserved_word(mall, dialect, table, request):
    rows = pd.DataFrame({"customer": ["a"], "gender": ["f"], "age": [30.0], "income": [50.0],
                         "spending_score": [50.0]})  # fmt: skip
    got = RUN[dialect](to_sql(mall, dialect, table=table), rows, table, request)
    assert got.customer.tolist() == ["a"]
    card = mall.card.model_copy(update={"recipe": table})
    assert to_sql(replace(mall, card=card), dialect) == to_sql(
        replace(mall, card=card), dialect, table=table
    )


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_reserved_word_is_quoted_for_every_engine(mall, dialect):
    query = to_sql(mall, dialect, table="order")
    quoted = {"bigquery": "`order`", "spark": "`order`", "snowflake": '"ORDER"'}
    read = quoted.get(dialect, '"order"')
    assert f"\n  FROM {read}\n)" in query


@pytest.mark.parametrize(
    "table",
    [
        "", " ", 'a"b', "/*", "a.", "a b", "a b c", "a..b", '""', "x; DROP TABLE y", "mall; DROP",
        "(select * from x)", "SELECT * FROM x", "mall JOIN other", "mall, other", "mall -- x\n, y",
        "read_csv('x.csv')", "mall pivot (x)", "@x", "?", "--", "'",
    ],
)  # fmt: skip
@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_is_no_name_of_a_table_is_refused(mall, dialect, table):
    if (dialect, table) == ("snowflake", "a..b"):
        return
    with pytest.raises(NotATableName) as refused:
        to_sql(mall, dialect, table=table)
    example = "`Order Lines`" if dialect in ("bigquery", "spark") else '"Order Lines"'
    assert str(refused.value) == (
        f"--table should be the name of a table as it is written in {dialect}, such as "
        f'shop.customers or {example}, and "{" ".join(table.split()) or table}" is not; '
        "of a query, make a view first"
    )


RENAMED = {"gender": "group", "age": "order", "income": "start", "spending_score": "größe"}


@pytest.fixture
def renamed(mall):
    """A recipe of somebody's own, whose columns are called by words that are reserved."""
    recipe = mall.recipe
    columns = [replace(c, name=RENAMED.get(c.name, c.name)) for c in recipe.columns]
    features = [
        replace(feature, value=lambda t, name=RENAMED[feature.name]: t[name])
        for feature in recipe.features
    ]
    (gender,) = recipe.categories
    own = replace(
        recipe,
        columns=tuple(columns),
        rules=(Rule(name="none ordered", reason="", keep=lambda t: t["order"] > 0),),
        features=tuple(features),
        categories=(replace(gender, value=lambda t: t["group"]),),
    )
    return replace(mall, recipe=own)


def test_snowflake_finds_columns_called_by_reserved_words(renamed):
    query = to_sql(renamed, "snowflake", table="t")
    assert '  CAST("ORDER" AS DOUBLE) AS "ORDER"' in query
    assert '  CAST("START" AS DOUBLE) AS "START"' in query
    (tree,) = sqlglot.parse(query, read="snowflake")
    names = {name.this for name in tree.find_all(exp.Identifier) if name.quoted}
    assert names == {"ORDER", "GROUP", "START", "größe"}
    told = query.split("WITH")[0].splitlines()
    assert '--   order: number, called exactly "ORDER"' in told
    assert (
        '--   group: text, called exactly "GROUP"; write NULL where you have no such column' in told
    )
    assert '--   größe: number, called exactly "größe"' in told
    assert not any("exactly" in line for line in to_sql(renamed, "duckdb").splitlines())


@pytest.mark.parametrize("dialect", ["duckdb", "sqlite", "snowflake"])
def test_columns_called_by_reserved_words(mall, renamed, dialect, raw_rows):
    """Snowflake's text on DuckDB, as sqlglot translates it."""
    table, _ = raw_rows(ROOT / "data" / "mall.csv", mall.recipe)
    rows = table.to_pandas()
    expected = on_duckdb(to_sql(mall, "duckdb", table="t"), rows, "t", None)
    query = to_sql(renamed, dialect, table="t")
    if dialect == "snowflake":
        (query,) = sqlglot.transpile(query, read="snowflake", write="duckdb")
    run = RUN.get(dialect, on_duckdb)
    got = run(query, rows.rename(columns=RENAMED), "t", None)
    said = [dict(zip(t.customer, t.segment, strict=True)) for t in (got, expected)]
    assert said[0] == said[1]
    assert len(said[0]) == 200


def test_unknown_dialect(mall):
    with pytest.raises(UnknownDialect, match='no SQL dialect "oracle"; choose from "duckdb", "po'):
        to_sql(mall, "oracle")


def test_a_recipe_that_an_engine_cannot_follow(mall):
    rule = Rule(name="r", reason="", keep=lambda t: t.gender.re_search("^f"))
    own = replace(mall, recipe=replace(mall.recipe, rules=(rule,)))
    with pytest.raises(UnwritableQuery, match="recipe mall cannot be written as SQL for SQLite"):
        to_sql(own, "sqlite")
    assert "REGEXP" in to_sql(own, "duckdb").upper()
