"""How far a training is, for programs: lines of JSON on stderr, beside the usual output."""

import json

import pytest

import train

pytestmark = pytest.mark.slow

STEPS = [
    "Opening the data",
    "Finding out what the columns mean",
    "Reading and cleaning",
    "Computing features",
    "Trying numbers of segments",
    "Fitting the segments",
    "Describing the segments",
    "Saving the model",
    "Saving the model",
]
WITH_EVIDENCE = [
    *(*STEPS[:4], "Looking for structure", *STEPS[4:6], "Trying other methods"),
    *("Asking how sure it is", *STEPS[6:]),
]


@pytest.fixture
def told(tmp_path, capsys):
    """What a run returns, prints, and tells on stderr."""

    def run(*arguments):
        status = train.main([*arguments, "--models", str(tmp_path / "models"), "--restarts", "2"])
        printed = capsys.readouterr()
        return status, printed.out, [json.loads(line) for line in printed.err.splitlines()]

    return run


def assert_rising(lines, steps):
    assert [line["step"] for line in lines] == steps
    shares = [line["share"] for line in lines]
    assert shares == sorted(set(shares))
    assert lines[0] == {"step": steps[0], "share": 0.0, "seconds": 0.0, "seconds_left": None}
    last = lines[-1]
    assert (last["share"], last["seconds_left"]) == (1.0, 0.0)
    seconds = [line["seconds"] for line in lines]
    assert seconds == sorted(seconds)
    for line in lines:
        assert (line["seconds_left"] is None) == (line["share"] < 0.1)
        if line["seconds_left"] is not None:
            expected = line["seconds"] * (1 - line["share"]) / line["share"]
            assert line["seconds_left"] == pytest.approx(expected, abs=0.6)


def test_steps_rise_to_the_whole(told):
    status, out, [*steps, saved] = told("mall", "--no-evidence", "--progress", "json")
    assert status == 0
    assert_rising(steps, STEPS)
    assert steps[4]["share"] == round(28 / 67, 4)
    assert saved == {"saved": {"recipe": "mall", "version": "0001"}}
    assert "Mall customers: 200 customers" in out


def test_with_evidence_there_are_more_steps(told):
    _, _, [*steps, saved] = told("mall", "--progress", "json")
    assert_rising(steps, WITH_EVIDENCE)
    assert [steps[at]["share"] for at in (4, 5)] == [0.28, 0.49]
    assert saved == {"saved": {"recipe": "mall", "version": "0001"}}


def test_stdout_is_the_card_alone(told):
    command = ["mall", "--no-evidence", "--json", "--job", "17-ab"]
    _, out, lines = told(*command, "--progress", "json")
    card = json.loads(out)
    assert (card["version"], card["job"], card["copy_of"]) == ("0001", "17-ab", "")
    assert len(lines) == len(STEPS) + 1


def test_as_it_was_where_nobody_asks(told):
    for options in ([], ["--progress", "bar"]):
        status, out, lines = told("mall", "--no-evidence", *options)
        assert (status, lines) == (0, [])
        assert "Saved as" in out


def test_a_refusal_is_told_too(told, tmp_path, capsys):
    command = ["mall", "--data", str(tmp_path / "none.csv"), "--progress", "json"]
    assert train.main([*command, "--models", str(tmp_path / "models")]) == 1
    first, refusal, usual = capsys.readouterr().err.splitlines()
    assert json.loads(first)["step"] == "Opening the data"
    assert json.loads(refusal) == {"refused": usual, "kind": "SourceNotFound"}
    assert usual == f'There is no file "{tmp_path / "none.csv"}". Check the name and the folder.'


def test_a_wrong_request_is_told_too(tmp_path, capsys):
    command = ["mall", "--features", "height", "--progress", "json"]
    with pytest.raises(SystemExit, match="2"):
        train.main([*command, "--models", str(tmp_path / "models")])
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith('{"refused')]
    assert json.loads(told[0]) == {
        "refused": 'there is no feature "height" in use; choose from "age", "income", '
        '"spending_score"',
        "kind": "UnknownFeatures",
    }


def test_of_all_samples_nothing_is_told(capsys):
    with pytest.raises(SystemExit, match="2"):
        train.main(["--progress", "json"])
    assert "--progress json tells of one training: name a recipe" in capsys.readouterr().err
