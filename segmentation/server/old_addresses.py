"""Links to a customer from when the form for one was the first page."""

from pathlib import Path
from urllib.parse import parse_qs

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from segmentation.answering.fields import asked_fields
from segmentation.errors import SegmentationError
from segmentation.models import cache

FIRST = ("/", "")
FORM = "find_a_segment"
# What a link to any page may say.
EVERYWHERE = {"model", "version"}
ANSWER = "answer"


class OldAddresses:
    """Leads who asks for a customer at the first page's address to the form, with all it said.

    By the server, since a page that led on would stand in the way back.
    """

    def __init__(self, app: ASGIApp, models: Path):
        self.app, self.models = app, models

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] in FIRST and self._is_of_a_customer(scope):
            query = scope["query_string"].decode("latin-1")
            await RedirectResponse(f"{FORM}?{query}", 307)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_of_a_customer(self, scope: Scope) -> bool:
        said = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if ANSWER in said:
            return True
        return bool(said.keys() - EVERYWHERE) and not said.keys().isdisjoint(self._fields(said))

    def _fields(self, said: dict[str, list[str]]) -> set[str]:
        """What is asked of a customer of the model that is named, or of the first one."""
        try:
            there = cache.available(self.models)
            named = said.get("model", [""])[-1]
            recipe = named if named in there else there[0]
            return {field.name for field in asked_fields(cache.load(self.models, recipe))}
        except (SegmentationError, IndexError):
            return set()
