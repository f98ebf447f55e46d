"""How far a training is, for programs: a JSON object a line, on stderr."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

from segmentation.commands.console import progress_on
from segmentation.errors import SegmentationError
from segmentation.models.model import Model
from segmentation.steps import Step, share_before

# Before so much is done, nobody can tell from it how long the rest takes.
ENOUGH_TO_TELL = 0.1

Told = Callable[[str], None]


@contextmanager
def steps_on(console: Console, first: Step, *, as_json: bool, evidence: bool) -> Iterator[Told]:
    """What is being done: a line of JSON for each step where programs ask, else beside a spinner.

    Args:
        first: the step that begins now.
        evidence: whether the training gathers it.
    """
    if not as_json:
        with progress_on(console, first) as progress:
            yield progress
        return
    lines = _Lines(evidence=evidence)
    lines.begin(first)
    yield lines.begin
    lines.end()


@contextmanager
def refusal_told(*, as_json: bool) -> Iterator[None]:
    """Where programs ask, say as JSON too why a training is refused."""
    try:
        yield
    except SegmentationError as error:
        if as_json:
            _tell(refused=str(error), kind=type(error).__name__)
        raise


def tell_saved(model: Model) -> None:
    """Say as JSON which model has been saved."""
    _tell(saved={"recipe": model.card.recipe, "version": model.card.version})


class _Lines:
    def __init__(self, *, evidence: bool):
        self._evidence = evidence
        self._started = time.monotonic()

    def begin(self, step: str) -> None:
        self._tell(step, share_before(Step(step), evidence=self._evidence))

    def end(self) -> None:
        self._tell(Step.SAVING, 1.0)

    def _tell(self, step: str, share: float) -> None:
        seconds = time.monotonic() - self._started
        left = seconds * (1 - share) / share if share >= ENOUGH_TO_TELL else None
        _tell(
            step=str(step),
            share=round(share, 4),
            seconds=round(seconds, 1),
            seconds_left=None if left is None else round(left, 1),
        )


def _tell(**message: object) -> None:
    print(json.dumps(message), file=sys.stderr, flush=True)
