"""Saved models, and the names of their segments."""

from collections.abc import Iterable

from segmentation.errors.kinds import ModelError, SegmentationError, listed, shortened


class UnwritableModels(ModelError):
    def __init__(self, folder: str, reason: str):
        super().__init__(
            f'Models cannot be saved in "{folder}": {reason}. '
            "Choose a folder you may write to with --models."
        )


class WrongName(SegmentationError):
    """A name that a segment cannot be given."""


class UnreadableNames(ModelError):
    def __init__(self, file: str):
        super().__init__(
            f'The names given to segments cannot be read: "{file}" is damaged. '
            "The model's own names are shown; mend the file, or delete it."
        )


class UnwritableNames(ModelError):
    def __init__(self, reason: str):
        super().__init__(f"Segments cannot be renamed here: {reason}.")


class UnreadableNotes(ModelError):
    def __init__(self, file: str):
        super().__init__(
            f'The notes on versions cannot be read: "{file}" is damaged. Mend the file, or delete '
            "it."
        )


class WrongNote(SegmentationError):
    def __init__(self, *, found: int, most: int):
        super().__init__(f"A note can have {most} characters; this one has {found}.")


class ModelNotFound(ModelError):
    def __init__(self, name: str, folder: str):
        super().__init__(f'There is no model "{name}" in "{folder}". Train it with train.py.')


class UnknownModel(ModelError):
    """As `ModelNotFound`, for those who have no business with the server's folders."""

    def __init__(self, name: str, known: Iterable[str]):
        there = f"there are {listed(known)}" if known else "none has been trained yet"
        super().__init__(f'There is no model "{shortened(name)}"; {there}.')


class UnusableModel(ModelError):
    """A saved model that is there but cannot be loaded; `reason` says why, as a clause."""

    def __init__(self, message: str, *, reason: str):
        self.reason = reason
        super().__init__(message)


class DamagedModel(UnusableModel):
    def __init__(self, name: str, reason: str):
        super().__init__(
            f'The model "{name}" cannot be used: {reason}. Train it again with train.py.',
            reason=reason,
        )


class UnreadableModel(UnusableModel):
    """What is there and was not read: another user, or another moment, may be luckier."""

    def __init__(self, name: str, file: str, error: OSError):
        reason, remedy = _unread(f"its {file}", error)
        super().__init__(f'The model "{name}" cannot be used: {reason}. {remedy}', reason=reason)


class UnreadableModels(ModelError):
    """The folder of all models was not read. Its place is not told: pages show this sentence."""

    def __init__(self, error: OSError):
        reason, remedy = _unread("their folder", error)
        super().__init__(f"There may be models, but {reason}. {remedy}")


class ForeignModel(UnusableModel):
    def __init__(self, name: str, *, made_with: str, here: str):
        super().__init__(
            f'The model "{name}" was made with scikit-learn {made_with} and this machine has '
            f"{here}. Train it again here, or install scikit-learn {made_with}.",
            reason=f"it was made with scikit-learn {made_with} and this machine has {here}",
        )


class NoSuchModel(ModelError):
    def __init__(self, name: str, *, folder: str, known: Iterable[str]):
        known = list(known)
        there = f"those there are {', '.join(known)}" if known else "there is none at all"
        super().__init__(
            f'There is no model "{name}" in "{folder}"; {there}. Name one of them, '
            "or train it with train.py."
        )


def _unread(what: str, error: OSError) -> tuple[str, str]:
    """Why something was not read, as a clause, and what to do about it, as a sentence."""
    if isinstance(error, PermissionError):
        give = "Give whoever runs this the right to read the folder and the files in it."
        return f"{what} may not be read by this user", give
    reason = (error.strerror or str(error)).lower()
    return f"{what} cannot be read ({reason})", "Try again once that is mended."
