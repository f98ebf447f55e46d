"""One customer and many: over HTTP the same answers as in the library."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from segmentation.answering.answer import answer
from segmentation.answering.missing.incomplete import possible
from segmentation.customers.features import asked_for
from tests.api.conftest import KEYS, VALUES, bearer, each_recipe, told, typical
from tests.conftest import ROOT


@each_recipe
def test_answer_is_the_librarys_field_by_field(recipe, api, load):
    model = load(recipe)
    values = typical(model)
    found = answer(model, values)
    assert api.post(f"models/{recipe}/assign", json=values).json() == {
        "recipe": recipe,
        "version": "0001",
        "segment": {
            "id": found.assignment.segment.id,
            "name": found.assignment.segment.name,
            "description": found.assignment.segment.description,
            "actions": [as_json(action) for action in found.assignment.segment.actions],
        },
        "certainty": {
            "words": found.sure,
            "share": found.assignment.certainty,
            "agreeing": found.assignment.agreeing,
            "refits": 100,
        },
        "unlike_anyone": False,
        "cautions": [],
        "values": found.assignment.values,
        "outside": [],
        "reasons": found.reasons,
        "pulls": [{"feature": pull.feature, "pull": pull.pull} for pull in found.pulls],
        "credit": found.credit,
        "runner_up": {"id": found.runner_up.id, "name": found.runner_up.name},
        "ideas": [as_json(idea) for idea in found.ideas],
        "changes": found.changes,
        "similar": {
            "count": found.similar.count,
            "same_segment": found.similar.same_segment,
            "typical": {name: list(three) for name, three in found.similar.typical.items()},
            "average": found.similar.average,
            "range": {name: list(two) for name, two in found.similar.range.items()},
        },
        "place": found.assignment.place,
        "rfm_group": found.assignment.rfm_group,
    }


def as_json(action):
    return {
        "what": action.what,
        "why": action.why,
        "claims": list(action.claims),
        "kinds": list(action.kinds),
    }


def test_segments_possible_while_values_are_missing(api, load):
    model = load("mall")
    found = possible(model, {"age": 25, "income": 90})
    for values in ({"age": 25, "income": 90}, {"age": 25, "income": 90, "spending_score": None}):
        said = api.post("models/mall/possible", json=values).json()
        assert [s["id"] for s in said["segments"]] == [s.id for s in found.segments]
        assert len(said["segments"]) > 1
        assert (said["summary"], said["conditions"]) == (found.summary, found.conditions)
        assert (said["deciding"], said["reach"]) == (found.deciding, found.reach)


def test_what_is_known_is_checked_while_other_values_are_missing(api):
    refused = api.post("models/mall/possible", json={"age": "abc", "colour": 1})
    assert refused.status_code == 422
    assert [error["field"] for error in refused.json()["errors"]] == ["age", "colour"]


def test_where_nothing_is_missing_assign_is_to_be_asked(api):
    refused = api.post("models/mall/possible", json=VALUES)
    assert refused.status_code == 422
    assert refused.json()["errors"] == [
        {
            "field": None,
            "message": "Every value is known, so there is one segment; ask assign for it.",
        }
    ]


def test_customer_unlike_anyone(api, load):
    values = VALUES | {"income": 5000}
    said = api.post("models/mall/assign", json=values).json()
    assert said["unlike_anyone"] is True
    assert said["outside"] == ["income"]
    assert said["cautions"] == answer(load("mall"), values).cautions


def test_rfm_group_is_told(api):
    values = {"recency": 1, "frequency": 50, "monetary": 20_000, "quantity": 9_000}
    assert api.post("models/online_retail/assign", json=values).json()["rfm_group"] == "Champions"


def test_numbers_may_come_as_text(api):
    as_text = {name: str(value) for name, value in VALUES.items()}
    both = [api.post("models/mall/assign", json=values).json() for values in (VALUES, as_text)]
    assert both[0] == both[1]


def test_numbers_in_texts_are_read_as_in_the_form(api):
    texts = VALUES | {"age": "25,5", "income": "1e2"}
    numbers = VALUES | {"age": 25.5, "income": 100}
    both = [api.post("models/mall/assign", json=values).json() for values in (texts, numbers)]
    assert both[0] == both[1]
    assert both[0]["values"]["age"] == 25.5


@each_recipe
def test_batch_says_of_each_customer_what_is_said_of_one(recipe, api, load):
    model = load(recipe)
    asked = [feature.name for feature in asked_for(model.card.feature_names, model.recipe)]
    rows = model.customers[asked].dropna().head(40).to_dict("records")
    said = api.post(f"models/{recipe}/assign/batch", json={"customers": rows}).json()
    answers = [answer(model, row) for row in rows]
    alone = [found.assignment for found in answers]
    assert said["answers"] == [
        {
            "segment": {"id": one.segment.id, "name": one.segment.name},
            "runner_up": {"id": found.runner_up.id, "name": found.runner_up.name},
            "certainty": one.certainty,
            "unlike_anyone": one.unlike_anyone,
            "rfm_group": one.rfm_group,
        }
        for found, one in zip(answers, alone)
    ]
    assert (said["recipe"], said["version"], said["errors"]) == (recipe, "0001", [])
    assert len({one.segment.id for one in alone}) > 1


def test_wrong_customers_are_told_of_and_the_others_answered(api):
    customers = [VALUES, {"age": "old", "income": 90, "shoes": 2}, VALUES]
    said = api.post("models/mall/assign/batch", json={"customers": customers}).json()
    assert [one is not None for one in said["answers"]] == [True, False, True]
    assert said["answers"][0] == said["answers"][2]
    assert said["errors"] == [
        {
            "index": 1,
            "field": "age",
            "message": 'Age must be a number from 0 to 120; "old" is not.',
        },
        {
            "index": 1,
            "field": "spending_score",
            "message": "Spending score is missing and must be sent: a number from 1 to 100.",
        },
        {
            "index": 1,
            "field": "shoes",
            "message": 'There is no field "shoes"; expected age, income, spending_score.',
        },
    ]


@pytest.mark.parametrize("customers", [[], [{}]])
def test_batch_without_a_usable_customer(customers, api):
    said = api.post("models/mall/assign/batch", json={"customers": customers}).json()
    assert said["answers"] == [None] * len(customers)


def test_of_very_many_problems_the_first_are_told_and_the_others_counted(api):
    wrong = {"age": 25, "income": 90} | {f"field {at}": 1 for at in range(60)}
    customers = [wrong, VALUES] * 5_000
    response = api.post("models/mall/assign/batch", json={"customers": customers})
    said = response.json()
    assert [one is None for one in said["answers"]] == [True, False] * 5_000
    # The missing field and the first ten that are unknown, of each customer.
    assert [error["index"] for error in said["errors"]] == [2 * (at // 11) for at in range(100)]
    assert said["errors"][0]["field"] == "spending_score"
    assert said["more"] == "304,900 more problems are not listed here."
    assert len(response.content) < 1_000_000


def test_nothing_more_where_all_problems_are_told(api):
    customers = [{}] * 33
    said = api.post("models/mall/assign/batch", json={"customers": customers}).json()
    assert (len(said["errors"]), said["more"]) == (99, None)


def test_ten_thousand_customers_and_not_one_more(api):
    body = {"customers": [VALUES] * 10_000}
    assert len(api.post("models/mall/assign/batch", json=body).json()["answers"]) == 10_000
    body["customers"].append(VALUES)
    refused = api.post("models/mall/assign/batch", json=body)
    assert refused.status_code == 422
    assert told(refused) == {
        "customers": '"customers" may have at most 10,000 customers; '
        "send the others in another request."
    }


def test_fifty_at_once(server):
    def ask(age: int) -> dict:
        with httpx.Client(headers=bearer(KEYS[0]), timeout=60, verify=False) as client:
            response = client.post(f"{server}/api/models/mall/assign", json=VALUES | {"age": age})
        assert response.status_code == 200
        return response.json()

    with ThreadPoolExecutor(50) as clients:
        answers = list(clients.map(ask, range(20, 70)))
    assert [said["values"]["age"] for said in answers] == list(range(20, 70))


def test_example_of_the_readme(api):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    path, body = re.search(r"curl \S+/api/(\S+) .*?-d '([^']+)'", readme, re.DOTALL).groups()
    values = json.loads(body)
    said = api.post(path, json=values).json()
    assert said["values"] == values
