"""Who may ask, and how often."""

import os
import subprocess
import sys

import httpx
import pytest

from segmentation.api.keys import REFUSED
from segmentation.api.limits import MOST_CLIENTS, Buckets
from segmentation.api.settings import Settings, settings_from
from segmentation.errors import WrongSetting
from tests.api.conftest import KEYS, VALUES, bearer, told
from tests.conftest import ROOT

PROTECTED = ["models", "models/mall", "models/none", "openapi.json", "docs", "none", "health/x"]


@pytest.mark.parametrize("key", KEYS)
def test_each_key_opens(key, api):
    assert api.get("models/mall", headers=bearer(key)).status_code == 200


@pytest.mark.parametrize("address", PROTECTED)
@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Basic first key"},
        bearer(KEYS[0] + "x"),
        bearer(KEYS[0][:-1]),
        bearer(", ".join(KEYS)),
    ],
)
def test_nothing_without_a_key(address, headers, api):
    refused = api.get(address, headers=headers)
    assert (refused.status_code, told(refused)) == (401, {None: REFUSED})
    assert refused.headers["www-authenticate"] == "Bearer"


def test_key_is_asked_for_before_the_body_is_read(api):
    sent = api.post("models/mall/assign", json=VALUES, headers=bearer("wrong"))
    assert sent.status_code == 401


def test_open_to_all_where_there_are_no_keys(start):
    client = start()
    assert client.get("models").status_code == 200
    assert client.get("models", headers=bearer("any")).status_code == 200
    assert "security" not in client.get("openapi.json").json()["paths"]["/models"]["get"]


