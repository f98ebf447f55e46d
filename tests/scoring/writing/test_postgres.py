"""Tables of a PostgreSQL server, from a file and computed in the database itself."""

import json

import duckdb
import pandas as pd
import pytest

import score
from segmentation.errors import UnwritableResult
from segmentation.scoring.writing import postgres
from tests.conftest import ROOT
from tests.sources.postgres_server import PASSWORD

SAMPLES = ROOT / "data"


@pytest.fixture
def summary_of(quick_models, capsys):
    """What score.py prints with --json."""

    def run(*arguments):
        status = score.main([*map(str, arguments), "--models", str(quick_models), "--json"])
        printed = capsys.readouterr()
        assert (status, printed.err) == (0, "")
        return json.loads(printed.out)

    return run


@pytest.fixture
def refusal_of(quick_models, capsys):
    """What score.py says when the data or the model is at fault."""

    def run(*arguments):
        assert score.main([*map(str, arguments), "--models", str(quick_models)]) == 1
        printed = capsys.readouterr()
        assert printed.out == ""
        return printed.err

    return run


def sample_as_table(server, recipe, table, tmp_path):
    """Put a sample into the database with numbers and dates as such."""
    path = tmp_path / "typed.parquet"
    # Each run has its own connection: what is left open may abort the process as it exits.
    with duckdb.connect() as connection:
        connection.execute(f"COPY (FROM '{SAMPLES / recipe}.csv') TO '{path}'")
    postgres.replace_tables(server.address(), {table: path})


def test_types_and_missing_values(server, query, parquet):
    frame = pd.DataFrame({'a "b"': ["x", None, "\\N", ""], "n": [1, 2, 3, 4], "yes": True})
    postgres.replace_tables(server.address(), {"typed": parquet(frame)})
    assert query("SELECT * FROM typed") == [
        ("x", 1, True),
        (None, 2, True),
        ("\\N", 3, True),
        ("", 4, True),
    ]


def test_replaced_together_or_not_at_all(server, query, parquet):
    one, two = parquet(pd.DataFrame({"a": [1]})), parquet(pd.DataFrame({"a": [2]}), "two.parquet")
    bad = parquet(pd.DataFrame({"a": ["no\0text"]}), "bad.parquet")
    postgres.replace_tables(server.address(), {"public.first": one, "second": one})
    with pytest.raises(UnwritableResult, match=r'^"shop" cannot be written: invalid byte'):
        postgres.replace_tables(server.address(), {"first": two, "second": bad})
    assert query("SELECT * FROM first UNION ALL SELECT * FROM second") == [(1,), (1,)]
    postgres.replace_tables(server.address(), {"first": two, "second": two})
    assert query("SELECT * FROM first UNION ALL SELECT * FROM second") == [(2,), (2,)]
    assert query("SELECT count(*) FROM pg_tables WHERE tablename LIKE '%\\_\\_new'") == [(0,)]


def test_name_that_would_be_cut_short(server, parquet):
    with pytest.raises(UnwritableResult, match="the name is too long for PostgreSQL"):
        postgres.replace_tables(server.address(), {"x" * 60: parquet(pd.DataFrame({"a": [1]}))})


