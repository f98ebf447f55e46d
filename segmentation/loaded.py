"""Models in memory: each is loaded once and shared by everybody who asks for it."""

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from segmentation import store
from segmentation.errors import SegmentationError
from segmentation.own_names import fingerprint
from segmentation.recipes import RECIPES

MOST_LOADED = 32


@dataclass
class _Place:
    lock: Lock = field(default_factory=Lock)
    model: store.Model | None = None


_places: OrderedDict[tuple[object, ...], _Place] = OrderedDict()
_places_lock = Lock()


def available(models: Path) -> list[str]:
    """Recipes with a model: ours in their order, then those of the owner's."""
    there = store.recipes_in(models)
    ours = [name for name in RECIPES if name in there]
    return ours + [name for name in there if name not in RECIPES]


def load(models: Path, recipe: str, version: str | None = None) -> store.Model:
    """As `store.load`, but a model that is in memory is not read again.

    A newer version is found as soon as it is on the disk, and so are a model that took the
    place of another under the same version, and names that the owner gave. Threads that ask
    for the same model wait for one of them to load it. The 32 that were asked for last are
    kept.

    Raises:
        ModelNotFound, DamagedModel, ForeignModel, BrokenRecipe
    """
    version = version or next(iter(store.versions(models, recipe)), None)
    folder = models / recipe
    stamp = _stamp(folder / (version or "")), fingerprint(folder)
    place = _place((models, recipe, version, *stamp))
    with place.lock:
        if place.model is None:
            place.model = store.load(models, recipe, version)
        return place.model


def others(models: Path, recipe: str) -> list[store.Model]:
    """The newest models of all other recipes, but those that cannot be loaded."""
    found = []
    for name in available(models):
        with suppress(SegmentationError):
            if name != recipe:
                found.append(load(models, name))
    return found


def _place(key: tuple[object, ...]) -> _Place:
    with _places_lock:
        place = _places.setdefault(key, _Place())
        _places.move_to_end(key)
        while len(_places) > MOST_LOADED:
            _places.popitem(last=False)
        return place


def _stamp(folder: Path) -> tuple[int, ...]:
    """What is different when another model lies there; its card is written last."""
    try:
        card = (folder / store.CARD).stat()
    except OSError:
        return ()
    return card.st_ino, card.st_mtime_ns, card.st_size
