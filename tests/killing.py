"""What is killed at random moments: scorings of two lists, and savings."""

import random
import signal
import time
from collections.abc import Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pandas as pd

import score
from segmentation.models import store
from tests.warm import begin

ROOT = Path(__file__).parents[1]
KILLS = 20


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
    commands = [["mall", "--data", *map(str, [*data, *arguments]), "--json"] for data in lists]
    moments = random.Random(3)
    for _ in range(KILLS):
        scorer = begin(_score_over_and_over, commands)
        time.sleep(moments.uniform(0.05, 0.6))
        _kill(scorer)


def save_and_kill(models: Path) -> None:
    """Save a model of the mall as its next version over and over, killed 20 times."""
    moments = random.Random(2)
    for _ in range(KILLS):
        ready, tell = Pipe(duplex=False)
        saver = begin(_save_over_and_over, models, tell)
        tell.close()
        ready.recv()
        time.sleep(moments.uniform(0.05, 0.25))
        _kill(saver)


def _kill(process: BaseProcess) -> None:
    process.kill()
    process.join()
    assert process.exitcode == -signal.SIGKILL


def _save_over_and_over(models: Path, tell: Connection) -> None:
    model = store.load(models, "mall")
    tell.send("loaded")
    while True:
        store.save(model, models)


def _score_over_and_over(commands: Sequence[Sequence[str]]) -> None:
    while True:
        for command in commands:
            score.main(command)
