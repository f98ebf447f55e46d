"""A model as one SQL query, from raw rows to scored customers, for a data team's own jobs."""

from dataclasses import dataclass
from textwrap import indent

import ibis
import ibis.expr.types as ir
from ibis.common.exceptions import IbisError
from sqlglot import exp

from segmentation.errors import UnknownDialect, UnwritableQuery
from segmentation.models.model import Model
from segmentation.recipes.recipe import Recipe
from segmentation.scoring.expression import score_rows
from segmentation.scoring.sql.comments import WHAT_STEPS_DO, header
from segmentation.scoring.sql.dialects import DIALECTS, Dialect
from segmentation.scoring.sql.names import snowflake_column, table_called
from segmentation.scoring.sql.null_order import with_null_keys
from segmentation.scoring.sql.source_table import source_table
from segmentation.scoring.sql.tidy import readable
from segmentation.sources.engines.merging import selects_merged

SOURCE = "the_table_that_is_read"
# What Ibis' SQLite does in Python, and nobody else's.
ONLY_IBIS = "_ibis_"


def to_sql(model: Model, dialect: str, *, table: str | None = None) -> str:
    """Write a model as one query that scores the customers in a table of raw rows.

    Args:
        dialect: one of `DIALECTS`.
        table: the name of the table to read, as it is written in that dialect; None for the
            recipe's name.

    Returns:
        A comment that says what the query expects, and a `WITH` of named steps, each of them
        explained. It answers as `expression.scored` does, without certainty.

    Raises:
        UnknownDialect
        NotATableName: `table` is something else.
        UnwritableQuery: a recipe of somebody's own uses what this engine does not have.
    """
    if dialect not in DIALECTS:
        raise UnknownDialect(dialect, known=DIALECTS)
    language = DIALECTS[dialect]
    source = table_called(model.card.recipe if table is None else table, language.sqlglot)
    try:
        *before, last = _steps(model, language, source)
    except IbisError as error:
        raise _unwritable(model, language, "it uses what is not there") from error
    named = ",\n".join(_named(step, language) for step in before)
    read = source.sql(dialect=language.sqlglot)
    said = header(
        model,
        engine=language.title,
        table=read,
        told=_told(language, model.recipe),
        exact=_exact_names(language, model.recipe),
    )
    query = f"{said}\nWITH\n{named}\n-- {WHAT_STEPS_DO[last.does]}\n{last.select};\n"
    if ONLY_IBIS in query.lower():
        raise _unwritable(model, language, "it uses what is only there in Python")
    return query


@dataclass(frozen=True)
class _Written:
    """A step as a SELECT from those before: `does` is what the recipe's expression calls it."""

    does: str
    name: str
    select: str


def _named(step: _Written, language: Dialect) -> str:
    fence = "MATERIALIZED " if language.fenced else ""
    return f"-- {WHAT_STEPS_DO[step.does]}\n{step.name} AS {fence}(\n{indent(step.select, '  ')}\n)"


def _steps(model: Model, language: Dialect, source: exp.Table) -> list[_Written]:
    steps: list[_Written] = []

    def write(does: str, table: ir.Table) -> ir.Table:
        # In some engines a step would hide a table of the same name, and read itself.
        name = f"{does}_step" if does == source.name.lower() else does
        told = table if language.orders_nulls else with_null_keys(table)
        # As few selects in each other as can be: it is read by people, and by SQLite.
        with selects_merged(True):
            written = str(ibis.to_sql(told, dialect=language.ibis))
        select = readable(
            written,
            read=language.ibis,
            write=language.sqlglot,
            source=source,
            placeholder=SOURCE,
        )
        steps.append(_Written(does, name, select))
        return ibis.table(table.schema(), name=name)

    rows = source_table(model.recipe, name=SOURCE, typed=language.typed)
    score_rows(rows, model, step=write)
    return steps


def _told(language: Dialect, recipe: Recipe) -> list[str]:
    """What is to be known of these data in this engine."""
    kinds = {column.kind for column in recipe.columns}
    of_kinds = dict.fromkeys(told for kind, told in language.kinds.items() if kind in kinds)
    return [
        "Spaces around texts and ids do not count, tabs and all else do; an id 17850.0 is 17850,",
        "and one with an @ is the same in capitals.",
        "An empty text counts as missing, and so does n/a, null or the like.",
        "A number may be a text such as 1234.5. Any other text where a number should be",
        f"{language.other_text}.",
        *of_kinds,
        *language.needs,
    ]


def _exact_names(language: Dialect, recipe: Recipe) -> dict[str, str]:
    """The columns that are found in quotes alone, where the others do without."""
    if language.sqlglot != "snowflake":
        return {}
    names = {column.name: snowflake_column(column.name) for column in recipe.columns}
    return {name: found.sql("snowflake") for name, found in names.items() if found.quoted}


def _unwritable(model: Model, language: Dialect, reason: str) -> UnwritableQuery:
    return UnwritableQuery(recipe=model.card.recipe, dialect=language.title, reason=reason)
