"""What can be wrong with the data or a model, each with the sentence the user reads."""

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


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    more = f" and {len(names) - MOST_LISTED:,} more" if len(names) > MOST_LISTED else ""
    return ", ".join(f'"{_shortened(name)}"' for name in names[:MOST_LISTED]) + more


def _shortened(value: object) -> str:
    """As it arrived, which may have been megabytes."""
    text = str(value)
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"


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


class NotTheModelsColumns(DataError):
    """`needs` are the sets of columns that would do, each by the recipe's names."""

    def __init__(self, model: str, *, needs: Iterable[Iterable[str]], found: Iterable[str]):
        either = "; or ".join(_listed(columns) for columns in needs)
        super().__init__(
            f'The model "{model}" needs the columns {either}; those found are '
            f"{_listed(found)}. Rename the columns that mean the same, or score with another model."
        )


class TextColumn(DataError):
    def __init__(self, column: str, *, expected: str, source: str):
        super().__init__(
            f'Column "{column}" of "{source}" is text and should be of a type for {expected}, '
            "since the database itself is to compute with it. Change its type, or write to a "
            "file or another database."
        )


class UnreadableValues(DataError):
    """`examples` are the first (row, value); the row of column names is row 1."""

    def __init__(self, *, column: str, expected: str, examples: list[tuple[int, str]], count: int):
        shown = ", ".join(f'"{_shortened(value)}" in row {row:,}' for row, value in examples)
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


class UnknownCategories(WrongRequest):
    def __init__(self, *, unknown: list[str], known: list[str]):
        choice = f"choose from {_listed(known)}" if known else "the data has none"
        super().__init__(f"there is no category {_listed(unknown)}; {choice}")


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
        choice = f"choose from {_listed(known)}" if known else "it has none"
        super().__init__(f'the recipe {recipe} has no variant "{name}"; {choice}')


class UnknownDialect(WrongRequest):
    def __init__(self, dialect: str, *, known: Iterable[str]):
        super().__init__(f'there is no SQL dialect "{dialect}"; choose from {_listed(known)}')


class UnwritableQuery(WrongRequest):
    def __init__(self, *, recipe: str, dialect: str, reason: str):
        super().__init__(
            f"the recipe {recipe} cannot be written as SQL for {dialect}: {reason}; "
            "choose another dialect, or score with the command"
        )


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


class ModelNotFound(ModelError):
    def __init__(self, name: str, folder: str):
        super().__init__(f'There is no model "{name}" in "{folder}". Train it with train.py.')


class UnknownModel(ModelError):
    """As `ModelNotFound`, for those who have no business with the server's folders."""

    def __init__(self, name: str, known: Iterable[str]):
        there = f"there are {_listed(known)}" if known else "none has been trained yet"
        super().__init__(f'There is no model "{_shortened(name)}"; {there}.')


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


class ForeignModel(UnusableModel):
    def __init__(self, name: str, *, made_with: str, here: str):
        super().__init__(
            f'The model "{name}" was made with scikit-learn {made_with} and this machine has '
            f"{here}. Train it again here, or install scikit-learn {made_with}.",
            reason=f"it was made with scikit-learn {made_with} and this machine has {here}",
        )


class WrongValue(SegmentationError):
    """A value typed in for one customer cannot be used; `field` names it."""

    def __init__(self, *, field: str, label: str, expected: str, arrived: object):
        self.field = field
        super().__init__(f'{label} must be {expected}; "{_shortened(arrived)}" is not.')


class UnknownField(SegmentationError):
    """A value was given for a field that a model does not ask for."""

    def __init__(self, field: str, known: Iterable[str]):
        super().__init__(f'There is no field "{_shortened(field)}"; expected {", ".join(known)}.')


class NothingMissing(SegmentationError):
    def __init__(self):
        super().__init__("Every value is known, so there is one segment; ask assign for it.")


class WrongSetting(SegmentationError):
    """A setting of the environment cannot be used. Its value is not repeated: it may be secret."""

    def __init__(self, name: str, expected: str):
        super().__init__(f"{name} must be {expected}. Correct it, or leave it out.")


