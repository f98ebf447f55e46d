"""Help and refusals are there at once: nothing heavy is imported before it is needed."""

import subprocess
import sys

import pytest

from segmentation.recipes import NAMES, RECIPES
from tests.conftest import ROOT

HEAVY = {"duckdb", "ibis", "numpy", "pandas", "plotly", "pyarrow", "scipy", "sklearn", "sqlglot"}
SAY = """
import sys
from importlib import import_module
command = import_module(sys.argv[1])
try:
    command.main(sys.argv[2:])
except SystemExit as end:
    print(end.code, *sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["train", "--help"], "0"),
        (["score", "--help"], "0"),
        (["train", "mall", "--seed", "many"], "2"),
        (["train", "nonsense"], "2"),
        (["score", "mall"], "2"),
    ],
)
def test_nothing_heavy_is_imported(arguments, status):
    command = [sys.executable, "-c", SAY, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    said, *imported = done.stdout.splitlines()[-1].split()
    assert said == status
    assert "argparse" in imported
    assert HEAVY & set(imported) == set()


def test_recipes_are_offered_by_name_without_being_loaded():
    assert tuple(RECIPES) == NAMES
