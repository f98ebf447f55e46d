"""What browsers are told with every answer."""

import base64
import hashlib
import re
from pathlib import Path

import httpx
import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.testclient import TestClient

from segmentation.server.security_headers import (
    BROKEN,
    SecurityHeaders,
    broken,
    content_policy,
    security_headers,
)
from tests.conftest import ROOT
from tests.server.conftest import Outside

PAGE = "<html><script>\n  first()\n</script><script src='x.js'></script><script>2</script></html>"
POLICY = {
    "default-src": ["'self'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'", "data:"],
    "worker-src": ["'self'", "blob:"],
    "connect-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}


def hashed(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def parsed(policy: str) -> dict[str, list[str]]:
    return {part.split()[0]: part.split()[1:] for part in policy.split(";")}


def test_scripts_of_the_page_itself_are_allowed_by_their_content():
    scripts = ["'self'", "blob:", "'unsafe-eval'", hashed("\n  first()\n"), hashed("2")]
    assert parsed(content_policy(PAGE)) == {**POLICY, "script-src": scripts}


def test_a_script_that_pages_put_into_themselves_is_allowed_by_its_content():
    assert hashed("reach()") in parsed(content_policy(PAGE, ["reach()"]))["script-src"]


def test_the_one_script_in_streamlits_page_is_allowed():
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text()
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert parsed(content_policy(page))["script-src"][3:] == [hashed(script)]


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {}, 200),
        ("/map", {}, 200),
        ("/_stcore/health", {}, 200),
        ("/map/", {}, 301),
        ("/api/docs", {}, 200),
        ("/api/models/none", {}, 404),
        ("/api/../x", {}, 400),
        ("/", {"Host": "evil.example"}, 403),
        ("/api/models", {"Origin": "http://evil.example"}, 403),
    ],
)
def test_every_answer_has_the_headers(path, headers, status, outside: Outside):
    with httpx.Client(trust_env=False) as client:
        target = {"target": path.encode()}
        answer = client.get(outside.base, headers=headers, extensions=target)
    page = (Path(streamlit.__file__).parent / "static/index.html").read_text()
    script = (ROOT / "pages" / "static" / "reachable.js").read_text()
    expected = security_headers(page, [script])
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in expected} == expected


def test_answer_to_a_request_that_broke_has_the_headers():
    async def breaks(request):
        raise ValueError

    headers = security_headers(PAGE)
    app = Starlette(
        routes=[Route("/", breaks)],
        middleware=[Middleware(SecurityHeaders, headers=headers)],
        exception_handlers={Exception: broken(headers)},
    )
    answer = TestClient(app, raise_server_exceptions=False).get("/")
    assert (answer.status_code, answer.text) == (500, BROKEN)
    assert {name: answer.headers[name] for name in headers} == headers
