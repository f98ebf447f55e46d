"""What is wrong with a request, always in one shape: `{"errors": [{"field", "message"}]}`."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from segmentation.words import how_many

MOST_TOLD = 100


class Problem(BaseModel, frozen=True):
    """A sentence, and the field of the request that it is about where it is about one."""

    field: str | None = None
    message: str


class Problems(BaseModel, frozen=True):
    """At most the first 100, and `more` where there are others: a sentence with their number."""

    errors: list[Problem]
    more: str | None = None


def problem(field: object, message: object) -> Problem:
    """Half a surrogate pair is JSON, but no text that can be sent."""
    named = None if field is None else _sendable(field)
    return Problem(field=named, message=_sendable(message))


def refusal(
    status: int,
    problems: Sequence[Problem],
    headers: Mapping[str, str] | None = None,
    *,
    more: int = 0,
) -> Response:
    """The response that tells the first of these problems, and that there are `more` beside."""
    told = problems[:MOST_TOLD]
    content = {"errors": [one.model_dump() for one in told]}
    if said := and_more(more + len(problems) - len(told)):
        content["more"] = said
    return JSONResponse(content, status, headers=headers)


def and_more(count: int) -> str | None:
    """That so many problems are not told; None where all are."""
    if not count:
        return None
    return f"{how_many(count, 'more problem is', 'more problems are')} not listed here."


def _sendable(text: object) -> str:
    return str(text).encode("utf-8", "replace").decode()
