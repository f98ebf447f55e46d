"""What is wrong with a request, always in one shape: `{"errors": [{"field", "message"}]}`."""

from collections.abc import Iterable, Mapping

from pydantic import BaseModel
from starlette.responses import Response

MOST_TOLD = 100


class Problem(BaseModel, frozen=True):
    """A sentence, and the field of the request that it is about where it is about one."""

    field: str | None = None
    message: str


class Problems(BaseModel, frozen=True):
    """At most the first 100."""

    errors: list[Problem]


def problem(field: object, message: object) -> Problem:
    """Half a surrogate pair is JSON, but no text that can be sent."""
    named = None if field is None else _sendable(field)
    return Problem(field=named, message=_sendable(message))


def refusal(
    status: int, problems: Iterable[Problem], headers: Mapping[str, str] | None = None
) -> Response:
    """The response that tells these problems."""
    told = Problems(errors=list(problems)[:MOST_TOLD])
    return Response(told.model_dump_json(), status, headers=headers, media_type="application/json")


def _sendable(text: object) -> str:
    return str(text).encode("utf-8", "replace").decode()
