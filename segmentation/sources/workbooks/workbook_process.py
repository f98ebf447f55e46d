"""Read a workbook in a process of its own.

`python workbook_process.py FILE MEMORY SECONDS [beside]`. A damaged workbook can make the reader
ask for more memory than there is, which ends the process it runs in, or keep it busy for ever,
and a small one can unpack to fill the memory of the machine. So this process ends where it needs
more than MEMORY, in bytes, or SECONDS.

It imports little of ours, so that it starts quickly.
"""

import json
import logging
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeAlias

import fastexcel
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from segmentation.processes.limits import take_at_most
from segmentation.sources.workbooks.merged import Merged, merged_cells

Likeliest: TypeAlias = "Future[fastexcel.ExcelSheet | None] | None"

# Above this, a float no longer holds every whole number.
EXACT = 2**53


def main(path: str, memory: str, seconds: str, beside: str = "") -> None:
    """Answer requests about the workbook at `path`: a line of JSON in, a line of JSON out.

    With `beside`, what is likely to be asked for is read at the same time, which is twice as
    fast and takes twice the memory.
    """
    take_at_most(int(memory), float(seconds))
    # It logs each empty column.
    logging.getLogger("fastexcel").setLevel(logging.CRITICAL)
    with ThreadPoolExecutor(1) as thread:
        likeliest = thread.submit(_only_sheet, path) if beside else None
        workbook = None
        for line in sys.stdin:
            try:
                workbook = workbook or _opened(path)
                answer = _answer(Path(path), workbook, json.loads(line), likeliest)
            except fastexcel.FastExcelError as error:
                answer = {"failure": str(error)}
            except OSError as error:
                answer = {"errno": error.errno, "of_the_system": str(error)}
            print(json.dumps(answer), flush=True)


def _opened(path: str) -> fastexcel.ExcelReader:
    # By its content, whatever the name says.
    return fastexcel.read_excel(Path(path).read_bytes())


def _only_sheet(path: str) -> fastexcel.ExcelSheet | None:
    """The sheet of a workbook that has one, as if its first row held the column names.

    Even a sheet's first rows are only to be had by going through all of it. So what is
    most likely to be asked for next is read at the same time.
    """
    workbook = _opened(path)
    if len(workbook.sheet_names) > 1:
        return None
    return _load(workbook, workbook.sheet_names[0], 0)


def _answer(
    path: Path, workbook: fastexcel.ExcelReader, request: dict[str, Any], likeliest: Likeliest
) -> object:
    if "sheet" not in request:
        return [_top(workbook, name, request["rows"]) for name in workbook.sheet_names]
    name, header, copy = request["sheet"], request["header"], request["copy"]
    only = likeliest.result() if likeliest and header == 0 else None
    merged = merged_cells(path, name)
    return _copy(only or _load(workbook, name, header), copy, merged, header + 1)


def _top(workbook: fastexcel.ExcelReader, name: str, rows: int) -> dict[str, object]:
    """A sheet's first rows as text, its size, and whether it is shown."""
    sheet = workbook.load_sheet(
        name, header_row=None, skip_rows=0, n_rows=rows, dtypes="string", whitespace_as_null=True
    )
    columns = sheet.to_arrow().to_pydict().values()
    return {
        "name": name,
        "shown": sheet.visible == "visible",
        "cells": sheet.total_height * sheet.width,
        "rows": [[cell or "" for cell in row] for row in zip(*columns)],
    }


def _load(workbook: fastexcel.ExcelReader, name: str, header: int) -> fastexcel.ExcelSheet:
    """The rows below the header, with all columns of the sheet, those without a name as well."""
    options = {
        "schema_sample_rows": None,
        "skip_whitespace_tail_rows": True,
        "whitespace_as_null": True,
    }
    try:
        return workbook.load_sheet(name, header_row=None, skip_rows=header + 1, **options)
    except fastexcel.InvalidParametersError:
        # There is no row below it.
        return workbook.load_sheet(name, header_row=header, **options)


def _copy(
    sheet: fastexcel.ExcelSheet, copy: str, merged: Sequence[Merged], start: int
) -> dict[str, object]:
    """Write the rows below the header to a Parquet file, columns numbered from 0.

    Args:
        sheet: its rows from the one numbered `start` on.
        copy: the file's path.
        merged: cells that stand for several rows, which are filled down.
        start: counted from 0 in the sheet.
    """
    batch, errors = sheet.to_arrow_with_errors()
    below = [cell._replace(first=cell.first - start, last=cell.last - start) for cell in merged]
    below = [cell for cell in below if cell.first >= 0 and cell.column < len(batch.columns)]
    columns = [
        _filled_down(_typed(column), [cell for cell in below if cell.column == place])
        for place, column in enumerate(batch.columns)
    ]
    table = pa.table({str(place): column for place, column in enumerate(columns)})
    table = table.filter(_any([column.is_valid() for column in columns]))
    pq.write_table(table, copy)
    return {
        "rows": table.num_rows,
        "empty": [column.null_count == len(column) for column in table.columns],
        "errors": sum("Error(" in error.detail for error in errors.errors) if errors else 0,
        "merged": len(below),
    }


def _filled_down(column: pa.Array, merged: Sequence[Merged]) -> pa.Array:
    if not merged:
        return column
    cells = column.to_pylist()
    for _, first, last in merged:
        end = min(last + 1, len(cells))
        cells[first:end] = cells[first : first + 1] * (end - first)
    return pa.array(cells, column.type)


def _typed(column: pa.Array) -> pa.Array:
    """Numbers that are all whole as integers, times that are all midnight as dates."""
    if pa.types.is_floating(column.type) and _are_whole(column):
        return column.cast(pa.int64())
    if pa.types.is_timestamp(column.type) and _are_days(column):
        return column.cast(pa.date32())
    if pa.types.is_duration(column.type):
        return pa.array([None if v is None else str(v) for v in column.to_pylist()], pa.string())
    return column


def _are_whole(column: pa.Array) -> bool:
    whole = pc.and_(pc.equal(pc.floor(column), column), pc.less(pc.abs(column), EXACT))
    return column.null_count < len(column) and pc.all(whole).as_py()


def _are_days(column: pa.Array) -> bool:
    return pc.all(pc.equal(pc.floor_temporal(column, unit="day"), column)).as_py()


def _any(masks: list[pa.Array]) -> pa.Array:
    found = masks[0]
    for mask in masks[1:]:
        found = pc.or_(found, mask)
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
