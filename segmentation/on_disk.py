"""Files that are there as a whole or not at all, and who may be writing them."""

import errno
import os
from pathlib import Path

FULL = ("No space left on device", "Disk quota exceeded", "max_temp_directory_size")


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
