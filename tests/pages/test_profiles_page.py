"""Profiles: one segment or all of them, in charts, a table and a file."""

import io

import numpy as np
import pandas as pd
import pytest
import streamlit as st

from tests.pages.conftest import both_kinds, each_recipe, numbers


def figures(card: dict) -> pd.DataFrame:
    """The table of figures, straight from `card.json`."""
    groups = [("Everybody", card["everybody"]), *((s["name"], s) for s in card["segments"])]
    return pd.DataFrame(
        {
            "Group": name,
            "Customers": group["size"],
            "Feature": feature["label"],
            "Unit": feature["unit"],
            "Mean": group["mean"][feature["name"]],
            "Median": group["median"][feature["name"]],
            "From": group["middle_half"][feature["name"]][0],
            "To": group["middle_half"][feature["name"]][1],
        }
        for name, group in groups
        for feature in card["features"]
    )


@each_recipe
def test_segment_in_the_address_is_the_one_shown(recipe, look, saved):
    card = saved(recipe).card
    segment = card["segments"][-1]
    last = str(card["k"] - 1)
    page = look("profiles.py", model=recipe, segment=last)
    assert page.headings == [segment["name"]]
    assert page.app.selectbox(key="segment").value == last
    assert page.address["segment"] == last
    assert f"{segment['size']:,} of {card['customers']:,} customers" in page.text
    assert segment["description"] in page.text


def test_first_segment_is_shown_when_none_is_named(look, saved):
    page = look("profiles.py")
    assert page.headings == [saved("mall").names[0]]
    assert "segment" not in page.address


@pytest.mark.parametrize("segment", ["99", "-1", "everyone", ""])
def test_segment_that_is_not_there_falls_back_to_the_first(open_page, saved, segment):
    page = open_page("profiles.py", segment=segment)
    assert page.headings == [saved("mall").names[0]]
    told = f"There is no segment {segment} in this model; here is the largest one instead."
    assert page.warnings == ([told] if segment else [])
    assert page.choose("segment", "2").warnings == []
    assert page.address["segment"] == "2"


def test_chosen_segment_goes_into_the_address(open_page, saved):
    page = open_page("profiles.py").choose("segment", "3")
    assert page.headings == [saved("mall").names[3]]
    assert page.address["segment"] == "3"


def test_choice_offers_all_and_every_segment_by_name(look, saved):
    options = look("profiles.py").app.selectbox(key="segment").options
    assert options == ["All of them, compared", *saved("mall").names]


def test_segment_that_the_other_model_has_not_falls_back_to_the_first(open_page, saved):
    page = open_page("profiles.py", model="mall", segment="5").choose("model", "membership")
    assert page.headings == [saved("membership").names[0]]


@each_recipe
def test_bars_are_the_segments_distances_from_everybody(recipe, look, saved):
    model = saved(recipe)
    segment = model.card["segments"][1]
    (bars,) = look("profiles.py", model=recipe, segment="1").chart("standing")["data"]
    labels = {feature["label"]: feature["name"] for feature in model.card["features"]}
    written = [label.rsplit("<br>", 1)[0].replace("<br>", " ") for label in bars["y"]]
    drawn = dict(zip((labels[label] for label in written), numbers(bars["x"])))
    assert drawn == pytest.approx(segment["centre"])
    assert list(np.abs(numbers(bars["x"]))) == sorted(np.abs(numbers(bars["x"])), reverse=True)


def test_bars_say_what_is_told_of_the_segment(look, saved):
    segment = saved("mall").card["segments"][0]
    mean = segment["mean"]
    (bars,) = look("profiles.py", segment="0").chart("standing")["data"]
    assert dict(label.split("<br>") for label in bars["y"]) == {
        "Age": f"{mean['age']:.3g} years",
        "Annual income": f"${segment['median']['income']:.3g}k",
        "Spending score": f"{mean['spending_score']:.3g} of 100",
    }


@both_kinds
def test_all_segments_are_compared_on_every_feature(recipe, look, saved):
    card = saved(recipe).card
    page = look("profiles.py", model=recipe, segment="all")
    (cells,) = page.chart("heatmap")["data"]
    assert page.headings == []
    assert [name.replace("<br>", " ") for name in cells["x"]] == saved(recipe).names
    assert [label.replace("<br>", " ") for label in cells["y"]] == [
        feature["label"] for feature in card["features"]
    ]
    drawn = numbers(cells["z"]).reshape(-1, card["k"]).T
    expected = [
        [segment["centre"][name] for name in saved(recipe).features] for segment in card["segments"]
    ]
    assert drawn == pytest.approx(np.array(expected))


