"""Explore the data: what is drawn is what the card holds."""

import json

import numpy as np
import pytest

from tests.pages.conftest import both_kinds, each_recipe, numbers

PAGE = "explore_the_data.py"


def found(card: dict, name: str) -> dict:
    return next(f for f in card["exploration"]["features"] if f["name"] == name)


def used(card: dict, name: str) -> dict:
    return next(f for f in card["features"] if f["name"] == name)


def everybody(histogram: dict) -> list[int]:
    """Customers in each bin that is drawn: those of the ends only where there are any."""
    below, above = sum(histogram["below"]), sum(histogram["above"])
    inner = np.sum(histogram["counts"], axis=0).tolist()
    return [below] * bool(below) + inner + [above] * bool(above)


@each_recipe
def test_feature_in_the_address_is_the_one_shown(recipe, look, saved):
    model = saved(recipe)
    last = model.features[-1]
    page = look(PAGE, model=recipe, feature=last)
    assert page.address["feature"] == last
    assert page.app.selectbox(key="feature").value == last
    (bars,) = page.chart("before")["data"]
    assert numbers(bars["y"]).tolist() == everybody(found(model.card, last)["histogram"])
    (bars,) = page.chart("after")["data"]
    assert numbers(bars["y"]).tolist() == everybody(found(model.card, last)["prepared"])


@pytest.mark.parametrize("feature", ["nothing", "", "recency"])
def test_feature_that_is_not_there_falls_back_to_the_first(look, feature):
    page = look(PAGE, model="mall", feature=feature)
    assert page.app.selectbox(key="feature").value == "age"
    told = f'There is no feature "{feature}" in this model; here is Age instead.'
    assert page.warnings == ([told] if feature else [])


def test_charts_that_are_not_there_are_told_of(look):
    page = look(PAGE, model="mall", histogram="Nobody", correlation="kendall")
    assert page.warnings == [
        'There is no histogram "Nobody"; here is "By segment" instead.',
        'There is no correlation "kendall"; here is "Spearman" instead.',
    ]


def test_chosen_feature_goes_into_the_address(open_page, saved):
    page = open_page(PAGE).choose("feature", "income")
    assert page.address["feature"] == "income"
    (bars,) = page.chart("before")["data"]
    histogram = found(saved("mall").card, "income")["histogram"]
    assert numbers(bars["y"]).tolist() == everybody(histogram)


@both_kinds
def test_every_segments_histogram_is_drawn(recipe, look, saved):
    model = saved(recipe)
    histogram = found(model.card, model.features[0])["histogram"]
    drawn = look(PAGE, model=recipe).chart("spread")["data"]
    bars = [trace for trace in drawn if trace["type"] == "bar"]
    assert [trace["name"] for trace in bars] == model.names
    for group, trace in enumerate(bars):
        ends = [histogram[end][group] for end in ("below", "above") if any(histogram[end])]
        total = sum(histogram["counts"][group]) + sum(ends)
        assert sum(numbers(trace["y"])) == pytest.approx(1)
        own = np.array(histogram["counts"][group]) / total
        assert set(own).issubset(set(numbers(trace["y"])))


def test_everybody_can_be_asked_for_in_the_address(look, saved):
    page = look(PAGE, model="mall", histogram="Everybody")
    (bars,) = page.chart("spread")["data"]
    assert numbers(bars["y"]).tolist() == everybody(found(saved("mall").card, "age")["histogram"])
    assert "The taller the bar, the more customers." in page.text


@each_recipe
def test_boxes_are_those_of_the_card(recipe, look, saved):
    model = saved(recipe)
    drawn = look(PAGE, model=recipe).chart("boxes")["data"]
    for name, box, own in zip(
        model.names, drawn, found(model.card, model.features[0])["segments"], strict=True
    ):
        assert box["name"] == name
        assert numbers(box["median"]).tolist() == [own["median"]]
        assert numbers(box["upperfence"]).tolist() == [own["whisker_high"]]


@each_recipe
def test_preparation_of_every_feature_is_said_with_its_reason(recipe, open_page, saved):
    model = saved(recipe)
    page = open_page(PAGE, model=recipe)
    for name in model.features:
        text = page.choose("feature", name).text
        assert used(model.card, name)["clip_reason"] in text
        assert used(model.card, name)["log_reason"] in text
        assert f"Skew: {used(model.card, name)['skew']['values']:.2f} as it came" in text


@both_kinds
@pytest.mark.parametrize("method", ["spearman", "pearson"])
def test_correlations_are_those_of_the_card(method, recipe, look, saved):
    model = saved(recipe)
    page = look(PAGE, model=recipe, correlation=method.capitalize())
    (cells,) = page.chart("correlations")["data"]
    drawn = np.array(numbers(cells["z"]), dtype=float).reshape(len(model.features), -1)
    assert drawn == pytest.approx(np.array(model.card["exploration"][method]))
    assert f"{method.capitalize()} asks" in page.text


@each_recipe
def test_categories_count_the_customers(recipe, look, saved):
    model = saved(recipe)
    page = look(PAGE, model=recipe)
    for category in model.card["exploration"]["categories"]:
        drawn = page.chart(f"category_{category['name']}")["data"]
        for group, bars in enumerate(drawn):
            shown = dict(zip(bars["y"], numbers(bars["x"]).tolist()))
            expected = dict(zip(category["values"], category["counts"][group]))
            assert expected.items() <= shown.items()
        total = sum(sum(numbers(bars["x"]).tolist()) for bars in drawn)
        assert total == model.card["customers"]


@each_recipe
def test_missing_and_unusual_values_are_counted(recipe, look, saved):
    model = saved(recipe)
    table = look(PAGE, model=recipe).table("Missing")
    assert len(table) == len(model.features)
    for row, name in zip(table.to_dict("records"), model.features):
        values = model.customers[name]
        q1, q3 = values.quantile(0.25), values.quantile(0.75)
        assert row["Missing"] == values.isna().sum()
        assert row["Unusually high"] == (values > q3 + 1.5 * (q3 - q1)).sum()
        assert row["Unusually low"] == (values < q1 - 1.5 * (q3 - q1)).sum()


def test_model_trained_before_this_page_says_what_to_do(open_page, models):
    path = models / "mall" / "0001" / "card.json"
    card = json.loads(path.read_text())
    del card["exploration"]
    for feature in card["features"]:
        for later in ("clip_reason", "log_reason", "skew"):
            del feature[later]
    path.write_text(json.dumps(card))
    page = open_page(PAGE, models=models, model="mall")
    [note] = page.notes
    assert "left out when this model was trained. Train it again without" in note
    assert not page.app.main.get("plotly_chart")
    about = open_page("about_this_model.py", models=models, model="mall")
    assert about.table("Logged")["Skew before"].isna().all()
