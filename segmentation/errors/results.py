"""Results that cannot be written as asked, and queries."""

from collections.abc import Iterable

from segmentation.errors.kinds import DataError, WrongRequest, listed, shortened


class UnknownDialect(WrongRequest):
    def __init__(self, dialect: str, *, known: Iterable[str]):
        super().__init__(f'there is no SQL dialect "{dialect}"; choose from {listed(known)}')


class UnwritableQuery(WrongRequest):
    def __init__(self, *, recipe: str, dialect: str, reason: str):
        super().__init__(
            f"the recipe {recipe} cannot be written as SQL for {dialect}: {reason}; "
            "choose another dialect, or score with the command"
        )


class UnprintableQuery(DataError):
    def __init__(self, lacking: str, *, encoding: str):
        super().__init__(
            f'The query holds "{shortened(lacking)}", and this output takes only what {encoding} '
            "has. Set PYTHONIOENCODING=utf-8 and ask again."
        )


class NotATableName(WrongRequest):
    def __init__(self, written: str, *, dialect: str, example: str):
        super().__init__(
            f"--table should be the name of a table as it is written in {dialect}, such as "
            f'shop.customers or {example}, and "{shortened(written)}" is not; '
            "of a query, make a view first"
        )


class NoCertainty(WrongRequest):
    def __init__(self, model: str):
        super().__init__(
            f"the model {model} was trained without evidence and cannot say how sure it is; "
            "leave out --certainty, or train it again without --no-evidence"
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


class OneFileForBoth(WrongRequest):
    def __init__(self, name: str, left_out: str):
        super().__init__(
            f'--out would write both lists into one file: by a link, "{name}" and "{left_out}" '
            "are the same; remove the link, or choose another name"
        )


class ReplacesAnother(WrongRequest):
    def __init__(self, table: str):
        super().__init__(
            f'--out would write "{table}" in place of a table that is no result of scoring; '
            "choose another name, or remove that table first"
        )


class BuiltUpon(DataError):
    def __init__(self, table: str, which: Iterable[str]):
        super().__init__(
            f'"{table}" would get other columns than it has, and something is built on it '
            f"({', '.join(which)}). Remove that, score, and make it again; or choose another "
            "name with --into."
        )


class UnwritableResult(DataError):
    def __init__(self, name: str, reason: str):
        super().__init__(
            f'"{name}" cannot be written: {reason}. Choose a place you may write to with --out.'
        )


class NoRoomForResult(DataError):
    def __init__(self, name: str):
        super().__init__(
            f'There is no room left on the disk for "{name}". Free some, or choose another disk. '
            "The temporary files that it is made from need room, too; TMPDIR says where they go."
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
