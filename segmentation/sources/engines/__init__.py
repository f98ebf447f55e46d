"""Where tables live while they are computed with: DuckDB, Spark, and what both can be told."""

import ibis

# Of a long query Ibis would take most of its time to merge selects, which engines do themselves.
ibis.options.sql.fuse_selects = False
