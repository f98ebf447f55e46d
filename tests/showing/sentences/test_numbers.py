"""What each number of segments comes to, word by word."""

import pandas as pd
import pytest

from segmentation.card.card import Card
from segmentation.card.data import Source
from segmentation.models.model import Model
from segmentation.showing.sentences import numbers
from tests.showing.sentences.test_evidence import MALL, card, choice, row


def test_verdict_in_short_names_what_is_in_use_what_is_supported_and_how_firm_it_is():
    asked = choice(3, asked=2)
    assert numbers.in_short(card("gradient", of=asked, asked_by="the recipe")) == (
        "Two segments are in use, as the recipe asks for. The evidence supports three. "
        "Two are weak: a stability of 0.70, where 0.8 is firm."
    )
    assert numbers.in_short(card("gradient")) == (
        "Three segments are in use, which is what the evidence supports. "
        "Three are firm: a stability of 0.90, where 0.8 is enough."
    )


def test_verdict_in_short_without_evidence_judges_nothing():
    plain = [one.model_copy(update={"gap": None, "stability": None}) for one in choice(3).table]
    without = choice(2).model_copy(update={"table": plain})
    assert numbers.in_short(card("gradient", of=without)) == (
        "Two segments are in use: the number with the best silhouette."
    )


def test_a_number_within_its_error_is_firm_and_said_to_be_so():
    near = row(4, stability=0.79).model_copy(update={"stability_error": 0.02})
    assert numbers.about_number(near) == (
        "Firm: a stability of 0.79, which is 0.8 within its error. Silhouette 0.40."
    )
    assert numbers.about_number(row(4)) == "Silhouette 0.40."


def test_reading_the_strip_names_the_firm_numbers():
    assert numbers.reading_the_strip(card("gradient")).endswith(
        "From 0.8 on, within its error, a number is firm. 3 is firm here."
    )


def test_title_of_a_look():
    assert numbers.title_of_a_look(card("gradient"), 3) == "Three segments, in use"
    of = card("gradient", of=choice(3, asked=2), asked_by="the recipe")
    assert numbers.title_of_a_look(of, 3) == "Three segments, which the data supports"
    assert numbers.title_of_a_look(of, 2) == "Two segments, in use"
    assert numbers.title_of_a_look(of, 5) == "Five segments"


@pytest.mark.parametrize(
    "kept, recipe",
    [
        ({"mapping": "", "recipe_source": ""}, "mall"),
        ({"mapping": "use = 1", "recipe_source": ""}, "models/mall/0002/mapping.toml"),
        ({"mapping": "", "recipe_source": "GYM = 1"}, "mall.py"),
    ],
)
def test_command_to_take_a_number(kept, recipe):
    source = Source(name="my list.csv", rows=1, fingerprint="")
    told = Card.model_construct(recipe="mall", version="0002", source=source)
    model = Model(told, None, None, None, None, MALL, **kept)
    assert numbers.training_command(model, 4) == (
        f"python train.py {recipe} --data 'my list.csv' --segments 4"
    )


def test_strip_in_words():
    strip = pd.DataFrame({"k": [2, 3], "figure": [0.912, 0.66], "told": ["firm", "weak"]})
    assert numbers.strip_in_words(strip) == "2 segments: 0.91 firm; 3 segments: 0.66 weak."
    without = strip.assign(told="")
    assert numbers.strip_in_words(without) == "2 segments: 0.91; 3 segments: 0.66."
