"""What the benchmarks say beside times: who was told to wait, who has another segment."""

import httpx
import pytest

from benchmarks.api import MOST_WAITS, Ended, fared, until_answered
from benchmarks.score_postgres import differences
from benchmarks.visitors import Waits, compared, slowest, together
from tests.sources.conftest import server

__all__ = ["server"]


@pytest.fixture
def slept(monkeypatch):
    """The seconds that were waited, one after another, in no time."""
    seconds = []
    monkeypatch.setattr("benchmarks.api.time.sleep", seconds.append)
    return seconds


def ended(*statuses: int) -> Ended:
    """Ask a server that answers with these statuses, the last one for good."""
    left = list(statuses)

    def answer(request: httpx.Request) -> httpx.Response:
        status = left.pop(0) if len(left) > 1 else left[0]
        return httpx.Response(status, headers={"Retry-After": str(len(left))})

    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        return until_answered(client, "http://127.0.0.1/assign", {})


def test_who_is_told_to_wait_waits_as_told(slept):
    assert ended(429, 429, 200) == Ended(status=200, waits=2)
    assert slept == [2, 1]
    assert ended(200) == Ended(status=200, waits=0)
    assert ended(429, 500) == Ended(status=500, waits=1)


def test_nobody_waits_for_ever(slept):
    assert ended(429) == Ended(status=429, waits=MOST_WAITS)
    assert len(slept) == MOST_WAITS


def test_who_waited_and_who_failed_is_counted():
    assert fared([Ended(200, 0), Ended(200, 0)]) == ["told to wait: 0 of 2", "errors: 0 of 2"]
    assert fared([Ended(200, 0), Ended(200, 3), Ended(429, 100), Ended(500, 0)]) == [
        "told to wait: 2 of 4",
        "answered after waiting as told, at most 100 times: 1",
        "errors: 2 of 4",
    ]


def test_waits_of_visitors_are_compared():
    own = together([Waits([1.0, 3.0], [2.0] * 10, 4.0), Waits([2.0], [4.0] * 10, 6.0)])
    assert own == Waits([1.0, 3.0, 2.0], [2.0] * 10 + [4.0] * 10, 5.0)
    assert slowest(Waits([], list(range(101)), 1.0)) == 95
    watching = Waits(alone=[4.0], at_once=[10.0], pages=0.5)
    assert [" ".join(line.split()) for line in compared(own, watching)] == [
        "without watching",
        "first page of a visitor alone, median 2.00 4.00 s x 0.500",
        "pages a second 5.00 0.50 x 10.000",
        "first page of 20 at once, median 3.00 10.00 s x 0.300",
        "first page of 20 at once, 95 of 100 4.00 10.00 s x 0.400",
    ]


@pytest.fixture
def two_tables(server):
    """Write `by_hand` and `segments` for one test: `two_tables("(1, 0)", "(1, 0), (2, 1)")`."""

    def write(by_hand: str, segments: str) -> None:
        server.run(
            "CREATE TABLE by_hand (id bigint, segment int)",
            "CREATE TABLE segments (id int, segment bigint)",
            f"INSERT INTO by_hand VALUES {by_hand}",
            f"INSERT INTO segments VALUES {segments}",
        )

    yield write
    server.run("DROP TABLE by_hand, segments")


@pytest.mark.parametrize(
    ("by_hand", "segments", "counts"),
    [
        ("(1, 0), (2, 1)", "(2, 1), (1, 0)", (0, 0, 0)),
        ("(1, 0), (2, 1), (3, 1)", "(1, 0), (2, 0), (3, NULL)", (2, 0, 0)),
        ("(1, 0), (2, 1), (3, 1)", "(3, 1), (4, 0)", (0, 2, 1)),
    ],
)
def test_customers_that_one_way_lacks_are_counted(by_hand, segments, counts, two_tables, server):
    two_tables(by_hand, segments)
    other, missing, further = counts
    assert differences(server) == (
        f"{other} customers with another segment than by hand, "
        f"{missing} missing, {further} that by hand has not"
    )
