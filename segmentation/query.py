"""A model as one SQL query, from raw rows to scored customers, for a data team's own jobs."""

from dataclasses import dataclass
from textwrap import indent

import ibis
import ibis.expr.types as ir
from ibis.common.exceptions import IbisError
from sqlglot import exp

from segmentation.errors import UnknownDialect, UnwritableQuery
from segmentation.readable_sql import readable
from segmentation.recipes.recipe import Column
from segmentation.store import Model
from segmentation.whole_query import score_rows

SOURCE = "the_table_that_is_read"
# What Ibis' SQLite does in Python, and nobody else's.
ONLY_IBIS = "_ibis_"
# Casts are written where the type is another one: that of the customer's key and of numbers.
RAW_TYPES = {
    "key": "int64",
    "number": "decimal",
    "date": "date",
    "moment": "timestamp",
    "text": "string",
}
KINDS = {
    "key": "text or whole number",
    "number": "number",
    "date": "date",
    "moment": "date and time",
    "text": "text",
}
WHAT_STEPS_DO = {
    "source_rows": "The columns of the table; if yours are called otherwise, rename them here.",
    "typed": "A number that is none counts as missing.",
    "newest": "The newest date in the data counts as today.",
    "kept": "The cleaning rules.",
    "without_repeated_rows": "Rows equal in every column count once.",
    "kept_after_that": "The cleaning rules for what is left.",
    "one_row_each": "Of rows with the same customer, the first in the order of their values.",
    "newest_values": "Which row has the customer's newest value.",
    "rolled_up": "One row a customer.",
    "customers": "What is known of each customer.",
    "features": "What segments are built on, with what follows from other features.",
    "filled": "Missing values become the median of the training data.",
    "clipped_and_logged": "Extreme values are drawn in, skewed features logged; "
    "open: the same without drawing in.",
    "scaled": "In standard deviations from the average.",
    "scores": "How near each segment's centre is: the higher the nearer.",
    "best": "What is enough to be the nearest, but for rounding.",
    "nearest": "The nearest segment, the first of equally near ones.",
    "away": "How far the customer is from the middle, as the features go together.",
    "compared": "Too far from the segment's own customers, or beyond all on one feature?",
}


@dataclass(frozen=True)
class Dialect:
    """How SQL is written for an engine: by Ibis, then by sqlglot, under the names they use.

    `fenced` engines would otherwise put each step's text in all the places that read it, and
    so on with the next, and not finish.
    """

    title: str
    ibis: str
    sqlglot: str
    fenced: bool = False
    needs: tuple[str, ...] = ()


DIALECTS = {
    "duckdb": Dialect("DuckDB", "duckdb", "duckdb"),
    "postgres": Dialect("PostgreSQL 12 or newer", "postgres", "postgres", fenced=True),
    "bigquery": Dialect(
        "BigQuery", "bigquery", "bigquery", needs=("Date and time has the type TIMESTAMP.",)
    ),
    "snowflake": Dialect("Snowflake", "snowflake", "snowflake"),
    # Ibis writes Spark's own only within a session; Databricks' is the same language.
    "spark": Dialect("Spark", "databricks", "spark"),
    "sqlite": Dialect(
        "SQLite 3.35 or newer",
        "sqlite",
        "sqlite",
        fenced=True,
        needs=(
            "Dates are texts such as 2026-11-21 or 2026-11-21 13:45:00.",
            "The functions ln, floor, sign and power are there where SQLite was built with",
            "SQLITE_ENABLE_MATH_FUNCTIONS, as most are.",
        ),
    ),
}


def to_sql(model: Model, dialect: str, *, table: str | None = None) -> str:
    """Write a model as one query that scores the customers in a table of raw rows.

    Args:
        dialect: one of `DIALECTS`.
        table: the table to read, as it is written in that dialect; None for the recipe's name.

    Returns:
        A comment that says what the query expects, and a `WITH` of named steps, each of them
        explained. It answers as `scoring.scored` does, without certainty.

    Raises:
        UnknownDialect
        UnwritableQuery: a recipe of somebody's own uses what this engine does not have.
    """
    if dialect not in DIALECTS:
        raise UnknownDialect(dialect, known=DIALECTS)
    language = DIALECTS[dialect]
    source = exp.to_table(table or model.card.recipe, dialect=language.sqlglot)
    try:
        *before, (_, last) = _steps(model, language, source)
    except IbisError as error:
        raise _unwritable(model, language, "it uses what is not there") from error
    fence = "MATERIALIZED " if language.fenced else ""
    named = ",\n".join(
        f"{_explained(name)}{name} AS {fence}(\n{indent(select, '  ')}\n)"
        for name, select in before
    )
    query = f"{_header(model, language, source)}\nWITH\n{named}\n{last};\n"
    if ONLY_IBIS in query.lower():
        raise _unwritable(model, language, "it uses what is only there in Python")
    return query


def _steps(model: Model, language: Dialect, source: exp.Table) -> list[tuple[str, str]]:
    """The query's steps, each as a name and a SELECT from those before."""
    steps: list[tuple[str, str]] = []

    def write(name: str, table: ir.Table) -> ir.Table:
        # In some engines a step would hide a table of the same name, and read itself.
        name = f"{name}_step" if name == source.name.lower() else name
        select = readable(
            str(ibis.to_sql(table, dialect=language.ibis)),
            read=language.ibis,
            write=language.sqlglot,
            source=source,
            placeholder=SOURCE,
        )
        steps.append((name, select))
        return ibis.table(table.schema(), name=name)

    columns = {column.name: RAW_TYPES[column.kind] for column in model.recipe.columns}
    score_rows(ibis.table(columns, name=SOURCE), model, step=write)
    return steps


def _explained(step: str) -> str:
    return f"-- {WHAT_STEPS_DO[step]}\n" if step in WHAT_STEPS_DO else ""


def _header(model: Model, language: Dialect, source: exp.Table) -> str:
    card = model.card
    lines = [
        f'{card.title}: the segments of the model "{card.recipe} {card.version}", '
        f"made on {card.created[:10]}.",
        f"For {language.title}.",
        f"It reads the table {source.sql(dialect=language.sqlglot)} with these columns, empty "
        "where a value is missing:",
        *(f"  {column.name}: {_expected(column)}" for column in model.recipe.columns),
        "It returns one row a customer: customer, features and categories, segment (the number "
        "of it),",
        "segment_name, unlike_anyone (of all the customers that the model knows) and model.",
        *language.needs,
    ]
    # A title may hold line breaks, and what stands behind one would be run.
    return "\n".join(f"-- {' '.join(line.splitlines())}" for line in lines)


def _expected(column: Column) -> str:
    what = KINDS[column.kind]
    return what if column.required else f"{what}; write NULL where you have no such column"


def _unwritable(model: Model, language: Dialect, reason: str) -> UnwritableQuery:
    return UnwritableQuery(recipe=model.card.recipe, dialect=language.title, reason=reason)
