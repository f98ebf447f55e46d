"""Write a scored list where it is to go: both of its tables, or neither."""

from collections.abc import Callable
from pathlib import Path

from segmentation.disk import temporary_folder
from segmentation.errors import NothingLeft
from segmentation.scoring.lists.score_list import ScoredList
from segmentation.scoring.lists.summary import Summary, summarise
from segmentation.scoring.writing import duckdb_file, postgres, sqlite
from segmentation.scoring.writing.beside import plain_write_errors, written_beside
from segmentation.scoring.writing.formats import WRITERS, write_parquet
from segmentation.scoring.writing.in_place import write_in_place
from segmentation.scoring.writing.spark import written_by_spark
from segmentation.scoring.writing.targets import FileTarget, SparkTarget, TableTarget, Target
from segmentation.sources import plain_copy_errors, plain_read_errors
from segmentation.sources.databases.duckdb_file import let_go
from segmentation.sources.engines.duck import as_literal

SCORED, LEFT_OUT = "scored.parquet", "left_out.parquet"
Progress = Callable[[str], None]


def write(found: ScoredList, target: Target, progress: Progress) -> Summary:
    """Write both tables of a scored list, and count what is in them.

    Raises:
        OverwritesItsData, UnwritableResult, NoRoomForResult, TooManyRows, LongText
        NothingLeft: nobody was given a segment.
        DataError: the source turns out to be damaged.
    """
    if isinstance(target, SparkTarget):
        progress("Giving every customer a segment, in Spark")
        with written_by_spark(found, target) as computed:
            return counted(computed)
    if isinstance(target, TableTarget):
        return _write_tables(found, target, progress)
    return _write_files(found, target, progress)


def _write_files(found: ScoredList, target: FileTarget, progress: Progress) -> Summary:
    with (
        written_beside([target.path, target.left_out]) as parts,
        temporary_folder() as folder,
    ):
        progress("Giving every customer a segment")
        if target.kind == "parquet":
            with plain_write_errors(target.path):
                return counted(stage(found, *parts))
        computed = stage_in(found, Path(folder))
        summary = counted(computed)
        progress("Writing")
        with plain_write_errors(target.path), plain_read_errors(found.opened.name):
            for table, part in zip((computed.scored, computed.left_out), parts):
                WRITERS[target.kind](table, part)
        return summary


def _write_tables(found: ScoredList, target: TableTarget, progress: Progress) -> Summary:
    if found.opened.table.get_backend().name == "postgres":
        progress("Giving every customer a segment, in the database")
        return counted(write_in_place(found, target))
    with temporary_folder() as folder:
        progress("Giving every customer a segment")
        summary = counted(stage_in(found, Path(folder)))
        progress("Writing")
        staged = (Path(folder, name) for name in (SCORED, LEFT_OUT))
        tables = dict(zip((target.table, target.left_out), staged))
        if target.kind == "postgres":
            postgres.replace_tables(target.place, tables)
        elif target.kind == "sqlite":
            sqlite.replace_tables(Path(target.place), tables)
        else:
            let_go(found.opened.table.get_backend())
            duckdb_file.replace_tables(Path(target.place), tables)
        return summary


def counted(computed: ScoredList) -> Summary:
    """Count, and write nothing where nobody was given a segment. Raises NothingLeft."""
    summary = summarise(computed)
    if not summary.scored:
        taken_out = {count.rule: count.rows for count in summary.taken_out}
        most = max(summary.taken_out, key=lambda count: count.rows, default=None)
        reason = most.reason if most else ""
        raise NothingLeft(rows=summary.rows, taken_out=taken_out, reason=reason)
    return summary


def stage_in(found: ScoredList, folder: Path) -> ScoredList:
    """As `stage`, into two files of a temporary folder.

    Raises:
        DataError: the source turns out to be damaged, or there is no room for the files.
    """
    with plain_copy_errors(found.opened.name):
        return stage(found, folder / SCORED, folder / LEFT_OUT)


def stage(found: ScoredList, scored: Path, left_out: Path) -> ScoredList:
    """Compute both tables, once, into Parquet files; returns the list that reads from these.

    Raises:
        DataError: the source turns out to be damaged.
    """
    with plain_read_errors(found.opened.name):
        write_parquet(found.scored, scored)
        write_parquet(found.left_out, left_out)
    connection = found.opened.table.get_backend()
    return found.computed(
        connection.read_parquet(as_literal(scored)), connection.read_parquet(as_literal(left_out))
    )
