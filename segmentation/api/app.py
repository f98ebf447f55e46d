"""The API as an ASGI app, and where it stands on a server."""

from pathlib import Path
from time import monotonic

from fastapi import Depends, FastAPI, Request
from fastapi.security import HTTPBearer
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Scope

from segmentation.api.docs import page
from segmentation.api.errors import add_handlers
from segmentation.api.keys import RequireKey, holder
from segmentation.api.limits import Buckets, LimitBody, LimitRate
from segmentation.api.routes import guarded, open_to_all, refusals
from segmentation.api.settings import Settings

ABOUT = """Which segment a customer belongs to, how surely, why, and what would change it.

`GET models` names the models and the fields that each asks for. Errors always have the form
`{"errors": [{"field": "age", "message": "Age must be a number from 0 to 120; ..."}]}`,
where there are very many with `"more"`, a sentence that says how many others there are.
"""


def create_api(models: Path, settings: Settings) -> FastAPI:
    """The API over the models in a folder, which may be filled or changed while it runs."""
    api = FastAPI(
        title="Customer Segments",
        description=ABOUT,
        version="1",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    api.state.models = models
    # The key itself is asked for before any of this; here it is only told of.
    told = [Depends(HTTPBearer(auto_error=False))] if settings.keys else []
    statuses = (401, 429) if settings.keys else (429,)
    api.include_router(open_to_all)
    api.include_router(guarded, dependencies=told, responses=refusals(*statuses))

    @api.get("/docs", include_in_schema=False)
    def docs(request: Request) -> HTMLResponse:
        return HTMLResponse(page(api.openapi(), request.scope["root_path"]))

    # Relative, since a proxy may have put the API elsewhere.
    @api.get("/", include_in_schema=False)
    def to_docs() -> RedirectResponse:
        return RedirectResponse("docs")

    add_handlers(api)
    _guard(api, settings)
    return api


def mounted(api: FastAPI) -> list[BaseRoute]:
    """The API under `/api`, and that address without a slash, which leads to the docs as well."""

    async def to_docs(request: Request) -> RedirectResponse:
        return RedirectResponse("api/docs")

    return [Route("/api", to_docs), Mount("/api", api)]


def _guard(api: FastAPI, settings: Settings) -> None:
    """Limits and keys before all else; the last one added is asked first."""

    def client(scope: Scope) -> str:
        address = scope["client"][0] if scope.get("client") else ""
        return holder(scope, settings.keys) or address

    api.add_middleware(LimitBody, most=settings.most_bytes)
    if settings.keys:
        api.add_middleware(RequireKey, keys=settings.keys)
    if settings.rate:
        api.add_middleware(LimitRate, buckets=Buckets(settings.rate, monotonic), client=client)
