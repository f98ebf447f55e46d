"""Names in SQL: in quotes where they would otherwise be something else, or another name."""

import re

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from segmentation.errors import NotATableName

# Reserved in one of the six dialects; in the others quotes do no harm. Of Snowflake's
# documentation "Reserved & limited keywords", of BigQuery's "Lexical structure", of Spark's
# "ANSI compliance", of PostgreSQL pg_get_keywords() and of DuckDB duckdb_keywords() (both with what
# may be a function or type only), and what SQLite refuses as the name of a table.
_WORDS = """
account add all alter analyse analyze and anti any array as asc asof assert_rows_modified
asymmetric at authorization autoincrement between binary both by case cast check collate collation
column commit concurrently connect connection constraint contains create cross cube current
current_catalog current_date current_role current_schema current_time current_timestamp
current_user database default deferrable define delete desc describe distinct do drop else end enum
escape except exclude execute exists extract false fetch filter following for foreign freeze from
full glob grant group grouping groups gscluster hash having if ignore ilike in increment index
initially inner insert intersect interval into is isnull issue join lambda lateral leading left
like limit localtime localtimestamp lookup merge minus natural new no not nothing notnull null
nulls of offset on only or order organization outer over overlaps partition percentile_cont
percentile_disc pivot pivot_longer pivot_wider placing positional preceding primary proto qualify
range recursive references regexp respect returning revoke right rlike rollup row rows sample
schema select semi session_user set setminus show similar some sql start struct summarize symmetric
table tablesample then time to trailing transaction treat trigger true try_cast unbounded union
unique unknown unnest unpack unpivot update user using values variadic verbose view when whenever
where window with within
"""
RESERVED = frozenset(_WORDS.split())
_PLAIN = r"[A-Za-z_][A-Za-z0-9_]*"
_SMALL = re.compile(r"[a-z_][a-z0-9_]*")
_PATH = re.compile(rf"{_PLAIN}(\.{_PLAIN})*")


def snowflake_column(name: str) -> exp.Identifier:
    """How Snowflake calls a column that a recipe calls `name`.

    It writes names that are not quoted in capitals, and so are those of its tables. What no table
    can call so without quotes keeps its spelling.
    """
    if _SMALL.fullmatch(name):
        return _identifier(name, "snowflake")
    return exp.to_identifier(name, quoted=True)


def table_called(written: str, dialect: str) -> exp.Table:
    """The table that is called as it is written in that dialect.

    Args:
        written: a name, or several with dots between them, such as `shop."Order Lines"`. What is
            in quotes stays as it is; another name is put into them where it is reserved.
        dialect: sqlglot's name of it.

    Raises:
        NotATableName: it is something else, such as a query.
    """
    if _PATH.fullmatch(written):
        # The parser takes some words for names, and others not.
        return _table([_identifier(part, dialect) for part in written.split(".")])
    table = _parsed(written, dialect)
    if table is None:
        example = exp.to_identifier("Order Lines", quoted=True).sql(dialect)
        raise NotATableName(written, dialect=dialect, example=example)
    for part in table.find_all(exp.Identifier):
        if not part.quoted:
            part.replace(_identifier(part.name, dialect))
    return table


def _table(parts: list[exp.Identifier]) -> exp.Table:
    schemas = parts[:-1][:2]
    name, *more = parts[len(schemas) :]
    within = dict(zip(("db", "catalog"), reversed(schemas)))
    return exp.Table(this=exp.Dot.build([name, *more]) if more else name, **within)


def _parsed(text: str, dialect: str) -> exp.Table | None:
    try:
        table = sqlglot.parse_one(text, into=exp.Table, dialect=dialect)
    except SqlglotError:
        return None
    # Only Snowflake has a schema that may be left out: db..orders.
    if not isinstance(table, exp.Table) or (table.args.get("db") == "" and dialect != "snowflake"):
        return None
    return table if all(_is_name(node) for node in table.walk()) else None


def _is_name(node: exp.Expression) -> bool:
    if isinstance(node, exp.Identifier) and not node.name:
        return False
    return isinstance(node, (exp.Table, exp.Dot, exp.Identifier)) and not node.comments


def _identifier(name: str, dialect: str) -> exp.Identifier:
    """What `name` without quotes stands for, with quotes if it needs them."""
    if re.fullmatch(_PLAIN, name) and name.lower() not in RESERVED:
        return exp.to_identifier(name, quoted=False)
    return exp.to_identifier(_folded(name, dialect), quoted=True)


def _folded(name: str, dialect: str) -> str:
    """How the engine spells a name without quotes, where quotes would keep another spelling."""
    if dialect == "postgres":
        return name.encode().lower().decode()  # As there: no letters but A to Z.
    return name.upper() if dialect == "snowflake" and name.isascii() else name
