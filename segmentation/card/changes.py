"""What changed since the previous model: segments kept, new and gone, customers who moved."""

from pydantic import BaseModel


class Told(BaseModel, frozen=True):
    """A segment as it is told of: its id, and its name in the newest model that has it."""

    id: int
    name: str


class Kept(Told, frozen=True):
    """A segment of both models; `was` is its name in the previous one."""

    was: str


class Flow(BaseModel, frozen=True):
    """At least half of the shared customers of `segment` are, or were, in `other`."""

    segment: Told
    other: Told


class Changes(BaseModel, frozen=True):
    """How a model's segments differ from those of the version `previous`.

    `compared` customers are known to both models, and `moved` of them changed segment:
    `moved_by_customer` because their values did, since the new model has their previous
    values where the previous model had them, and `moved_by_model` because the model did.
    Both are None where the previous values lack a feature of the new model. A `split`
    segment is new and came out of the `other` one, a `merged` one is gone and went into it.
    `not_compared` says why nothing could be compared; all the rest is then empty.
    """

    previous: str
    not_compared: str = ""
    compared: int = 0
    kept: list[Kept] = []
    new: list[Told] = []
    vanished: list[Told] = []
    split: list[Flow] = []
    merged: list[Flow] = []
    moved: int = 0
    moved_by_customer: int | None = None
    moved_by_model: int | None = None
