"""A process that has everything loaded, and forks one for each piece of work.

`python -m segmentation.processes.fork_server SOCKET MODULE...`: SOCKET is a number, the open
socket over which the other end of a channel is sent for each piece of work; it ends when that is
closed. A server with threads must not fork itself, and a new process that loads all takes seconds.

Over the channel goes JSON, a message a line: first what is to be done, then what is told of it.
"""

import gc
import json
import os
import signal
import socket
import sys
import traceback
from importlib import import_module
from threading import Thread
from typing import Any, TextIO

from segmentation.errors import SegmentationError
from segmentation.processes.limits import take_at_most, taken

NICE = 5


def main(number: str, *modules: str) -> None:
    """Load the modules, then fork for each channel that is sent."""
    # Ctrl-C is for the app, which ends this by closing the socket.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for module in modules:
        import_module(module)
    # What is loaded need not be copied when it is walked through.
    gc.freeze()
    # Nobody asks how the forked ones ended.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=int(number)) as requests:
        while channel := _next_channel(requests):
            if os.fork() == 0:
                try:
                    requests.close()
                    _work(channel)
                finally:
                    # At once: a library may have left threads that wait for what will not come.
                    os._exit(0)
            channel.close()


def _next_channel(requests: socket.socket) -> socket.socket | None:
    message, descriptors, _, _ = socket.recv_fds(requests, 1, 1)
    return socket.socket(fileno=descriptors[0]) if message else None


def _work(channel: socket.socket) -> None:
    """Do one piece of work, and tell what comes of it."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with channel.makefile("rw", encoding="utf-8") as messages:
        request = json.loads(messages.readline())
        Thread(target=_end_when_closed, args=(channel,), daemon=True).start()
        take_at_most(taken() + request["memory"], request["seconds"])
        # Who only looks at a page must not wait for somebody's list.
        os.nice(NICE)
        _tell(messages, **_done(messages, request))


def _done(messages: TextIO, request: dict[str, Any]) -> dict[str, Any]:
    module, name = request["work"].split(":")
    try:
        work = getattr(import_module(module), name)
        return {"result": work(lambda step: _tell(messages, step=step), **request["arguments"])}
    except SegmentationError as error:
        return {"refusal": [type(error).__name__, str(error), vars(error)]}
    except MemoryError:
        os._exit(1)
    # A fault of ours is raised where the work was asked for, which logs it.
    except Exception:
        return {"fault": traceback.format_exc()}


def _tell(messages: TextIO, **message: object) -> None:
    print(json.dumps(message, default=str), file=messages, flush=True)


def _end_when_closed(channel: socket.socket) -> None:
    """End when whoever asked does not wait any more."""
    channel.recv(1)
    os._exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
