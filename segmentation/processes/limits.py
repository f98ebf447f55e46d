"""What a process that reads a stranger's file may take, so that it ends before others suffer.

It imports nothing else, so that such a process starts quickly.
"""

import ctypes
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path

# Each thread reserves memory, and so does Arrow's own pool, before there is a use for it.
SPARING = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "OMP_NUM_THREADS": "2",
    "OPENBLAS_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "2",
}
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def take_at_most(memory: int, seconds: float) -> None:
    """End this process where it needs more than this, in bytes and by the clock.

    It also ends with the one that started it, and is the first to go where the machine, or the
    container, runs out of memory.
    """
    end_with_parent()
    go_first()
    # By the system, which no library can keep busy.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    # What is written to, that is, and not the libraries that all processes share.
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def end_with_parent() -> None:
    """End this process when the one that forked it ends, however that does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)


def taken() -> int:
    """How many bytes this process has reserved already; 0 where that is not told."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 1024
    return 0


def go_first() -> None:
    """Have the system end this process before others where memory runs out."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
