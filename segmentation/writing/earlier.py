"""Whether a table is the result of an earlier scoring, by the columns that it ends with."""

from collections.abc import Sequence

from segmentation.candidates import CERTAINTY, OURS, WHY, names_beside


def is_scored(columns: Sequence[str]) -> bool:
    """Whether these are the columns of customers with their segments."""
    return _ends_with(columns, (*OURS, CERTAINTY)) or _ends_with(columns, OURS)


def is_left_out(columns: Sequence[str]) -> bool:
    """Whether these are the columns of customers who were left out."""
    return _ends_with(columns, WHY)


def _ends_with(columns: Sequence[str], added: Sequence[str]) -> bool:
    given, last = columns[: -len(added)], columns[-len(added) :]
    return [*names_beside(given, added).values()] == list(last)
