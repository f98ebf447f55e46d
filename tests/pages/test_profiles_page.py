"""Profiles: one segment or all of them, in charts, a table and a file."""

import io
import re

import fastexcel
import numpy as np
import pandas as pd
import pytest
import streamlit as st

from tests.pages.conftest import SCORES, both_kinds, cells, each_recipe, in_the_table, numbers


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
            "Middle half from": group["middle_half"][feature["name"]][0],
            "Middle half to": group["middle_half"][feature["name"]][1],
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


def test_choice_offers_every_segment_by_name_and_what_to_compare_it_with(look, saved):
    page = look("profiles.py", segment="2")
    names = saved("mall").names
    assert page.app.selectbox(key="segment").options == names
    offered = page.app.selectbox(key="against").options
    assert offered == ["Everybody", *names[:2], *names[3:]]


def test_segment_that_the_other_model_has_not_falls_back_to_the_first(open_page, saved):
    page = open_page("profiles.py", model="mall", segment="5").choose("model", "membership")
    assert page.headings == [saved("membership").names[0]]


def figures_shown(page) -> pd.DataFrame:
    (_, *names), *rows = cells(page)
    return pd.DataFrame(rows, columns=["Feature", "Everybody", *names[1:]])


@each_recipe
def test_marks_are_the_segments_distances_from_everybody(recipe, look, saved):
    model = saved(recipe)
    segment = model.card["segments"][1]
    drawn = look("profiles.py", model=recipe, segment="1").chart("differences")["data"]
    _, everybody, own = drawn
    assert (everybody["name"], own["name"].replace("<br>", " ")) == ("Everybody", segment["name"])
    labels = {feature["label"]: feature["name"] for feature in model.card["features"]}
    names = [labels[label.rpartition(" (")[0] or label] for label in own["customdata"]]
    assert numbers(own["x"]).tolist() == [segment["centre"][name] for name in names]
    assert set(numbers(everybody["x"])) == {0}
    drawn_sizes = np.abs(numbers(own["x"])).tolist()
    assert drawn_sizes == sorted(drawn_sizes, reverse=True)
    assert len(names) <= 6
    assert not set(names) & set(SCORES)


def test_marks_say_both_values(look, saved):
    card = saved("mall").card
    _, everybody, own = look("profiles.py", segment="0").chart("differences")["data"]
    for marks, group in ((own, card["segments"][0]), (everybody, card["everybody"])):
        told = dict(zip(marks["customdata"], marks["text"]))
        assert told["Age (average)"] == f"{group['mean']['age']:.3g} years"
        assert told["Spending score (average)"] == f"{group['mean']['spending_score']:.3g} of 100"


def test_a_segment_beside_another_one_in_the_address(look, saved):
    card = saved("mall").card
    one, other = card["segments"][1], card["segments"][3]
    page = look("profiles.py", segment="1", against="3")
    assert page.app.selectbox(key="against").value == "3"
    _, others, own = page.chart("differences")["data"]
    assert (own["name"], others["name"]) == (one["name"], other["name"])
    labels = {f"{f['label']} ({in_the_table(f).rpartition(' (')[2]}": f for f in card["features"]}
    names = [labels[label]["name"] for label in own["customdata"]]
    assert numbers(own["x"]).tolist() == [one["centre"][name] for name in names]
    assert numbers(others["x"]).tolist() == [other["centre"][name] for name in names]


def test_a_segment_is_not_compared_with_itself(look):
    page = look("profiles.py", segment="3", against="3")
    assert page.app.selectbox(key="against").value == "everybody"
    assert page.warnings == ["There is no segment 3 to compare with; here is everybody instead."]


@both_kinds
def test_all_segments_are_compared_on_every_feature(recipe, look, saved):
    card = saved(recipe).card
    page = look("profiles.py", model=recipe, tab="all-compared")
    heads, *rows = cells(page)
    assert page.headings == []
    [drawn] = [html.value for html in page.app.html if 'role="table"' in html.value]
    assert len(re.findall("background:#[0-9A-F]{6};color:#111827", drawn)) == card["k"] * len(rows)
    assert heads == ["Feature", "EverybodyAll", *saved(recipe).names]
    told = [feature for feature in card["features"] if feature["name"] not in SCORES]
    assert [row[0].partition(" (")[0] for row in rows] == [f["label"] for f in told]
    assert all(len(row) == card["k"] + 2 for row in rows)
    for row, feature in zip(rows, told):
        value = card["segments"][0][feature["statistic"]][feature["name"]]
        if abs(value) < 1e4:
            assert float(row[2].replace(",", "")) == pytest.approx(value, rel=0.005)


