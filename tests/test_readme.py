"""The README's examples do what they say."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.warm import run_python

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, flags=re.DOTALL)
LINES = [line for language, block in BLOCKS if language == "shell" for line in block.splitlines()]
COMMANDS = [line for line in LINES if line.startswith("python train.py")]
SCORING = [line for line in LINES if line.startswith("python score.py")]
PYTHON = [block for language, block in BLOCKS if language == "python" and "import joblib" in block]
LISTS = [block for language, block in BLOCKS if language == "python" and "score_list" in block]
RECIPES = [block for language, block in BLOCKS if language == "python" and "Recipe(" in block]
# The evidence takes long and changes nothing else.
NO_EVIDENCE = "--no-evidence"
MEMBERS = "Member;Age;Visits a month;Plan\n" + "".join(
    f"{at};{20 + at % 7 * 6};{3 + at % 5 * 4};{'day' if at % 2 else 'all'}\n" for at in range(60)
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with one model, as after the README's first command."""
    copy = tmp_path_factory.mktemp("project") / "copy"
    left_out = shutil.ignore_patterns(".venv", ".git", "0*", "__pycache__", "tests")
    shutil.copytree(ROOT, copy, ignore=left_out)
    assert _run_alone(["python", "train.py", NO_EVIDENCE], copy).returncode == 0
    return copy


def test_there_are_examples() -> None:
    assert len(COMMANDS) >= 5
    assert len(SCORING) >= 5
    assert len(PYTHON) >= 1
    assert len(LISTS) >= 1


@pytest.mark.parametrize("command", COMMANDS)
def test_command_saves_a_model(command: str, project: Path) -> None:
    before = len(list(project.glob("models/*/*/card.json")))
    result = _run([*shlex.split(command), NO_EVIDENCE], project)
    assert (result.returncode, result.stderr) == (0, "")
    assert len(list(project.glob("models/*/*/card.json"))) == before + 1
    if "--json" in command:
        assert json.loads(result.stdout)["recipe"] == "mall"


@pytest.mark.parametrize("command", SCORING)
def test_command_scores_a_list(command: str, project: Path) -> None:
    parts = shlex.split(command)
    result = (_run_alone if command == SCORING[0] else _run)(parts, project)
    assert (result.returncode, result.stderr) == (0, "")
    if "--json" in parts:
        assert json.loads(result.stdout)["scored"] > 0
    if "--out" in parts:
        out = project / parts[parts.index("--out") + 1]
        assert out.stat().st_size > 1000
        assert out.with_stem(f"{out.stem}_left_out").exists() or "--into" in parts
    else:
        assert result.stdout.startswith("-- ")


@pytest.mark.parametrize("block", LISTS)
def test_python_example_scores_a_list(block: str, project: Path) -> None:
    result = _run_alone(["python", "-c", block], project)
    assert (result.returncode, result.stderr) == (0, "")
    last = "('next_segment', 'next_segment_name', 'unlike_anyone', 'model')"
    assert result.stdout == f"200 {last}\n"


@pytest.mark.parametrize("block", PYTHON)
def test_python_example_prints_a_segment(block: str, project: Path) -> None:
    result = _run_alone(["python", "-c", block], project)
    assert (result.returncode, result.stderr) == (0, "")
    assert re.fullmatch(r"\[\d\]\n", result.stdout)


@pytest.mark.parametrize("recipe", RECIPES)
def test_recipe_of_twenty_lines_makes_a_model(recipe: str, project: Path) -> None:
    assert len(recipe.splitlines()) <= 25
    (project / "gym.py").write_text(recipe, encoding="utf-8")
    (project / "members.csv").write_text(MEMBERS, encoding="utf-8")
    command = ["python", "train.py", "gym.py", "--data", "members.csv", "--segments", "3"]
    command.append(NO_EVIDENCE)
    result = _run(command, project)
    assert (result.returncode, result.stderr) == (0, "")
    card = json.loads((project / "models" / "gym" / "0001" / "card.json").read_text())
    assert [feature["label"] for feature in card["features"]] == ["Age", "Visits a month"]
    assert card["everybody"]["categories"]["plan"] == {"all": 0.5, "day": 0.5}


def test_every_document_it_links_to_is_there() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_dependency_has_its_line() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    names = re.findall(r'^    "([a-z-]+(?:\[[\w,]+\])?)[<>]', text, flags=re.MULTILINE)
    assert len(names) >= 10
    assert [name for name in names if f"**{name}**" not in README] == []


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess:
    return run_python(command[1:], folder)


def _run_alone(command: list[str], folder: Path) -> subprocess.CompletedProcess:
    """In a Python that starts as a user's does."""
    command = [sys.executable if part == "python" else part for part in command]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
