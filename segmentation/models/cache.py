"""Models in memory: each is loaded once and shared by everybody who asks for it."""

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from segmentation.errors import BrokenRecipe, DamagedModel, ForeignModel, SegmentationError
from segmentation.models import store
from segmentation.models.folders import recipes_in
from segmentation.models.own_names import fingerprint
from segmentation.recipes import RECIPES

MOST_LOADED = 32
# As long as its files stay as they are, so does what is wrong with them.
LASTING = (DamagedModel, ForeignModel, BrokenRecipe)


@dataclass
class _Place:
    lock: Lock = field(default_factory=Lock)
    model: store.Model | None = None
    error: Exception | None = None


_places: OrderedDict[tuple[object, ...], _Place] = OrderedDict()
_places_lock = Lock()


def available(models: Path) -> list[str]:
    """Recipes with a model: ours in their order, then those of the owner's.

    Raises:
        UnreadableModels
    """
    there = recipes_in(models)
    ours = [name for name in RECIPES if name in there]
    return ours + [name for name in there if name not in RECIPES]


def load(models: Path, recipe: str, version: str | None = None) -> store.Model:
    """As `store.load`, but a model that is in memory is not read again.

    A newer version is found as soon as it is on the disk, and so are a model that took the
    place of another under the same version, one that was repaired, and names that the owner
    gave. Threads that ask for the same model wait for one of them to load it. The 32 that were
    asked for last are kept, and of those that cannot be used, why.

    Raises:
        ModelNotFound, DamagedModel, UnreadableModel, ForeignModel, BrokenRecipe
    """
    if version is None:
        return newest(models, recipe).required()
    folder = models / recipe
    place = _place((models, recipe, version, _stamp(folder / version), fingerprint(folder)))
    with place.lock:
        if place.error:
            raise place.error.with_traceback(None)
        if place.model is None:
            place.model = _read(place, models, recipe, version)
        return place.model


def newest(models: Path, recipe: str) -> store.Newest:
    """As `store.newest`, for every request: what is in memory is not read again.

    Raises:
        ModelNotFound, UnreadableModel
    """
    return store.newest(models, recipe, load)


def _read(place: _Place, models: Path, recipe: str, version: str) -> store.Model:
    try:
        return store.load(models, recipe, version)
    except LASTING as error:
        place.error = error
        raise


def others(models: Path, recipe: str) -> list[store.Model]:
    """The newest models of all other recipes, but those that cannot be loaded."""
    found = []
    for name in available(models):
        with suppress(SegmentationError):
            if name != recipe:
                found.append(newest(models, name).required())
    return found


def _place(key: tuple[object, ...]) -> _Place:
    with _places_lock:
        place = _places.setdefault(key, _Place())
        _places.move_to_end(key)
        while len(_places) > MOST_LOADED:
            _places.popitem(last=False)
        return place


def _stamp(folder: Path) -> tuple[tuple[object, ...], ...]:
    """What is different once anything in the folder is, by a look that opens no file."""
    try:
        looks = [(path.name, path.stat()) for path in (folder, *sorted(folder.iterdir()))]
    except OSError:
        return ()
    return tuple((name, s.st_ino, s.st_mtime_ns, s.st_ctime_ns, s.st_size) for name, s in looks)
