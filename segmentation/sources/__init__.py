"""Open whatever a business keeps its customers in: files, folders, databases, Spark.

In comes a path or an address, out comes a table that can be read with the same expressions,
whatever it is, and what is to be said of how it was read. What columns mean is none of its
business: recipes and models are unknown here.

May import: words, errors, disk, processes.
"""

from segmentation.sources.opening import open_table, plain_copy_errors, plain_read_errors
from segmentation.sources.reading import Opened, Reading

__all__ = ["Opened", "Reading", "open_table", "plain_copy_errors", "plain_read_errors"]
