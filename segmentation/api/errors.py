"""Every error of a request as a status and plain sentences; none as a traceback."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from segmentation.api.limits import too_many_requests
from segmentation.api.problems import MOST_TOLD, Problem, problem, refusal
from segmentation.errors import ModelNotFound, SegmentationError, UnknownModel

SENTENCES = {
    400: "The body cannot be read as JSON.",
    404: "There is nothing at this address; openapi.json and docs name what there is.",
    405: "This address does not take that method; openapi.json and docs name those it takes.",
}
# By pydantic's types of errors.
EXPECTED = {
    "dict_type": "must be an object, of a customer's values by the names of the fields",
    "model_attributes_type": 'must be an object with "customers", a list',
    "list_type": "must be a list of customers",
    "missing": "is missing",
    "string_unicode": "has a text that is not valid Unicode",
    "extra_forbidden": "is not known here",
    "too_long": "may have at most {max_length:,} customers; send the others in another request",
}
NOT_JSON = "Send the body as JSON, with the header Content-Type: application/json."
BROKEN = "Something went wrong at our side; the server's log says what."


class WrongCustomer(Exception):
    """What is wrong with one customer's values, by field, and how many fields more."""

    def __init__(self, by_field: Mapping[str | None, SegmentationError], more: int = 0):
        self.by_field, self.more = by_field, more


class TooManyRequests(Exception):
    """A client has used up what it may ask; `wait` is in whole seconds."""

    def __init__(self, wait: int):
        self.wait = wait


def add_handlers(api: FastAPI) -> None:
    """Answer each kind of error as it deserves."""
    api.add_exception_handler(WrongCustomer, _wrong_customer)
    api.add_exception_handler(TooManyRequests, _too_many_requests)
    api.add_exception_handler(UnknownModel, _nothing_there)
    # It was there a moment ago.
    api.add_exception_handler(ModelNotFound, _nothing_there)
    api.add_exception_handler(SegmentationError, _unusable)
    api.add_exception_handler(RequestValidationError, _not_understood)
    api.add_exception_handler(HTTPException, _http)
    api.add_exception_handler(Exception, _broken)


def _wrong_customer(request: Request, error: WrongCustomer) -> Response:
    problems = [problem(field, said) for field, said in error.by_field.items()]
    return refusal(422, problems, more=error.more)


def _too_many_requests(request: Request, error: TooManyRequests) -> Response:
    return too_many_requests(error.wait)


def _nothing_there(request: Request, error: SegmentationError) -> Response:
    return refusal(404, [problem(None, error)])


def _unusable(request: Request, error: SegmentationError) -> Response:
    return refusal(503, [problem(None, error)])


def _not_understood(request: Request, error: RequestValidationError) -> Response:
    found = error.errors()
    if found[0]["type"] == "json_invalid":
        said = (
            f"The body is not JSON: {found[0]['ctx']['error']}, at character {found[0]['loc'][1]}."
        )
        return refusal(400, [problem(None, said)])
    if isinstance(error.body, bytes):
        return refusal(415, [problem(None, NOT_JSON)])
    told = [_in_words(one) for one in found[:MOST_TOLD]]
    return refusal(422, told, more=len(found) - len(told))


def _in_words(found: Mapping[str, Any]) -> Problem:
    """What pydantic found, such as at `("body", "customers", 3)`."""
    field = ".".join(str(part) for part in found["loc"][1:])
    said = EXPECTED.get(found["type"], found["msg"]).format(**found.get("ctx", {}))
    where = f'"{field}"' if field else "The body"
    return problem(field or None, f"{where} {said}.")


def _http(request: Request, error: HTTPException) -> Response:
    said = SENTENCES.get(error.status_code, f"{error.detail}.")
    return refusal(error.status_code, [problem(None, said)], error.headers)


def _broken(request: Request, error: Exception) -> Response:
    # Starlette raises the error again once this is sent, so that it is logged.
    return refusal(500, [problem(None, BROKEN)])
