"""The API keeps to its OpenAPI document, whatever it is sent; and the page that shows it."""

import json
import re

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings, strategies
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi import checks

from segmentation.answering.answer import answer
from tests.api.conftest import KEYS, VALUES, bearer, told

load_all_checks()
OPERATIONS = [
    ("/health", "get"),
    ("/models", "get"),
    ("/models/{recipe}", "get"),
    ("/models/{recipe}/assign", "post"),
    ("/models/{recipe}/possible", "post"),
    ("/models/{recipe}/assign/batch", "post"),
]
# The least and the most of each value, the last by what can be reckoned with at all.
POSSIBLE = {"age": (0, 120), "income": (0, 999_999_999_999_999), "spending_score": (1, 100)}
OF_ALL_KINDS = (
    strategies.integers()
    | strategies.floats()
    | strategies.none()
    | strategies.booleans()
    | strategies.text(alphabet="aé€\ud800", min_size=1)
    | strategies.lists(strategies.integers(), max_size=2)
)
JSON = {"Content-Type": "application/json"}
HEADERS = {"Authorization": f"Bearer {KEYS[0]}"}
DOCUMENTED = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]
# Which values are right is known to the models alone, so that right ones are taken is not checked.
CHECKS = [
    *DOCUMENTED,
    checks.negative_data_rejection,
    checks.unsupported_method,
    checks.ignored_auth,
]

bounded = settings(
    max_examples=40, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="session")
def document(server):
    return schemathesis.openapi.from_url(f"{server}/api/openapi.json", headers=HEADERS)


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_keeps_to_its_document(path, method, mode, document):
    """What the document allows, and what it does not."""
    if (path, mode) == ("/health", GenerationMode.NEGATIVE):
        pytest.skip("there is nothing that could be sent and is not allowed")

    @bounded
    @given(document[path][method].as_strategy(generation_mode=mode))
    def keeps_to_it(case: schemathesis.Case) -> None:
        # Such addresses are refused by the server, or not taken for the API's.
        assume(not re.search(r"%0A|%00|%5C|%2F|\.\.", case.formatted_path))
        response = case.call(headers=HEADERS)
        # The check takes no 413 for a refusal, and too many customers may be too many bytes.
        too_large = response.status_code == 413
        case.validate_response(response, checks=DOCUMENTED if too_large else CHECKS)

    keeps_to_it()


@pytest.mark.parametrize(("path", "method"), OPERATIONS[3:])
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_keeps_to_its_document_where_there_is_a_model(path, method, mode, document):
    @bounded
    @given(document[path][method].as_strategy(generation_mode=mode))
    def keeps_to_it(case: schemathesis.Case) -> None:
        case.path_parameters, case.query = {"recipe": "mall"}, {}
        case.call_and_validate(headers=HEADERS, checks=DOCUMENTED)

    keeps_to_it()


@bounded
@given(
    strategies.fixed_dictionaries(
        dict.fromkeys(VALUES, strategies.floats(1, 100) | OF_ALL_KINDS),
        optional={"shoes": OF_ALL_KINDS},
    )
)
def test_any_values_get_the_librarys_answer_or_a_sentence_each(api, load, values):
    said = api.post("models/mall/assign", content=json.dumps(values), headers=JSON)
    wrong = {
        name
        for name, value in values.items()
        if name == "shoes" or not _is_possible(value, *POSSIBLE[name])
    }
    if wrong:
        assert said.status_code == 422
        assert set(told(said)) == wrong
    else:
        found = answer(load("mall"), values)
        assert said.json()["segment"]["id"] == found.assignment.segment.id
        assert said.json()["pulls"] == [vars(pull) for pull in found.pulls]


def _is_possible(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def test_document_names_every_path_and_the_key(api):
    document = api.get("openapi.json").json()
    paths = document["paths"].items()
    assert [(path, method) for path, methods in paths for method in methods] == OPERATIONS
    assert document["servers"] == [{"url": "/api"}]
    assert document["paths"]["/models"]["get"]["security"] == [{"HTTPBearer": []}]
    assert "security" not in document["paths"]["/health"]["get"]


def test_page_shows_every_path_and_fetches_nothing(api):
    page = api.get("docs")
    assert page.headers["content-type"].startswith("text/html")
    for path, _ in OPERATIONS:
        assert f"/api{path}</code></h2>" in page.text
    assert "up to 10,000 customers" in page.text
    assert "<td><a href='#CustomerAnswer'>CustomerAnswer</a></td>" in page.text
    assert set(re.findall("href='#(\\w+)'", page.text)) <= set(re.findall("id='(\\w+)'", page.text))
    assert re.findall(r"<script|<link|<img|<iframe|@import|url\(|src=|https?:", page.text) == []


@pytest.mark.parametrize("address", ["/api", "/api/"])
def test_address_of_the_api_leads_to_the_page(address, server):
    page = httpx.get(f"{server}{address}", headers=bearer(KEYS[0]), follow_redirects=True)
    assert [(by.status_code, by.url.path) for by in page.history] == [(307, address)]
    assert (page.status_code, page.url.path) == (200, "/api/docs")
    assert "up to 10,000 customers" in page.text
    assert httpx.get(f"{server}{address}", follow_redirects=True).status_code == 401


def test_page_needs_the_key_too(api):
    assert api.get("docs", headers=bearer("wrong")).status_code == 401
