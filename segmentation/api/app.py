"""The API: models, one customer, many customers; to be mounted on a server."""

from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, FastAPI, Query, Request
from fastapi.security import HTTPBearer
from pydantic import BaseModel, Field
from starlette.responses import HTMLResponse
from starlette.types import Scope

from segmentation import loaded, store
from segmentation.answer import answer
from segmentation.api.docs import page
from segmentation.api.errors import WrongCustomer, add_handlers
from segmentation.api.keys import RequireKey, holder
from segmentation.api.limits import Buckets, LimitBody, LimitRate
from segmentation.api.problems import Problems, problem
from segmentation.api.schemas import (
    BatchAnswer,
    CustomerAnswer,
    CustomerProblem,
    Health,
    ModelList,
    ShortAnswer,
    Unusable,
    answered,
    named,
    summary,
)
from segmentation.api.settings import Settings
from segmentation.assignment import assign_many
from segmentation.card import Card
from segmentation.errors import SegmentationError, UnknownModel
from segmentation.fields import asked_fields, wrong_values
from segmentation.store import Model

MOST_CUSTOMERS = 10_000
MOST_VERSIONS = 10
EXAMPLE = {"age": 25, "income": 90, "spending_score": 80}
ABOUT = """Which segment a customer belongs to, how surely, why, and what would change it.

`GET models` names the models and the fields that each asks for. Errors always have the form
`{"errors": [{"field": "age", "message": "Age must be a number from 0 to 120; ..."}]}`.
"""

REFUSALS = {
    400: "The body is not JSON.",
    401: "The key is missing or not one of those that are valid.",
    404: "There is no such model, or no such version of it.",
    413: "The body is larger than 5 MB.",
    415: "The body is not sent as application/json.",
    422: "What was sent cannot be used; each error names its field.",
    429: "Too many requests; the header Retry-After says when to ask again.",
    503: "The model is there, and is damaged or made for another machine.",
}

Values = dict[str, Any]
Version = Annotated[str | None, Query(description="The newest where none is named.")]


class Batch(BaseModel, extra="forbid"):
    """Many customers, each with the values that one customer is asked with."""

    customers: Annotated[list[Values], Field(max_length=MOST_CUSTOMERS, examples=[[EXAMPLE]])]


def create_api(models: Path, settings: Settings) -> FastAPI:
    """The API over the models in a folder, as an ASGI app."""
    api = FastAPI(
        title="Customer Segments",
        description=ABOUT,
        version="1",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    guards = [Depends(HTTPBearer(auto_error=False))] if settings.keys else []
    statuses = [429, *([401] if settings.keys else [])]
    api.include_router(_open_routes(models), responses=_refusals(429))
    api.include_router(_routes(models), dependencies=guards, responses=_refusals(*statuses))

    @api.get("/docs", include_in_schema=False)
    def docs(request: Request) -> HTMLResponse:
        return HTMLResponse(page(api.openapi(), request.scope["root_path"]))

    add_handlers(api)
    _guard(api, settings)
    return api


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


def _refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": Problems, "description": REFUSALS[status]} for status in statuses}


def _open_routes(models: Path) -> APIRouter:
    routes = APIRouter()

    @routes.get("/health")
    def health() -> Health:
        """Whether the server answers, and how many models there are. Needs no key."""
        return Health(models=len(store.recipes_in(models)))

    return routes


def _routes(models: Path) -> APIRouter:
    routes = APIRouter()
    of_one_model = _refusals(404, 422, 503)
    of_customers = of_one_model | _refusals(400, 413, 415)

    @routes.get("/models")
    def all_models() -> ModelList:
        """The newest model of each kind of data: its segments, and what it asks of a customer."""
        found, unusable = [], []
        for recipe in loaded.available(models):
            try:
                found.append(summary(loaded.load(models, recipe)))
            except SegmentationError as error:
                unusable.append(Unusable(recipe=recipe, message=str(error)))
        return ModelList(models=found, unusable=unusable)

    @routes.get("/models/{recipe}", responses=of_one_model)
    def one_model(recipe: str, version: Version = None) -> Card:
        """Everything about a model: where it comes from, its features, segments and evidence."""
        return _find(models, recipe, version).card

    @routes.post("/models/{recipe}/assign", responses=of_customers)
    def assign_one(
        recipe: str,
        values: Annotated[Values, Body(examples=[EXAMPLE])],
        version: Version = None,
    ) -> CustomerAnswer:
        """Which segment one customer belongs to, how surely, why, and what would change it.

        Send the values of the fields that the model asks for; `GET models` names them.
        """
        model = _find(models, recipe, version)
        wrong = wrong_values(asked_fields(model), model.card, _plain(values))
        if wrong:
            raise WrongCustomer(wrong)
        return answered(answer(model, values), model)

    @routes.post("/models/{recipe}/assign/batch", responses=of_customers)
    def assign_batch(recipe: str, batch: Batch, version: Version = None) -> BatchAnswer:
        """The segments of up to 10,000 customers, in their order.

        A customer whose values cannot be used is answered with null and told of under
        `errors`; the others are answered all the same.
        """
        return _assign_all(_find(models, recipe, version), batch.customers)

    return routes


def _find(models: Path, recipe: str, version: str | None) -> Model:
    known = loaded.available(models)
    # What was asked for must not become a path before it is known.
    if recipe not in known:
        raise UnknownModel(recipe, known)
    versions = store.versions(models, recipe)
    if version is not None and version not in versions:
        newest = [f"{recipe} {there}" for there in versions[:MOST_VERSIONS]]
        raise UnknownModel(f"{recipe} {version}", newest)
    return loaded.load(models, recipe, version)


def _assign_all(model: Model, customers: Sequence[Values]) -> BatchAnswer:
    asked = asked_fields(model)
    wrong = [wrong_values(asked, model.card, _plain(values)) for values in customers]
    found = assign_many(model, [values for values, errors in zip(customers, wrong) if not errors])
    names = {segment.id: named(segment) for segment in model.card.segments}
    short = (
        ShortAnswer(segment=names[segment.id], certainty=share, unlike_anyone=unlike)
        for segment, share, unlike in zip(found.segments, found.certainty, found.unlike_anyone)
    )
    return BatchAnswer(
        recipe=model.card.recipe,
        version=model.card.version,
        answers=[None if errors else next(short) for errors in wrong],
        errors=[
            CustomerProblem(index=index, **problem(field, error).model_dump())
            for index, errors in enumerate(wrong)
            for field, error in errors.items()
        ],
    )


def _plain(values: Values) -> Values:
    """What is neither a number nor a text in words; Python would take `true` for 1."""
    words = {bool: "a truth value", list: "a list", dict: "an object"}
    return {name: words.get(type(value), value) for name, value in values.items()}