def test_categories_stand_beside_everybody(look, saved):
    card = saved("mall").card
    page = look("profiles.py", segment="0")
    everybody, own = page.chart("category_gender")["data"]
    for bars, group in ((everybody, card["everybody"]), (own, card["segments"][0])):
        shares = dict(zip(bars["y"], numbers(bars["x"])))
        assert shares == pytest.approx(group["categories"]["gender"])


@each_recipe
def test_spread_shows_every_customers_value(recipe, open_page, saved):
    model = saved(recipe)
    page = open_page("profiles.py", model=recipe)
    spread = page.app.selectbox(key="spread")
    assert spread.value.name == model.features[0]
    page.app.selectbox(key="spread").select_index(1)
    boxes = page.rerun().chart("boxes")["data"]
    for label, box in enumerate(boxes):
        own = model.customers.loc[model.customers.segment == label, model.features[1]]
        assert box["name"] == model.names[label]
        assert sorted(numbers(box["x"])) == sorted(own)


@pytest.mark.parametrize(
    "recipe, wanted",
    [
        ("mall", {"gender": ["Female"]}),
        ("mall", {"segment": [1, 4], "gender": ["Male"]}),
        ("online_retail", {"rfm_group": ["Champions", "Lost"], "country": ["United Kingdom"]}),
    ],
)
def test_spread_holds_only_the_customers_asked_for(recipe, wanted, open_page, saved):
    model = saved(recipe)
    kept = model.customers
    for column, values in wanted.items():
        kept = kept[[value in values for value in kept[column]]]
    page = open_page("profiles.py", model=recipe).only(**wanted)
    boxes = page.chart("boxes")["data"]
    for label, box in enumerate(boxes):
        own = kept.loc[kept.segment == label, model.features[0]]
        assert sorted(numbers(box["x"])) == sorted(own)
    everybody = len(model.customers)
    assert 0 < len(kept) < everybody
    assert f"{len(kept):,} of {everybody:,} customers shown." in page.text


def test_filters_offer_what_is_known_of_the_customers(look, saved):
    page = look("profiles.py", model="online_retail")
    assert {box.key: box.label for box in page.app.multiselect} == {
        "only_segment": "Segment",
        "only_country": "Country",
        "only_rfm_group": "Group by recency, frequency and spend",
    }
    model = saved("online_retail")
    assert page.app.multiselect(key="only_segment").options == model.names
    for name in ("country", "rfm_group"):
        offered = page.app.multiselect(key=f"only_{name}").options
        assert sorted(offered) == sorted(set(model.customers[name]))


def test_filters_of_another_model_do_not_hide_customers(open_page):
    page = open_page("profiles.py", model="mall").only(segment=[5], gender=["Female"])
    page.choose("model", "online_retail")
    drawn = page.chart("boxes")["data"]
    shown = sum(len(numbers(box["x"])) for box in drawn)
    assert shown == 1050 or f"{shown:,} of 1,050 customers shown." in page.text


@both_kinds
def test_table_holds_the_figures_of_the_card(recipe, look, saved):
    shown = look("profiles.py", model=recipe).table("Median")
    pd.testing.assert_frame_equal(shown, figures(saved(recipe).card), check_dtype=False)


@both_kinds
def test_downloaded_file_holds_the_table(recipe, open_page, monkeypatch):
    offered = []
    monkeypatch.setattr(st, "download_button", lambda *a, **more: offered.append((a, more)))
    page = open_page("profiles.py", model=recipe)
    (((label, content), more),) = offered
    assert label == "Download the figures"
    assert more["file_name"] == f"{recipe}_profiles.csv"
    downloaded = pd.read_csv(io.BytesIO(content), encoding="utf-8-sig")
    pd.testing.assert_frame_equal(downloaded, page.table("Median"), check_dtype=False)


def test_filter_that_is_not_there_is_told_of_and_gone_once_another_is_chosen(open_page):
    page = open_page("profiles.py", model="mall", only_gender="Robot", segment="3")
    assert page.warnings == ['There is no "Robot" under Gender; it is left out of the filter.']
    page.only(gender=["Female"])
    assert page.warnings == []
    assert page.address == {"model": "mall", "segment": "3", "only_gender": "Female"}
