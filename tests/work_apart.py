"""What the tests of `apart` have done in a process of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from segmentation import errors

Tell = Callable[[str], None]


def add(tell: Tell, one: int, other: int) -> dict[str, int]:
    tell("Adding")
    return {"sum": one + other, "process": os.getpid()}


def refuse(tell: Tell, kind: str, text: str) -> None:
    # Each class has arguments of its own; what crosses is the sentence.
    error = getattr(errors, kind).__new__(getattr(errors, kind))
    errors.SegmentationError.__init__(error, text)
    raise error


def fail(tell: Tell) -> None:
    raise ZeroDivisionError("a fault of ours")


def be_killed(tell: Tell) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def take_memory(tell: Tell, size: int) -> int:
    return len(bytearray(size))


def wait(tell: Tell, note: str, seconds: float) -> None:
    """Wait, after the numbers of this process and of one that it has started are noted."""
    code = "import sys; from segmentation.processes.limits import take_at_most\n"
    code += "take_at_most(2**32, 600); print(flush=True); sys.stdin.read()"
    started = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    started.stdout.readline()
    Path(note).write_text(f"{os.getpid()} {started.pid}")
    tell("Waiting")
    time.sleep(seconds)
