"""What the columns of a table nobody foresaw mean, from headers, units and all of its values."""
