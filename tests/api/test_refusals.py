"""Whatever is wrong with a request: a status, plain sentences, never a traceback."""

import pytest

from segmentation.api.errors import BROKEN, NOT_JSON
from tests.api.conftest import VALUES, told

ASSIGN = "models/mall/assign"
JSON = {"Content-Type": "application/json"}


def send(api, content: str | bytes, **headers: str):
    return api.post(ASSIGN, content=content, headers=JSON | headers)


def test_all_wrong_fields_at_once(api):
    refused = api.post(ASSIGN, json={"age": 121, "income": "much", "shoes": 2, "hats": None})
    assert refused.status_code == 422
    assert told(refused) == {
        "age": 'Age must be a number from 0 to 120; "121" is not.',
        "income": 'Annual income must be a number, 0 or more; "much" is not.',
        "spending_score": "Spending score is missing and must be sent: a number from 1 to 100.",
        "shoes": 'There is no field "shoes"; expected age, income, spending_score.',
        "hats": 'There is no field "hats"; expected age, income, spending_score.',
    }


def test_number_that_can_be_read_in_two_ways_is_asked_about(api):
    refused = api.post(ASSIGN, json=VALUES | {"income": "70,000"})
    assert refused.status_code == 422
    assert told(refused) == {
        "income": "Annual income (thousand $): did you mean 70000 or 70? "
        '"70,000" can be read as either.'
    }


@pytest.mark.parametrize(
    ("age", "arrived"),
    [
        ("NaN", "nan"),
        ("1e999", "inf"),
        ("-Infinity", "-inf"),
        ('"nothing"', "nothing"),
        ("true", "a truth value"),
        ("[1]", "a list"),
        ("[" * 900 + "]" * 900, "a list"),
        ('{"years": 30}', "an object"),
        ("9" * 4000, "9" * 80 + "…"),
        ('"\\ud800"', "?"),
    ],
)
def test_values_that_are_no_numbers(age, arrived, api):
    refused = send(api, f'{{"age": {age}, "income": 90, "spending_score": 80}}')
    assert refused.status_code == 422
    assert told(refused) == {"age": f'Age must be a number from 0 to 120; "{arrived}" is not.'}


@pytest.mark.parametrize("sent", ['{"income": 90,', '{"age": null, "income": 90,'])
def test_value_that_is_not_sent(sent, api):
    refused = send(api, f'{sent} "spending_score": 80}}')
    assert refused.status_code == 422
    assert told(refused) == {"age": "Age is missing and must be sent: a number from 0 to 120."}


def test_names_that_are_no_text(api):
    refused = api.post(
        "models/mall/assign/batch", content='{"customers": [], "\\ud800": 1}', headers=JSON
    )
    assert refused.status_code == 422
    assert told(refused) == {None: "The body has a text that is not valid Unicode."}


def test_numbers_too_large_to_reckon_with(api):
    refused = send(api, '{"age": 25, "income": 1e300, "spending_score": 80}')
    assert told(refused) == {
        "income": 'Annual income must be a number of at most 15 digits; "1e+300" is not.'
    }
    assert (
        send(api, '{"age": 25, "income": 999999999999999, "spending_score": 80}').status_code == 200
    )


@pytest.mark.parametrize(
    ("status", "content"),
    [
        (400, '{"age": '),
        (400, '{"age": 25,}'),
        (400, b'{"age": "\xff"}'),
        (400, "[" * 100_000),
        (400, f'{{"age": {"9" * 5000}}}'),
        (422, "[]"),
        (422, "25"),
        (422, "null"),
        (422, ""),
    ],
)
def test_bodies_that_are_no_customer(status, content, api):
    refused = send(api, content)
    assert refused.status_code == status
    ((field, sentence),) = told(refused).items()
    assert field is None
    assert sentence.startswith("The body ")
    assert sentence.endswith(".")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "nonsense"])
def test_other_content_types(kind, api):
    refused = send(api, b'{"age": 25}', **{"Content-Type": kind})
    assert (refused.status_code, told(refused)) == (415, {None: NOT_JSON})


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ({}, {"customers": '"customers" is missing.'}),
        ({"customers": 3}, {"customers": '"customers" must be a list of customers.'}),
        (
            {"customers": [VALUES, 3]},
            {
                "customers.1": '"customers.1" must be an object, of a customer\'s values by the '
                "names of the fields."
            },
        ),
        ({"customers": [], "shoes": 1}, {"shoes": '"shoes" is not known here.'}),
        ([], {None: 'The body must be an object with "customers", a list.'}),
    ],
)
def test_batches_of_another_form(body, problems, api):
    refused = api.post("models/mall/assign/batch", json=body)
    assert (refused.status_code, told(refused)) == (422, problems)


def test_only_the_first_of_very_many_problems_are_told(api):
    values = VALUES | {f"field {at}": at for at in range(5000)}
    refused = api.post(ASSIGN, json=values)
    assert len(told(refused)) == 10
    assert refused.json()["more"] == "4,990 more problems are not listed here."
    refused = api.post("models/mall/assign/batch", json={"customers": [1] * 101})
    assert len(told(refused)) == 100
    assert refused.json()["more"] == "1 more problem is not listed here."
    assert "more" not in api.post(ASSIGN, json={}).json()


@pytest.mark.parametrize("said", [True, False])
@pytest.mark.parametrize("megabytes", [6, 40])
def test_too_large_bodies(said, megabytes, api):
    content = b" " * megabytes * 2**20
    refused = send(api, content if said else (content for _ in range(1)))
    assert refused.status_code == 413
    assert told(refused) == {None: "A request may have at most 5,242,880 bytes. Send less at once."}
    assert api.post(ASSIGN, json=VALUES).status_code == 200


def test_body_in_pieces(api):
    pieces = iter([b'{"age": 25, "income"', b': 90, "spending_score": 80}'])
    assert send(api, pieces).json()["values"] == VALUES


def test_other_methods(api):
    refused = api.delete("models")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET")
    assert "does not take that method" in told(refused)[None]


def test_faults_of_ours_tell_nothing_of_the_inside(start, monkeypatch):
    def broken(*anything):
        raise RuntimeError("secret")

    monkeypatch.setattr("segmentation.api.routes.answer", broken)
    refused = start().post(ASSIGN, json=VALUES)
    assert (refused.status_code, told(refused)) == (500, {None: BROKEN})
