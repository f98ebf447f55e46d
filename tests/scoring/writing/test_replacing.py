"""Only a result of an earlier scoring is replaced, and no table that is read is scored into."""

import sqlite3
from contextlib import closing
from functools import partial

import duckdb
import pandas as pd
import psycopg
import pytest

import score
from segmentation.errors import ReplacesAnother
from segmentation.scoring.writing.checks import check_target, shared
from segmentation.scoring.writing.postgres import put_in_place
from segmentation.scoring.writing.targets import target_of
from tests.sources.postgres_server import PASSWORD

CUSTOMERS = (
    "CREATE TABLE customers(id integer, age integer, income double precision, score integer)",
    "INSERT INTO customers VALUES (1, 20, 30, 40), (2, 50, 60, 70), (3, 40, NULL, 10)",
    "CREATE VIEW people AS SELECT * FROM customers",
)
ALL = [(1, 20, 30.0, 40), (2, 50, 60.0, 70), (3, 40, None, 10)]
READ_IN = ["customers", "people", "select * from customers where id < 3"]
# What the version before wrote, and what this one writes.
SCORED = ["segment", "segment_name", "unlike_anyone", "model"]
NOW = [*SCORED[:2], "next_segment", "next_segment_name", "rfm_group", *SCORED[2:]]


@pytest.fixture(params=["sqlite", "duckdb"])
def shop(request, tmp_path):
    """A database's file with customers, and how to ask it."""
    module = sqlite3 if request.param == "sqlite" else duckdb
    path = tmp_path / f"shop.{request.param}"

    def ask(*statements):
        with closing(module.connect(path)) as connection:
            for statement in statements:
                found = connection.execute(statement).fetchall()
            connection.commit()
        return found

    ask(*CUSTOMERS)
    return path, ask


@pytest.fixture
def change(server):
    """Run statements in a database of the server with nothing but customers."""
    server.run("CREATE DATABASE stock", "CREATE ROLE bob LOGIN PASSWORD 'b'")
    server.run(*CUSTOMERS, database="stock")
    yield partial(server.run, database="stock")
    server.run("DROP DATABASE stock WITH (FORCE)", "DROP ROLE bob")


@pytest.fixture
def people(server, change):
    """The address of that database."""
    return server.address("stock")


@pytest.fixture
def connect(server):
    """Connect to that database; who has to wait there fails."""
    known = {"host": "127.0.0.1", "port": server.port, "user": "ann", "password": PASSWORD}
    return partial(psycopg.connect, **known, dbname="stock", options="-c lock_timeout=2s")


@pytest.fixture
def query(change, connect):
    """Ask that database."""

    def ask(text):
        with connect() as connection:
            return connection.execute(text).fetchall()

    return ask


@pytest.fixture
def run(quick_models, capsys):
    """Run score.py with the mall's model: its exit status and what it says."""

    def run_it(*arguments):
        command = ["mall", *map(str, arguments), "--models", str(quick_models)]
        try:
            status = score.main(command)
        except SystemExit as ended:
            status = ended.code
        return status, " ".join(capsys.readouterr().err.split())

    return run_it


@pytest.mark.parametrize("table", READ_IN)
def test_customers_in_a_file_are_not_replaced(shop, run, table):
    path, ask = shop
    status, said = run("--data", path, "--table", table, "--out", path, "--into", "customers")
    assert status == 2
    assert (
        '--out would write "customers" in place of a table that is no result of scoring; choose '
        "another name, or remove that table first"
    ) in said
    assert ask("SELECT * FROM customers ORDER BY id") == ALL


@pytest.mark.parametrize("table", READ_IN)
def test_customers_on_a_server_are_not_replaced(people, query, run, table):
    status, said = run("--data", people, "--table", table, "--out", people, "--into", "customers")
    assert (status, 'would write "customers" in place of' in said) == (2, True)
    assert query("SELECT * FROM customers ORDER BY id") == ALL


def test_another_name_of_the_same_server(people, query, run):
    other = people.replace("127.0.0.1", "localhost")
    there = ["--data", other, "--out", people]
    status, said = run(*there, "--table", "customers", "--into", "customers")
    assert (status, 'would write "customers" in place of' in said) == (2, True)
    assert query("SELECT * FROM customers ORDER BY id") == ALL
    assert run(*there, "--table", "customers", "--into", "segments")[0] == 0
    status, said = run(*there, "--table", "segments", "--into", "segments")
    assert (status, 'would write "segments", which the data is read from' in said) == (2, True)
    assert query("SELECT id FROM segments ORDER BY id") == [(1,), (2,)]


