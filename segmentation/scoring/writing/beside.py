"""Files that appear whole: written beside their place and renamed into it."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from segmentation.disk import flush, is_full, is_running
from segmentation.errors import NoRoomForResult, UnwritableResult

PERMISSIONS = 0o777


@contextmanager
def written_beside(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Yield a path to write to for each of `paths`; at the end all are renamed into place.

    After an error nothing is renamed and nothing left. What a killed process has left
    beside these paths is removed at the start. A file that is replaced leaves its permissions,
    and a link stays one.

    Raises:
        UnwritableResult: the folder is not there or cannot be written.
    """
    paths = [path.resolve() for path in paths]
    for path in paths:
        _sweep(path)
    parts = [path.with_name(f".{path.name}.{os.getpid()}.part") for path in paths]
    try:
        with plain_write_errors(paths[0]):
            for part in parts:
                part.touch()
        yield parts
        with plain_write_errors(paths[0]):
            for part in parts:
                flush(part)
            for part, path in zip(parts, paths):
                if path.exists():
                    part.chmod(path.stat().st_mode & PERMISSIONS)
                part.replace(path)
            flush(paths[0].parent)
    finally:
        for part in parts:
            with suppress(OSError):
                part.unlink(missing_ok=True)


@contextmanager
def plain_write_errors(path: Path) -> Iterator[None]:
    """Turn what the system says while `path` is written into one plain sentence."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise NoRoomForResult(str(path)) from error
        raise UnwritableResult(str(path), (error.strerror or str(error)).lower()) from error


def _sweep(path: Path) -> None:
    for left in path.parent.glob(f".{_literal(path.name)}.*.part"):
        number = left.name.split(".")[-2]
        if number.isdecimal() and not is_running(int(number)):
            left.unlink(missing_ok=True)


def _literal(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
