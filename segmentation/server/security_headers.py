"""What browsers are told that pages of this server may do, with every answer."""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, ExceptionHandler, Message, Receive, Scope, Send

BROKEN = "Something went wrong at our side; the server's log says what."
ANSWERS = ("http.response.start", "websocket.http.response.start")
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
NOT_NEEDED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")


def security_headers(page: str, scripts: Sequence[str] = ()) -> dict[str, str]:
    """The headers of every answer, for pages that start from this HTML and run these scripts."""
    return {
        "Content-Security-Policy": content_policy(page, scripts),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{power}=()" for power in NOT_NEEDED),
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


def content_policy(page: str, scripts: Sequence[str] = ()) -> str:
    """Everything from this server; of what stands in the page itself only its own scripts, and
    those given, which are put into it later.

    The map in three dimensions compiles its shaders ('unsafe-eval'); Streamlit loads what a
    component runs from a blob: address, which only a script of the page can make, writes styles
    into the page, draws pictures of charts from data: and blob: addresses, and runs workers
    from the latter.
    """
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in (*INLINE.findall(page), *scripts))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: 'unsafe-eval' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


class SecurityHeaders:
    """Adds headers to every answer, those of a refused handshake among them."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]):
        self.app, self.headers = app, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] in ANSWERS:
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def broken(headers: Mapping[str, str]) -> ExceptionHandler:
    """The answer where a request broke; it is sent from outside of all middleware."""

    async def answer(request: Request, error: Exception) -> Response:
        return PlainTextResponse(BROKEN, 500, headers=headers)

    return answer


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()
