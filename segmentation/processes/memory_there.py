"""How much memory there is: the machine's, or less where a container or a service has a limit."""

import os
import resource
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

LEAST_FOR_EACH, MOST_FOR_EACH = 2**30, 2**32
PROC = Path("/proc")
CGROUPS = Path("/sys/fs/cgroup")
# Where limits stand, in version 2 and in version 1.
UNIFIED, SEPARATE = "memory.max", "memory.limit_in_bytes"


def memory_for_each(at_once: int) -> int:
    """How many bytes each of so many pieces of work may take: together half of what there is."""
    return min(max(memory_there() // (2 * at_once), LEAST_FOR_EACH), MOST_FOR_EACH)


def memory_there(proc: Path = PROC, cgroups: Path = CGROUPS) -> int:
    """The memory that this process may use, in bytes: the least of all that limits it.

    Args:
        proc: where Linux tells of processes; elsewhere there is nothing, and no such limit.
        cgroups: where the control groups, version 1, 2 or both, are mounted.
    """
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min([machine, *_own_limit(), *_limits(proc, cgroups)])


def _own_limit() -> Iterator[int]:
    """What this process was limited to when it was started, if it was."""
    limit, _ = resource.getrlimit(resource.RLIMIT_DATA)
    if limit != resource.RLIM_INFINITY:
        yield limit


def _limits(proc: Path, cgroups: Path) -> Iterator[int]:
    for file in _limit_files(proc, cgroups):
        # What is not there, or reads "max", is no limit.
        with suppress(OSError, ValueError):
            yield int(file.read_text())


def _limit_files(proc: Path, cgroups: Path) -> Iterator[Path]:
    """Where limits may stand: in the group of this process and in all those above it.

    Within a container the groups above its own are not seen, and what the container is limited
    to stands at the root.
    """
    for controllers, group in _groups(proc):
        if controllers and "memory" not in controllers.split(","):
            continue
        root = cgroups / controllers
        name = SEPARATE if controllers else UNIFIED
        for part in (group, *group.parents):
            yield root / part.relative_to("/") / name


def _groups(proc: Path) -> Iterator[tuple[str, PurePosixPath]]:
    """The controllers and the path of each group; version 2 names no controllers."""
    with suppress(OSError):
        for line in (proc / "self" / "cgroup").read_text().splitlines():
            _, controllers, group = line.split(":", 2)
            # A group outside of what is seen here begins with "/..".
            seen = [part for part in PurePosixPath(group).parts if part != ".."]
            yield controllers, PurePosixPath("/", *seen)
