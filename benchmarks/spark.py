"""The same customers by DuckDB and by Spark: do they agree, and how long does each take?

    python -m benchmarks.spark            1 million customers, 5 million invoice lines
    python -m benchmarks.spark 10000      as many customers as you say

Needs requirements-spark.txt and Java. Spark runs where its own configuration says, on all
cores of this machine unless told. Times of `score.py` are those of whole processes, Spark's
start included. The steps are timed in one session, each with those before it.
"""

import sys
import tempfile
import time
from pathlib import Path

import duckdb
import ibis.expr.types as ir

from benchmarks.measuring import measure
from segmentation.customers.cleaning import kept_rows
from segmentation.customers.columns import read_columns
from segmentation.customers.in_one_query import customers_from_rows
from segmentation.models import store
from segmentation.scoring.expression import score_rows
from segmentation.sources import open_table
from segmentation.sources.engines.spark import data_frame

CUSTOMERS = 1_000_000
LINES_EACH = 5
RECIPE = "online_retail"
# Every customer has lines; some of them are cancelled, free of charge, repeated or nobody's.
QUERY = """
COPY (
    SELECT
        CASE WHEN hash(i * 11) % 60 = 0 THEN 'C' ELSE '' END || (100000 + i // 3) AS InvoiceNo,
        'S' || hash(i * 7) % 4000 AS StockCode,
        (CASE WHEN hash(i * 11) % 60 = 0 THEN -1 ELSE 1 END * (1 + hash(i * 13) % 12))::BIGINT
            AS Quantity,
        TIMESTAMP '2010-12-01' + INTERVAL (hash(i // 3 * 17) % 32000000) SECOND AS InvoiceDate,
        CASE WHEN hash(i * 19) % 5000 = 0 THEN 0
             ELSE round(0.5 + exp((hash(i * 31) % 500) / 100.0) / 10, 2) END AS UnitPrice,
        CASE WHEN hash(i * 5) % 20 = 0 THEN NULL
             ELSE (pow((i % {customers}) / {customers}, 1.3) * {customers} * 9)::BIGINT END
            AS CustomerID,
        CASE WHEN hash(i * 9) % 10 < 9 THEN 'United Kingdom' ELSE 'Germany' END AS Country
    FROM (
        SELECT i - CASE WHEN hash(i) % 100 = 0 THEN {customers} ELSE 0 END AS i
        FROM range({customers}, {lines} + {customers}) t(i)
    )
) TO '{folder}' (FORMAT parquet, PER_THREAD_OUTPUT)
"""
COMPARE = """
SELECT
    count(*),
    count(*) FILTER (
        duck.segment IS DISTINCT FROM spark.segment
        OR duck.unlike_anyone IS DISTINCT FROM spark.unlike_anyone
    )
FROM '{folder}/duckdb.parquet' duck FULL JOIN '{folder}/spark/*.parquet' spark USING (customer)
"""


def compare(customers: int, folder: Path) -> None:
    """Score the same lines in both and print how many customers differ, and the times."""
    lines, models = folder / "lines", folder / "models"
    duckdb.connect().execute(
        QUERY.format(customers=customers, lines=customers * LINES_EACH, folder=lines)
    )
    settings = [RECIPE, "--models", str(models)]
    measure([sys.executable, "train.py", *settings, "--no-evidence", "--restarts", "2"])
    score = [sys.executable, "score.py", *settings, "--data"]
    duck = measure([*score, str(lines), "--out", str(folder / "duckdb.parquet")])
    spark = measure([*score, f"spark:{lines}", "--out", f"spark:{folder / 'spark'}"])
    scored, different = duckdb.connect().execute(COMPARE.format(folder=folder)).fetchone()
    print(f"{customers * LINES_EACH:,} invoice lines, {scored:,} customers with a segment")
    print(f"{different:,} of them are given another one by Spark than by DuckDB")
    print(f"score.py with DuckDB {duck.seconds:8.1f} s   x 1.00")
    print(f"score.py with Spark  {spark.seconds:8.1f} s   x {spark.seconds / duck.seconds:.2f}")
    time_steps(f"spark:{lines}", models, customers * LINES_EACH)


def time_steps(source: str, models: Path, lines: int) -> None:
    """Print how long Spark takes up to each step, and for scoring alone."""
    model = store.load(models, RECIPE)
    with open_table(source) as opened:
        rows = read_columns(opened.table, model.recipe)
        customers = customers_from_rows(rows, model.recipe)
        _run(rows)  # The first job also starts Spark's own machinery.
        _report("read", _run(rows), lines, "lines")
        _report("and without repeated rows", _run(kept_rows(rows, model.recipe)), lines, "lines")
        _report("and rolled up", _run(customers), lines, "lines")
        _report("and scored", _run(score_rows(rows, model)), lines, "lines")


def _run(table: ir.Table) -> float:
    """Seconds to compute every value of a table, none of which is kept."""
    start = time.perf_counter()
    data_frame(table).write.format("noop").mode("overwrite").save()
    return time.perf_counter() - start


def _report(step: str, seconds: float, count: int, what: str) -> None:
    print(f"Spark: {step:<28} {seconds:7.1f} s   {count / seconds:12,.0f} {what} a second")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        compare(int(sys.argv[1]) if sys.argv[1:] else CUSTOMERS, Path(temporary))
