"""Who may ask: those who send one of the keys, where there are any."""

from collections.abc import Sequence
from hashlib import sha256
from secrets import compare_digest

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from segmentation.api.problems import problem, refusal

HEALTH = "/health"
REFUSED = "Send a key that is valid here, as the header Authorization: Bearer <key>."


def holder(scope: Scope, keys: Sequence[str]) -> str | None:
    """Which of the keys a request came with, as a name that tells nothing of it; else None.

    Digests are compared, in constant time and all of them, so that the time says nothing of
    the keys' length, content or place.
    """
    scheme, _, token = Headers(scope=scope).get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    # Headers are read as Latin-1; a key may have any letters.
    sent = _digest(token.strip().encode("latin-1"))
    matching = sum(compare_digest(sent, _digest(key.encode())) for key in keys)
    return sent if matching else None


class RequireKey:
    """Refuses all but health to those without a key."""

    def __init__(self, app: ASGIApp, keys: Sequence[str]):
        self.app, self.keys = app, keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or own_path(scope) == HEALTH or holder(scope, self.keys):
            await self.app(scope, receive, send)
            return
        response = refusal(401, [problem(None, REFUSED)], {"WWW-Authenticate": "Bearer"})
        await response(scope, receive, send)


def own_path(scope: Scope) -> str:
    """The path below that where the API is mounted."""
    return scope["path"].removeprefix(scope.get("root_path", ""))


def _digest(key: bytes) -> str:
    return sha256(key).hexdigest()
