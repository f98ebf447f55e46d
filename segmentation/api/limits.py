"""How much may be asked: requests a second of each client, and bytes a request."""

import math
from collections import OrderedDict
from collections.abc import Callable
from functools import partial

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from segmentation.api.keys import HEALTH, own_path
from segmentation.api.problems import problem, refusal
from segmentation.words import how_many

# With the default rate 500 at once: 50 people behind one address, ten questions each.
SECONDS_OF_BURST = 10
MOST_CLIENTS = 10_000
SKIPPED = 10
TINY = 1e-9
# Where a request carries what takes more tokens for it.
TAKE = "segmentation.take"


class Buckets:
    """A token bucket for each client: so many requests a second, and ten seconds' worth at once.

    Of the 10,000 clients that asked last; whoever is forgotten starts with a full one. What
    counts as more requests than a bucket holds is let pass where it is full, and owed.
    """

    def __init__(self, rate: float, clock: Callable[[], float]):
        self.rate, self.clock = rate, clock
        self.size = max(rate * SECONDS_OF_BURST, 1)
        self.left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def seconds_to_wait(self, client: str) -> float:
        """Take a token: 0 where there was one, else how long until there is."""
        return self._take(client, 1, needed=1)

    def seconds_to_wait_for_more(self, client: str, count: int) -> float:
        """Take so many tokens more for a request that one was taken for.

        0 where they were there, or the bucket was full; else how long until such a request
        finds what it needs. Nothing is taken then.
        """
        needed = min(count, self.size - 1)
        wait = self._take(client, count, needed=needed)
        # The request will come again, and take its first token again.
        return wait + 1 / self.rate if wait else 0

    def _take(self, client: str, count: int, *, needed: float) -> float:
        now = self.clock()
        tokens, since = self.left.pop(client, (self.size, now))
        tokens = min(tokens + (now - since) * self.rate, self.size)
        # What adding up fractions leaves open must not refuse a bucket that is full.
        enough = tokens >= needed - TINY
        self.left[client] = (tokens - count * enough, now)
        if len(self.left) > MOST_CLIENTS:
            self.left.popitem(last=False)
        return 0 if enough else (needed - tokens) / self.rate


class LimitRate:
    """Refuses requests of those who ask too often; `client` says who asks.

    Health is never refused and does not count: a probe comes from the same proxy as everybody.
    """

    def __init__(self, app: ASGIApp, buckets: Buckets, client: Callable[[Scope], str]):
        self.app, self.buckets, self.client = app, buckets, client

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or own_path(scope) == HEALTH:
            await self.app(scope, receive, send)
            return
        client = self.client(scope)
        wait = math.ceil(self.buckets.seconds_to_wait(client))
        if wait:
            await too_many_requests(wait)(scope, receive, send)
            return
        scope[TAKE] = partial(self.buckets.seconds_to_wait_for_more, client)
        await self.app(scope, receive, send)


def take_more(scope: Scope, count: int) -> int:
    """Count a request as so many more, now that it is known what is in it.

    Returns:
        0, or in how many whole seconds it may be sent again.
    """
    return math.ceil(scope[TAKE](count)) if TAKE in scope and count > 0 else 0


def too_many_requests(wait: int) -> Response:
    """The answer to who has to wait so many seconds."""
    later = f"Ask again in {how_many(wait, 'second')}."
    often = problem(None, f"Too many requests at once. {later}")
    return refusal(429, [often], {"Retry-After": str(wait)})


class LimitBody:
    """Refuses bodies above `most` bytes, whether or not they say how long they are."""

    def __init__(self, app: ASGIApp, most: int):
        self.app, self.most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body = await self._read(receive)
        if body is None:
            most = f"A request may have at most {self.most:,} bytes. Send less at once."
            closing = {"Connection": "close"}
            await refusal(413, [problem(None, most)], closing)(scope, receive, send)
            return

        async def replay() -> Message:
            return messages.pop() if messages else await receive()

        messages = [body]
        await self.app(scope, replay, send)

    async def _read(self, receive: Receive) -> Message | None:
        """The whole body as one message; None where it is too long.

        What is too long is let pass by up to ten times as much, since most clients read
        no answer before they have sent all.
        """
        parts, size, more = [], 0, True
        while more and size <= self.most * SKIPPED:
            message = await receive()
            if message["type"] != "http.request":
                return message
            size += len(message.get("body", b""))
            if size <= self.most:
                parts.append(message.get("body", b""))
            else:
                parts.clear()
            more = message.get("more_body", False)
        if size > self.most:
            return None
        return {"type": "http.request", "body": b"".join(parts), "more_body": False}
