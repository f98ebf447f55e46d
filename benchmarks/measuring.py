"""Run a command and say how long it took and how much memory it held at its peak."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Measured:
    """Wall-clock seconds and peak resident gigabytes of one process, children not counted."""

    seconds: float
    gigabytes: float


def measure(command: Sequence[str]) -> Measured:
    """Run `command` from the project's folder; its own output goes to standard error."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=sys.stderr)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return Measured(seconds=seconds, gigabytes=used.ru_maxrss / 1e6)


def report(name: str, measured: Measured, reference: Measured) -> None:
    """Print one line: what, how long, how much memory, and the ratio to the reference."""
    print(
        f"{name:<44} {measured.seconds:8.1f} s {measured.gigabytes:7.2f} GB   "
        f"x {measured.seconds / reference.seconds:.2f}",
        flush=True,
    )
