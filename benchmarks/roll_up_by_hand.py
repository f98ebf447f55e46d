"""The same cleaning and roll-up as the recipe `online_retail`, written by hand for each engine.

    python -m benchmarks.roll_up_by_hand duckdb|polars|pandas lines.parquet

It stops at one row a customer: no segments.
"""

import sys

MEMORY = "8GB"


def with_duckdb(path: str) -> int:
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"SET memory_limit = '{MEMORY}'")
    connection.execute("SET preserve_insertion_order = false")
    rows = connection.sql(f"""
        WITH lines AS (SELECT DISTINCT * FROM '{path}' WHERE CustomerID IS NOT NULL)
        SELECT CustomerID, max(InvoiceDate) AS last_order, count(DISTINCT InvoiceNo) AS frequency,
               sum(Quantity * UnitPrice) AS monetary, sum(Quantity) AS quantity
        FROM lines
        WHERE InvoiceNo NOT LIKE 'C%' AND Quantity > 0 AND UnitPrice > 0
        GROUP BY CustomerID
    """).to_arrow_table()
    return rows.num_rows


def with_polars(path: str) -> int:
    import polars as pl

    sold = (pl.col("Quantity") > 0) & (pl.col("UnitPrice") > 0)
    customers = (
        pl.scan_parquet(path)
        .filter(pl.col("CustomerID").is_not_null())
        .unique()
        .filter(sold & ~pl.col("InvoiceNo").str.starts_with("C"))
        .group_by("CustomerID")
        .agg(
            last_order=pl.col("InvoiceDate").max(),
            frequency=pl.col("InvoiceNo").n_unique(),
            monetary=(pl.col("Quantity") * pl.col("UnitPrice")).sum(),
            quantity=pl.col("Quantity").sum(),
        )
    )
    return customers.collect(engine="streaming").height


def with_pandas(path: str) -> int:
    import pandas as pd

    lines = pd.read_parquet(path).dropna(subset=["CustomerID"]).drop_duplicates()
    sold = (lines.Quantity > 0) & (lines.UnitPrice > 0) & ~lines.InvoiceNo.str.startswith("C")
    lines = lines[sold].assign(spend=lambda t: t.Quantity * t.UnitPrice)
    customers = lines.groupby("CustomerID").agg(
        last_order=("InvoiceDate", "max"),
        frequency=("InvoiceNo", "nunique"),
        monetary=("spend", "sum"),
        quantity=("Quantity", "sum"),
    )
    return len(customers)


if __name__ == "__main__":
    engine = {"duckdb": with_duckdb, "polars": with_polars, "pandas": with_pandas}[sys.argv[1]]
    print(f"{engine(sys.argv[2]):,} customers", file=sys.stderr)
