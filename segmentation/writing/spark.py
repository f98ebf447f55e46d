"""Write a scored list with Spark: as two tables, or as two folders of Parquet files."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

import ibis.expr.types as ir
from ibis.backends import BaseBackend

from segmentation.errors import UnwritableResult
from segmentation.score_list import ScoredList
from segmentation.sources.spark import data_frame, is_folder
from segmentation.writing.targets import SparkTarget

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

NEW = "__new"


@contextmanager
def written_by_spark(found: ScoredList, target: SparkTarget) -> Iterator[ScoredList]:
    """Write both tables beside their places; at the end they take these.

    Yields:
        The list that reads from what was written. After an error in the block nothing has
        changed and nothing is left.

    Raises:
        UnwritableResult: what is there is not to be replaced.
    """
    frames = [data_frame(found.scored), data_frame(found.left_out)]
    session = frames[0].sparkSession
    keeper: _Keeper = _Folders(session) if is_folder(target.place) else _Tables(session)
    places = [target.place, target.left_out]
    for place in places:
        keeper.refuse_others(place)
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
        keeper.move(place + NEW, place)


class _Keeper(Protocol):
    """What can be done with tables, and in the same way with folders."""

    def refuse_others(self, place: str) -> None: ...
    def write(self, frame: "DataFrame", place: str) -> None: ...
    def read(self, backend: BaseBackend, place: str) -> ir.Table: ...
    def move(self, new: str, place: str) -> None: ...
    def remove(self, place: str) -> None: ...


class _Folders:
    """Folders of Parquet files wherever Hadoop's file systems reach: a disk, HDFS, a bucket."""

    def __init__(self, session: "SparkSession"):
        self._session = session

    def refuse_others(self, place: str) -> None:
        """Only what Spark may have written is replaced: a wrong path must not cost a disk."""
        files, path = self._at(place)
        if not files.exists(path):
            return
        names = [status.getPath().getName() for status in files.listStatus(path)]
        if files.getFileStatus(path).isFile() or not all(map(_is_written_by_spark, names)):
            raise UnwritableResult(place, "something else than Parquet files is there")

    def write(self, frame: "DataFrame", place: str) -> None:
        frame.write.mode("overwrite").parquet(place)

    def read(self, backend: BaseBackend, place: str) -> ir.Table:
        return backend.read_parquet(place)

    def move(self, new: str, place: str) -> None:
        self.remove(place)
        files, path = self._at(place)
        if not files.rename(self._at(new)[1], path):
            raise UnwritableResult(place, f'"{new}" cannot be renamed to it')

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

    def refuse_others(self, place: str) -> None:
        """Whatever has this name is replaced."""

    def write(self, frame: "DataFrame", place: str) -> None:
        frame.write.mode("overwrite").saveAsTable(_quoted(place))

    def read(self, backend: BaseBackend, place: str) -> ir.Table:
        schema, _, name = place.rpartition(".")
        return backend.table(name, database=schema or None)

    def move(self, new: str, place: str) -> None:
        self.remove(place)
        self._session.sql(f"ALTER TABLE {_quoted(new)} RENAME TO {_quoted(place)}")

    def remove(self, place: str) -> None:
        self._session.sql(f"DROP TABLE IF EXISTS {_quoted(place)}")


def _is_written_by_spark(name: str) -> bool:
    return name.startswith(("_", ".")) or name.endswith(".parquet")


def _quoted(table: str) -> str:
    return ".".join(f"`{part.replace('`', '``')}`" for part in table.split("."))
