"""The folder of models: which recipes and versions there are, and where a new one is written."""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from segmentation.disk import flush
from segmentation.errors import UnreadableModel, UnreadableModels, UnwritableModels

UNFINISHED, DELETED = ".unfinished", "deleted-"
CARD = "card.json"
SECONDS_UNTIL_ABANDONED = 24 * 3600
_VERSION = re.compile("[0-9]{4}|[1-9][0-9]{4,}")


def is_version(name: str) -> bool:
    """Whether this is how a version is named: 0001 to 9999, then 10000 and so on."""
    return _VERSION.fullmatch(name) is not None


def recipes_in(models: Path) -> list[str]:
    """The recipes that have at least one version, in alphabetical order.

    One whose folder may not be read counts: what there is in it is not known.

    Raises:
        UnreadableModels: the folder itself may not be read.
    """
    try:
        found = [path.name for path in models.iterdir() if path.name[0] != "."]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise UnreadableModels(error) from error
    return sorted(name for name in found if _may_have_versions(models, name))


def versions(models: Path, recipe: str) -> list[str]:
    """The versions of a recipe's model, newest first, whether they can be used or not.

    Folders of other names are none, and neither are files.

    Raises:
        UnreadableModel: the recipe's folder may not be read.
    """
    try:
        found = [path.name for path in (models / recipe).iterdir() if _is_version_folder(path)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise UnreadableModel(recipe, "folder", error) from error
    return sorted(found, key=int, reverse=True)


def next_version(folder: Path) -> str:
    """The number after all that are taken in a recipe's folder, whatever it is that has them."""
    taken = [int(path.name) for path in folder.iterdir() if is_version(path.name)]
    return f"{max(taken, default=0) + 1:04}"


def workspace(models: Path, job: str = "") -> Path:
    """A new folder on the same file system; those of killed processes are swept.

    It has the rights that any new folder is given there, so that others may read the model.

    Args:
        job: the training in the app's line that it is for, where it is for one.
    """
    unfinished = models / UNFINISHED
    unfinished.mkdir(parents=True, exist_ok=True)
    for left in unfinished.iterdir():
        # Whoever is at work there may finish and remove it at any moment.
        with suppress(FileNotFoundError):
            if left.name.startswith(DELETED) or _age(left) > SECONDS_UNTIL_ABANDONED:
                shutil.rmtree(left, ignore_errors=True)
    new = unfinished / f"{job}{'-' if job else ''}{uuid4().hex}"
    new.mkdir()
    return new


def remove_unfinished(models: Path, job: str) -> None:
    """Remove what a training in the app's line, which has ended, was about to save."""
    for left in (models / UNFINISHED).glob(f"{job}-*"):
        shutil.rmtree(left, ignore_errors=True)


def publish(unfinished: Path, folder: Path, finish: Callable[[str], None]) -> str:
    """Let a folder that is ready be the newest version of a recipe; returns which that is.

    Args:
        folder: the recipe's.
        finish: called with the version, to write down what says it.
    """
    folder.mkdir(exist_ok=True)
    while True:
        version = next_version(folder)
        finish(version)
        try:
            unfinished.rename(folder / version)
        except OSError:
            # Somebody else took this number in the meantime; any other trouble is real.
            if not (folder / version).exists():
                raise
            continue
        flush(folder)
        return version


def take_away(models: Path, path: Path) -> Path:
    """Move a folder to where none is looked for, from where it is to be removed; whole, at once.

    Should this process end before it is removed, the next one to save a model removes it.
    """
    (models / UNFINISHED).mkdir(exist_ok=True)
    away = models / UNFINISHED / f"{DELETED}{uuid4().hex}"
    path.rename(away)
    flush(path.parent)
    return away


@contextmanager
def plain_write_errors(models: Path) -> Iterator[None]:
    """Whatever keeps us from writing there is raised as `UnwritableModels`."""
    try:
        yield
    except OSError as error:
        raise UnwritableModels(str(models), (error.strerror or str(error)).lower()) from error


def _age(path: Path) -> float:
    return time.time() - path.stat().st_mtime


def _may_have_versions(models: Path, recipe: str) -> bool:
    try:
        return bool(versions(models, recipe))
    except UnreadableModel:
        return True


def _is_version_folder(path: Path) -> bool:
    return is_version(path.name) and path.is_dir()
