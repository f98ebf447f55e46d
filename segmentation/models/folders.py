"""The folder of models: which recipes and versions there are, and where a new one is written."""

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from segmentation.errors import UnreadableModel, UnreadableModels, UnwritableModels

UNFINISHED = ".unfinished"
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


def workspace(models: Path) -> Path:
    """A new folder on the same file system; those of killed processes are swept.

    It has the rights that any new folder is given there, so that others may read the model.
    """
    unfinished = models / UNFINISHED
    unfinished.mkdir(parents=True, exist_ok=True)
    for left in unfinished.iterdir():
        # Whoever is at work there may finish and remove it at any moment.
        with suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > SECONDS_UNTIL_ABANDONED:
                shutil.rmtree(left, ignore_errors=True)
    new = unfinished / uuid4().hex
    new.mkdir()
    return new


@contextmanager
def plain_write_errors(models: Path) -> Iterator[None]:
    """Whatever keeps us from writing there is raised as `UnwritableModels`."""
    try:
        yield
    except OSError as error:
        raise UnwritableModels(str(models), (error.strerror or str(error)).lower()) from error


def _may_have_versions(models: Path, recipe: str) -> bool:
    try:
        return bool(versions(models, recipe))
    except UnreadableModel:
        return True


def _is_version_folder(path: Path) -> bool:
    return is_version(path.name) and path.is_dir()
