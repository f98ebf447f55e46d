"""Find out before any work is done whether the result can be written where it is to go."""

import os
from fnmatch import fnmatch
from pathlib import Path

from segmentation.errors import OverwritesItsData, SparkOnBothSides, UnwritableResult
from segmentation.sources.addresses import parse_address
from segmentation.sources.postgres import connect
from segmentation.sources.spark import is_folder, is_spark, place_in
from segmentation.writing.targets import SCHEMES, FileTarget, SparkTarget, TableTarget, Target

USUAL_PORT = 5432


def check_target(target: Target, data: str) -> None:
    """Look at the target's place, and whether the data is read from there.

    Raises:
        OverwritesItsData, UnwritableResult, DatabaseRefused, MissingPackage, UnclearAddress,
        SparkOnBothSides
    """
    if is_spark(data) != isinstance(target, SparkTarget):
        raise SparkOnBothSides
    if isinstance(target, SparkTarget):
        _refuse_where_spark_reads(target, place_in(data))
    elif isinstance(target, FileTarget):
        for path in (target.path, target.left_out):
            _refuse_data(path, data)
            _check_place(path)
    elif target.kind == "postgres":
        connect(parse_address(target.place), read_only=False).close()
    else:
        _check_place(Path(target.place))


def is_same_database(target: Target, data: str) -> bool:
    """Whether the target is in the database that the data is read from."""
    if not isinstance(target, TableTarget):
        return False
    scheme, _, rest = data.rpartition("://")
    if target.kind == "postgres":
        is_server = SCHEMES.get(scheme.lower()) == "postgres"
        return is_server and _server(data) == _server(target.place)
    source, path = Path(rest), Path(target.place)
    return source.exists() and path.exists() and source.samefile(path)


def refuse_same_table(target: TableTarget, source: str) -> None:
    """Refuse to replace the table of a database that the customers are read from.

    Args:
        source: what it is called, as `sources.database.shown_name` says it.

    Raises:
        OverwritesItsData
    """
    for table in (target.table, target.left_out):
        bare = table.removeprefix("public.").removeprefix("main.")
        if source.casefold().endswith(f" ({bare})".casefold()):
            raise OverwritesItsData(table)


def _server(address: str) -> tuple[object, ...]:
    """What tells one database from another for one user."""
    place = parse_address(address)
    return place.host, place.port or USUAL_PORT, place.database, place.user


def _refuse_data(path: Path, data: str) -> None:
    source = Path(data)
    here = path.absolute()
    same = source.exists() and path.exists() and source.samefile(path)
    within = source.is_dir() and here.parent.resolve() == source.resolve()
    if same or within or fnmatch(str(here), str(source.absolute())):
        raise OverwritesItsData(str(path))


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
    if not folder.is_dir():
        raise UnwritableResult(str(path), f'there is no folder "{folder}"')
    if path.is_dir():
        raise UnwritableResult(str(path), "it is a folder")
    if not os.access(folder, os.W_OK):
        raise UnwritableResult(str(path), f'the folder "{folder}" may not be written to')
