"""Lists that mean harm get a plain refusal or a right answer: the same check as the benchmark's."""

import pytest

from segmentation import downloads, store
from tests.hostile import write_hostile
from tests.hostile_check import check


@pytest.fixture(scope="module")
def model(quick_models):
    return store.load(quick_models, "mall")


# One text in many cells, as Parquet and as a workbook, comes at 902 and 978 only.
@pytest.mark.parametrize("number", [*range(120), 902, 978])
def test_plain_refusal_or_right_answer(number, model, tmp_path):
    assert check(write_hostile(number, tmp_path), model, tmp_path) in ("refused", "answered")


@pytest.mark.parametrize("sign", ["=", "@", "-"])
def test_formula_that_is_not_escaped_is_seen(sign, model, tmp_path, monkeypatch):
    rows = ["Customer,Age,Annual Income (k$),Spending Score (1-100),Note", f"1,30,60,50,{sign}2+3"]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(rows))
    assert check(path, model, tmp_path) == "answered"
    monkeypatch.setattr(downloads, "RUN_BY_SPREADSHEETS", ("never",))
    with pytest.raises(AssertionError, match="would be run"):
        check(path, model, tmp_path)
