"""The model that a job has become: its card says of which job it is."""

import json
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel

from segmentation.errors import UnreadableModel
from segmentation.models.folders import CARD, recipes_in, versions


class Saved(BaseModel, frozen=True):
    """A version of a model."""

    recipe: str
    version: str


def find_saved(models: Path, job: str) -> Saved | None:
    """The model that a job has become, where whoever saved it could not tell any more."""
    for recipe in recipes_in(models):
        # Its folder may be somebody else's, whom it is not shown to: then it is none of ours.
        with suppress(UnreadableModel):
            for version in versions(models, recipe):
                if _is_of(models / recipe / version / CARD, job):
                    return Saved(recipe=recipe, version=version)
    return None


def _is_of(card: Path, job: str) -> bool:
    # Nobody may read it, or it has just been deleted.
    with suppress(OSError, ValueError):
        content = card.read_bytes()
        return job.encode() in content and json.loads(content)["job"] == job
    return False
