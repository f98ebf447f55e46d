"""Files that the owner of a model wants kept for the next time.

`<models>/<recipe>/remembered/` holds the files in a folder, and `data.json`, which says which
folder that is and what in it is to be read. Others are there only until the next ones are kept.
"""

import shutil
from pathlib import Path

from pydantic import BaseModel, ValidationError

from segmentation.disk import flush, write_whole
from segmentation.models.folders import plain_write_errors, take_away

REMEMBERED, DATA = "remembered", "data.json"


class _Kept(BaseModel, frozen=True):
    folder: str
    path: str


def path(models: Path, recipe: str) -> Path | None:
    """What is to be read of the files that are kept beside a model; None where there are none."""
    place = models / recipe / REMEMBERED
    try:
        kept = _Kept.model_validate_json((place / DATA).read_bytes())
    except (OSError, ValidationError):
        return None
    found = place / kept.folder / kept.path
    return found if found.exists() else None


def keep(models: Path, recipe: str, files: Path, *, data: str, name: str) -> None:
    """Move files beside a model, in place of those before; as a whole or not at all.

    Called again after it was interrupted, it does what is left to do.

    Args:
        files: the folder that is moved.
        data: what in it is to be read.
        name: another for each time.
    """
    place = models / recipe / REMEMBERED
    place.mkdir(exist_ok=True)
    if files.is_dir():
        files.rename(place / name)
        flush(place)
    if not (place / name).is_dir():
        return
    write_whole(place / DATA, _Kept(folder=name, path=data).model_dump_json().encode())
    for other in place.iterdir():
        if other.is_dir() and other.name != name:
            shutil.rmtree(other, ignore_errors=True)


def forget(models: Path, recipe: str) -> None:
    """Remove the files that are kept beside a model, where there are any.

    Raises:
        UnwritableModels
    """
    place = models / recipe / REMEMBERED
    if not place.is_dir():
        return
    with plain_write_errors(models):
        shutil.rmtree(take_away(models, place), ignore_errors=True)
