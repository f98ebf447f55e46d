"""How much memory this process and those that read workbooks for it take at most (Linux)."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

SECONDS = 0.005
READER = b"workbook_process.py"


@dataclass
class Peak:
    """Resident gigabytes at most."""

    own: float = 0.0
    reader: float = 0.0


@contextmanager
def watched() -> Iterator[Peak]:
    """Watch the memory within a `with` block; the numbers are there once it is left.

    Not `ru_maxrss`, in which a process inherits the peak of the one that started it.
    """
    # Begin to count the peak again from here.
    Path("/proc/self/clear_refs").write_text("5")
    peak, over = Peak(), Event()
    watcher = Thread(target=_watch, args=(peak, over), daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()
        peak.own = _peak(os.getpid())


def _watch(peak: Peak, over: Event) -> None:
    while not over.is_set():
        for process in _started():
            try:
                # First the name: a process that is starting still has the memory of ours.
                if READER in Path(f"/proc/{process}/cmdline").read_bytes():
                    peak.reader = max(peak.reader, _peak(process))
            # It has ended.
            except (FileNotFoundError, ProcessLookupError):
                continue
        time.sleep(SECONDS)


def _started() -> Iterator[int]:
    for task in Path("/proc/self/task").iterdir():
        try:
            yield from map(int, (task / "children").read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            continue


def _peak(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / 1e9
    # It has ended, and nobody has asked how.
    return 0.0
