"""The API keeps to its OpenAPI document, whatever it is sent; and the page that shows it."""

import re

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi import checks

from tests.api.conftest import KEYS, bearer

load_all_checks()
PATHS = [
    "/health",
    "/models",
    "/models/{recipe}",
    "/models/{recipe}/assign",
    "/models/{recipe}/assign/batch",
]
# Which values are right is known to the models alone, so right ones are not drawn here.
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
    checks.negative_data_rejection,
    checks.unsupported_method,
    checks.ignored_auth,
]


@pytest.fixture(scope="session")
def document(server):
    headers = {"Authorization": f"Bearer {KEYS[0]}"}
    return schemathesis.openapi.from_url(f"{server}/api/openapi.json", headers=headers)


schema = schemathesis.pytest.from_fixture("document")


@schema.parametrize()
@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_keeps_to_its_document(case):
    case.call_and_validate(headers={"Authorization": f"Bearer {KEYS[0]}"}, checks=CHECKS)


def test_document_names_every_path_and_the_key(api):
    document = api.get("openapi.json").json()
    assert list(document["paths"]) == PATHS
    assert document["servers"] == [{"url": "/api"}]
    assert document["paths"]["/models"]["get"]["security"] == [{"HTTPBearer": []}]
    assert "security" not in document["paths"]["/health"]["get"]


def test_page_shows_every_path_and_fetches_nothing(api):
    page = api.get("docs")
    assert page.headers["content-type"].startswith("text/html")
    for path in PATHS:
        assert f"/api{path}</code></h2>" in page.text
    assert "up to 10,000 customers" in page.text
    assert re.findall(r"<script|<link|<img|<iframe|@import|url\(|src=|https?:", page.text) == []


def test_page_needs_the_key_too(api):
    assert api.get("docs", headers=bearer("wrong")).status_code == 401
