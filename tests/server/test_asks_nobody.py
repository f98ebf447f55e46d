"""The server asks nobody outside, whoever asks it, and nobody else waits meanwhile."""

import asyncio
import os
import subprocess
import sys

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.conftest import ROOT
from tests.server.conftest import PROXIES, Outside, listening
from tests.visiting import all_at_once, finished, visit

AT_ONCE = 100
# A call outside holds up the whole server for two seconds at least.
QUICK = 10
PRINT_THE_ADDRESS = """
from streamlit.web import bootstrap
bootstrap.load_config_options({"server.address": "0.0.0.0"})
bootstrap._print_url(False)
"""


async def refused(base: str, origin: str) -> int:
    """The status of a handshake that says it comes from there."""
    stream = f"{base.replace('http', 'ws', 1)}/_stcore/stream"
    with pytest.raises(InvalidStatus) as told:
        async with connect(stream, origin=origin, proxy=None, open_timeout=60):
            pass
    return told.value.response.status_code


async def refusals(base: str) -> list[int]:
    evil = [f"http://evil{number}.example" for number in range(AT_ONCE)]
    return await asyncio.gather(*(refused(base, origin) for origin in evil))


async def visit_during_refusals(base: str) -> tuple[list[int], float]:
    statuses, seen = await asyncio.gather(refusals(base), visit(base))
    return statuses, seen.seconds


def test_nobody_is_asked_at_the_start_nor_after_foreign_handshakes(outside: Outside):
    statuses, seconds = finished(visit_during_refusals(outside.base))
    assert statuses == [403] * AT_ONCE
    assert seconds < QUICK
    (after,) = all_at_once([visit(outside.base)])
    assert after.seconds < QUICK
    assert after.parts > 10
    assert outside.asked == []


def test_nobody_is_asked_for_names_that_are_written_another_way(outside: Outside):
    async def shake_hands() -> None:
        stream, port = "ws://shop.example:443/_stcore/stream", int(outside.base.split(":")[-1])
        origin = "https://shop.example"
        async with connect(stream, origin=origin, host="127.0.0.1", port=port, proxy=None):
            pass

    finished(shake_hands())
    assert outside.asked == []


def test_nobody_is_asked_when_all_addresses_are_listened_to():
    with listening() as (proxy, asked):
        subprocess.run(
            [sys.executable, "-c", PRINT_THE_ADDRESS],
            cwd=ROOT,
            env={**os.environ, **dict.fromkeys(PROXIES, proxy), "NO_PROXY": "", "no_proxy": ""},
            check=True,
            timeout=60,
        )
    assert asked == []
