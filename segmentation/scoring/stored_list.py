"""A scored list kept on disk: scored once, then looked at and downloaded in parts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import ibis.expr.types as ir
import pandas as pd

from segmentation.customers.values import finite, plain_text
from segmentation.disk import temporary_folder
from segmentation.errors import UnknownFormat
from segmentation.models.model import Model
from segmentation.scoring.lists.long_texts import refuse_enormous
from segmentation.scoring.lists.score_list import Others, fits_model, score_list
from segmentation.scoring.lists.summary import Summary
from segmentation.scoring.scored_columns import SEGMENT, SEGMENT_NAME
from segmentation.scoring.writing.formats import MOST_ROWS, WRITERS
from segmentation.scoring.writing.results import LEFT_OUT, SCORED, counted, stage_in
from segmentation.scoring.writing.targets import FileKind
from segmentation.sources import open_table, plain_read_errors
from segmentation.sources.engines.duck import as_literal, connected
from segmentation.sources.kinds import ENDINGS, kind_of


@dataclass(frozen=True)
class KeptList:
    """What became of a list, and the folder that its two tables are kept in.

    `segment` and `name` are the columns of the scored table that hold each customer's
    segment, by id and by name; `ours` has all columns that scoring added, by what they are
    ("next_segment_name"), and `columns` are those of the list itself.
    """

    summary: Summary
    folder: Path
    segment: str
    name: str
    ours: dict[str, str]
    columns: list[str]

    def scored(self, segment: int | None = None) -> "Part":
        """The customers with a segment; of one segment where its id is given."""
        return Part(self.folder / SCORED, self.segment, segment)

    @property
    def left_out(self) -> "Part":
        """The customers without a segment."""
        return Part(self.folder / LEFT_OUT)


@dataclass(frozen=True)
class Part:
    """A kept table, or its rows with one value of a column."""

    path: Path
    column: str = ""
    value: int | None = None

    def first(self, rows: int) -> pd.DataFrame:
        """The first rows."""
        with self._open() as table:
            return table.limit(rows).execute()

    @property
    def fits_a_sheet(self) -> bool:
        """Whether a workbook holds all of its rows."""
        with self._open() as table:
            return int(table.count().execute()) <= MOST_ROWS

    def load(self, columns: list[str]) -> pd.DataFrame:
        """All rows, of some columns; numbers as text, since pandas writes 7 as 7.0 where
        another row has none."""
        with self._open() as table:
            return table.select(*(_written(table[name]).name(name) for name in columns)).execute()

    def written_as(self, kind: FileKind) -> bytes:
        """A file that is safe in a spreadsheet, as `score.py` writes it.

        Raises:
            TooManyRows, LongText: what a spreadsheet cannot hold.
        """
        with self._open() as table, temporary_folder() as folder:
            path = Path(folder, f"part.{kind}")
            WRITERS[kind](table, path)
            return path.read_bytes()

    @contextmanager
    def _open(self) -> Iterator[ir.Table]:
        with connected(self.path.parent) as connection:
            table = connection.read_parquet(as_literal(self.path))
            yield table if self.value is None else table.filter(table[self.column] == self.value)


def _written(column: ir.Column) -> ir.Column:
    kind = column.type()
    if kind.is_floating() or kind.is_decimal():
        return plain_text(finite(column))
    return plain_text(column) if kind.is_integer() else column


def score_and_keep(
    source: Path,
    model: Model,
    folder: Path,
    progress: Callable[[str], None] = lambda step: None,
    *,
    certainty: bool = False,
    others: Others = tuple,
) -> KeptList:
    """Score a file and keep both of its tables in a folder.

    Args:
        certainty, others: as for `score_list`.

    Raises:
        UnknownFormat: the file is a database. Whoever sends one may have put views in it, and
            a view reads what it likes, on the machine that opens it.
        DataError: the file is none that the model can score; the message says why.
        NoCertainty: the model was trained without evidence.
        NothingLeft: nobody was given a segment.
    """
    if kind_of(source) not in ENDINGS.values():
        raise UnknownFormat(source.name, ENDINGS)
    with open_table(
        source, fits=fits_model(model), joined=model.recipe.orders is not None
    ) as opened:
        with plain_read_errors(opened.name):
            refuse_enormous(opened.table, opened.name)
        found = score_list(opened, model, certainty=certainty, progress=progress, others=others)
        progress("Giving every customer a segment")
        computed = stage_in(found, folder)
        ours = found.ours
        return KeptList(
            summary=counted(computed),
            folder=folder,
            segment=ours[SEGMENT],
            name=ours[SEGMENT_NAME],
            ours=ours,
            columns=[name for name in computed.scored.columns if name not in ours.values()],
        )
