"""Where tables live while they are computed with: DuckDB, Spark, and what both can be told."""
