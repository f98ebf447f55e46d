"""What can be asked: the models, one customer, many customers."""

import math
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Query, Request
from pydantic import BaseModel, Field

from segmentation.answering.answer import answer
from segmentation.answering.missing.incomplete import possible
from segmentation.api.batch import (
    Values,
    assign_all,
    missing,
    what_is_wrong,
    wrong_but_missing,
)
from segmentation.api.errors import TooManyRequests, WrongCustomer
from segmentation.api.limits import take_more
from segmentation.api.problems import Problems
from segmentation.api.schemas import (
    BatchAnswer,
    CustomerAnswer,
    Health,
    ModelList,
    PossibleAnswer,
    Unusable,
    answered,
    still_possible,
    summary,
)
from segmentation.card.card import Card
from segmentation.errors import (
    ModelNotFound,
    NothingMissing,
    SegmentationError,
    UnknownModel,
    UnreadableModels,
)
from segmentation.models import cache
from segmentation.models.folders import versions
from segmentation.models.model import Model

MOST_CUSTOMERS = 10_000
CUSTOMERS_A_REQUEST = 100
MOST_VERSIONS = 10
EXAMPLE = {"age": 25, "income": 90, "spending_score": 80}
REFUSALS = {
    400: "The body is not JSON.",
    401: "The key is missing or not one of those that are valid.",
    404: "There is no such model, or no such version of it.",
    413: "The body is larger than 5 MB.",
    415: "The body is not sent as application/json.",
    422: "What was sent cannot be used; each error names its field.",
    429: "Too many requests, or customers; the header Retry-After says when to ask again.",
    503: "The model is there, and is damaged or made for another machine.",
}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """These statuses as an OpenAPI document has them."""
    return {status: {"model": Problems, "description": REFUSALS[status]} for status in statuses}


async def _models(request: Request) -> Path:
    return request.app.state.models


Models = Annotated[Path, Depends(_models)]
Version = Annotated[str | None, Query(description="The newest where none is named.")]
OF_A_MODEL = refusals(404, 422, 503)
OF_CUSTOMERS = OF_A_MODEL | refusals(400, 413, 415)

open_to_all = APIRouter()
guarded = APIRouter()


class Batch(BaseModel, extra="forbid"):
    """Many customers, each with the values that one customer is asked with."""

    customers: Annotated[list[Values], Field(max_length=MOST_CUSTOMERS, examples=[[EXAMPLE]])]


async def _counted(request: Request, batch: Batch) -> Batch:
    """The batch, with its customers taken off what the client may ask."""
    requests = math.ceil(len(batch.customers) / CUSTOMERS_A_REQUEST)
    wait = take_more(request.scope, requests - 1)
    if wait:
        raise TooManyRequests(wait)
    return batch


Counted = Annotated[Batch, Depends(_counted)]


# Load balancers may ask with HEAD.
@open_to_all.head("/health", include_in_schema=False)
@open_to_all.get("/health")
def health(models: Models) -> Health:
    """Whether the server answers, how many models there are, and what is wrong with any.

    The status is "degraded" where a newest version cannot be used, and the answer still 200: the
    server answers with the version before, or with its other models, and one that shares the
    folder could do no better. Needs no key.
    """
    try:
        recipes = cache.available(models)
    except UnreadableModels as error:
        unread = Unusable(recipe=None, version=None, message=str(error))
        return Health(status="degraded", models=0, unusable=[unread])
    _, unusable = _newest(models, recipes)
    return Health(status="degraded" if unusable else "ok", models=len(recipes), unusable=unusable)


@guarded.get("/models")
def all_models(models: Models) -> ModelList:
    """The newest usable model of each kind of data: its segments, and what it asks of a customer.

    Newer versions that cannot be used are told of under `unusable`.
    """
    found, unusable = _newest(models, cache.available(models))
    return ModelList(models=[summary(model) for model in found], unusable=unusable)


def _newest(models: Path, recipes: list[str]) -> tuple[list[Model], list[Unusable]]:
    """The newest usable model of each recipe that has one, and what cannot be used."""
    found, unusable = [], []
    for recipe in recipes:
        try:
            newest = cache.newest(models, recipe)
        except ModelNotFound:
            # It was removed in this moment.
            continue
        except SegmentationError as error:
            unusable.append(Unusable(recipe=recipe, version=None, message=str(error)))
            continue
        found += [newest.model] if newest.model else []
        unusable += [
            Unusable(recipe=recipe, version=passed.version, message=str(passed.error))
            for passed in newest.unusable
        ]
    return found, unusable


@guarded.get("/models/{recipe}", responses=OF_A_MODEL)
def one_model(models: Models, recipe: str, version: Version = None) -> Card:
    """Everything about a model: where it comes from, its features, segments and evidence."""
    return _find(models, recipe, version).card


@guarded.post("/models/{recipe}/assign", responses=OF_CUSTOMERS)
def assign_one(
    models: Models,
    recipe: str,
    values: Annotated[Values, Body(examples=[EXAMPLE])],
    version: Version = None,
) -> CustomerAnswer:
    """Which segment one customer belongs to, how surely, why, and what would change it.

    Send the values of the fields that the model asks for; `GET models` names them.
    """
    model = _find(models, recipe, version)
    wrong = what_is_wrong(model, values)
    if wrong:
        raise WrongCustomer(wrong.by_field, wrong.more)
    return answered(answer(model, values), model)


@guarded.post("/models/{recipe}/possible", responses=OF_CUSTOMERS)
def assign_incomplete(
    models: Models,
    recipe: str,
    values: Annotated[Values, Body(examples=[{"age": 25, "income": None}])],
    version: Version = None,
) -> PossibleAnswer:
    """Which segments are possible for a customer of whom not everything is known.

    Leave out the numbers that are not known, or send null for them.
    """
    model = _find(models, recipe, version)
    wrong = wrong_but_missing(model, values)
    if wrong:
        raise WrongCustomer(wrong.by_field, wrong.more)
    if not missing(model, values):
        raise WrongCustomer({None: NothingMissing()})
    return still_possible(possible(model, values), model)


@guarded.post("/models/{recipe}/assign/batch", responses=OF_CUSTOMERS)
def assign_batch(
    models: Models, recipe: str, batch: Counted, version: Version = None
) -> BatchAnswer:
    """The segments of up to 10,000 customers, in their order.

    A customer whose values cannot be used is answered with null and told of under
    `errors`; the others are answered all the same. The first 100 errors are listed, and
    `more` says how many others there are.

    Each 100 customers count as one request.
    """
    return assign_all(_find(models, recipe, version), batch.customers)


def _find(models: Path, recipe: str, version: str | None) -> Model:
    known = cache.available(models)
    # What was asked for must not become a path before it is known.
    if recipe not in known:
        raise UnknownModel(recipe, known)
    there = versions(models, recipe)
    if version is not None and version not in there:
        newest = [f"{recipe} {known}" for known in there[:MOST_VERSIONS]]
        raise UnknownModel(f"{recipe} {version}", newest)
    return cache.load(models, recipe, version)
