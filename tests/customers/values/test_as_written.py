"""Values as shops write them, one each, and as they must be read."""

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from segmentation.customers.values import EVERYDAY_NOTATION, moment_of, read_numbers
from tests.conftest import ROOT
from tests.customers.values.conftest import listed

DATA = Path(os.environ.get("SEGMENTATION_REAL_DATA", ROOT.parent / "shared" / "data"))
FILE = DATA.parent / "cases" / "values.json"
CASES = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else []


@pytest.mark.skipif(not CASES, reason=f"no values as shops write them in {FILE}")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_value(column, case):
    raw = column([case["text"]])
    if case["kind"] == "moment":
        assert listed(moment_of(raw, EVERYDAY_NOTATION)) == [datetime.fromisoformat(case["value"])]
        return
    read = read_numbers({"v": raw}, EVERYDAY_NOTATION)["v"]
    if case["value"] is None:
        assert read.doubt
        return
    assert listed(read.value) == [pytest.approx(case["value"], abs=1e-12)]
    assert read.doubt == ""
