"""The generators of the sample data, one module a data set."""
