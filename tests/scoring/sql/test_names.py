"""Names in SQL find what is called so, whatever word it is."""

import sqlite3
from contextlib import closing

import duckdb
import pytest

from segmentation.scoring.sql.names import RESERVED, snowflake_column, table_called

# Of each letter of Snowflake's "Reserved & limited keywords".
SNOWFLAKE = """
    account all by cast check connect connection current database else false following from
    grant group gscluster having increment issue join lateral localtime minus natural of order
    organization qualify regexp row sample select start table to try_cast trigger unique user
    values when whenever with
"""


def refused(run, words, dialect):
    """The words that no table can be found under, made in quotes and read as it is written."""
    found = []
    for word in words:
        run(f'CREATE TABLE "{word}" (called_{word} INTEGER)')
        try:
            run(f"SELECT called_{word} FROM {table_called(word, dialect).sql(dialect=dialect)}")
        except (duckdb.Error, sqlite3.Error):
            found.append(word)
        run(f'DROP TABLE "{word}"')
    return found


def test_every_word_of_duckdb():
    with duckdb.connect() as connection:
        rows = connection.execute("SELECT DISTINCT keyword_name FROM duckdb_keywords()").fetchall()
        words = {word for (word,) in rows} | RESERVED
        assert len(words) > 400
        assert refused(connection.execute, sorted(words), "duckdb") == []


def test_every_word_of_sqlite():
    with duckdb.connect() as connection:
        rows = connection.execute("SELECT DISTINCT keyword_name FROM duckdb_keywords()").fetchall()
    words = {word for (word,) in rows} | RESERVED
    with closing(sqlite3.connect(":memory:")) as connection:
        assert refused(connection.execute, sorted(words), "sqlite") == []


def test_every_reserved_word_of_postgres(postgres):
    with postgres.con.cursor() as cursor:
        cursor.execute("SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T')")
        words = {word for (word,) in cursor.fetchall()}
    assert len(words) > 90
    assert words - RESERVED == set()


@pytest.mark.parametrize("word", SNOWFLAKE.split())
def test_reserved_words_of_snowflake(word):
    assert snowflake_column(word).sql("snowflake") == f'"{word.upper()}"'


@pytest.mark.parametrize(
    ("name", "written"),
    [("age", "age"), ("_nth", "_nth"), ("Age", '"Age"'), ("größe", '"größe"'), ("a b", '"a b"')],
)
def test_other_columns_of_snowflake(name, written):
    assert snowflake_column(name).sql("snowflake") == written
