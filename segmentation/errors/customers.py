"""What is told of one customer, and how the API is set."""

from collections.abc import Iterable, Sequence

from segmentation.errors.kinds import SegmentationError, shortened


class WrongValue(SegmentationError):
    """A value of one customer cannot be used, or is missing (None); `field` names it.

    `meanings` are what it may stand for, where it can be read in more than one way.
    """

    def __init__(
        self,
        *,
        field: str,
        label: str,
        expected: str,
        arrived: object,
        meanings: Sequence[str] = (),
    ):
        self.field = field
        if arrived is None:
            said = f"{label} is missing and must be sent: {expected}."
        elif meanings:
            either = " or ".join(meanings)
            said = f'{label}: did you mean {either}? "{shortened(arrived)}" can be read as either.'
        else:
            said = f'{label} must be {expected}; "{shortened(arrived)}" is not.'
        super().__init__(said)


class UnknownField(SegmentationError):
    """A value was given for a field that a model does not ask for."""

    def __init__(self, field: str, known: Iterable[str]):
        super().__init__(f'There is no field "{shortened(field)}"; expected {", ".join(known)}.')


class NothingMissing(SegmentationError):
    def __init__(self):
        super().__init__("Every value is known, so there is one segment; ask assign for it.")


class WrongSetting(SegmentationError):
    """A setting of the environment cannot be used. Its value is not repeated: it may be secret."""

    def __init__(self, name: str, expected: str):
        super().__init__(f"{name} must be {expected}. Correct it, or leave it out.")
