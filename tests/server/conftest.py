"""The app on its own server, and somebody who listens to whom it talks."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest

from tests.serving import served

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")


@dataclass(frozen=True)
class Outside:
    """The server's address, and what it asked of the world outside, first lines only."""

    base: str
    asked: list[str]


@pytest.fixture(scope="session")
def outside(trained: Path) -> Iterator[Outside]:
    """The app behind a proxy that answers nothing, as where outgoing traffic is dropped."""
    with listening() as (proxy, asked):
        environment = dict.fromkeys(PROXIES, proxy) | {"NO_PROXY": "", "no_proxy": ""}
        environment["SEGMENTATION_HOSTS"] = "127.0.0.1, shop.example"
        with served(trained, **environment) as base:
            yield Outside(base, asked)


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """An address, and the first line of whatever arrives there."""
    asked: list[str] = []
    kept = []

    def listen() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            # It stays open, so that whoever asked waits.
            kept.append(connection)
            asked.append(connection.recv(1000).decode("latin-1").partition("\r\n")[0])

    listener = socket.create_server(("127.0.0.1", 0))
    thread = Thread(target=listen)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}", asked
    listener.shutdown(socket.SHUT_RDWR)
    thread.join()
    for connection in [listener, *kept]:
        connection.close()
