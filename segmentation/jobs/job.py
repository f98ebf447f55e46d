"""Records of the line: what was asked for, and what became of it."""

from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel

State = Literal["waiting", "running", "done", "failed", "stopped"]
SECONDS_SHOWN = 7 * 24 * 3600
ENDED = {"done", "failed", "stopped"}


class Job(BaseModel, frozen=True):
    """A training in the line, as pages show it.

    `title` is what the person called it, `by` who asked. `step` says what is being done, `share`
    how much of the whole is done, from 0 to 1, and `seconds_left` how long the rest may take,
    None while nobody knows. `sentence` says why it failed or was stopped. `recipe` and `version`
    are the saved model's, `wanted` is the recipe that was asked for. Moments are in UTC, as
    ISO 8601 has them, empty before they come.
    """

    id: str
    title: str
    by: str = ""
    asked: str
    state: State = "waiting"
    step: str = ""
    share: float = 0.0
    seconds_left: float | None = None
    sentence: str = ""
    wanted: str = ""
    recipe: str = ""
    version: str = ""
    started: str = ""
    ended: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state in ENDED


class Work(BaseModel, frozen=True):
    """What `train.py` is to do.

    `data` is a path among the job's files, or an address where it has none; `mapped` says that
    the recipe is the job's own mapping.
    """

    recipe: str
    data: str
    options: list[str] = []
    has_files: bool
    mapped: bool
    remember: bool


class Entry(BaseModel, frozen=True):
    """What is written down of a job.

    `begun` counts how often its training was begun, `told` is when it last said how far it is.
    """

    job: Job
    work: Work
    begun: int = 0
    told: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done for it."""
        return self.job.is_over

    def begin(self) -> "Entry":
        """As its training begins, from the start."""
        known = {"state": "running", "started": self.job.started or now()}
        anew = {"step": "", "share": 0.0, "seconds_left": None}
        return self._with(known | anew).model_copy(update={"begun": self.begun + 1, "told": now()})

    def tell(self, *, step: str, share: float, seconds_left: float | None) -> "Entry":
        """As its training is at a step."""
        known = {"step": step, "share": share, "seconds_left": seconds_left}
        return self._with(known).model_copy(update={"told": now()})

    def end(self, state: State, **known: str | float) -> "Entry":
        """As it is over."""
        return self._with({"state": state, "ended": now(), "seconds_left": None, **known})

    def shown(self) -> Job:
        """As it is now: what has passed since it last told is not left any more."""
        if self.job.seconds_left is None:
            return self.job
        left = max(0.0, self.job.seconds_left - seconds_since(self.told))
        return self.job.model_copy(update={"seconds_left": round(left, 1)})

    def _with(self, known: dict[str, object]) -> "Entry":
        return self.model_copy(update={"job": self.job.model_copy(update=known)})


def is_old(entry: Entry) -> bool:
    """Whether a job has been over for so long that nobody looks for it any more."""
    return entry.is_over and seconds_since(entry.job.ended) > SECONDS_SHOWN


def now() -> str:
    """This moment."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def seconds_since(moment: str) -> float:
    """How many seconds have passed since a moment that `now` gave."""
    return (datetime.now(UTC) - datetime.fromisoformat(moment)).total_seconds()
