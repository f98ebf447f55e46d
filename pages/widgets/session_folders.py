"""Temporary folders for each visitor, one a purpose, gone soon after the tab is closed."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from streamlit.runtime import get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from segmentation.disk import remove_own, remove_whole, temporary_folder

# Streamlit keeps a session for two minutes, for a browser that has only lost its connection;
# and then until the next visitor comes, who may never come. It can be closed only before.
SECONDS_UNTIL_GONE, SECONDS_BETWEEN = 90, 10
# What a visitor's folder is for.
A_LIST, NEW_DATA = "a list", "new data"


class SessionFolders:
    """The folders of sessions, by the sessions' ids. For any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._folders: dict[str, dict[str, TemporaryDirectory[str]]] = {}
        self._alone_since: dict[str, float] = {}
        self._lock = Lock()

    def watch(self, session: str) -> None:
        """See to it that a session is forgotten once its tab is closed."""
        with self._lock:
            self._folders.setdefault(session, {})

    def new(self, session: str, purpose: str = A_LIST) -> Path:
        """An empty folder for a session, in place of the one that it had for the same."""
        self.remove(session, purpose)
        folder = temporary_folder()
        with self._lock:
            self._folders.setdefault(session, {})[purpose] = folder
        return Path(folder.name)

    def remove(self, session: str, purpose: str = A_LIST) -> None:
        """Remove the folder of a session that goes on."""
        with self._lock:
            folder = self._folders.setdefault(session, {}).pop(purpose, None)
        if folder:
            remove_whole(folder)

    def remove_gone(self, is_connected: Callable[[str], bool], seconds: float) -> list[str]:
        """Forget the sessions without a browser for so many seconds; returns their ids."""
        with self._lock:
            gone = [s for s in self._folders if self._alone(s, is_connected(s)) >= seconds]
            folders = [folder for s in gone for folder in self._folders.pop(s).values()]
            for session in gone:
                del self._alone_since[session]
        for folder in folders:
            remove_whole(folder)
        return gone

    def _alone(self, session: str, connected: bool) -> float:
        """For how many seconds a session has been without a browser."""
        now = self._clock()
        if connected:
            self._alone_since.pop(session, None)
            return -1
        return now - self._alone_since.setdefault(session, now)


_folders = SessionFolders()


def watch_this_session() -> None:
    """See to it that what this visitor uploads is forgotten once the tab is closed."""
    _folders.watch(_this_session())


def new_folder(purpose: str) -> Path:
    """An empty folder for this visitor, in place of the one before for the same."""
    return _folders.new(_this_session(), purpose)


def remove_folder(purpose: str) -> None:
    """Remove this visitor's folder for something, if there is one."""
    _folders.remove(_this_session(), purpose)


@asynccontextmanager
async def forgetting(
    seconds: float = SECONDS_UNTIL_GONE, every: float = SECONDS_BETWEEN
) -> AsyncIterator[None]:
    """While the server runs, forget visitors who have left; when it stops, all of them.

    Args:
        seconds: for how long a tab has been closed before its visitor is forgotten; less
            than the two minutes for which Streamlit lets a session be closed.
        every: so many seconds it is looked.
    """
    task = asyncio.create_task(_forget(seconds, every))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.to_thread(remove_own)


async def _forget(seconds: float, every: float) -> None:
    while True:
        await asyncio.sleep(every)
        is_connected = get_instance().is_active_session
        for session in await asyncio.to_thread(_folders.remove_gone, is_connected, seconds):
            # Streamlit may itself have given it up in this moment.
            with suppress(KeyError):
                # With it go the uploaded bytes, and the downloads made of them.
                get_instance().close_session(session)


def _this_session() -> str:
    return get_script_run_ctx().session_id
