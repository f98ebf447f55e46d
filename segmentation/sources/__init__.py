"""Open whatever a business keeps its customers in: files, folders, databases."""

from segmentation.sources.opening import open_table, plain_copy_errors, plain_read_errors
from segmentation.sources.reading import Opened, Reading

__all__ = ["Opened", "Reading", "open_table", "plain_copy_errors", "plain_read_errors"]
