"""How much may be asked: requests a second of each client, and bytes a request."""

import math
from collections import OrderedDict
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from segmentation.api.keys import HEALTH, own_path
from segmentation.api.problems import problem, refusal
from segmentation.plural import how_many

# With the default rate 500 at once: 50 people behind one address, ten questions each.
SECONDS_OF_BURST = 10
MOST_CLIENTS = 10_000
SKIPPED = 10


class Buckets:
    """A token bucket for each client: so many requests a second, and ten seconds' worth at once.

    Of the 10,000 clients that asked last; whoever is forgotten starts with a full one.
    """

    def __init__(self, rate: float, clock: Callable[[], float]):
        self.rate, self.clock = rate, clock
        self.size = max(rate * SECONDS_OF_BURST, 1)
        self.left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def seconds_to_wait(self, client: str) -> float:
        """Take a token: 0 where there was one, else how long until there is."""
        now = self.clock()
        tokens, since = self.left.pop(client, (self.size, now))
        tokens = min(tokens + (now - since) * self.rate, self.size)
        enough = tokens >= 1
        self.left[client] = (tokens - enough, now)
        if len(self.left) > MOST_CLIENTS:
            self.left.popitem(last=False)
        return 0 if enough else (1 - tokens) / self.rate


class LimitRate:
    """Refuses requests of those who ask too often; `client` says who asks.

    Health is never refused and does not count: a probe comes from the same proxy as everybody.
    """

    def __init__(self, app: ASGIApp, buckets: Buckets, client: Callable[[Scope], str]):
        self.app, self.buckets, self.client = app, buckets, client

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wait = 0
        if scope["type"] == "http" and own_path(scope) != HEALTH:
            wait = math.ceil(self.buckets.seconds_to_wait(self.client(scope)))
        if not wait:
            await self.app(scope, receive, send)
            return
        later = f"Ask again in {how_many(wait, 'second')}."
        often = problem(None, f"Too many requests at once. {later}")
        await refusal(429, [often], {"Retry-After": str(wait)})(scope, receive, send)


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
