"""Find out before any work is done whether the result can be written where it is to go."""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from segmentation.errors import (
    OneFileForBoth,
    OverwritesItsData,
    ReplacesAnother,
    SparkOnBothSides,
    UnwritableResult,
)
from segmentation.scoring.scored_columns import is_left_out, is_scored
from segmentation.scoring.writing import duckdb_file, postgres, sqlite
from segmentation.scoring.writing.beside import plain_write_errors
from segmentation.scoring.writing.targets import (
    SCHEMES,
    FileTarget,
    SparkTarget,
    TableTarget,
    Target,
)
from segmentation.sources.engines.spark import is_folder, is_spark, place_in
from segmentation.sources.files import is_read_from
from segmentation.sources.reading import Identity


class Shared(NamedTuple):
    """What the target has in common with the data.

    `session`: PostgreSQL sees the same user and the same schemas on both sides, so what reads
    the data can write the result, and finds the same tables by the same names.
    """

    database: bool
    session: bool


def check_target(target: Target, data: str) -> None:
    """Look at the target's place: whether the data is read from there, and what is there.

    Only a result of an earlier scoring is replaced in a database, wherever the data is.

    Raises:
        OverwritesItsData, OneFileForBoth, ReplacesAnother, UnwritableResult, DatabaseRefused,
        MissingPackage, UnclearAddress, SparkOnBothSides
    """
    if is_spark(data) != isinstance(target, SparkTarget):
        raise SparkOnBothSides
    if isinstance(target, SparkTarget):
        _refuse_where_spark_reads(target, place_in(data))
    elif isinstance(target, FileTarget):
        for path in (target.path, target.left_out):
            _check_place(path)
            _refuse_data(path, data)
        _refuse_one_for_both(target)
    else:
        if target.kind != "postgres":
            _check_place(Path(target.place))
        _refuse_others(target)


def shared(target: Target, data: str) -> Shared:
    """What the target has in common with the data; servers are asked who they are.

    Raises:
        DatabaseRefused, MissingPackage, UnclearAddress
    """
    if not isinstance(target, TableTarget):
        return Shared(database=False, session=False)
    scheme, _, rest = data.rpartition("://")
    if target.kind == "postgres":
        if SCHEMES.get(scheme.lower()) != "postgres":
            return Shared(database=False, session=False)
        ours, theirs = postgres.session_of(target.place), postgres.session_of(data)
        return Shared(database=ours.database == theirs.database, session=ours == theirs)
    source, path = Path(rest), Path(target.place)
    same = source.exists() and path.exists() and source.samefile(path)
    return Shared(database=same, session=False)


def refuse_same_table(replaced: Mapping[str, Identity], source: Identity | None) -> None:
    """Refuse to replace the table of a database that the customers are read from.

    Args:
        replaced: as `replaced_tables` returns it, for the same database.
        source: which table that is; None for a query.

    Raises:
        OverwritesItsData
    """
    for table, identity in replaced.items():
        if identity == source:
            raise OverwritesItsData(table)


def replaced_tables(target: TableTarget) -> dict[str, Identity]:
    """The tables of which the target takes the place, {the name given: which table that is}.

    Raises:
        DatabaseRefused, MissingPackage, UnwritableResult
    """
    tables = list(_replaced(target))
    if target.kind == "postgres":
        return postgres.identities_of(target.place, tables)
    module = sqlite if target.kind == "sqlite" else duckdb_file
    return module.identities_of(Path(target.place), tables)


def _replaced(target: TableTarget) -> dict[str, Callable[[Sequence[str]], bool]]:
    """The tables that are replaced, and what tells an earlier result in the place of each."""
    replaced = {target.table: is_scored, target.left_out: is_left_out}
    if target.kind == "postgres":
        # What has the name that a new table gets goes as well.
        replaced |= {postgres.new_name(table): earlier for table, earlier in replaced.items()}
    return replaced


def _refuse_others(target: TableTarget) -> None:
    replaced = _replaced(target)
    for table, columns in _columns(target, list(replaced)).items():
        if not replaced[table](columns):
            raise ReplacesAnother(table)


def _columns(target: TableTarget, tables: list[str]) -> dict[str, list[str]]:
    if target.kind == "postgres":
        return postgres.columns_of(target.place, tables)
    if not Path(target.place).exists():
        return {}
    module = sqlite if target.kind == "sqlite" else duckdb_file
    return module.columns_of(Path(target.place), tables)


def _refuse_data(path: Path, data: str) -> None:
    scheme, _, source = data.rpartition("://")
    if SCHEMES.get(scheme.lower()) != "postgres" and is_read_from(path, source):
        raise OverwritesItsData(str(path))


def _refuse_one_for_both(target: FileTarget) -> None:
    # Links are written through.
    if target.path.resolve() == target.left_out.resolve():
        raise OneFileForBoth(str(target.path), str(target.left_out))


def _refuse_where_spark_reads(target: SparkTarget, data: str) -> None:
    read = _whole(data)
    for place in (target.place, target.left_out):
        written = _whole(place)
        if written == read or written.startswith(f"{read}/") or read.startswith(f"{written}/"):
            raise OverwritesItsData(place)


def _whole(place: str) -> str:
    """A place by its one name: Spark's tables have no capitals, a folder may be near or far."""
    if not is_folder(place):
        return place.casefold().removeprefix("default.")
    local = place.removeprefix("file://").removeprefix("file:")
    return local.rstrip("/") if ":/" in local else str(Path(local).absolute())


def _check_place(path: Path) -> None:
    folder = path.parent
    with plain_write_errors(path):
        if not folder.is_dir():
            raise UnwritableResult(str(path), f'there is no folder "{folder}"')
        if path.is_dir():
            raise UnwritableResult(str(path), "it is a folder")
        # What is not there yet is no fault; a name that is too long or a link to itself is.
        with suppress(FileNotFoundError):
            path.stat()
    if not os.access(folder, os.W_OK):
        raise UnwritableResult(str(path), f'the folder "{folder}" may not be written to')
