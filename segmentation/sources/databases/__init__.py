"""Tables and queries of SQLite, DuckDB and PostgreSQL, and the addresses that name them."""