@pytest.mark.parametrize("into", ["seg", "sales.seg"])
def test_a_table_found_through_the_search_path(people, change, query, run, into):
    change("CREATE SCHEMA sales")
    first = ["--data", people, "--table", "customers", "--out", people, "--into", "sales.seg"]
    assert run(*first)[0] == 0
    there = f"{people}?options=-csearch_path%3Dsales,public"
    for data, table in ((people, "sales.seg"), (there, "seg")):
        status, said = run("--data", data, "--table", table, "--out", there, "--into", into)
        assert (status, f'would write "{into}", which the data is read from' in said) == (2, True)
    assert query("SELECT id FROM sales.seg ORDER BY id") == [(1,), (2,)]


def test_tables_of_one_name_in_two_schemas(people, change, query, run):
    change("CREATE SCHEMA sales")
    there = ["--data", people, "--out", people]
    assert run(*there, "--table", "customers", "--into", "sales.seg")[0] == 0
    assert run(*there, "--table", "sales.seg", "--into", "seg")[0] == 0
    assert query("SELECT id FROM seg ORDER BY id") == [(1,), (2,)]


def test_what_a_new_table_is_called_is_not_read_either(people, query, run):
    there = ["--data", people, "--out", people]
    assert run(*there, "--table", "customers", "--into", "seg__new")[0] == 0
    status, said = run(*there, "--table", "seg__new", "--into", "seg")
    assert (status, 'would write "seg__new", which the data is read from' in said) == (2, True)
    assert query("SELECT id FROM seg__new ORDER BY id") == [(1,), (2,)]


def test_a_query_is_no_table_called_query(shop, people, run):
    for place in (shop[0], people):
        there = ["--data", place, "--table", READ_IN[2], "--out", place, "--into", "query"]
        assert [run(*there)[0], run(*there)[0]] == [0, 0]


def test_names_of_tables_as_their_file_takes_them(shop, run):
    path, ask = shop
    there = ["--data", path, "--out", path]
    assert run(*there, "--table", "customers", "--into", "seg")[0] == 0
    for into in ("SEG", "main.seg", "shop.seg"):
        status, said = run(*there, "--table", "seg", "--into", into)
        # A dot has no meaning in the names that SQLite is given.
        is_other = "." in into and path.suffix == ".sqlite"
        refused = f'would write "{into}", which the data is read from' in said
        assert (status, refused) == ((0, False) if is_other else (2, True))
    assert ask("SELECT id FROM seg ORDER BY id") == [(1,), (2,)]


def test_who_is_the_same_on_a_server(people, server):
    target = target_of(people, "segments")
    assert shared(target, people.replace("127.0.0.1", "localhost")) == (True, True)
    # Bob has no rights at all.
    assert shared(target, server.address("stock", user="bob", password="b")) == (True, False)
    assert shared(target, f"{people}?options=-csearch_path%3Dpg_catalog") == (True, False)
    assert shared(target, server.address("shop")) == (False, False)
    assert shared(target, "customers.csv") == (False, False)


def test_customers_are_not_replaced_by_others_customers(shop, people, query, run, tmp_path):
    path, ask = shop
    file = tmp_path / "list.csv"
    file.write_text("id,age,income,score\n9,20,30,40\n")
    for place in (path, people):
        status, said = run("--data", file, "--out", place, "--into", "customers")
        assert (status, 'would write "customers" in place of' in said) == (2, True)
    assert ask("SELECT * FROM customers ORDER BY id") == ALL
    assert query("SELECT * FROM customers ORDER BY id") == ALL


def test_what_lies_where_those_left_out_go_is_not_replaced(shop, people, change, run):
    path, ask = shop
    other = "CREATE TABLE seg_left_out AS SELECT 1 AS age"
    ask(other)
    change(other)
    for place in (path, people):
        there = ["--data", place, "--table", "customers", "--out", place]
        status, said = run(*there, "--into", "seg")
        assert (status, 'would write "seg_left_out" in place of' in said) == (2, True)


def test_what_has_the_name_of_a_new_table_is_not_removed(people, change, query, run):
    change("CREATE TABLE seg__new AS SELECT 1 AS age")
    status, said = run("--data", people, "--table", "customers", "--out", people, "--into", "seg")
    assert (status, 'would write "seg__new" in place of' in said) == (2, True)
    assert query("SELECT age FROM seg__new") == [(1,)]