class UnreadableLine(DataError):
    def __init__(self, source: str, *, line: int, reason: str, count: int):
        more = "1 more line" if count == 2 else f"{count - 1:,} more lines"
        others = "" if count == 1 else f", and {more} cannot be read"
        super().__init__(
            f'"{source}" cannot be read: line {line:,} {reason}{others}. Nothing was kept: '
            "correct the file, or leave such lines out with --bad-lines skip."
        )


class UnknownEncoding(DataError):
    def __init__(self, encoding: str):
        super().__init__(
            f'"{encoding}" is not an encoding that is known here; '
            "expected one such as utf-8, windows-1252, utf-16 or cp850."
        )


class NotText(DataError):
    def __init__(self, source: str):
        super().__init__(
            f'"{source}" is not a text table, although its name says so. '
            "If it is text after all, name its encoding with --encoding."
        )


class UnknownSeparator(DataError):
    def __init__(self, separator: str):
        super().__init__(f'"{separator}" cannot separate columns; expected one character or tab.')


class NoSuchHeaderRow(DataError):
    def __init__(self, source: str, row: int):
        super().__init__(
            f'"{source}" has no column names in row {row:,}. '
            "Give the row that holds them, counted from 1."
        )


class TooManyColumns(DataError):
    def __init__(self, source: str, *, found: int, most: int):
        super().__init__(
            f'"{source}" has {found:,} columns and at most {most:,} can be read. '
            "Keep the columns that describe customers."
        )


class NoRoomLeft(DataError):
    def __init__(self, source: str):
        super().__init__(
            f'There is no room left on the disk for a temporary copy of "{source}". '
            "Free some, or set TMPDIR to a folder on a larger disk."
        )


class NotASpreadsheet(DataError):
    def __init__(self, source: str):
        super().__init__(
            f'"{source}" is damaged or is not a spreadsheet, although its name says so. '
            "Open it in a spreadsheet program and save it as .xlsx."
        )


class ProtectedWorkbook(DataError):
    def __init__(self, source: str):
        super().__init__(
            f'"{source}" is protected by a password. Save a copy without one and use that.'
        )


class OversizedWorkbook(DataError):
    def __init__(self, source: str, size: int):
        super().__init__(
            f'"{source}" would unpack to {size / 2**30:,.1f} GB, too much for a spreadsheet. '
            "Save the sheet that is needed as CSV and use that."
        )


class SheetNotFound(DataError):
    def __init__(self, source: str, *, wanted: str, sheets: Iterable[str]):
        super().__init__(
            f'"{source}" has no sheet "{wanted}"; its sheets are {_listed(sheets)}. '
            "Name one of them with --table."
        )


class NoTables(DataError):
    def __init__(self, source: str, expected: str):
        super().__init__(f'There are no {expected} in "{source}". Check the name.')


class MixedKinds(DataError):
    def __init__(self, source: str, *, one: str, other: str):
        super().__init__(
            f'"{source}" holds files of different kinds, such as "{one}" and "{other}"; '
            "expected only CSV files or only Parquet files."
        )


class DifferentColumns(DataError):
    def __init__(
        self, *, first: str, other: str, missing: Iterable[str], unexpected: Iterable[str]
    ):
        parts = {"lacks": list(missing), "also has": list(unexpected)}
        what = " and ".join(f"{verb} {_listed(names)}" for verb, names in parts.items() if names)
        super().__init__(
            f'The columns of "{other}" differ from those of "{first}": it {what}. '
            "Give every file the same columns, or take it out."
        )


class UnknownAddress(DataError):
    def __init__(self, scheme: str, known: Iterable[str]):
        super().__init__(
            f"Addresses that begin with {scheme}:// cannot be read; "
            f"expected one of {', '.join(f'{name}://' for name in known)}."
        )


class UnclearAddress(DataError):
    # The address is not repeated: a password may stand anywhere in it.
    def __init__(self) -> None:
        super().__init__(
            "The database address cannot be understood; expected "
            "postgres://user:password@host:port/database, "
            "with %40, %2F, %3A, %23 and %3F for @, /, :, # and ? in the password."
        )


class DatabaseRefused(DataError):
    def __init__(self, database: str, reason: str):
        super().__init__(f'The database "{database}" cannot be opened: {reason}')


