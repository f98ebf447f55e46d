"""The columns that a scoring adds to a list, and how an earlier result is known by them."""

from collections.abc import Iterable, Iterator, Sequence

from segmentation.recipes.rfm import RFM_GROUP

SEGMENT, SEGMENT_NAME, UNLIKE_ANYONE = "segment", "segment_name", "unlike_anyone"
NEXT_SEGMENT, NEXT_SEGMENT_NAME = "next_segment", "next_segment_name"
CERTAINTY, MODEL = "certainty", "model"
# In their order, those that are not always there among them.
ANSWERS = (
    SEGMENT,
    SEGMENT_NAME,
    NEXT_SEGMENT,
    NEXT_SEGMENT_NAME,
    RFM_GROUP,
    UNLIKE_ANYONE,
    CERTAINTY,
    MODEL,
)
# What every result has had, also those of earlier versions.
ALWAYS = {SEGMENT, SEGMENT_NAME, UNLIKE_ANYONE, MODEL}
WHY = ("left_out", "reason")


def names_beside(given: Iterable[str], added: Iterable[str]) -> dict[str, str]:
    """A name for each added column: its own, or with a number where that is taken."""
    taken = {name.casefold() for name in given}
    return {name: _free_name(name, taken) for name in added}


def owners(columns: Sequence[str]) -> list[str]:
    """The columns of a table's owner: without those that an earlier scoring has added last."""
    for given, added in _partings(columns):
        if _are_answers(given, added) or _are_reasons(given, added):
            return list(given)
    return list(columns)


def is_scored(columns: Sequence[str]) -> bool:
    """Whether these are the columns of customers with their segments."""
    return any(_are_answers(given, added) for given, added in _partings(columns))


def is_left_out(columns: Sequence[str]) -> bool:
    """Whether these are the columns of customers who were left out."""
    return any(_are_reasons(given, added) for given, added in _partings(columns))


def _partings(columns: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Columns as those of their owner and those added behind them, the most added first."""
    for at in range(max(len(columns) - len(ANSWERS), 0), len(columns)):
        yield columns[:at], columns[at:]


def _are_answers(given: Sequence[str], added: Sequence[str]) -> bool:
    """Whether `added` begins with the segment, ends with the model and has nothing but answers."""
    known = {name: ours for ours, name in names_beside(given, ANSWERS).items()}
    answers = [known.get(name) for name in added]
    # Earlier versions wrote how sure they are last of all.
    last = answers[-2:] if answers[-1] == CERTAINTY else answers[-1:]
    begun = answers[0] == SEGMENT and last[0] == MODEL
    return begun and None not in answers and {*answers} >= ALWAYS


def _are_reasons(given: Sequence[str], added: Sequence[str]) -> bool:
    return [*names_beside(given, WHY).values()] == list(added)


def _free_name(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}_{number}", number + 1
    return name
