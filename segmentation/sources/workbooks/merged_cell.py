"""A cell that stands for several rows."""

from typing import NamedTuple


class Merged(NamedTuple):
    """A cell that is merged downwards: places counted from 0, the last row as well."""

    column: int
    first: int
    last: int
