"""Open whatever a business keeps its customers in: files, folders, databases, Spark.

In comes a path or an address, out comes a table that can be read with the same expressions,
whatever it is, and what is to be said of how it was read. What columns mean is none of its
business: recipes and models are unknown here.

May import: words, errors, disk, processes.
"""

from importlib import import_module

OPENING, READING = "segmentation.sources.opening", "segmentation.sources.reading"
_WHERE = {
    "Opened": READING,
    "Reading": READING,
    "open_table": OPENING,
    "plain_copy_errors": OPENING,
    "plain_read_errors": OPENING,
}
__all__ = ["Opened", "Reading", "open_table", "plain_copy_errors", "plain_read_errors"]


def __getattr__(name: str) -> object:
    """What others use, loaded when it is asked for: the process that reads workbooks needs none."""
    if name not in _WHERE:
        raise AttributeError(name)
    return getattr(import_module(_WHERE[name]), name)
