"""Which cells of a sheet are merged over several rows, as Excel and OpenDocument write it."""

import zipfile
from pathlib import Path

from segmentation.sources.workbooks import merged_ods, merged_xls, merged_xlsx
from segmentation.sources.workbooks.merged_cell import Merged


def merged_cells(path: Path, sheet: str) -> list[Merged]:
    """The cells of a sheet that stand for several rows; none in formats of other kinds.

    Columns are counted from the first one that has something in it, as the reader counts them.
    """
    if not zipfile.is_zipfile(path):
        return _from_first(*merged_xls.merged(path.read_bytes(), sheet))
    with zipfile.ZipFile(path) as archive:
        read = merged_ods if merged_ods.CONTENT in archive.namelist() else merged_xlsx
        return _from_first(*read.merged(archive, sheet))


def _from_first(found: list[Merged], start: int) -> list[Merged]:
    return [cell._replace(column=cell.column - start) for cell in found if cell.last > cell.first]
