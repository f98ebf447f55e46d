"""The kinds of error, and how a sentence quotes what arrived."""

from collections.abc import Iterable

LONGEST_QUOTE = 80
MOST_LISTED = 30


class SegmentationError(Exception):
    """Base of all errors whose text is meant for the user: plain, and one line."""

    def __init__(self, message: str):
        # Headers and values from the data may hold line breaks.
        super().__init__(" ".join(message.split()))

    def __reduce__(self):
        # From one process to another the sentence goes as it is; it is not made anew.
        return as_it_was, (type(self), self.args, self.__dict__)


def as_it_was(
    kind: type[SegmentationError], told: tuple[str, ...], known: dict[str, object]
) -> SegmentationError:
    """An error of another process: its sentence, and all that it tells, not made anew."""
    error = kind.__new__(kind, *told)
    vars(error).update(known)
    return error


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
