"""Data that cannot be segmented, and requests that a recipe does not know."""

from segmentation.errors.kinds import DataError, WrongRequest, listed, shortened
from segmentation.words import how_many

FEWEST_SEGMENTS = 2


class UnknownFeatures(WrongRequest):
    def __init__(self, *, unknown: list[str], known: list[str]):
        super().__init__(
            f"there is no feature {listed(unknown)} in use; choose from {listed(known)}"
        )


class UnknownCategories(WrongRequest):
    def __init__(self, *, unknown: list[str], known: list[str]):
        choice = f"choose from {listed(known)}" if known else "the data has none"
        super().__init__(f"there is no category {listed(unknown)}; {choice}")


class WrongNumberOfValues(DataError):
    def __init__(self, category: str, *, found: int, most: int):
        count = f"more than {most}" if found > most else str(found)
        super().__init__(
            f'The category "{category}" has {count} different '
            f"{'value' if found == 1 else 'values'} among the customers; to build segments on it "
            f"there must be from 2 to {most}. Leave it out of --one-hot."
        )


class UnknownVariant(WrongRequest):
    def __init__(self, name: str, *, recipe: str, known: list[str]):
        choice = f"choose from {listed(known)}" if known else "it has none"
        super().__init__(f'the recipe {recipe} has no variant "{name}"; {choice}')


class BrokenRecipe(DataError):
    what = "recipe"

    def __init__(self, name: str, reason: str):
        super().__init__(f'The {self.what} "{name}" cannot be used: {reason}. Mend the file.')


class BrokenMapping(BrokenRecipe):
    what = "mapping"


class TooFewCustomers(DataError):
    def __init__(self, *, different: int, customers: int, segments: int):
        super().__init__(
            f"{segments} segments need at least {segments + 1} different customers, and the data "
            f"has {different:,} ({how_many(customers, 'row')} after cleaning). "
            f"{'Ask for fewer segments or add' if segments > FEWEST_SEGMENTS else 'Add'} customers."
        )


class ConstantFeature(DataError):
    """`everybody`: no customer lacks it."""

    def __init__(self, *, feature: str, value: str, everybody: bool):
        who = "for every customer" if everybody else "wherever it is filled in"
        super().__init__(
            f'"{feature}" is {value} {who}, so it tells no segment from another. '
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


class WorkEnded(DataError):
    def __init__(self):
        super().__init__(
            "A process that gathers the evidence was ended from outside, most likely for want of "
            "memory. Nothing was saved. Train with --no-evidence, or on a machine with more memory."
        )


class RowsAreNotCustomers(DataError):
    def __init__(self, *, column: str, customers: int, rows: int, keyed: bool, command: str | None):
        counted = f'"{shortened(column)}" has {customers:,} different values in {rows:,} rows'
        adds_up = f" {command} adds them up." if command else ""
        insist = "leave out --key" if keyed else "add --one-row-per-customer"
        super().__init__(
            f"{counted}: a row looks like an order or a visit, not like a customer.{adds_up} "
            "For segments of customers, give a table with one row for each, in which their orders "
            f"are added up. If each row is a customer all the same, {insist}."
        )
