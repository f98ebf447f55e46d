"""The steps of a training: what each is called, and how much of the work it typically is.

May import: nothing.
"""

from enum import StrEnum


class Step(StrEnum):
    """A step, by the words that say what is being done; in the order in which they are done."""

    OPENING = "Opening the data"
    MEANING = "Finding out what the columns mean"
    CLEANING = "Reading and cleaning"
    FEATURES = "Computing features"
    STRUCTURE = "Looking for structure"
    NUMBERS = "Trying numbers of segments"
    FITTING = "Fitting the segments"
    METHODS = "Trying other methods"
    CERTAINTY = "Asking how sure it is"
    DESCRIBING = "Describing the segments"
    SAVING = "Saving the model"


# Measured on the samples, and on shops of 2,000 to 25,000 customers, on two cores.
WEIGHTS = {
    Step.OPENING: 3,
    Step.MEANING: 7,
    Step.CLEANING: 13,
    Step.FEATURES: 5,
    Step.STRUCTURE: 4,
    Step.NUMBERS: 50,
    Step.FITTING: 2,
    Step.METHODS: 1,
    Step.CERTAINTY: 11,
    Step.DESCRIBING: 3,
    Step.SAVING: 1,
}
OF_THE_EVIDENCE = {Step.STRUCTURE, Step.METHODS, Step.CERTAINTY}


def share_before(step: Step, *, evidence: bool) -> float:
    """The share of the whole work, from 0 to 1, that is done when a step begins.

    Args:
        evidence: whether the training gathers it.

    >>> share_before(Step.OPENING, evidence=True), share_before(Step.SAVING, evidence=True)
    (0.0, 0.99)
    """
    done = [step for step in Step if evidence or step not in OF_THE_EVIDENCE]
    whole = sum(WEIGHTS[one] for one in done)
    return sum(WEIGHTS[one] for one in done[: done.index(step)]) / whole