def test_kinds_that_differ_stand_beside_everybody(look, saved):
    card = saved("online_retail").card
    segment = card["segments"][0]
    page = look("profiles.py", model="online_retail", tab="kinds")
    _, everybody, own = page.chart("kinds_0")["data"]
    for marks, group in ((own, segment), (everybody, card["everybody"])):
        shares = group["categories"]["rfm_group"]
        drawn = dict(zip(marks["customdata"], numbers(marks["x"])))
        assert len(drawn) > 2
        assert drawn == pytest.approx({value: shares.get(value, 0) for value in drawn})


def test_kinds_that_do_not_differ_are_said_and_not_drawn(look):
    page = look("profiles.py", model="mall", tab="kinds", segment="1")
    assert not page.app.main.get("plotly_chart")
    assert "By gender, " in page.text and "are much like everybody." in page.text


def test_only_the_open_tab_is_drawn(look):
    keys = {
        tab: [chart.key for chart in look("profiles.py", tab=tab).app.main.get("plotly_chart")]
        for tab in ("differences", "spread", "figures")
    }
    assert keys == {"differences": ["differences"], "spread": ["boxes"], "figures": []}


def test_part_of_the_page_that_is_not_there_is_told_of(look):
    page = look("profiles.py", tab="everything")
    assert page.warnings == [
        'There is no part "everything" of this page; here is "Differences" instead.'
    ]


@each_recipe
def test_spread_is_drawn_from_the_customers_values(recipe, look, saved):
    model = saved(recipe)
    name = model.features[1]
    feature = next(f for f in model.card["features"] if f["name"] == name)
    drawn = look("profiles.py", model=recipe, tab="spread", feature=name).chart("boxes")["data"]
    assert [box["name"] for box in drawn] == model.names
    for label, box in enumerate(drawn):
        own = model.customers.loc[model.customers.segment == label, name]
        quartiles = own.quantile([0.25, 0.5, 0.75]).to_numpy()
        found = np.concatenate([numbers(box[part]) for part in ("q1", "median", "q3")])
        is_logged = feature["log"] and model.customers[name].max() >= 10
        assert found == pytest.approx(np.log1p(quartiles) if is_logged else quartiles)


@both_kinds
@pytest.mark.parametrize("figure", ["mean", "median"])
def test_table_holds_the_figures_of_the_card(figure, recipe, look, saved):
    card = saved(recipe).card
    shown = figures_shown(look("profiles.py", model=recipe, tab="figures", figure=figure))
    groups = {"Everybody": card["everybody"], **{s["name"]: s for s in card["segments"]}}
    assert shown.columns.tolist() == ["Feature", *groups]
    for name, group in groups.items():
        size, *written = (float(cell.replace(",", "")) for cell in shown[name])
        assert size == group["size"]
        expected = [group[figure][feature["name"]] for feature in card["features"]]
        assert written == pytest.approx(expected, rel=0.2, abs=0.01)
    decimals = shown.iloc[:, 1:].map(lambda cell: len(cell.partition(".")[2]))
    assert (decimals.nunique(axis=1) == 1).all()


def test_middle_half_is_a_figure_too(look, saved):
    low, high = saved("mall").card["everybody"]["middle_half"]["age"]
    shown = figures_shown(look("profiles.py", tab="figures", figure="middle-half"))
    assert shown.Everybody[1] == f"{low:.1f} to {high:.1f}"


@both_kinds
def test_downloaded_files_hold_all_figures(recipe, open_page, saved, monkeypatch):
    offered = {}
    monkeypatch.setattr(
        st, "download_button", lambda *a, **more: offered.update({more["file_name"]: (*a, more)})
    )
    open_page("profiles.py", model=recipe, tab="figures")
    expected = figures(saved(recipe).card)
    _, content, _ = offered[f"{recipe}_profiles.csv"]
    downloaded = pd.read_csv(io.BytesIO(content()), encoding="utf-8-sig")
    pd.testing.assert_frame_equal(downloaded, expected, check_dtype=False)
    _, content, _ = offered[f"{recipe}_profiles.xlsx"]
    downloaded = fastexcel.read_excel(content()).load_sheet(0).to_pandas()
    assert downloaded.Mean.tolist() == pytest.approx(expected.Mean.tolist())
