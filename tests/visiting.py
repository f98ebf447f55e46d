"""Visitors without a browser: they ask for what a browser asks for, and draw nothing."""

import asyncio
import time
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

Result = TypeVar("Result")

PATIENCE = 120
PARTS_BEFORE = ("/", "/_stcore/health", "/_stcore/host-config")


@dataclass(frozen=True)
class Visit:
    """How long it took until a page was complete, and how many parts it consists of."""

    seconds: float
    parts: int


async def visit(base: str, page: str = "", query: str = "") -> Visit:
    """Open a page as a visitor who was never here before.

    Raises:
        TimeoutError: it was not complete within two minutes.
    """
    start = time.perf_counter()
    async with asyncio.timeout(PATIENCE):
        async with httpx.AsyncClient(base_url=base, timeout=PATIENCE, trust_env=False) as client:
            for part in PARTS_BEFORE:
                (await client.get(part)).raise_for_status()
        parts = await _parts(base, page, query)
    return Visit(seconds=time.perf_counter() - start, parts=parts)


def all_at_once(visits: Sequence[Coroutine[None, None, Visit]]) -> list[Visit]:
    """Wait for all of these visits, which start at the same moment."""

    async def wait() -> list[Visit]:
        return await asyncio.gather(*visits)

    return finished(wait())


def finished(work: Coroutine[None, None, Result]) -> Result:
    """Wait for what `work` returns, also where this thread has an event loop already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def _parts(base: str, page: str, query: str) -> int:
    """Ask for a page as Streamlit's own script does, and count what comes until it is whole."""
    asking = BackMsg()
    asking.rerun_script.page_name = page
    asking.rerun_script.query_string = query
    parts = 0
    stream = f"ws://{urlsplit(base).netloc}/_stcore/stream"
    asking_for = {"origin": base, "subprotocols": ["streamlit"], "proxy": None}
    async with connect(stream, max_size=None, open_timeout=PATIENCE, **asking_for) as socket:
        await socket.send(asking.SerializeToString())
        async for arrived in socket:
            told = ForwardMsg.FromString(arrived)
            parts += told.WhichOneof("type") == "delta"
            if told.WhichOneof("type") == "script_finished":
                assert told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                return parts
    raise ConnectionError("the server hung up before the page was whole")
