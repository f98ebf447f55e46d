"""What `make check` runs is most of what is checked, and of every room."""

import pytest

from tests.conftest import COLLECTED

# Rooms of which nothing can be seen without what is slow.
SLOW_ROOMS = {"browser", "card"}
FEWEST = 2000


def room(test: str) -> str:
    *folders, _ = test.partition("::")[0].split("/")
    return folders[1] if folders[1:] else ""


def test_no_room_is_left_out(request: pytest.FixtureRequest) -> None:
    collected = request.config.stash[COLLECTED]
    quick = [test for test, slow in collected.items() if not slow]
    if len(collected) < FEWEST:
        pytest.skip("only a part of the tests is run")
    assert len(quick) >= FEWEST
    assert {room(test) for test in collected} - {room(test) for test in quick} == SLOW_ROOMS
    assert len(quick) < len(collected)
