"""Work on a stranger's file in a process of its own, which may end without harm to this one."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any

from segmentation import errors
from segmentation.errors.kinds import as_it_was
from segmentation.processes.limits import SPARING

ROOT = Path(__file__).parents[2]
# So often it is looked whether anybody still waits.
SECONDS = 1.0
WAITING = "Waiting for the lists of others"


class Ended(Exception):
    """The process took more than it may, or was ended by what it read."""


class Apart:
    """Does work in processes that are forked from one with everything loaded. For any thread.

    Args:
        modules: what is loaded beforehand.
        at_once: how many pieces of work there may be at the same time; others wait.
    """

    def __init__(self, modules: Sequence[str], at_once: int):
        self._modules = modules
        self._free = BoundedSemaphore(at_once)
        self._lock = Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._requests: socket.socket | None = None

    def start(self) -> None:
        """Begin to load, so that the first piece of work need not wait for it."""
        with self._lock:
            self._start()

    def stop(self) -> None:
        """End what is at work, and the process that it is forked from."""
        with self._lock:
            if self._server is None:
                return
            self._requests.close()
            self._server.kill()
            self._server.wait()
            self._server = self._requests = None

    def do(
        self,
        work: str,
        arguments: dict[str, Any],
        *,
        memory: int,
        seconds: float,
        progress: Callable[[str], None],
        step: str,
    ) -> Any:
        """Do one piece of work.

        Args:
            work: a function, as "module:name". It takes what it is to call with a few words at
                the start of each step, and the arguments by name; what it returns is JSON.
            arguments: as JSON has them.
            memory: how many bytes it may take beyond what is loaded.
            seconds: how long it may take.
            progress: called here with the words of each step, and with the same again every
                second; what it raises ends the work.
            step: the words of what comes before the first step.

        Raises:
            SegmentationError: as the function raises it, with the same sentence.
            Ended
        """
        request = {"work": work, "arguments": arguments, "memory": memory, "seconds": seconds}
        with self._turn(progress), self._channel() as channel:
            with suppress(BrokenPipeError, ConnectionResetError):
                channel.sendall(json.dumps(request).encode() + b"\n")
            for message in _messages(channel):
                if "step" not in message and message:
                    return _answer(message)
                step = message.get("step", step)
                progress(step)
        raise Ended

    @contextmanager
    def _turn(self, progress: Callable[[str], None]) -> Iterator[None]:
        while not self._free.acquire(timeout=SECONDS):
            progress(WAITING)
        try:
            yield
        finally:
            self._free.release()

    @contextmanager
    def _channel(self) -> Iterator[socket.socket]:
        """Our end of a channel; a forked process has the other, and ends when ours is closed."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs, self._lock:
                self._start()
                socket.send_fds(self._requests, [b"."], [theirs.fileno()])
            yield ours

    def _start(self) -> None:
        if self._server and self._server.poll() is None:
            return
        if self._requests:
            self._requests.close()
        self._requests, theirs = socket.socketpair()
        with theirs:
            self._server = subprocess.Popen(
                [
                    *(sys.executable, "-P", "-m", "segmentation.processes.fork_server"),
                    *(str(theirs.fileno()), *self._modules),
                ],
                env={**os.environ, **SPARING, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )


def _messages(channel: socket.socket) -> Iterator[dict[str, Any]]:
    """What is told over a channel until it is closed; nothing, when a second has passed."""
    channel.settimeout(SECONDS)
    told = b""
    while True:
        try:
            part = channel.recv(2**16)
        except TimeoutError:
            yield {}
            continue
        except ConnectionResetError:
            return
        if not part:
            return
        *lines, told = (told + part).split(b"\n")
        yield from map(json.loads, lines)


def _answer(message: dict[str, Any]) -> Any:
    if "refusal" in message:
        kind, sentence, told = message["refusal"]
        raise as_it_was(getattr(errors, kind, errors.DataError), (sentence,), told)
    if "fault" in message:
        raise RuntimeError(message["fault"])
    return message["result"]
