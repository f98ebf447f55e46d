"""Rows whose texts do not fit in little memory are refused before they are gone through."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from segmentation.errors import LongTexts
from segmentation.models import store
from segmentation.scoring.lists.score_list import score_list
from segmentation.sources import open_table


@pytest.fixture
def list_with(tmp_path):
    """A list of customers with these notes."""

    def write(notes):
        rows = len(notes)
        table = pa.table(
            {"age": [30] * rows, "income": [40.0] * rows, "score": [50] * rows, "note": notes}
        )
        pq.write_table(table, tmp_path / "list.parquet", compression="zstd")
        return tmp_path / "list.parquet"

    return write


def repeated(text, times):
    """One text in many rows, which a file holds once."""
    at = pa.array(np.zeros(times, dtype="int32"))
    return pa.DictionaryArray.from_arrays(at, pa.array([text]))


def test_bytes_that_are_no_text(list_with, quick_models):
    path = list_with(repeated(b"\xff" * 1_000_000, 1_500))
    with open_table(path) as opened, pytest.raises(LongTexts, match="of 1,000,000 characters"):
        score_list(opened, store.load(quick_models, "mall"))


def test_a_small_file_with_one_text_in_many_rows(list_with, quick_models):
    path = list_with(repeated("x" * 1_000_000, 1_500))
    assert path.stat().st_size < 10_000
    expected = '^Column "note" of "list.parquet" has a text of 1,000,000 characters, and too many '
    with open_table(path) as opened, pytest.raises(LongTexts, match=expected):
        score_list(opened, store.load(quick_models, "mall"))


@pytest.mark.parametrize(
    "notes",
    [
        repeated("x" * 1_000_000, 300),
        pa.array(["x" * 10_000_000, *["short"] * 5_000]),
        repeated("x" * 10_000, 60_000),
    ],
    ids=["few long ones", "one among short ones", "many of ten thousand characters"],
)
def test_what_fits_is_scored(list_with, quick_models, notes):
    with open_table(list_with(notes)) as opened:
        found = score_list(opened, store.load(quick_models, "mall"))
        assert found.scored.count().execute() == len(notes)
        assert found.scored.note.length().max().execute() == max(map(len, notes.to_pylist()[:1]))
