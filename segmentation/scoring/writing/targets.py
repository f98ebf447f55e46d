"""Where scored customers are to go: what an address or a path stands for."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from segmentation.errors import NoTableNamed, TableInTheAddress, TableOfAFile, UnknownTarget
from segmentation.sources.databases.addresses import parse_address
from segmentation.sources.engines.spark import PREFIX, is_spark, place_in

FileKind: TypeAlias = Literal["csv", "xlsx", "parquet"]
DatabaseKind: TypeAlias = Literal["postgres", "sqlite", "duckdb"]

FILES: dict[str, FileKind] = {".csv": "csv", ".xlsx": "xlsx", ".parquet": "parquet"}
DATABASE_FILES: dict[str, DatabaseKind] = {
    ".duckdb": "duckdb",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
}
SCHEMES: dict[str, DatabaseKind] = {
    "postgres": "postgres",
    "postgresql": "postgres",
    "sqlite": "sqlite",
    "duckdb": "duckdb",
}
LEFT_OUT = "_left_out"


@dataclass(frozen=True)
class FileTarget:
    """A file, and the one beside it for customers who are left out."""

    path: Path
    kind: FileKind

    @property
    def left_out(self) -> Path:
        return self.path.with_name(f"{self.path.stem}{LEFT_OUT}{self.path.suffix}")


@dataclass(frozen=True)
class TableTarget:
    """A table of a database, and the one for customers who are left out.

    `place` is an address of PostgreSQL, else the path of the database's file.
    """

    kind: DatabaseKind
    place: str = field(repr=False)
    table: str

    @property
    def left_out(self) -> str:
        return self.table + LEFT_OUT


@dataclass(frozen=True)
class SparkTarget:
    """A table of Spark's or a folder of Parquet files, and one for customers who are left out."""

    place: str

    @property
    def left_out(self) -> str:
        return self.place + LEFT_OUT


Target: TypeAlias = FileTarget | TableTarget | SparkTarget


def target_of(out: str, into: str | None) -> Target:
    """What `out`, a path or an address, stands for; `into` names a database's table.

    Raises:
        UnknownTarget, NoTableNamed, TableOfAFile, TableInTheAddress
    """
    if is_spark(out):
        if into is not None:
            raise TableInTheAddress("--into")
        return SparkTarget(place_in(out).rstrip("/"))
    address = re.match(r"([A-Za-z][A-Za-z0-9+.-]*)://", out)
    if address:
        scheme = address[1].lower()
        if scheme not in SCHEMES:
            raise UnknownTarget(f"{scheme}://", _known())
        kind = SCHEMES[scheme]
        place = out if kind == "postgres" else out[address.end() :]
        return TableTarget(kind, place, _named(into))
    path = Path(out)
    ending = path.suffix.lower()
    if ending in DATABASE_FILES:
        return TableTarget(DATABASE_FILES[ending], out, _named(into))
    if ending not in FILES:
        raise UnknownTarget(path.name, _known())
    if into is not None:
        raise TableOfAFile(path.name)
    return FileTarget(path, FILES[ending])


def _named(into: str | None) -> str:
    if not into:
        raise NoTableNamed
    return into


def _known() -> list[str]:
    return [*FILES, *DATABASE_FILES, *(f"{scheme}://" for scheme in SCHEMES), PREFIX]


def places(target: Target) -> tuple[str, str]:
    """Where the scored customers go and where those left out, in words without a password."""
    if isinstance(target, FileTarget):
        return str(target.path), str(target.left_out)
    if isinstance(target, SparkTarget):
        return PREFIX + target.place, PREFIX + target.left_out
    database = database_name(target)
    return f"{database} ({target.table})", f"{database} ({target.left_out})"


def database_name(target: TableTarget) -> str:
    """The name of the database that the target is in."""
    if target.kind != "postgres":
        return Path(target.place).name
    address = parse_address(target.place)
    return address.database or address.server
