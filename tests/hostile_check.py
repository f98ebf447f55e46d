"""What becomes of a hostile list: refused in one plain sentence, or answered rightly."""

from pathlib import Path
from typing import Literal

import numpy as np

from segmentation.columns import normalised
from segmentation.errors import SegmentationError
from segmentation.kept_list import KeptList, score_and_keep
from segmentation.store import Model


def check(path: Path, model: Model, folder: Path) -> Literal["refused", "answered"]:
    """Score a file; an AssertionError, or any error but a plain one, is a defect."""
    try:
        kept = score_and_keep(path, model, folder)
    except SegmentationError as refusal:
        sentence = str(refusal)
        assert sentence.endswith("."), sentence
        assert "Traceback" not in sentence
        assert len(sentence) < 5_000, len(sentence)
        return "refused"
    _check_answer(kept, model)
    return "answered"


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


def _is_plain(cell: object) -> bool:
    """Whether nobody could take the cell for another number."""
    return str(cell).isdecimal() and str(cell).isascii() and len(str(cell)) < 10
