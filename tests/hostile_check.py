"""What becomes of a hostile list: refused in one plain sentence, or answered rightly."""

import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np

from segmentation.customers.columns import normalised
from segmentation.errors import SegmentationError
from segmentation.models.model import Model
from segmentation.scoring.stored_list import KeptList, Part, score_and_keep

FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")


def check(
    path: Path, model: Model, folder: Path
) -> Literal["refused", "answered in part", "answered"]:
    """Score a file; an AssertionError, or any error but a plain one, is a defect.

    In part: some of its files, such as workbooks of very long texts, are refused.
    """
    try:
        kept = score_and_keep(path, model, folder)
    except SegmentationError as refusal:
        _check_sentence(refusal)
        return "refused"
    _check_answer(kept, model)
    left_out = sum(left.customers for left in kept.summary.left_out)
    written = [
        is_written(part, customers)
        for part, customers in ((kept.scored(), kept.summary.scored), (kept.left_out, left_out))
        for is_written in (_check_csv, _check_workbook)
    ]
    return "answered" if all(written) else "answered in part"


def _check_sentence(refusal: SegmentationError) -> None:
    sentence = str(refusal)
    assert sentence.endswith("."), sentence
    assert "Traceback" not in sentence
    assert len(sentence) < 5_000, len(sentence)


def _check_answer(kept: KeptList, model: Model) -> None:
    """Counts add up, and everybody scored has the segment that the pipeline predicts."""
    summary = kept.summary
    assert summary.scored + sum(left.customers for left in summary.left_out) == summary.customers
    assert summary.rows_used + sum(count.rows for count in summary.taken_out) == summary.rows
    headers = {name: summary.columns[name] for name in model.card.feature_names}
    assert all(normalised(header) for header in headers.values())
    scored = kept.scored().load([*headers.values(), kept.segment])
    assert len(scored) == summary.scored
    values = scored[list(headers.values())].set_axis(list(headers), axis=1)
    plain = values.map(_is_plain).all(axis=1).to_numpy()
    if plain.any():
        labels = model.pipeline.predict(values[plain].astype(float))
        ids = np.array([segment.id for segment in model.card.segments])[labels]
        assert (ids == scored[kept.segment][plain].astype(int)).all()


def _check_csv(part: Part, customers: int) -> bool:
    """Everybody is there, each row is as wide as the headers, and no cell is a formula.

    Returns:
        Whether there is such a file; False where it is refused in a plain sentence.
    """
    content = _written(part, "csv")
    if content is None:
        return False
    rows = _rows(content)
    width, count = len(next(rows)), 0
    for row in rows:
        assert len(row) == width, (len(row), width)
        count += 1
    assert count == customers, (count, customers)
    return True


def _written(part: Part, kind: str) -> bytes | None:
    try:
        return part.written_as(kind)
    except SegmentationError as refusal:
        _check_sentence(refusal)
        return None


def _rows(content: bytes) -> Iterator[list[str]]:
    csv.field_size_limit(sys.maxsize)
    text = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="")
    for row in csv.reader(text, strict=True):
        for cell in row:
            safe = not cell.startswith(FORMULA) or NUMBER.fullmatch(cell)
            assert safe, f"{cell[:50]!r} would be run"
        yield row


def _check_workbook(part: Part, customers: int) -> bool:
    """Everybody is there, and no cell is a formula; False where the workbook is refused."""
    content = _written(part, "xlsx")
    if content is None:
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert sheet.count(b"<row ") == customers + 1, (sheet.count(b"<row "), customers)
    assert b"<f>" not in sheet
    return True


def _is_plain(cell: object) -> bool:
    """Whether nobody could take the cell for another number."""
    return str(cell).isdecimal() and str(cell).isascii() and len(str(cell)) < 10
