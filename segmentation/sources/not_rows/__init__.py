"""Lines of a table that are none of its rows: totals, column names again, notes below it."""
