"""Write a scored list with Spark: as two tables, or as two folders of Parquet files."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

import ibis.expr.types as ir
from ibis.backends import BaseBackend

from segmentation.errors import OverwritesItsData, ReplacesAnother, UnwritableResult
from segmentation.scoring.lists.score_list import ScoredList
from segmentation.scoring.scored_columns import is_left_out, is_scored
from segmentation.scoring.writing.targets import SparkTarget
from segmentation.sources.engines.spark import data_frame, identity_of, is_folder

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

NEW = "__new"
OLD = "__old"
PARQUET = ".parquet"
VIEWS = ("VIEW", "TEMPORARY")


@contextmanager
def written_by_spark(found: ScoredList, target: SparkTarget) -> Iterator[ScoredList]:
    """Write both tables beside their places; at the end they take these.

    Yields:
        The list that reads from what was written. After an error in the block nothing has
        changed and nothing is left.

    Raises:
        OverwritesItsData, ReplacesAnother, UnwritableResult: what is there is not to be replaced.
    """
    frames = [data_frame(found.scored), data_frame(found.left_out)]
    session = frames[0].sparkSession
    keeper: _Keeper = _Folders(session) if is_folder(target.place) else _Tables(session)
    places = [target.place, target.left_out]
    for place, is_earlier in zip(places, (is_scored, is_left_out)):
        for replaced in (place, place + NEW, place + OLD):
            if identity_of(session, replaced) == found.opened.identity:
                raise OverwritesItsData(replaced)
            _refuse_others(keeper, replaced, is_earlier)
    try:
        for frame, place in zip(frames, places):
            keeper.write(frame, place + NEW)
        backend = found.opened.table.get_backend()
        yield found.computed(*(keeper.read(backend, place + NEW) for place in places))
    except BaseException:
        for place in places:
            keeper.remove(place + NEW)
        raise
    # From here on what is new is never removed: what it replaces may be gone already.
    for place in places:
        _take_place(keeper, place)


def _refuse_others(
    keeper: "_Keeper", place: str, is_earlier: Callable[[Sequence[str]], bool]
) -> None:
    """Only a result of scoring is replaced: a wrong name must not cost anybody their data."""
    columns = keeper.columns(place)
    if columns and not is_earlier(columns):
        raise ReplacesAnother(place)


def _take_place(keeper: "_Keeper", place: str) -> None:
    """Move the old aside, the new to its place, and only then remove the old.

    To remove takes a while, and what is half removed is not to be taken for a result.
    """
    keeper.remove(place + OLD)
    if keeper.is_there(place):
        keeper.move(place, place + OLD)
    keeper.move(place + NEW, place)
    keeper.remove(place + OLD)


class _Keeper(Protocol):
    """What can be done with tables, and in the same way with folders."""

    def is_there(self, place: str) -> bool: ...
    def columns(self, place: str) -> list[str]: ...
    def write(self, frame: "DataFrame", place: str) -> None: ...
    def read(self, backend: BaseBackend, place: str) -> ir.Table: ...
    def move(self, place: str, to: str) -> None: ...
    def remove(self, place: str) -> None: ...


class _Folders:
    """Folders of Parquet files wherever Hadoop's file systems reach: a disk, HDFS, a bucket."""

    def __init__(self, session: "SparkSession"):
        self._session = session

    def is_there(self, place: str) -> bool:
        files, path = self._at(place)
        return files.exists(path)

    def columns(self, place: str) -> list[str]:
        """Those of the Parquet files in a folder; none where there is no such file.

        Raises:
            UnwritableResult: something else is there.
        """
        files, path = self._at(place)
        if not files.exists(path):
            return []
        names = [status.getPath().getName() for status in files.listStatus(path)]
        if files.getFileStatus(path).isFile() or not all(map(_is_written_by_spark, names)):
            raise UnwritableResult(place, "something else than Parquet files is there")
        if not any(name.endswith(PARQUET) for name in names):
            return []
        return self._session.read.parquet(place).columns

    def write(self, frame: "DataFrame", place: str) -> None:
        frame.write.mode("overwrite").parquet(place)

    def read(self, backend: BaseBackend, place: str) -> ir.Table:
        return backend.read_parquet(place)

    def move(self, place: str, to: str) -> None:
        files, path = self._at(place)
        if not files.rename(path, self._at(to)[1]):
            raise UnwritableResult(to, f'"{place}" cannot be renamed to it')

    def remove(self, place: str) -> None:
        files, path = self._at(place)
        files.delete(path, True)

    def _at(self, place: str) -> tuple[Any, Any]:
        context = self._session.sparkContext
        path = context._jvm.org.apache.hadoop.fs.Path(place)
        return path.getFileSystem(context._jsc.hadoopConfiguration()), path


class _Tables:
    """Tables of Spark's catalogue."""

    def __init__(self, session: "SparkSession"):
        self._session = session

    def is_there(self, place: str) -> bool:
        return self._session.catalog.tableExists(place)

    def columns(self, place: str) -> list[str]:
        """Those of a table; none where it is not there.

        Raises:
            UnwritableResult: it is a view.
        """
        if not self.is_there(place):
            return []
        if self._session.catalog.getTable(place).tableType in VIEWS:
            raise UnwritableResult(place, "it is a view")
        return self._session.table(_quoted(place)).columns

    def write(self, frame: "DataFrame", place: str) -> None:
        frame.write.mode("overwrite").saveAsTable(_quoted(place))

    def read(self, backend: BaseBackend, place: str) -> ir.Table:
        schema, _, name = place.rpartition(".")
        return backend.table(name, database=schema or None)

    def move(self, place: str, to: str) -> None:
        self._session.sql(f"ALTER TABLE {_quoted(place)} RENAME TO {_quoted(to)}")

    def remove(self, place: str) -> None:
        self._session.sql(f"DROP TABLE IF EXISTS {_quoted(place)}")


def _is_written_by_spark(name: str) -> bool:
    return name.startswith(("_", ".")) or name.endswith(PARQUET)


def _quoted(table: str) -> str:
    return ".".join(f"`{part.replace('`', '``')}`" for part in table.split("."))
