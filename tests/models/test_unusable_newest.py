"""The commands where the newest version cannot be used: the one before, and a word on stderr."""

import json
import shutil

import pytest

import score
import train

pytestmark = pytest.mark.slow

WARNING = (
    'The model "mall 9999" cannot be used: its card.json is missing. '
    "Train it again with train.py. Until then, version 1 is used."
)
CUSTOMERS = "CustomerID,Age,Income,Spending Score\n0001,20,30,40\n"


@pytest.fixture
def models(quick_models, tmp_path):
    shutil.copytree(quick_models / "mall", tmp_path / "models" / "mall")
    (tmp_path / "models" / "mall" / "9999").mkdir()
    return tmp_path / "models"


@pytest.fixture
def scored(models, tmp_path, capsys):
    """Score one customer; returns the status and what was printed."""
    (tmp_path / "customers.csv").write_text(CUSTOMERS)
    files = ["--data", str(tmp_path / "customers.csv"), "--out", str(tmp_path / "scored.csv")]

    def scored(*arguments):
        status = score.main([*arguments, *files, "--models", str(models)])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return scored


def test_score_takes_the_newest_that_can_be_used_and_says_so(scored):
    status, out, err = scored("mall", "--json")
    told = json.loads(out)
    assert (status, told["model"], told["warnings"]) == (0, "mall 0001", [WARNING])
    assert err.startswith(WARNING)
    _, out, err = scored("mall")
    assert ", by the model mall 0001, the newest that can be used\n" in out
    assert err == f"{WARNING}\n"


def test_version_asked_for_by_its_number_has_its_own_error(scored):
    assert scored("mall/9999") == (1, "", WARNING.partition(" Until")[0] + "\n")
    status, out, err = scored("mall/0001", "--json")
    assert (status, err, json.loads(out)["warnings"]) == (0, "", [])


def test_query_of_the_newest_that_can_be_used(models, capsys):
    assert score.main(["mall", "--sql", "duckdb", "--models", str(models)]) == 0
    printed = capsys.readouterr()
    assert "mall 0001" in printed.out
    assert printed.err == f"{WARNING}\n"


def test_retrain_compares_with_the_newest_usable_and_takes_the_next_number(models, capsys):
    arguments = ["mall", "--no-evidence", "--segments", "3", "--json", "--models", str(models)]
    assert train.main(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["warnings"] == [
        "Version 9999 cannot be used: its card.json is missing. "
        "The new model is compared with version 1 instead."
    ]
    assert (told["version"], told["changes"]["previous"]) == ("10000", "0001")
    assert told["changes"]["not_compared"] == ""
