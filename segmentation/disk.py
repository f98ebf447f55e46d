"""Files that are there as a whole or not at all, who may be writing them; temporary folders.

May import: errors.
"""

import errno
import fcntl
import os
import shutil
import tempfile
import time
import weakref
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from segmentation.errors import NoTemporaryFolder

FULL = ("No space left on device", "Disk quota exceeded", "max_temp_directory_size")
# Another than that of folders that earlier versions made, which lock none.
PREFIX = "customer-segments-"
TRIES, SECONDS_BETWEEN = 20, 0.05
_in_use: "weakref.WeakSet[TemporaryDirectory[str]]" = weakref.WeakSet()


def write_whole(path: Path, content: bytes) -> None:
    """Write and flush to the disk, under another name first: never a half file here."""
    # Another process may be at the same file.
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def is_full(error: Exception) -> bool:
    """Whether an error, the system's or DuckDB's, means that there is no room on a disk."""
    number = getattr(error, "errno", None)
    return number in (errno.ENOSPC, errno.EDQUOT) or any(sign in str(error) for sign in FULL)


def is_running(process: int) -> bool:
    """Whether there is a process of this number, whoever's it is."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def flush(path: Path) -> None:
    """Make sure that a file, or what was renamed in a folder, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def temporary_folder() -> "TemporaryDirectory[str]":
    """A new folder, for a `with` block or for as long as what is returned is held.

    Those of processes that have ended are removed.

    Raises:
        NoTemporaryFolder: there is no room for one, or no place.
    """
    try:
        remove_abandoned()
        return _new_folder()
    except OSError as error:
        raise NoTemporaryFolder from error


def remove_abandoned() -> None:
    """Remove the folders of processes that have ended, whatever their age.

    Whether one has ended is told by a lock, which the system takes back when a process ends:
    its number is soon another's, and in a container that starts again it is the same.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        # Another's; or in use; or its owner has just removed it.
        with suppress(OSError):
            lock = _locked(folder, wait=False)
            try:
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)


def remove_own() -> None:
    """Remove all temporary folders of this process, where it ends without Python's own ending."""
    for folder in list(_in_use):
        remove_whole(folder)


def remove_whole(folder: "TemporaryDirectory[str]") -> None:
    """Remove a folder in which a thread may still be writing."""
    for _ in range(TRIES):
        folder.cleanup()
        if not Path(folder.name).exists():
            return
        time.sleep(SECONDS_BETWEEN)


def lock_file(path: Path, *, wait: bool = True) -> int | None:
    """A descriptor that locks a file for as long as it is open; the file is made where missing.

    The system takes the lock back when the process ends, however it does.

    Returns:
        None where another process or thread has locked it and `wait` is False.
    """
    # For writing: shared file systems lock no file that is open for reading alone.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _new_folder() -> "TemporaryDirectory[str]":
    while True:
        folder = TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=True)
        # Who sweeps may have come before it was locked.
        with suppress(FileNotFoundError):
            weakref.finalize(folder, os.close, _locked(Path(folder.name)))
            _in_use.add(folder)
            return folder


def _locked(folder: Path, *, wait: bool = True) -> int:
    """A descriptor that locks the folder for as long as it is open.

    Raises:
        FileNotFoundError: the folder is not there any more.
        BlockingIOError: another has locked it, and `wait` is False.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        folder.stat()
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
