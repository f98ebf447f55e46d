"""The card is written to a file and read back without a difference."""

import json

import pytest
from pydantic import ValidationError

from segmentation.card.card import Card
from segmentation.models import store
from segmentation.recipes import RECIPES


@pytest.fixture(scope="module")
def card(trained):
    return store.load_card(trained, "mall")


@pytest.mark.parametrize("recipe", RECIPES)
def test_card_survives_json(recipe, trained):
    card = store.load_card(trained, recipe)
    assert Card.model_validate_json(card.model_dump_json()) == card


@pytest.mark.parametrize("recipe", RECIPES)
def test_card_is_plain_json(recipe, trained):
    text = (trained / recipe / "0001" / "card.json").read_text(encoding="utf-8")
    card = json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert (card["recipe"], card["version"]) == (recipe, "0001")


def test_feature_names_are_in_the_order_of_the_pipeline(card):
    assert card.feature_names == ["age", "income", "spending_score"]


def test_segments_of_a_first_training_are_numbered_by_their_labels(card):
    assert card.used_ids == list(range(card.k))
    assert card.changes is None
    assert [segment.id for segment in card.segments] == list(range(card.k))


def test_card_without_a_part_is_refused(card):
    contents = card.model_dump()
    del contents["segments"]
    with pytest.raises(ValidationError, match="segments\n  Field required"):
        Card.model_validate(contents)


def test_card_written_before_segments_had_ids_of_their_own_is_read(card):
    contents = card.model_dump()
    for name in ("keyed", "used_ids", "changes"):
        del contents[name]
    for segment in contents["segments"]:
        del segment["named_for"]
    read = Card.model_validate(contents)
    assert (read.keyed, read.used_ids, read.changes) == (False, [], None)
    assert read.segments[0].named_for is None


def test_card_written_before_structure_and_actions_is_read(card):
    contents = card.model_dump()
    del contents["structure"]
    for segment in contents["segments"]:
        del segment["actions"]
    read = Card.model_validate(contents)
    assert read.structure is None
    assert read.segments[0].actions == ()
