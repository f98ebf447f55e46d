"""Which models there are, what each asks for, and what is said when one cannot be used."""

from dataclasses import replace

import httpx
import pytest

from segmentation.card.card import Card
from segmentation.models import store
from segmentation.recipes import RECIPES
from tests.api.conftest import VALUES, each_recipe, told


def test_health_needs_no_key_and_counts_the_models(server):
    assert httpx.get(f"{server}/api/health").json() == {
        "status": "ok",
        "models": 5,
        "unusable": [],
    }
    asked = httpx.head(f"{server}/api/health")
    assert (asked.status_code, asked.content) == (200, b"")


def test_list_has_every_model_and_what_it_asks_for(api, load):
    said = api.get("models").json()
    assert said["unusable"] == []
    assert [model["recipe"] for model in said["models"]] == list(RECIPES)
    card, mall = load("mall").card, said["models"][0]
    assert {name: mall[name] for name in ("title", "version", "created", "customers")} == {
        "title": "Mall customers",
        "version": "0001",
        "created": card.created,
        "customers": 200,
    }
    assert mall["segments"] == [{"id": one.id, "name": one.name} for one in card.segments]
    assert mall["fields"][0] == {
        "name": "age",
        "label": "Age",
        "unit": "years",
        "expected": "a number from 0 to 120",
        "seen": list(card.everybody.range["age"]),
        "choices": [],
    }


@each_recipe
def test_card_is_the_one_on_disk(recipe, api, trained):
    assert Card(**api.get(f"models/{recipe}").json()) == store.load_card(trained, recipe)


def test_no_models(start, models):
    nothing = start()
    for recipe in list(models.iterdir()):
        recipe.rename(models.parent / recipe.name)
    assert nothing.get("health").json()["models"] == 0
    assert nothing.get("models").json() == {"models": [], "unusable": []}
    assert told(nothing.get("models/mall")) == {
        None: 'There is no model "mall"; none has been trained yet.'
    }


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("models/shoes", 'There is no model "shoes"; there are "mall".'),
        ("models/mall?version=7", 'There is no model "mall 7"; there are "mall 0001".'),
        ("shoes", "There is nothing at this address; openapi.json and docs name what there is."),
    ],
)
def test_what_is_not_there(address, sentence, start):
    refused = start().get(address)
    assert (refused.status_code, told(refused)) == (404, {None: sentence})


def test_newer_model_is_taken_as_soon_as_it_is_there(start, models):
    client = start()
    assert client.get("models/mall").json()["version"] == "0001"
    model = store.load(models, "mall")
    store.save(replace(model, card=model.card.model_copy(update={"title": "Newer"})), models)
    assert client.get("models").json()["models"][0]["title"] == "Newer"
    assert client.post("models/mall/assign", json=VALUES).json()["version"] == "0002"
    older = client.post("models/mall/assign?version=0001", json=VALUES)
    assert older.json()["version"] == "0001"


def test_damaged_model(start, models):
    (models / "mall" / "0001" / "pipeline.joblib").write_bytes(b"")
    sentence = (
        'The model "mall 0001" cannot be used: its pipeline.joblib is not the one that was '
        "saved. Train it again with train.py."
    )
    client = start()
    for refused in (client.get("models/mall"), client.post("models/mall/assign", json=VALUES)):
        assert (refused.status_code, told(refused)) == (503, {None: sentence})
    assert client.get("models").json() == {
        "models": [],
        "unusable": [{"recipe": "mall", "version": "0001", "message": sentence}],
    }


def test_newest_usable_version_answers_in_place_of_a_broken_one(start, models):
    (models / "mall" / "9999").mkdir()
    sentence = (
        'The model "mall 9999" cannot be used: its card.json is missing. '
        "Train it again with train.py."
    )
    unusable = [{"recipe": "mall", "version": "9999", "message": sentence}]
    client = start()
    health = client.get("health")
    assert health.status_code == 200
    assert health.json() == {"status": "degraded", "models": 1, "unusable": unusable}
    listed = client.get("models").json()
    assert [model["version"] for model in listed["models"]] == ["0001"]
    assert listed["unusable"] == unusable
    assert client.post("models/mall/assign", json=VALUES).json()["version"] == "0001"
    asked = client.get("models/mall?version=9999")
    assert (asked.status_code, told(asked)) == (503, {None: sentence})
    (models / "mall" / "9999").rmdir()
    assert client.get("health").json() == {"status": "ok", "models": 1, "unusable": []}


def test_model_without_evidence_cannot_say_how_sure(start, models):
    model = store.load(models, "mall")
    store.save(replace(model, refits=model.refits[:0]), models)
    client = start()
    assert client.post("models/mall/assign", json=VALUES).json()["certainty"] is None
    said = client.post("models/mall/assign/batch", json={"customers": [VALUES]}).json()
    assert said["answers"][0]["certainty"] is None
