"""The command says first when a list is not one for its model."""

import json

import pandas as pd
import pytest

import score
from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture
def dollars(tmp_path):
    frame = pd.read_csv(ROOT / "data" / "mall.csv", dtype=str)
    frame["Annual Income (k$)"] += "000"
    frame.to_csv(tmp_path / "dollars.csv", index=False)
    return tmp_path / "dollars.csv"


@pytest.fixture
def printed(quick_models, dollars, tmp_path, capsys):
    def run(*options):
        command = ["mall", "--data", str(dollars), "--out", str(tmp_path / "out.csv"), *options]
        assert score.main([*command, "--models", str(quick_models)]) == 0
        return capsys.readouterr().out

    return run


def test_warning_comes_before_the_counts(printed):
    out = printed()
    asked = "15,000 to 124,000 here, and from 15 to 124 in the data the model was trained on: "
    assert out.index("These segments are probably wrong") < out.index("200 rows: 200 used")
    assert f"Annual income runs from {asked}dollars instead of thousands?" in out
    assert "take the segment with care" not in out


def test_warning_in_json(printed):
    told = json.loads(printed("--json"))
    assert told["warning"][0].startswith("These segments are probably wrong: 200 of 200")
    assert told["misfit"]["features"] == [
        {
            "feature": "income",
            "label": "Annual income",
            "here": [15000.0, 124000.0],
            "trained": [15.0, 124.0],
            "outside": 200,
            "question": "dollars instead of thousands?",
        }
    ]
