"""Which names are names of hosts, and which requests pass by them."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse

from segmentation.errors import WrongSetting
from segmentation.server.check_hosts import CheckHosts
from segmentation.server.hosts import Host, host_from, origin_from
from segmentation.server.settings import THIS_MACHINE, hosts_from
from tests.conftest import ROOT

SHOP = "shop.example, 10.0.0.5:8501"


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Shop.Example.", Host("shop.example")),
        ("shop.example:8501", Host("shop.example", 8501)),
        ("10.0.0.5:80", Host("10.0.0.5", 80)),
        ("[0:0:0:0:0:0:0:1]:8501", Host("[::1]", 8501)),
        ("web_1", Host("web_1")),
        ("", None),
        ("shop.example:", None),
        ("shop.example:0", None),
        ("shop.example:65536", None),
        ("shop.example:８０", None),
        ("*.example", None),
        ("https://shop.example", None),
        ("shop.example/", None),
        ("me@shop.example", None),
        ("shop.example evil.example", None),
        ("[shop.example]", None),
        ("[::1", None),
        ("-", None),
    ],
)
def test_names_of_hosts(text, host):
    assert host_from(text) == host


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://Shop.example", Host("shop.example", 443)),
        ("http://[::1]", Host("[::1]", 80)),
        ("http://localhost:8501", Host("localhost", 8501)),
        ("null", None),
        ("", None),
        ("file://", None),
        ("ftp://shop.example", None),
        ("http://shop.example/page", None),
        ("http://shop.example@evil.example", None),
    ],
)
def test_origins(text, host):
    assert origin_from(text) == host


def test_hosts_of_the_environment():
    assert hosts_from({}) == hosts_from({"SEGMENTATION_HOSTS": ""}) == THIS_MACHINE
    assert hosts_from({"SEGMENTATION_HOSTS": f" {SHOP},"}) == (
        Host("shop.example"),
        Host("10.0.0.5", 8501),
    )


@pytest.mark.parametrize("given", [",", " ", "*", "https://shop.example", "shop.example;b.example"])
def test_wrong_hosts_are_refused(given):
    with pytest.raises(WrongSetting, match="SEGMENTATION_HOSTS must be the names that visitors"):
        hosts_from({"SEGMENTATION_HOSTS": given})


def test_app_does_not_start_with_wrong_hosts():
    ended = subprocess.run(
        [sys.executable, "-c", "import app"],
        cwd=ROOT,
        env={**os.environ, "SEGMENTATION_HOSTS": "https://shop.example"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == (
        "SEGMENTATION_HOSTS must be the names that visitors reach this server by, separated by "
        'commas, such as "localhost, segments.example.com, 10.0.0.5:8501", each without '
        '"https://" and with a port only where no other may be used. Correct it, or leave it out.'
    )


@pytest.fixture
def ask() -> Callable[..., tuple[int, str]]:
    """Ask at a path with headers; gives status and text. Answered is with the Host that arrives."""

    def ask(path: str = "/", setting: str = "", **headers: str) -> tuple[int, str]:
        async def page(request):
            return PlainTextResponse(request.headers.get("host", ""))

        allowed = hosts_from({"SEGMENTATION_HOSTS": setting})
        guarded = Middleware(CheckHosts, allowed=allowed)
        app = Starlette(routes=[Route("/{path:path}", page)], middleware=[guarded])
        answer = TestClient(app, base_url="http://127.0.0.1:8501").get(path, headers=headers)
        return answer.status_code, answer.text

    return ask


@pytest.mark.parametrize(
    ("setting", "headers", "status"),
    [
        ("", {"host": "localhost:8501"}, 200),
        ("", {"host": "LOCALHOST.:9999"}, 200),
        ("", {"host": "[::1]:8501"}, 200),
        ("", {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8501"}, 200),
        ("", {"host": "[::1]:8501", "origin": "http://[::1]:8501"}, 200),
        ("", {"host": "evil.example"}, 403),
        ("", {"host": "evil.example", "origin": "http://evil.example"}, 403),
        ("", {"host": "localhost.evil.example:8501"}, 403),
        ("", {"host": "10.0.0.5:8501"}, 403),
        ("", {"host": ""}, 403),
        ("", {"host": "localhost:8501", "origin": "http://localhost:3000"}, 403),
        ("", {"host": "localhost:8501", "origin": "http://localhost"}, 403),
        ("", {"host": "localhost:8501", "origin": "http://127.0.0.1:8501"}, 403),
        ("", {"host": "localhost:8501", "origin": "https://evil.example"}, 403),
        ("", {"host": "localhost:8501", "origin": "null"}, 403),
        (SHOP, {"host": "shop.example", "origin": "https://shop.example"}, 200),
        (SHOP, {"host": "shop.example:443", "origin": "https://shop.example"}, 200),
        (SHOP, {"host": "Shop.Example.", "origin": "https://shop.example"}, 200),
        (SHOP, {"host": "shop.example", "origin": "https://shop.example:8443"}, 403),
        (SHOP, {"host": "10.0.0.5:8501", "origin": "http://10.0.0.5:8501"}, 200),
        (SHOP, {"host": "10.0.0.5"}, 403),
        (SHOP, {"host": "localhost:8501"}, 403),
        ("shop.example:443", {"host": "shop.example"}, 200),
    ],
)
def test_requests_pass_by_host_and_origin(setting, headers, status, ask):
    assert ask(setting=setting, **headers)[0] == status


@pytest.mark.parametrize("path", ["/_stcore/health", "/api/health"])
def test_health_answers_load_balancers(path, ask):
    assert ask(path, host="10.1.2.3:8501")[0] == 200
    assert ask(path, SHOP, host="localhost:8501")[0] == 200
    assert ask(path, host="evil.example")[0] == 403
    assert ask(path, host="10.1.2.3", origin="http://evil.example")[0] == 403


def test_refusal_is_a_sentence_in_the_form_of_the_address(ask):
    said = (
        'This server does not answer to the name "evil.example". If it should, whoever runs it '
        "adds the name to the setting SEGMENTATION_HOSTS."
    )
    assert ask("/map", host="evil.example") == (403, said)
    quoted = said.replace('"', '\\"')
    told = f'{{"errors":[{{"field":null,"message":"{quoted}"}}]}}'
    assert ask("/api/models", host="evil.example") == (403, told)
    assert ask("/apis", host="evil.example") == (403, said)
    assert ask(origin="http://evil.example")[1] == (
        'A page of "http://evil.example" asked, which is another site than "127.0.0.1:8501"; '
        "only pages of this server may ask it. A proxy in front of it must pass on the header "
        "Host as it arrives."
    )


@pytest.fixture
def shake_hands() -> Callable[..., str]:
    """A handshake of a websocket; gives the Host that arrives."""

    async def stream(socket):
        await socket.accept()
        await socket.send_text(socket.headers["host"])

    guarded = Middleware(CheckHosts, allowed=hosts_from({"SEGMENTATION_HOSTS": SHOP}))
    client = TestClient(Starlette(routes=[WebSocketRoute("/", stream)], middleware=[guarded]))

    def shake_hands(**headers: str) -> str:
        with client.websocket_connect("/", headers=headers) as socket:
            return socket.receive_text()

    return shake_hands


def test_handshake_arrives_with_host_as_in_its_origin(shake_hands):
    origin = "https://shop.example"
    assert shake_hands(host="SHOP.example:443", origin=origin) == "shop.example"
    assert shake_hands(host="shop.example:8501") == "shop.example:8501"


def test_handshake_of_another_site_is_refused_before_it_is_accepted(shake_hands):
    with pytest.raises(WebSocketDenialResponse) as refused:
        shake_hands(host="shop.example", origin="http://evil.example")
    assert refused.value.status_code == 403
    assert 'A page of "http://evil.example" asked' in refused.value.text
