"""How many segments: the evidence as it is in the model's card, and every number to look at."""

import json
import re
from urllib.parse import parse_qs

import pytest

from segmentation.words import percent
from tests.pages.conftest import each_recipe

PAGE = "how_many_segments.py"

COLUMNS = {
    "Segments": "k",
    "Silhouette": "silhouette",
    "Stability": "stability",
    "Prediction strength": "prediction_strength",
    "Gap": "gap",
    "Inertia": "inertia",
    "Calinski-Harabasz": "calinski_harabasz",
    "Davies-Bouldin": "davies_bouldin",
    "Smallest segment": "smallest_share",
}


@each_recipe
def test_every_number_tried_is_shown_with_all_that_was_measured(recipe, look, saved):
    page = look(PAGE, model=recipe, tab="figures")
    assert page.table("Inertia").to_dict("records") == [
        {header: row[name] for header, name in COLUMNS.items()}
        for row in saved(recipe).card["choice"]["table"]
    ]


@each_recipe
def test_verdict_says_which_number_is_in_use_and_how_firm_it_is(recipe, look, saved):
    card = saved(recipe).card
    text = look(PAGE, model=recipe).text
    assert text.count("segments are in use") == 1
    [stability] = [row["stability"] for row in card["choice"]["table"] if row["k"] == card["k"]]
    assert text.count(f"a stability of {stability:.2f}") == 2  # And once where it is looked at.
    assert not look(PAGE, model=recipe).notes


@each_recipe
def test_strip_has_every_number_with_its_stability(recipe, look, saved):
    card = saved(recipe).card
    [cells] = look(PAGE, model=recipe).chart("strip")["data"]
    assert [told[:4] for told in cells["text"][0]] == [
        f"{row['stability']:.2f}" for row in card["choice"]["table"]
    ]
    notes = look(PAGE, model=recipe).chart("strip")["layout"]["annotations"]
    wanted = {"in use"} | ({"what the data supports"} if card["choice"]["evidence"] > 1 else set())
    assert {note["text"] for note in notes} == wanted


def listed(page):
    """The segments that are looked at: name, size in words, sentence."""
    [drawn] = [html.value for html in page.app.html if "<li" in html.value]
    return [
        tuple(part for part in re.sub("<[^>]+>", "\n", row).split("\n") if part.strip())
        for row in drawn.split("</li>")[:-1]
    ]


def ways_to_take(page):
    links = [link.proto for link in page.app.main.get("page_link")]
    return [link for link in links if link.label.startswith("Take ")]


@pytest.mark.parametrize("number", [2, 4, 10])
def test_any_number_can_be_looked_at_with_names_sizes_and_a_sentence(number, look, saved):
    page = look(PAGE, model="mall", look=str(number))
    assert listed(page) == [
        (one["name"], f"{one['size']} customers · {percent(one['share'])}", one["sentence"])
        for one in saved("mall").card["choice"]["looks"][str(number)]
    ]
    [link] = ways_to_take(page)
    assert (link.label, link.page) == (f"Take {number} segments", "new_data")
    asked = parse_qs(link.query_string)
    assert (asked["again"], asked["segments"]) == (["mall"], [str(number)])


def test_where_no_data_is_taken_the_command_is_shown(open_page, monkeypatch):
    monkeypatch.setenv("SEGMENTATION_NEW_DATA", "off")
    page = open_page(PAGE, model="mall", look="4")
    assert [code.value for code in page.app.code] == [
        "python train.py mall --data mall.csv --segments 4"
    ]
    assert not ways_to_take(page)


def test_number_in_use_is_looked_at_first_with_the_models_own_segments(look, saved):
    page = look(PAGE, model="mall")
    told = [(name, size) for name, size, _ in listed(page)]
    assert told == [
        (one["name"], f"{one['size']} customers · {percent(one['share'])}")
        for one in saved("mall").card["segments"]
    ]
    assert not ways_to_take(page)


def test_choosing_a_number_shows_it_and_stands_in_the_address(open_page):
    page = open_page(PAGE, model="mall")
    page.app.main.get("button_group")[0].set_value(3)
    assert len(listed(page.rerun())) == 3
    assert page.address["look"] == "3"


def test_card_of_before_says_what_to_do_to_look(open_page, models):
    path = models / "mall" / "0001" / "card.json"
    card = json.loads(path.read_text())
    del card["choice"]["looks"]
    path.write_text(json.dumps(card))
    page = open_page(PAGE, models=models, model="mall")
    assert page.notes == [
        "This model was trained before the segments of other numbers were kept. Train it again to "
        "look at them here."
    ]


@each_recipe
def test_structure_is_told_once_at_the_top_where_it_is_weak(recipe, look, saved):
    """And so is a number of segments that is not the one that the evidence supports."""
    card = saved(recipe).card
    is_supported = card["choice"]["evidence"] == card["k"] or card["choice"]["asked"] is None
    info = [box.value for box in look("segments.py", model=recipe).app.info]
    is_plain = card["structure"]["verdict"] == "distinct" and is_supported
    assert len(info) == (0 if is_plain else 1)
    assert ("The evidence supports" in "".join(info)) is not is_supported


def test_evidence_that_was_left_out_is_said_to_be(look, retrained):
    page = look(PAGE, models=retrained, model="mall", tab="figures")
    assert page.notes[0].startswith("The evidence was left out when this model was trained")
    assert "Stability" not in page.table("Inertia")
