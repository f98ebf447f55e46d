"""Refuses requests that come by a foreign name or from pages of another site.

A page of another site can ask a server that only its visitor reaches, and by making a name of
its own point to that server (DNS rebinding) it can even read the answers. Both show in the
headers Host and Origin, which browsers write and pages cannot.
"""

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from segmentation.api.problems import problem, refusal
from segmentation.errors.kinds import shortened
from segmentation.server.hosts import Host, host_from, is_among, is_same, origin_from
from segmentation.server.settings import HOSTS, THIS_MACHINE

API = "/api"
HEALTH = ("/_stcore/health", "/api/health")
ONE_NAME = "A request must name in one header Host the server that it asks."
NOT_OURS = (
    'This server does not answer to the name "{}". If it should, whoever runs it adds the name '
    f"to the setting {HOSTS}."
)
ANOTHER_SITE = (
    'A page of "{}" asked, which is another site than "{}"; only pages of this server may ask '
    "it. A proxy in front of it must pass on the header Host as it arrives."
)


class CheckHosts:
    """Lets through what asks by an allowed name, and from a page only if that is our own.

    Programs send no Origin and pass by the name alone. The addresses of health answer to every
    IP address as well, and where no name is said: load balancers ask so, and the pages of a
    site never have an address for a name.
    """

    def __init__(self, app: ASGIApp, allowed: Sequence[Host]):
        self.app, self.allowed = app, allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        wrong = self._what_is_wrong(scope)
        if wrong:
            await _refused(scope["path"], wrong)(scope, receive, send)
            return
        await self.app(_by_the_pages_name(scope), receive, send)

    def _what_is_wrong(self, scope: Scope) -> str | None:
        """A sentence; None where all is well."""
        headers = Headers(scope=scope)
        named, origins = headers.getlist("host"), headers.getlist("origin")
        probing = scope["path"] in HEALTH
        if probing and not named and not origins:
            return None
        host = host_from(named[0]) if len(named) == 1 else None
        if host is None:
            return ONE_NAME
        of_a_machine = probing and (host.is_address or is_among(host, THIS_MACHINE))
        if not (of_a_machine or is_among(host, self.allowed)):
            return NOT_OURS.format(shortened(named[0]))
        ours = (origin_from(origin) for origin in origins)
        if all(origin is not None and is_same(origin, host) for origin in ours):
            return None
        return ANOTHER_SITE.format(shortened(origins[0]), shortened(named[0]))


def _refused(path: str, sentence: str) -> Response:
    """The answer in the form that whoever asks at this address knows."""
    if path == API or path.startswith(f"{API}/"):
        return refusal(403, [problem(None, sentence)])
    return PlainTextResponse(sentence, 403)


def _by_the_pages_name(scope: Scope) -> Scope:
    """A handshake with Host written as in its Origin.

    Streamlit compares the two letter by letter, and where "shop.example:443" is not
    "https://shop.example" to it, it asks outside for the machine's own address.
    """
    headers = Headers(scope=scope)
    if scope["type"] != "websocket" or "origin" not in headers:
        return scope
    written = MutableHeaders(raw=list(scope["headers"]))
    written["host"] = headers["origin"].partition("://")[2]
    return {**scope, "headers": written.raw}
