"""What can be wrong with the data or a model, each with the sentence the user reads."""

from collections.abc import Iterable


class SegmentationError(Exception):
    """Base of all errors whose text is one plain sentence meant for the user."""


class DataError(SegmentationError):
    """The data cannot be used as it is."""


class ModelError(SegmentationError):
    """A saved model cannot be used or written."""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


class SourceNotFound(DataError):
    def __init__(self, source: str):
        super().__init__(f'There is no file "{source}". Check the name and the folder.')


class UnknownFormat(DataError):
    def __init__(self, source: str, known: Iterable[str]):
        super().__init__(
            f'"{source}" is not a kind of file that can be read; '
            f"expected one of {', '.join(known)}."
        )


class EmptySource(DataError):
    def __init__(self, source: str):
        super().__init__(
            f'"{source}" is empty; '
            "expected a first row of column names and a row for each customer."
        )


class NoRows(DataError):
    def __init__(self, source: str):
        super().__init__(
            f'"{source}" has column names but no rows below them; expected a row for each customer.'
        )


class UnreadableSource(DataError):
    def __init__(self, source: str, reason: str):
        super().__init__(f'"{source}" cannot be read: {reason}')


class MissingColumns(DataError):
    def __init__(self, *, missing: Iterable[str], found: Iterable[str]):
        super().__init__(
            f"The data lacks {_listed(missing)}; the columns found are {_listed(found)}. "
            "Rename the columns that mean the same, or add those that are missing."
        )


class AmbiguousColumn(DataError):
    def __init__(self, *, column: str, found: Iterable[str]):
        super().__init__(
            f'The columns {_listed(found)} could each be "{column}". '
            "Keep one of them and remove or rename the others."
        )


class UnknownKindOfData(DataError):
    def __init__(self, *, found: Iterable[str], lacking: dict[str, list[str]]):
        needs = "; ".join(f"{name} lacks {_listed(columns)}" for name, columns in lacking.items())
        super().__init__(
            f"No recipe fits the columns {_listed(found)}: {needs}. "
            "Rename the columns that mean the same, or name the recipe yourself."
        )


class UnreadableValues(DataError):
    """`examples` are the first (row, value); the row of column names is row 1."""

    def __init__(self, *, column: str, expected: str, examples: list[tuple[int, str]], count: int):
        shown = ", ".join(f'"{value}" in row {row:,}' for row, value in examples)
        first = ", first" if count > len(examples) else ""
        cells = "1 cell does" if count == 1 else f"{count:,} cells do"
        super().__init__(
            f'Column "{column}" should hold {expected}, but {cells} not{first}: {shown} '
            "(the row of column names is row 1). Correct such cells or leave them empty."
        )


class NoDates(DataError):
    def __init__(self, *, column: str):
        super().__init__(
            f'Column "{column}" holds no date at all, and the newest date counts as today. '
            "Fill it in."
        )


class NothingLeft(DataError):
    def __init__(self, *, rows: int, taken_out: dict[str, int]):
        rules = ", ".join(f"{count:,} with {name}" for name, count in taken_out.items() if count)
        super().__init__(
            f"Cleaning took out all {rows:,} rows ({rules}), so no customer is left. "
            "Check those columns in the data."
        )


class NoNumbers(DataError):
    def __init__(self, *, found: list[str]):
        super().__init__(
            f"None of the columns {_listed(found)} holds numbers or dates that differ between "
            "customers; segments need at least one. Add such a column."
        )


class UnknownColumns(DataError):
    def __init__(self, *, unknown: list[str], found: list[str]):
        super().__init__(
            f"There is no column {_listed(unknown)}; the columns are {_listed(found)}. "
            "Write the name as it stands in the data."
        )


class WrongRequest(SegmentationError):
    """What was asked for does not exist: the command was wrong, not the data."""


class UnknownFeatures(WrongRequest):
    def __init__(self, *, unknown: list[str], known: list[str]):
        super().__init__(
            f"there is no feature {_listed(unknown)} in use; choose from {_listed(known)}"
        )


class UnknownVariant(WrongRequest):
    def __init__(self, name: str, *, recipe: str, known: list[str]):
        choice = f"choose from {_listed(known)}" if known else "it has none"
        super().__init__(f'the recipe {recipe} has no variant "{name}"; {choice}')


class BrokenRecipe(DataError):
    def __init__(self, name: str, reason: str):
        super().__init__(f'The recipe "{name}" cannot be used: {reason}. Mend the file.')


class TooFewCustomers(DataError):
    def __init__(self, *, different: int, customers: int, segments: int):
        super().__init__(
            f"{segments} segments need at least {segments + 1} different customers, and the data "
            f"has {different:,} ({customers:,} rows after cleaning). "
            "Ask for fewer segments or add customers."
        )


class ConstantFeature(DataError):
    def __init__(self, *, feature: str, value: str):
        super().__init__(
            f'"{feature}" is {value} for every customer, so it tells no segment from another. '
            "Leave it out with --features."
        )


class EmptyFeature(DataError):
    def __init__(self, *, feature: str):
        super().__init__(
            f'"{feature}" is empty for every customer. Fill it in or leave it out with --features.'
        )


class NegativeLog(DataError):
    def __init__(self, *, feature: str, lowest: float):
        super().__init__(
            f'"{feature}" goes down to {lowest:g}, and only values of 0 and more can be logged. '
            "Leave it out of --log."
        )


class UnwritableModels(ModelError):
    def __init__(self, folder: str, reason: str):
        super().__init__(
            f'Models cannot be saved in "{folder}": {reason}. '
            "Choose a folder you may write to with --models."
        )


class ModelNotFound(ModelError):
    def __init__(self, name: str, folder: str):
        super().__init__(f'There is no model "{name}" in "{folder}". Train it with train.py.')


class DamagedModel(ModelError):
    def __init__(self, name: str, reason: str):
        super().__init__(
            f'The model "{name}" cannot be used: {reason}. Train it again with train.py.'
        )


class ForeignModel(ModelError):
    def __init__(self, name: str, *, made_with: str, here: str):
        super().__init__(
            f'The model "{name}" was made with scikit-learn {made_with} and this machine has '
            f"{here}. Train it again here, or install scikit-learn {made_with}."
        )


class WrongValue(SegmentationError):
    """A value typed in for one customer cannot be used; `field` names it."""

    def __init__(self, *, field: str, label: str, expected: str, arrived: object):
        self.field = field
        super().__init__(f'{label} must be {expected}; "{arrived}" is not.')
