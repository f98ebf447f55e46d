"""Links to a customer that were sent when the form was the first page."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from segmentation.server.old_addresses import OldAddresses


@pytest.fixture
def ask(trained):
    app = Starlette(
        routes=[Route(path, lambda _: PlainTextResponse("there")) for path in ("/", "/segments")],
        middleware=[Middleware(OldAddresses, models=trained)],
    )
    return TestClient(app, follow_redirects=False).get


@pytest.mark.parametrize(
    "query",
    [
        "model=mall&age=25&income=90&spending_score=80&answer=shown",
        "model=mall&answer=shown",
        "age=25",
        "model=online_retail&monetary=75%2C5",
        "model=nothing&age=25",
    ],
)
def test_a_customer_is_led_to_the_form_with_all_that_was_said(query, ask):
    answer = ask(f"/?{query}")
    assert (answer.status_code, answer.headers["location"]) == (307, f"find_a_segment?{query}")


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?model=mall",
        "/?model=mall&version=0001",
        "/?model=mall&monetary=75",
        "/?only_gender=Female",
        "/segments?age=25&answer=shown",
    ],
)
def test_everything_else_is_let_through(address, ask):
    assert ask(address).text == "there"


def test_without_a_model_nobody_is_led_on_but_by_an_answer(tmp_path):
    app = Starlette(
        routes=[Route("/", lambda _: PlainTextResponse("there"))],
        middleware=[Middleware(OldAddresses, models=tmp_path / "none")],
    )
    ask = TestClient(app, follow_redirects=False).get
    assert ask("/?age=25").text == "there"
    assert ask("/?answer=shown").headers["location"] == "find_a_segment?answer=shown"
