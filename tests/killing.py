"""Kill scorings of two lists at random moments."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parents[1]
KILLS = 20
# Forks a process that scores two lists in turn into the same place, and kills it at a random
# moment.
SCORE_AND_KILL = """
import json, os, random, signal, sys, time
import score
lists, arguments = json.loads(sys.argv[2]), sys.argv[3:]
moments = random.Random(3)
for _ in range(int(sys.argv[1])):
    scorer = os.fork()
    while not scorer:
        for data in lists:
            score.main(["mall", "--data", *data, "--json", *arguments])
    time.sleep(moments.uniform(0.05, 0.6))
    os.kill(scorer, signal.SIGKILL)
    os.waitpid(scorer, 0)
"""


def two_lists() -> list[pd.DataFrame]:
    """Two lists of customers, one of whom is left out of each."""
    both = []
    for first in (20, 40):
        customers = pd.DataFrame(
            {"id": range(20_000), "age": first, "income": 30.0, "score": 50, "note": "x" * 20}
        )
        customers.loc[7, "income"] = None
        both.append(customers)
    return both


def score_and_kill(lists: Sequence[Sequence[object]], arguments: Sequence[object]) -> None:
    """Score two lists over and over, killed 20 times.

    Args:
        lists: for each, what follows `--data`.
        arguments: the others of the command.
    """
    told = json.dumps([[*map(str, data)] for data in lists])
    command = [sys.executable, "-c", SCORE_AND_KILL, str(KILLS), told, *map(str, arguments)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=120, stdout=subprocess.DEVNULL)
