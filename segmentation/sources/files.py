"""Open a file, or the files of a folder or a pattern as one table."""

import glob
from collections.abc import Sequence
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from segmentation.errors import (
    DifferentColumns,
    MixedKinds,
    NoRows,
    NoTables,
    SourceNotFound,
    TooManyColumns,
)
from segmentation.sources.engines.duck import as_literal
from segmentation.sources.kinds import ENDINGS, Kind, kind_of
from segmentation.sources.not_rows.taking_out import counted_together
from segmentation.sources.reading import (
    MOST_COLUMNS,
    MOST_LISTED,
    Fits,
    Opened,
    Reading,
    Workspace,
    no_lines,
)
from segmentation.sources.text.delimited import TextCopy, copy_delimited

EXPECTED = "CSV or Parquet files"
MOST_NAMED = 10


class Files(NamedTuple):
    """The files that a folder or a pattern stands for, by name, and what is passed over."""

    name: str
    files: list[Path]
    left_out: list[str]


def files_at(source: str | Path) -> Files | None:
    """What a folder or a pattern such as data/2024-*.csv stands for. None: it is one file.

    Hidden files and those whose names begin with "_" are no data. Folders within the
    folder are not looked into.

    Raises:
        SourceNotFound, NoTables
    """
    path = Path(source)
    if path.is_file():
        return None
    if path.is_dir():
        found = list(path.iterdir())
    elif glob.has_magic(str(source)):
        found = _matches(source)
    else:
        raise SourceNotFound(str(source))
    seen = sorted(file for file in found if file.name[0] not in "._")
    files = [file for file in seen if file.is_file() and _may_be_a_table(file)]
    name = path.absolute().name
    if not files:
        raise NoTables(name, EXPECTED)
    return Files(name, files, [file.name for file in seen if file not in files])


def _may_be_a_table(file: Path) -> bool:
    # JSON beside tables mostly describes them.
    return ENDINGS.get(file.suffix.lower(), "json") != "json"


def is_read_from(path: Path, source: str | Path) -> bool:
    """Whether what is written to `path`, or through a link that it is, is read from `source`.

    It also is where a folder or a pattern would take it up the next time. Nothing is read
    from where nothing can be opened.
    """
    try:
        found = files_at(source)
    except (SourceNotFound, NoTables):
        return False
    if not found:
        return _is_same(path, Path(source))
    places = (path, path.resolve())
    return any(_is_same(path, file) for file in found.files) or any(
        _would_be_found(place, Path(source)) for place in places
    )


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _would_be_found(path: Path, source: Path) -> bool:
    if source.is_dir():
        return _is_same(path.parent, source)
    pattern = source / "*" if source.name == "**" else source
    folders = _matches(pattern.parent)
    return fnmatch(path.name, pattern.name) and any(_is_same(path.parent, f) for f in folders)


def _matches(pattern: str | Path) -> list[Path]:
    # A pattern may begin at the root, which Path.glob does not take.
    return [Path(match) for match in glob.glob(str(pattern), recursive=True)]  # noqa: PTH207


def open_text(path: Path, workspace: Workspace, reading: Reading, fits: Fits) -> Opened:
    """Open a text table. Raises DataError."""
    copy = copy_delimited(path, workspace, reading, fits)
    _refuse_empty([copy], path.name)
    table = workspace.connection.read_parquet(as_literal(copy.parquet))
    return Opened(
        table,
        path.name,
        copy.understood,
        copy.bad.count,
        copy.bad.table(),
        not_rows=copy.not_rows,
    )


def open_parquet(path: Path, workspace: Workspace) -> Opened:
    """Open a Parquet file. Its columns keep their types. Raises TooManyColumns, NoRows."""
    _refuse_wide(path, path.name)
    table = workspace.connection.read_parquet(as_literal(path))
    if table.count().execute() == 0:
        raise NoRows(path.name)
    return Opened(table, path.name)


def open_files(found: Files, workspace: Workspace, reading: Reading, fits: Fits) -> Opened:
    """Open several files as one table, one below the other, columns matched by name.

    Raises:
        DataError: of different kinds, with different columns, or one cannot be opened.
    """
    names = [file.name for file in found.files]
    if one_kind(found) == "parquet":
        table = _together(found.files, names, workspace)
        if table.count().execute() == 0:
            raise NoRows(found.name)
        return Opened(table, found.name, _understood(found))
    copies = [copy_delimited(file, workspace, reading, fits) for file in found.files]
    _refuse_empty(copies, found.name)
    return Opened(
        _together([copy.parquet for copy in copies], names, workspace),
        found.name,
        [*_understood(found), *dict.fromkeys(line for copy in copies for line in copy.understood)],
        sum(copy.bad.count for copy in copies),
        _skipped(names, copies),
        not_rows=counted_together([copy.not_rows for copy in copies]),
    )


def _refuse_empty(copies: Sequence[TextCopy], name: str) -> None:
    if any(copy.rows for copy in copies):
        return
    for copy in copies:
        copy.bad.refuse(name)
    raise NoRows(name)


def one_kind(found: Files) -> Kind:
    """The kind of all the files. Raises MixedKinds, NoTables."""
    kinds = {file.name: kind_of(file) for file in found.files}
    first = next(iter(kinds))
    for other, kind in kinds.items():
        if kind != kinds[first]:
            raise MixedKinds(found.name, one=first, other=other)
    if kinds[first] not in ("text", "parquet"):
        raise NoTables(found.name, EXPECTED)
    return kinds[first]


def _together(parquets: Sequence[Path], names: Sequence[str], workspace: Workspace) -> ir.Table:
    for parquet, name in zip(parquets, names):
        _refuse_wide(parquet, name)
    connection = workspace.connection
    columns = [connection.read_parquet(as_literal(parquet)).columns for parquet in parquets]
    for name, found in zip(names, columns):
        if set(found) != set(columns[0]):
            raise DifferentColumns(
                first=names[0],
                other=name,
                missing=[column for column in columns[0] if column not in found],
                unexpected=[column for column in found if column not in columns[0]],
            )
    return connection.read_parquet([as_literal(p) for p in parquets], union_by_name=True)


def _refuse_wide(parquet: Path, name: str) -> None:
    # DuckDB takes seconds to name twenty thousand columns; what is damaged is left to it.
    with suppress(OSError, pa.ArrowException):
        found = len(pq.read_schema(parquet).names)
        if found > MOST_COLUMNS:
            raise TooManyColumns(name, found=found, most=MOST_COLUMNS)


def _skipped(names: Sequence[str], copies: Sequence[TextCopy]) -> pd.DataFrame:
    lists = [
        copy.bad.table().assign(reason=lambda lines, name=name: lines.reason + f" (in {name})")
        for name, copy in zip(names, copies)
        if copy.bad.count
    ]
    return pd.concat(lists, ignore_index=True).head(MOST_LISTED) if lists else no_lines()


def _understood(found: Files) -> list[str]:
    several = len(found.files) > 1
    sentences = [f"{len(found.files):,} files, one below the other."] if several else []
    if found.left_out:
        names = ", ".join(f'"{name}"' for name in found.left_out[:MOST_NAMED])
        more = len(found.left_out) - MOST_NAMED
        sentences.append(f"Left out: {names}{f' and {more:,} more' if more > 0 else ''}.")
    return sentences
