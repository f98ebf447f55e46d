"""Temporary folders, of which a killed process's does not stay for good."""

import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from segmentation.errors import NoTemporaryFolder
from segmentation.on_disk import is_running

PREFIX = "segmentation-"
SECONDS_UNTIL_ABANDONED = 24 * 3600


def temporary_folder() -> "TemporaryDirectory[str]":
    """A new folder, for a `with` block or for as long as what is returned is held.

    Those that killed processes left a day ago or longer are removed.

    Raises:
        NoTemporaryFolder: there is no room for one, or no place.
    """
    try:
        return _new_folder()
    except OSError as error:
        raise NoTemporaryFolder from error


def _new_folder() -> "TemporaryDirectory[str]":
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        # Whoever is at work there may finish and remove it at any moment.
        with suppress(FileNotFoundError):
            if _is_abandoned(left):
                shutil.rmtree(left, ignore_errors=True)
    return TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=True)


def _is_abandoned(folder: Path) -> bool:
    if time.time() - folder.stat().st_mtime < SECONDS_UNTIL_ABANDONED:
        return False
    process = folder.name.removeprefix(PREFIX).split("-")[0]
    return not (process.isdecimal() and is_running(int(process)))
