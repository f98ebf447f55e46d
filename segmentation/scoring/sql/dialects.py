"""The dialects that a query can be written in."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Dialect:
    """How SQL is written for an engine: by Ibis, then by sqlglot, under the names they use.

    `fenced` engines would otherwise put each step's text in all the places that read it, and
    so on with the next, and not finish. In those that are not `typed` every value has a type of
    its own. `orders_nulls` says whether nulls can be put first or last in any window. `other_text`
    is what becomes of a text that is no number, where a number should be. `kinds` are sentences
    for data with columns of that kind, `needs` for all.
    """

    title: str
    ibis: str
    sqlglot: str
    fenced: bool = False
    typed: bool = True
    orders_nulls: bool = True
    other_text: str = "ends the query with an error"
    kinds: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()


_DATES_OF_SQLITE = (
    "Dates are texts such as 2026-11-21 or 2026-11-21 13:45:00; all else counts as missing."
)

DIALECTS = {
    "duckdb": Dialect("DuckDB", "duckdb", "duckdb"),
    "postgres": Dialect("PostgreSQL 12 or newer", "postgres", "postgres", fenced=True),
    "bigquery": Dialect(
        "BigQuery",
        "bigquery",
        "bigquery",
        orders_nulls=False,
        kinds={"moment": "Date and time has the type TIMESTAMP."},
    ),
    "snowflake": Dialect("Snowflake", "snowflake", "snowflake"),
    # Ibis writes Spark's own only within a session; Databricks' is the same language.
    "spark": Dialect(
        "Spark",
        "databricks",
        "spark",
        other_text="ends the query with an error, or counts as missing without ANSI mode",
    ),
    "sqlite": Dialect(
        "SQLite 3.35 or newer",
        "sqlite",
        "sqlite",
        fenced=True,
        typed=False,
        other_text="counts as missing",
        kinds={"date": _DATES_OF_SQLITE, "moment": _DATES_OF_SQLITE},
        needs=(
            "Below, a number is what is at most 9e999: every text that is no number in full is "
            "more.",
            "The functions ln, floor, sign and power are there where SQLite was built with",
            "SQLITE_ENABLE_MATH_FUNCTIONS, as most are.",
        ),
    ),
}