def test_an_earlier_result_is_replaced(shop, people, change, query, run):
    path, ask = shop
    for place, update, found in ((path, ask, ask), (people, change, query)):
        there = ["--data", place, "--table", "customers", "--out", place, "--into", "seg"]
        assert run(*there)[0] == 0
        update("UPDATE customers SET income = 5 WHERE id = 3")
        assert found("SELECT id FROM seg ORDER BY id") == [(1,), (2,)]
        assert run(*there)[0] == 0
        assert found("SELECT id FROM seg ORDER BY id") == [(1,), (2,), (3,)]
        assert found("SELECT count(*) FROM seg_left_out") == [(0,)]


def test_what_the_version_before_wrote_is_replaced_and_read_again(shop, people, change, query, run):
    path, ask = shop
    for place, update, found in ((path, ask, ask), (people, change, query)):
        there = ["--data", place, "--out", place]
        assert run(*there, "--table", "customers", "--into", "seg")[0] == 0
        new = ("next_segment", "next_segment_name")
        update(*(f"ALTER TABLE seg DROP COLUMN {name}" for name in new))
        assert run(*there, "--table", "seg", "--into", "again")[0] == 0
        assert run(*there, "--table", "customers", "--into", "seg")[0] == 0
        once, again = (found(f"SELECT * FROM {name} ORDER BY id") for name in ("seg", "again"))
        assert once == again
        assert [len(row) for row in once] == [4 + 6, 4 + 6]


@pytest.mark.parametrize(
    ("columns", "is_replaced"),
    [
        (["id", *SCORED], True),
        (["id", *SCORED, "certainty"], True),
        (["id", *NOW], True),
        (["id", *NOW[:-1], "certainty", "model"], True),
        (["id", *NOW, "note"], False),
        (["id", "Segment", "model", "segment_2", "segment_name", "unlike_anyone", "model_2"], True),
        (["id", *SCORED, "note"], False),
        (["id", "segment_2", *SCORED[1:]], False),
        (["id", "segment", "model"], False),
        (["segment"], False),
        (["id", "left_out", "reason"], False),
    ],
)
def test_what_a_result_is_known_by(tmp_path, columns, is_replaced):
    path = tmp_path / "shop.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE seg({', '.join(columns)})")
        connection.execute("CREATE TABLE seg_left_out(rows, left_out, reason)")
    if is_replaced:
        assert check_target(target_of(str(path), "seg"), "list.csv") is None
        return
    with pytest.raises(ReplacesAnother, match='would write "seg" in place'):
        check_target(target_of(str(path), "seg"), "list.csv")


@pytest.mark.parametrize("source", ["a table there", "a file"])
def test_rights_and_views_stay_with_a_result(people, change, query, run, tmp_path, source):
    file = tmp_path / "list.csv"
    file.write_text("id,age,income,score\n1,20,30,40\n2,50,60,70\n3,40,,10\n")
    data = [people, "--table", "customers"] if source == "a table there" else [file]
    there = ["--data", *data, "--out", people, "--into", "seg"]
    assert run(*there)[0] == 0
    change(
        "GRANT SELECT ON seg, seg_left_out TO bob",
        "CREATE VIEW seen AS SELECT id::integer, segment_name FROM seg",
        "CREATE VIEW gone AS SELECT id::integer, left_out FROM seg_left_out",
        "CREATE INDEX by_segment ON seg(segment)",
        "UPDATE customers SET income = 5, age = NULL WHERE id = 2",
    )
    file.write_text("id,age,income,score\n1,20,30,40\n2,,5,70\n3,40,,10\n")
    assert query("SELECT id FROM seen ORDER BY id") == [(1,), (2,)]
    assert run(*there) == (0, "")
    assert query("SELECT id FROM seen") == [(1,)]
    assert query("SELECT id, left_out FROM gone ORDER BY id") == [(2, "no age"), (3, "no income")]
    may = "has_table_privilege('bob', '{}', 'SELECT')"
    assert query(f"SELECT {may.format('seg')}, {may.format('seg_left_out')}") == [(True, True)]
    assert query("SELECT tablename FROM pg_indexes WHERE indexname = 'by_segment'") == [("seg",)]
    assert query("SELECT count(*) FROM pg_tables WHERE tablename LIKE '%\\_\\_new'") == [(0,)]


@pytest.fixture
def partitioned(people, change, query, run):
    """The same result in two partitions; returns the arguments that scored it."""
    there = ["--data", people, "--table", "customers", "--out", people, "--into", "seg"]
    assert run(*there)[0] == 0
    change(
        "CREATE TABLE parted(LIKE seg) PARTITION BY RANGE (id)",
        "CREATE TABLE low PARTITION OF parted FOR VALUES FROM (0) TO (2)",
        "CREATE TABLE high PARTITION OF parted FOR VALUES FROM (2) TO (9)",
        "INSERT INTO parted SELECT * FROM seg",
        "DROP TABLE seg",
        "ALTER TABLE parted RENAME TO seg",
        "GRANT SELECT ON seg TO bob",
        "CREATE INDEX by_segment ON seg(segment)",
    )
    assert query("SELECT id FROM low UNION SELECT id FROM high ORDER BY id") == [(1,), (2,)]
    return there


