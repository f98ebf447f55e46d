"""The kinds of error, and how a sentence quotes what arrived."""

from collections.abc import Iterable

LONGEST_QUOTE = 80
MOST_LISTED = 30


class SegmentationError(Exception):
    """Base of all errors whose text is meant for the user: plain, and one line."""

    def __init__(self, message: str):
        # Headers and values from the data may hold line breaks.
        super().__init__(" ".join(message.split()))


class DataError(SegmentationError):
    """The data cannot be used as it is."""


class ModelError(SegmentationError):
    """A saved model cannot be used or written."""


def listed(names: Iterable[str]) -> str:
    """Names in quotes, the first 30 of them, and how many more there are."""
    names = list(names)
    more = f" and {len(names) - MOST_LISTED:,} more" if len(names) > MOST_LISTED else ""
    return ", ".join(f'"{shortened(name)}"' for name in names[:MOST_LISTED]) + more


def shortened(value: object) -> str:
    """As it arrived, which may have been megabytes."""
    text = str(value)
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"


class WrongRequest(SegmentationError):
    """What was asked for does not exist: the command was wrong, not the data."""
