"""Files, databases and clusters that cannot be read as asked."""

from collections.abc import Iterable

from segmentation.errors.kinds import DataError, WrongRequest, listed


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


class RecordsWithin(DataError):
    def __init__(self, source: str, lists: Iterable[str]):
        super().__init__(
            f'"{source}" is one record with lists in it, where a list of records was expected, or '
            f"one a line. Save what is in {listed(lists)} as a file of its own."
        )


class UnreadableSource(DataError):
    def __init__(self, source: str, reason: str):
        super().__init__(f'"{source}" cannot be read: {reason}')


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


class NoTemporaryFolder(DataError):
    def __init__(self) -> None:
        super().__init__(
            "There is no folder for temporary files: the usual ones are full or may not be "
            "written to. Free some room, or set TMPDIR to a folder that has some."
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
            f'"{source}" has no sheet "{wanted}"; its sheets are {listed(sheets)}. '
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
        what = " and ".join(f"{verb} {listed(names)}" for verb, names in parts.items() if names)
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
            f'"{database}" has several tables: {listed(tables[:10])}{more}. '
            "Name one of them with --table."
        )


class TableNotFound(DataError):
    def __init__(self, database: str, *, wanted: str, near: Iterable[str]):
        super().__init__(
            f'"{database}" has no table "{wanted}"; its tables include {listed(near)}. '
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
        there = f"its tables include {listed(near)}" if near else "it has no tables at all"
        super().__init__(
            f'Spark has no table "{wanted}"; {there}. A folder of Parquet files is written with '
            "a slash, such as spark:/data/orders or spark:./orders."
        )


class SparkRefused(DataError):
    def __init__(self, name: str, reason: str):
        super().__init__(f'Spark gives up on "{name}": {reason}')


class CustomersNotBeside(DataError):
    def __init__(self, name: str):
        super().__init__(
            f'A second table of customers cannot be joined with "{name}", which is not read on '
            "this machine. Join the two where they are, and name the result."
        )


class TableInTheAddress(WrongRequest):
    def __init__(self, option: str):
        super().__init__(
            f"{option} is not for Spark: name the table in the address, such as spark:shop.orders"
        )