@pytest.mark.parametrize("source", ["a table there", "a file"])
def test_partitions_stay_with_a_result(change, query, run, partitioned, parquet, source):
    change("UPDATE customers SET income = 5 WHERE id = 3", "DELETE FROM customers WHERE id = 2")
    rows = pd.DataFrame({"id": [1, 3], "age": [20, 40], "income": [30, 5], "score": [40, 10]})
    file = parquet(rows.astype("int32").astype({"income": "float64"}))
    data = ["--data", file] if source == "a file" else partitioned[:4]
    assert run(*data, *partitioned[4:]) == (0, "")
    assert query("SELECT id FROM low") == [(1,)]
    assert query("SELECT id FROM high") == [(3,)]
    assert query("SELECT relkind::text FROM pg_class WHERE relname = 'seg'") == [("p",)]
    assert query("SELECT has_table_privilege('bob', 'seg', 'SELECT')") == [(True,)]
    assert query("SELECT tablename FROM pg_indexes WHERE indexname = 'by_segment'") == [("seg",)]
    assert query("SELECT count(*) FROM pg_tables WHERE tablename LIKE '%\\_\\_new'") == [(0,)]


def test_row_without_a_partition_is_refused_in_a_sentence(change, query, run, partitioned):
    change("INSERT INTO customers VALUES (99, 20, 30, 40)")
    assert run(*partitioned) == (
        1,
        '"seg" cannot be written: no partition of relation "seg" found for row. Choose a place '
        "you may write to with --out.",
    )
    assert query("SELECT id FROM seg ORDER BY id") == [(1,), (2,)]


def test_other_columns_than_partitions_have_are_refused(query, run, partitioned):
    other = ["--table", "select age, id, income, score from customers"]
    status, said = run(*partitioned[:2], *other, *partitioned[4:])
    assert (status, "built on it (partition high, partition low)." in said) == (1, True)
    assert query("SELECT id FROM low UNION SELECT id FROM high ORDER BY id") == [(1,), (2,)]


def test_rows_of_a_tables_heirs_stay(people, change, query, run):
    there = ["--data", people, "--table", "customers", "--out", people, "--into", "seg"]
    assert run(*there)[0] == 0
    change(
        "CREATE TABLE heir() INHERITS (seg)",
        "INSERT INTO heir(id) VALUES (7)",
        "DELETE FROM customers WHERE id = 2",
    )
    assert run(*there)[0] == 0
    assert query("SELECT id FROM ONLY seg") == [(1,)]
    assert query("SELECT id FROM heir") == [(7,)]


def test_other_columns_under_a_view_are_refused_in_a_sentence(people, change, query, run):
    there = ["--data", people, "--out", people, "--into", "seg"]
    assert run(*there, "--table", "customers")[0] == 0
    change("CREATE VIEW seen AS SELECT id FROM seg", "CREATE VIEW too AS SELECT id FROM seg")
    status, said = run(*there, "--table", "select age, id, income, score from customers")
    assert status == 1
    assert said == (
        '"seg" would get other columns than it has, and something is built on it (view seen '
        "depends on table seg, view too depends on table seg). Remove that, score, and make it "
        "again; or choose another name with --into."
    )
    assert query("SELECT id FROM seen ORDER BY id") == [(1,), (2,)]
    change("DROP VIEW seen, too")
    assert run(*there, "--table", "select age, id, income, score from customers")[0] == 0
    assert query("SELECT age, id FROM seg ORDER BY id") == [(20, 1), (50, 2)]


def test_readers_see_the_old_rows_until_the_end(people, connect, query, run):
    assert run("--data", people, "--table", "customers", "--out", people, "--into", "seg")[0] == 0
    with connect() as writer:
        writer.execute("CREATE TABLE seg__new AS SELECT * FROM seg WHERE id = 2")
        put_in_place(writer, ["seg"])
        assert query("SELECT id FROM seg ORDER BY id") == [(1,), (2,)]
        writer.rollback()
        assert query("SELECT id FROM seg ORDER BY id") == [(1,), (2,)]
        writer.execute("CREATE TABLE seg__new AS SELECT * FROM seg WHERE id = 2")
        put_in_place(writer, ["seg"])
    assert query("SELECT id FROM seg ORDER BY id") == [(2,)]