def test_file_to_table_and_table_to_file(server, query, summary_of, tmp_path):
    address = server.address()
    summary = summary_of("mall", "--data", SAMPLES / "mall.csv", "--out", address, "--into", "m")
    assert (summary["scored"], summary["out"], summary["left_out_to"]) == (
        200,
        "shop (m)",
        "shop (m_left_out)",
    )
    assert query("SELECT count(*), count(DISTINCT segment_name) FROM m") == [
        (200, len(summary["segments"]))
    ]
    out = tmp_path / "out.parquet"
    summary_of("mall", "--data", address, "--table", "m", "--out", out)
    summary_of("mall", "--data", SAMPLES / "mall.csv", "--out", tmp_path / "file.parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(out), pd.read_parquet(tmp_path / "file.parquet"))


@pytest.mark.parametrize("recipe", ["mall", "membership", "online_retail"])
def test_computed_in_the_database_as_from_the_file(server, query, summary_of, tmp_path, recipe):
    sample_as_table(server, recipe, f"raw_{recipe}", tmp_path)
    address, out = server.address(), tmp_path / "out.parquet"
    there = ["--data", address, "--table", f"raw_{recipe}", "--out", address]
    inside = summary_of(recipe, *there, "--into", f"seg_{recipe}")
    outside = summary_of(recipe, "--data", SAMPLES / f"{recipe}.csv", "--out", out)
    same = ("rows", "rows_used", "taken_out", "customers", "scored", "unlike_anyone", "segments")
    assert {name: inside[name] for name in same} == {name: outside[name] for name in same}
    expected = pd.read_parquet(out)
    key = expected.columns[0]
    told = ["segment", "segment_name", "next_segment", "next_segment_name", "unlike_anyone"]
    if recipe == "online_retail":
        told.append("rfm_group")
    rows = query(f'SELECT "{key}"::text, {", ".join(told)} FROM seg_{recipe}')
    columns = [key, *told]
    expected[key] = expected[key].astype(str)
    assert sorted(rows) == sorted(expected[columns].itertuples(index=False, name=None))


def test_left_out_in_the_database(server, query, summary_of):
    server.run(
        "DROP TABLE IF EXISTS few",
        "CREATE TABLE few(id integer, age integer, income float8, spending_score numeric)",
        "INSERT INTO few VALUES (1, 20, 30, 40), (2, NULL, 30, 40), (3, 50, 'NaN', 1)",
        "INSERT INTO few VALUES (1, 9, 9, 9)",
    )
    address = server.address()
    summary = summary_of("mall", "--data", address, "--table", "few", "--out", address,
                         "--into", "few_segments")  # fmt: skip
    assert (summary["rows"], summary["scored"]) == (4, 1)
    assert query("SELECT id, age FROM few_segments") == [(1, 9)]
    left_out = "SELECT id, age, left_out FROM few_segments_left_out ORDER BY id"
    assert query(left_out) == [
        (1, 20, "customer already there"),
        (2, None, "no age"),
        (3, 50, "no income"),
    ]


def test_values_that_cannot_be_in_the_database(server, query, summary_of):
    server.run(
        "DROP TABLE IF EXISTS odd",
        "CREATE TABLE odd(id integer, age integer, income float8, spending_score numeric)",
        "INSERT INTO odd VALUES (1, 120, 0, 100), (2, -4, 30, 40), (3, 50, 30, 250)",
        "INSERT INTO odd VALUES (4, 20, 1e15, 40), (5, 20, 'infinity', 40), (2, 40, 30, 40)",
    )
    address = server.address()
    summary = summary_of("mall", "--data", address, "--table", "odd", "--out", address,
                         "--into", "odd_segments")  # fmt: skip
    assert (summary["rows"], summary["scored"], summary["rows_used"]) == (6, 2, 2)
    assert query("SELECT id, age FROM odd_segments ORDER BY id") == [(1, 120), (2, 40)]
    assert query("SELECT id, left_out, reason FROM odd_segments_left_out ORDER BY id") == [
        (2, "impossible age", "Age must be a number from 0 to 120; -4 is not one."),
        (3, "impossible spending score",
         "Spending score must be a number from 1 to 100; 250 is not one."),
        (4, "impossible annual income",
         "Annual income must be a number of at most 15 digits; 1000000000000000 is not one."),
        (5, "unreadable value",
         'Column "income" should hold numbers, and "Infinity" is none.'),
    ]  # fmt: skip
    assert {left["rule"] for left in summary["left_out"]} == {
        *("impossible age", "impossible spending score", "impossible annual income"),
        "unreadable value",
    }


@pytest.mark.parametrize(
    ("type_", "ids", "left"),
    [
        ("numeric(10,2)", "1000.1 1000.2 1000 1000.00", ["1000.00", "1000.10", "1000.20"]),
        ("numeric", "1.2 1.20 1e22 NaN", ["1.2", "1" + "0" * 22, "NaN"]),
        ("float8", "1.2 1.4 1e20 1.4 NaN", ["1.2", "1.4", "1e+20", "NaN"]),
    ],
)
def test_nearly_the_same_ids_in_the_database(server, query, summary_of, type_, ids, left):
    server.run(
        "DROP TABLE IF EXISTS ids",
        f"CREATE TABLE ids(id {type_}, age integer, income float8, spending_score integer)",
        *(f"INSERT INTO ids VALUES ('{key}', 20, 30, 40)" for key in ids.split()),
    )
    address = server.address()
    there = ("--data", address, "--table", "ids", "--out", address, "--into", "ids_scored")
    summary = summary_of("mall", *there)
    assert (summary["rows"], summary["scored"]) == (len(ids.split()), len(left))
    assert [key for (key,) in query("SELECT id::text FROM ids_scored ORDER BY id")] == left
    assert query("SELECT left_out FROM ids_scored_left_out") == (
        [("customer already there",)] * (len(ids.split()) - len(left))
    )


def test_text_where_numbers_belong_is_refused_there(server, query, refusal_of, summary_of):
    server.run(
        "DROP TABLE IF EXISTS texts",
        "CREATE TABLE texts AS SELECT '20' AS age, 30 AS income, 40 AS score",
    )
    address = server.address()
    there = ["mall", "--data", address, "--table", "texts", "--out", address]
    said = refusal_of(*there, "--into", "nothing")
    assert said.startswith('Column "age" of "shop (texts)" is text and should be of a type for')
    assert query("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'nothing%'") == [(0,)]


@pytest.mark.parametrize("table", ["own_types", "select * from own_types"])
def test_types_of_the_databases_own(server, query, summary_of, tmp_path, table):
    server.run(
        "DROP TABLE IF EXISTS own_types, as_they_are, as_they_are_left_out",
        "DROP TYPE IF EXISTS sex",
        "CREATE TYPE sex AS ENUM ('Female', ' Male ', '')",
        "CREATE TABLE own_types(id sex, gender sex, age int, income int, score int, lives point)",
        "INSERT INTO own_types VALUES ('Female', ' Male ', 20, 30, 40, '(1, 2)')",
        "INSERT INTO own_types VALUES (' Male ', '', 50, 60, 70, NULL)",
        "INSERT INTO own_types VALUES (' Male ', NULL, 60, 60, NULL, '(3, 4)')",
    )
    address, out = server.address(), tmp_path / "out.parquet"
    there = ["mall", "--data", address, "--table", table, "--out"]
    inside = summary_of(*there, address, "--into", "as_they_are")
    outside = summary_of(*there, out)
    same = ("rows", "rows_used", "taken_out", "customers", "scored", "segments")
    assert {name: inside[name] for name in same} == {name: outside[name] for name in same}
    columns = "id, gender, age, lives::text"
    assert query(f"SELECT {columns} FROM as_they_are ORDER BY age") == [
        ("Female", " Male ", 20, "(1,2)"),
        (" Male ", "", 50, None),
    ]
    assert query(f"SELECT {columns}, left_out FROM as_they_are_left_out") == [
        (" Male ", None, 60, "(3,4)", "no spending score")
    ]
    rows = query("SELECT segment, unlike_anyone FROM as_they_are ORDER BY age")
    expected = pd.read_parquet(out).sort_values("age")[["segment", "unlike_anyone"]]
    assert rows == list(expected.itertuples(index=False, name=None))
    types = "SELECT pg_typeof(id)::text, pg_typeof(gender)::text, pg_typeof(lives)::text FROM {}"
    for result in ("as_they_are", "as_they_are_left_out"):
        assert set(query(types.format(result))) == {("sex", "sex", "point")}


def test_table_that_is_read_is_not_replaced(server, quick_models, capsys):
    server.run(
        "DROP TABLE IF EXISTS own", "CREATE TABLE own AS SELECT 1 AS age, 2 AS income, 3 score"
    )
    address = server.address()
    there = ["mall", "--data", address, "--out", address, "--models", str(quick_models), "--into"]
    assert score.main([*there, "own_scored", "--table", "own"]) == 0
    own, scored = "no result of scoring", "which the data is read from"
    for table, into, expected in [
        ("own", "own", own),
        ("own", "public.own", own),
        ("own_scored", "own_scored", scored),
        ("own_scored", "public.own_scored", scored),
    ]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            score.main([*there, into, "--table", table])
        assert ended.value.code == 2
        assert expected in capsys.readouterr().err
    # Which is another table to PostgreSQL.
    assert score.main([*there, "OWN", "--table", "own"]) == 0


def test_no_password_in_what_is_said(server, refusal_of, tmp_path):
    wrong = server.address(password="wr0ng%20secret")
    said = refusal_of("mall", "--data", SAMPLES / "mall.csv", "--out", wrong, "--into", "m")
    assert said.startswith('The database "shop" cannot be opened: ')
    for part in ("wr0ng", "secret"):
        assert part not in said
    address = server.address()
    said = refusal_of("mall", "--data", address, "--table", "none", "--out", address, "--into", "m")
    assert 'has no table "none"' in said
    assert PASSWORD not in said
