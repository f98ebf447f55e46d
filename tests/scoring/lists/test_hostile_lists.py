"""Lists that mean harm get a plain refusal or a right answer: the same check as the benchmark's."""

import pytest

from segmentation.models import store
from segmentation.scoring.lists import spreadsheet_safe
from tests.hostile import write_hostile
from tests.hostile_check import check

# Every answer is written as a workbook, too.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def model(quick_models):
    return store.load(quick_models, "mall")


# Those of the files below that are lists all the same; to refuse them is a defect. Of the
# others some are damaged at a place that differs a little with the moment they are made.
ANSWERED = {
    *(3, 4, 6, 8, 10, 15, 16, 18, 21, 23, 25, 26, 29, 31, 34, 35, 41, 44, 47, 48, 52, 54, 56),
    *(57, 58, 62, 68, 76, 77, 82, 84, 86, 88, 93, 94, 96, 97, 98, 99, 103, 107, 110, 117, 119),
    902,
}
# Of these the CSV and the workbook can be written as well; to refuse those is a defect, too.
WRITTEN = {3, 4, 6, 8, 10, 15, 16, 18}


# One text in many cells, as Parquet and as a workbook, comes at 902 and 978 only.
@pytest.mark.parametrize("number", [*range(120), 902, 978])
def test_plain_refusal_or_right_answer(number, model, tmp_path):
    became = check(write_hostile(number, tmp_path), model, tmp_path)
    assert number not in ANSWERED or became != "refused"
    assert number not in WRITTEN or became == "answered"


@pytest.mark.parametrize("sign", ["=", "@", "-"])
def test_formula_that_is_not_escaped_is_seen(sign, model, tmp_path, monkeypatch):
    rows = ["Customer,Age,Annual Income (k$),Spending Score (1-100),Note", f"1,30,60,50,{sign}2+3"]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(rows))
    assert check(path, model, tmp_path) == "answered"
    monkeypatch.setattr(spreadsheet_safe, "RUN_BY_SPREADSHEETS", ("never",))
    with pytest.raises(AssertionError, match="would be run"):
        check(path, model, tmp_path)
