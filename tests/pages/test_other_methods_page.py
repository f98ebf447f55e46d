"""Other methods: the figures of the card, what they say, and how customers merge."""

import json

import pytest

from segmentation.card.card import Card
from segmentation.showing.sentences.methods import EXPLAINED, answer, findings
from tests.pages.conftest import each_recipe, numbers

PAGE = "other_methods.py"


@each_recipe
def test_figures_are_those_of_the_card(recipe, look, saved):
    found = saved(recipe).card["methods"]
    page = look(PAGE, model=recipe, tab="figures")
    table = page.table("Agreement")
    columns = {
        "name": "Method",
        "segments": "Groups",
        "noise": "Noise",
        "largest_share": "Largest group",
    }
    for name, column in columns.items():
        assert table[column].tolist() == [method[name] for method in found["methods"]]
    agreements = [method["agreement"] for method in found["methods"]]
    assert table.Agreement.tolist() == pytest.approx(agreements, abs=0.00501)
    silhouettes = table.Silhouette.astype(object).where(table.Silhouette.notna(), None)
    assert silhouettes.tolist() == [method["silhouette"] for method in found["methods"]]
    assert f"the same {found['customers']:,} customers" in page.text


def test_noise_stands_beside_the_silhouette(look):
    columns = look(PAGE, tab="figures").table("Agreement").columns.tolist()
    assert columns.index("Silhouette") - columns.index("Noise") == 1


@each_recipe
def test_what_it_shows_is_told_in_sentences(recipe, look, saved):
    methods = Card.model_validate(saved(recipe).card).methods
    text = look(PAGE, model=recipe, tab="figures").text
    for sentence in findings(methods):
        assert f"- {sentence}" in text


def test_every_method_is_explained(look):
    text = look(PAGE, tab="figures").text
    for name, about in EXPLAINED.items():
        assert f"{name} {about}" in text


@each_recipe
def test_tree_is_that_of_the_card(recipe, look, saved):
    model = saved(recipe)
    page = look(PAGE, model=recipe, tab="tree")
    chart, tree = page.chart("dendrogram"), model.card["methods"]["dendrogram"]
    lines = [trace for trace in chart["data"] if trace["mode"] == "lines"]
    assert [list(numbers(bracket["x"])) for bracket in lines] == tree["height"]
    assert [list(numbers(bracket["y"])) for bracket in lines] == tree["x"]
    # Each leaf that is of one segment has its mark.
    marked = [trace for trace in chart["data"] if trace["mode"] == "markers"]
    leaves = [leaf for leaf in tree["overlap"] if max(leaf) >= sum(leaf) * 2 / 3]
    assert sum(len(numbers(trace["y"])) for trace in marked) == len(leaves) > 0
    assert {trace["name"] for trace in marked} <= set(model.names)
    tops = sorted((max(bracket) for bracket in tree["height"]), reverse=True)
    [line] = chart["layout"]["shapes"]
    k = model.card["k"]
    assert tops[k - 2] > line["x0"] > tops[k - 1]
    assert f"cuts the tree into {k} groups" in page.text


@each_recipe
def test_the_answer_comes_first(recipe, look, saved):
    methods = Card.model_validate(saved(recipe).card).methods
    text = look(PAGE, model=recipe).text
    borders, gaps = answer(methods)
    assert f"{borders} {gaps}" in text
    assert not look(PAGE, model=recipe).app.dataframe


@pytest.mark.parametrize("method", ["ward", "gaussian-mixture"])
def test_groups_of_a_method_stand_beside_the_segments(method, look, saved):
    model = saved("mall")
    [found] = [
        one
        for one in model.card["methods"]["methods"]
        if one["name"].lower().replace(" ", "-") == method
    ]
    [cells] = look(PAGE, model="mall", method=method).chart("overlap")["data"]
    counted = numbers(cells["customdata"]).reshape(model.card["k"], -1)
    assert counted.T.tolist() == found["overlap"]
    assert [name.replace("<br>", " ") for name in cells["y"]] == model.names


def test_older_card_says_nothing_of_groups_beside_segments(open_page, models):
    path = models / "mall" / "0001" / "card.json"
    card = json.loads(path.read_text())
    for method in card["methods"]["methods"]:
        del method["overlap"], method["noise_in"]
    del card["methods"]["dendrogram"]["overlap"]
    path.write_text(json.dumps(card))
    page = open_page(PAGE, models=models, model="mall")
    assert not page.app.main.get("plotly_chart")
    assert "Ward found" in page.text
    page = open_page(PAGE, models=models, model="mall", tab="tree")
    assert {trace["mode"] for trace in page.chart("dendrogram")["data"]} == {"lines"}


@pytest.fixture
def without_evidence(models):
    path = models / "mall" / "0001" / "card.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"methods": None}))
    return models


def test_model_without_evidence_says_how_to_get_it(look, without_evidence):
    page = look(PAGE, models=without_evidence, model="mall")
    assert page.notes == [
        "Other methods were left out when this model was trained. To see them here, train it "
        "again without --no-evidence."
    ]
    assert not page.app.main.get("plotly_chart")
