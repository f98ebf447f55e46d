"""Generate invoice lines with the columns of `online_retail`, as many as asked for.

    python -m benchmarks.invoice_lines 10000000 lines.parquet

A twentieth as many customers as lines; a quarter of the lines without a customer,
one in a hundred repeated, one in sixty cancelled, a few free of charge.
"""

import sys

import duckdb

LINES_AN_INVOICE = 18
QUERY = """
COPY (
    SELECT
        CASE WHEN hash(i * 11) % 60 = 0 THEN 'C' ELSE '' END || (100000 + invoice) AS InvoiceNo,
        'S' || hash(i * 7) % 4000 AS StockCode,
        'Product number ' || hash(i * 7) % 4000 AS Description,
        CASE WHEN hash(i * 11) % 60 = 0 THEN -1 ELSE 1 END * (1 + hash(i * 13) % 12)::BIGINT
            AS Quantity,
        TIMESTAMP '2010-12-01' + INTERVAL (hash(invoice * 17) % 32000000) SECOND AS InvoiceDate,
        CASE WHEN hash(i * 19) % 5000 = 0 THEN 0
             ELSE round(0.5 + exp((hash(i * 31) % 500) / 100.0) / 10, 2) END AS UnitPrice,
        CASE WHEN hash(invoice * 5) % 4 = 0 THEN NULL
             ELSE 12346 + (pow((hash(invoice * 3) % 1000000) / 1e6, 1.5) * {customers})::BIGINT END
            AS CustomerID,
        CASE WHEN hash(invoice * 9) % 10 < 9 THEN 'United Kingdom' ELSE 'Germany' END AS Country
    FROM (
        SELECT i, i // {lines_an_invoice} AS invoice
        FROM (
            SELECT i - CASE WHEN hash(i) % 100 = 0 THEN 1 ELSE 0 END AS i
            FROM range(1, {lines} + 1) t(i)
        )
    )
) TO '{path}' (FORMAT parquet)
"""


def generate(lines: int, path: str) -> None:
    """Write `lines` lines to the Parquet file `path`, the same ones every time."""
    query = QUERY.format(
        lines=lines, customers=lines // 20, lines_an_invoice=LINES_AN_INVOICE, path=path
    )
    duckdb.connect().execute(query)


if __name__ == "__main__":
    generate(int(sys.argv[1]), sys.argv[2])
