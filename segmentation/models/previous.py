"""The model before: what a new one of the same recipe is compared with."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from segmentation.errors import ModelError
from segmentation.models.folders import versions
from segmentation.models.model import Model
from segmentation.models.store import load_as_trained, load_card, newest
from segmentation.words import plain_version


@dataclass(frozen=True)
class LostModel:
    """A model that is on disk and cannot be loaded: why, as a clause, and its recipe's ids."""

    version: str
    reason: str
    used_ids: list[int]


Previous = Model | LostModel | None


def load_previous(
    models: Path, recipe: str, tell: Callable[[str], None] = lambda warning: None
) -> Previous:
    """Load the newest usable model of a recipe to compare a new one with it.

    Its segments have the names that the model gave them, to be held against the new model's.
    Its `used_ids` are those of all versions: an id of one that cannot be used stays taken.

    Args:
        tell: called with a sentence for each newer version that is passed over.

    Returns:
        None where there is no version, a `LostModel` where none of them can be used.

    Raises:
        UnreadableModel: the recipe's folder may not be read.
    """
    if not versions(models, recipe):
        return None
    found, used_ids = newest(models, recipe, load_as_trained), _used_ids(models, recipe)
    if found.model is None:
        lost = found.unusable[0]
        return LostModel(lost.version, lost.reason, used_ids)
    instead = f"The new model is compared with version {plain_version(found.version)} instead."
    for passed in found.unusable:
        version = plain_version(passed.version)
        tell(f"Version {version} cannot be used: {passed.reason}. {instead}")
    card = found.model.card.model_copy(update={"used_ids": used_ids})
    return replace(found.model, card=card)


def _used_ids(models: Path, recipe: str) -> list[int]:
    """The ids on all of a recipe's cards that can be read."""
    ids: set[int] = set()
    for version in versions(models, recipe):
        with suppress(ModelError):
            card = load_card(models, recipe, version)
            ids |= {*card.used_ids, *(segment.id for segment in card.segments)}
    return sorted(ids)