def test_too_many_requests(start):
    client = start(rate=0.2)
    assert [client.get("models").status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get("models")
    assert refused.headers["retry-after"] == "5"
    assert told(refused) == {None: "Too many requests at once. Ask again in 5 seconds."}


@pytest.mark.parametrize("keys", [(), ("one",)])
def test_health_answers_in_a_flood_and_takes_nothing_from_others(keys, start):
    client = start(rate=0.2, keys=keys)
    client.headers = bearer("one")
    assert [client.get("health").status_code for _ in range(20)] == [200] * 20
    assert [client.get("models").status_code for _ in range(3)] == [200, 200, 429]
    assert client.get("health").json() == {"status": "ok", "models": 1, "unusable": []}
    # Nothing but health itself is let through.
    assert [client.get(at).status_code for at in ("health/", "health/x", "xhealth")] == [429] * 3


def test_fifty_people_behind_one_address_may_ask_ten_times_each_at_once():
    buckets = Buckets(Settings.rate, lambda: 0.0)
    assert [buckets.seconds_to_wait("proxy") for _ in range(501)] == [0] * 500 + [0.02]


def test_each_key_has_requests_of_its_own_and_wrong_ones_share(start):
    client = start(rate=0.2, keys=("one", "two"))

    def statuses(*keys: str) -> list[int]:
        return [client.get("models", headers=bearer(key)).status_code for key in keys]

    assert statuses("one", "one", "one") == [200, 200, 429]
    assert statuses("two") == [200]
    assert statuses("guess", "another", "third") == [401, 401, 429]


def test_buckets_fill_again():
    now = [100.0]
    buckets = Buckets(2, lambda: now[0])
    assert [buckets.seconds_to_wait("a") for _ in range(21)] == [0] * 20 + [0.5]
    assert buckets.seconds_to_wait("b") == 0
    now[0] += 0.5
    assert [buckets.seconds_to_wait("a") for _ in range(2)] == [0, 0.5]
    now[0] += 3600
    assert [buckets.seconds_to_wait("a") for _ in range(21)] == [0] * 20 + [0.5]


def test_a_batch_of_ten_thousand_counts_as_a_hundred():
    buckets = Buckets(Settings.rate, lambda: 0.0)

    def batch() -> float:
        return buckets.seconds_to_wait("a") or buckets.seconds_to_wait_for_more("a", 99)

    # Ten seconds' worth are 500 requests.
    assert [batch() for _ in range(5)] == [0] * 5
    assert batch() == 0.02
    # One more by the sentence alone: what is not let pass takes no more than that.
    assert buckets.left["a"] == (0, 0.0)


def test_a_batch_larger_than_a_bucket_is_let_pass_and_owed():
    now = [0.0]
    buckets = Buckets(1, lambda: now[0])
    assert buckets.seconds_to_wait("a") == 0
    assert buckets.seconds_to_wait_for_more("a", 99) == 0
    # Ten were there, a hundred were taken.
    assert buckets.seconds_to_wait("a") == 91
    now[0] += 91
    assert buckets.seconds_to_wait("a") == 0
    # A full bucket is ten: nine for the rest, and again one for the request itself.
    assert buckets.seconds_to_wait_for_more("a", 99) == 10
    now[0] += 10
    assert buckets.seconds_to_wait("a") == 0
    assert buckets.seconds_to_wait_for_more("a", 99) == 0


@pytest.mark.parametrize("rate", [0.05, 0.3, 7 / 3])
def test_who_waits_as_told_is_answered_at_any_rate(rate):
    now = [0.0]
    buckets = Buckets(rate, lambda: now[0])

    def batch() -> float:
        return buckets.seconds_to_wait("a") or buckets.seconds_to_wait_for_more("a", 99)

    for _ in range(20):
        # Once until what is owed is paid, and once until the bucket is full.
        waits = 0
        while wait := batch():
            now[0] += wait
            waits += 1
        assert waits <= 2
    assert now[0] == pytest.approx(19 * 100 / rate, rel=0.1)


def test_customers_of_a_batch_are_counted(start):
    client = start(rate=1)

    def batch(customers: int) -> httpx.Response:
        return client.post("models/mall/assign/batch", json={"customers": [VALUES] * customers})

    assert [batch(size).status_code for size in (100, 101, 1)] == [200, 200, 200]
    # Six of ten are left.
    refused = batch(1_000)
    assert refused.status_code == 429
    assert 4 <= int(refused.headers["retry-after"]) <= 6
    [said] = told(refused).values()
    assert said.startswith("Too many requests at once. Ask again in ")


def test_a_server_with_a_low_limit_still_takes_a_whole_batch(start):
    client = start(rate=1)
    body = {"customers": [VALUES] * 10_000}
    answered = client.post("models/mall/assign/batch", json=body)
    assert len(answered.json()["answers"]) == 10_000
    refused = client.get("models")
    assert refused.status_code == 429
    assert 85 <= int(refused.headers["retry-after"]) <= 91


def test_only_so_many_clients_are_remembered():
    buckets = Buckets(1, lambda: 0.0)
    for client in range(MOST_CLIENTS + 50):
        buckets.seconds_to_wait(str(client))
    assert len(buckets.left) == MOST_CLIENTS
    assert "49" not in buckets.left
    assert "50" in buckets.left


@pytest.mark.parametrize(
    ("environment", "settings"),
    [
        ({}, Settings(keys=(), rate=50)),
        ({"SEGMENTATION_API_KEY": "", "SEGMENTATION_API_RATE": ""}, Settings()),
        ({"SEGMENTATION_API_KEY": " a, b ,,"}, Settings(keys=("a", "b"))),
        ({"SEGMENTATION_API_RATE": "0.5"}, Settings(rate=0.5)),
        ({"SEGMENTATION_API_RATE": "0"}, Settings(rate=0)),
    ],
)
def test_settings(environment, settings):
    assert settings_from(environment) == settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SEGMENTATION_API_KEY", " , "),
        ("SEGMENTATION_API_KEY", " "),
        ("SEGMENTATION_API_RATE", "many"),
        ("SEGMENTATION_API_RATE", "-1"),
        ("SEGMENTATION_API_RATE", "nan"),
        ("SEGMENTATION_API_RATE", "inf"),
    ],
)
def test_settings_that_cannot_be_used(name, value):
    with pytest.raises(WrongSetting, match=f"{name} must be "):
        settings_from({name: value})


def test_server_does_not_start_with_such_a_setting():
    ended = subprocess.run(
        [sys.executable, "-c", "import app"],
        cwd=ROOT,
        env={**os.environ, "SEGMENTATION_API_KEY": ","},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == (
        "SEGMENTATION_API_KEY must be a key, or several separated by commas. "
        "Correct it, or leave it out."
    )