class TableNotNamed(DataError):
    def __init__(self, database: str, tables: Iterable[str]):
        tables = list(tables)
        more = f" and {len(tables) - 10:,} more" if len(tables) > 10 else ""
        super().__init__(
            f'"{database}" has several tables: {_listed(tables[:10])}{more}. '
            "Name one of them with --table."
        )


class TableNotFound(DataError):
    def __init__(self, database: str, *, wanted: str, near: Iterable[str]):
        super().__init__(
            f'"{database}" has no table "{wanted}"; its tables include {_listed(near)}. '
            "Name one of them with --table."
        )


class FailedQuery(DataError):
    def __init__(self, database: str, reason: str):
        super().__init__(f'"{database}" does not answer the query: {reason}')


class MissingPackage(DataError):
    def __init__(self, what: str, package: str):
        super().__init__(
            f"Reading {what} needs the package {package}. Install it with: pip install '{package}'"
        )


class NoSpark(DataError):
    def __init__(self) -> None:
        super().__init__(
            "Addresses that begin with spark: need PySpark. Install it with: "
            "pip install -r requirements-spark.txt"
        )


class NoJava(DataError):
    def __init__(self) -> None:
        super().__init__(
            "Spark needs Java, and there is none on this machine. Install Java 17 or newer, or "
            "say with JAVA_HOME where it is."
        )


class NoSparkTable(DataError):
    def __init__(self, wanted: str, near: Iterable[str]):
        near = list(near)
        there = f"its tables include {_listed(near)}" if near else "it has no tables at all"
        super().__init__(
            f'Spark has no table "{wanted}"; {there}. A folder of Parquet files is written with '
            "a slash, such as spark:/data/orders or spark:./orders."
        )


class SparkRefused(DataError):
    def __init__(self, name: str, reason: str):
        super().__init__(f'Spark gives up on "{name}": {reason}')


class TableInTheAddress(WrongRequest):
    def __init__(self, option: str):
        super().__init__(
            f"{option} is not for Spark: name the table in the address, such as spark:shop.orders"
        )


class SparkOnBothSides(WrongRequest):
    def __init__(self) -> None:
        super().__init__(
            "what Spark reads Spark writes, and nothing else: begin both --data and --out with "
            "spark:, or neither"
        )


class UnknownTarget(WrongRequest):
    def __init__(self, name: str, known: Iterable[str]):
        super().__init__(
            f'"{name}" is nothing that can be written; --out should end or begin with one of '
            f"{', '.join(known)}"
        )


class NoTableNamed(WrongRequest):
    def __init__(self) -> None:
        super().__init__("--out is a database: name the table to write with --into")


class TableOfAFile(WrongRequest):
    def __init__(self, name: str):
        super().__init__(f'--into names a table of a database, and "{name}" is a file')


class OverwritesItsData(WrongRequest):
    def __init__(self, name: str):
        super().__init__(
            f'--out would write "{name}", which the data is read from; choose another name'
        )


class UnwritableResult(DataError):
    def __init__(self, name: str, reason: str):
        super().__init__(
            f'"{name}" cannot be written: {reason}. Choose a place you may write to with --out.'
        )


class NoRoomForResult(DataError):
    def __init__(self, name: str):
        super().__init__(
            f'There is no room left on the disk for "{name}". Free some, or choose another disk.'
        )


class TooManyRows(DataError):
    def __init__(self, *, rows: int, most: int):
        super().__init__(
            f"A sheet of a workbook holds {most:,} rows below its column names, and there are "
            f"{rows:,}. Write .csv or .parquet instead."
        )


class LongText(DataError):
    def __init__(self, *, row: int, found: int, most: int):
        super().__init__(
            f"A cell of a workbook holds {most:,} characters, and one in row {row:,} has "
            f"{found:,}. Write .csv or .parquet instead."
        )


class NoSuchModel(ModelError):
    def __init__(self, name: str, *, folder: str, known: Iterable[str]):
        known = list(known)
        there = f"those there are {', '.join(known)}" if known else "there is none at all"
        super().__init__(
            f'There is no model "{name}" in "{folder}"; {there}. Name one of them, '
            "or train it with train.py."
        )
