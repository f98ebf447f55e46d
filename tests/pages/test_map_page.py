"""Map: every customer where the model places them, flat and in three dimensions."""

import re

import numpy as np
import pandas as pd
import pytest

from segmentation.words import percent
from tests.pages.conftest import each_recipe, fifth, numbers


@each_recipe
@pytest.mark.parametrize("key, axes", [("map_2d", "xy"), ("map_3d", "xyz")])
def test_customers_lie_where_the_model_places_them(recipe, key, axes, look, saved):
    model = saved(recipe)
    page = look("map.py", model=recipe, in_3d=str(key == "map_3d").lower())
    clouds = page.chart(key)["data"]
    assert [cloud["name"] for cloud in clouds] == model.names
    for label, cloud in enumerate(clouds):
        own = model.customers[model.customers.segment == label]
        assert len(numbers(cloud["x"])) == model.card["segments"][label]["size"]
        for number, axis in enumerate(axes, start=1):
            assert numbers(cloud[axis]) == pytest.approx(own[f"axis_{number}"].to_numpy())


def test_map_is_flat_until_asked_otherwise(open_page):
    page = open_page("map.py")
    assert page.app.toggle(key="in_3d").value is False
    page.app.toggle(key="in_3d").set_value(True)
    assert page.rerun().chart("map_3d")["data"][0]["type"] == "scatter3d"


@each_recipe
def test_map_says_in_words_how_much_it_shows(recipe, look, saved):
    axes = saved(recipe).card["projection"]["axes"]
    for shown, in_3d in ((axes[:2], "false"), (axes, "true")):
        text = look("map.py", model=recipe, in_3d=in_3d).text
        assert f"{percent(sum(axis['variance'] for axis in shown))} of all the differences" in text
        for axis in shown:
            ends = f"From {axis['low']} to {axis['high']}." if in_3d == "true" else axis["high"]
            assert ends in text


def test_map_says_what_it_answers(look):
    assert "Where does each customer stand?" in look("map.py").text


@pytest.mark.parametrize("key, in_3d", [("map_2d", "false"), ("map_3d", "true")])
def test_map_holds_only_the_customers_asked_for(key, in_3d, open_page, saved):
    customers = saved("mall").customers
    page = open_page("map.py", in_3d=in_3d).only(gender=["Female"], segment=[0, 3])
    drawn = page.chart(key)["data"]
    kept = 0
    for label, cloud in enumerate(drawn):
        own = customers[(customers.segment == label) & (customers.gender == "Female")]
        if label not in (0, 3):
            own = own.iloc[:0]
        assert list(numbers(cloud["x"])) == list(own.axis_1)
        assert list(numbers(cloud["y"])) == list(own.axis_2)
        kept += len(own)
    assert 0 < kept < 200
    assert f"{kept} of 200 customers shown." in page.text


def test_map_holds_everybody_when_nothing_is_asked_for(open_page):
    page = open_page("map.py").only(gender=["Female"])
    page.only(gender=[])
    assert sum(len(numbers(cloud["x"])) for cloud in page.chart("map_2d")["data"]) == 200
    assert "customers shown" not in page.text


def test_link_to_a_filtered_map_opens_it(look, saved):
    page = look("map.py", model="online_retail", only_rfm_group=["Champions", "Lost"])
    kept = saved("online_retail").customers.rfm_group.isin(["Champions", "Lost"]).sum()
    clouds = page.chart("map_2d")["data"]
    assert sum(len(numbers(cloud["x"])) for cloud in clouds) == kept
    assert f"{kept} of 1,050 customers shown." in page.text


@pytest.mark.parametrize("wanted", ["Nobody", "", "female"])
def test_link_that_asks_for_what_is_not_there_shows_everybody(wanted, look):
    clouds = look("map.py", only_gender=wanted).chart("map_2d")["data"]
    assert sum(len(numbers(cloud["x"])) for cloud in clouds) == 200


def test_filters_that_leave_nobody_leave_an_empty_map(open_page, saved):
    customers = saved("online_retail").customers
    assert not ((customers.rfm_group == "Champions") & (customers.segment == 0)).any()
    page = open_page("map.py", model="online_retail").only(rfm_group=["Champions"], segment=[0])
    assert "0 of 1,050 customers shown." in page.text


with_scores = pytest.mark.parametrize("recipe", ["online_retail", "loyalty"])


def scores_of(model, names):
    """Each customer's three scores, reckoned from the card's fifths."""
    quintiles = model.card["quintiles"]
    return pd.DataFrame(
        {
            what: [
                fifth(value, quintiles[name], reverse=what == "recency")
                for value in model.customers[name]
            ]
            for what, name in zip(("recency", "frequency", "monetary"), names)
        },
        index=model.customers.index,
    )


RFM = {
    "online_retail": ("recency", "frequency", "monetary"),
    "loyalty": ("recency", "number_of_orders", "total_spent"),
}


@with_scores
def test_triangle_holds_every_customer_once_in_one_mark_a_place(recipe, look, saved):
    model = saved(recipe)
    traces = look("map.py", model=recipe, tab="triangle").chart("ternary")["data"]
    assert [trace["name"] for trace in traces] == model.names
    places = [place for t in traces for place in zip(*(numbers(t[corner]) for corner in "abc"))]
    shares = [tuple(round(part / sum(place), 9) for part in place) for place in places]
    assert len(set(shares)) == len(shares)
    sizes = [numbers(trace["marker"]["size"]).sum() for trace in traces]
    assert sum(sizes) == model.card["customers"]


def test_best_and_worst_are_one_mark_and_the_triangle_says_so(look, saved):
    scores = scores_of(saved("online_retail"), RFM["online_retail"])
    alike = (scores.nunique(axis=1) == 1).sum()
    page = look("map.py", model="online_retail", tab="triangle")
    told = [
        told
        for trace in page.chart("ternary")["data"]
        for told, *corners in zip(trace["customdata"], *(numbers(trace[c]) for c in "abc"))
        if len(set(corners)) == 1
    ]
    assert len(told) == 1
    assert told[0][0] == alike
    assert "1, 1, 1" in told[0][1] and "5, 5, 5" in told[0][1]
    assert "the best (5, 5, 5) and the worst (1, 1, 1) fall on one point" in page.text


@with_scores
def test_grid_counts_customers_by_recency_and_frequency(recipe, look, saved):
    model = saved(recipe)
    scores = scores_of(model, RFM[recipe])
    spent = model.customers[RFM[recipe][2]]
    [cells] = look("map.py", model=recipe, tab="recency-and-frequency").chart("rfm_grid")["data"]
    assert len(cells["text"]) == 5
    for recency, row in enumerate(cells["text"], 1):
        for frequency, told in enumerate(row, 1):
            own = (scores.recency == recency) & (scores.frequency == frequency)
            if not own.any():
                assert told == ""
                continue
            people, value = told.split("<br>")
            assert people == f"{own.sum():,}"
            typical = float(re.sub(r"[^\d.]", "", value))
            assert typical == pytest.approx(spent[own].mean(), rel=0.006)


def test_grid_names_the_groups_champions_at_the_top_right(look):
    page = look("map.py", model="online_retail", tab="recency-and-frequency")
    [cells] = page.chart("rfm_grid")["data"]
    groups = [[cell[0] for cell in row] for row in cells["customdata"]]
    assert groups[4][4].startswith("Champions (")
    assert groups[0][0].startswith(("Lost (", "Hibernating ("))
    assert list(numbers(cells["x"])) == list(numbers(cells["y"])) == [1, 2, 3, 4, 5]


def test_grid_and_triangle_hold_only_the_customers_asked_for(open_page, saved):
    own = (saved("online_retail").customers.rfm_group == "Champions").sum()
    page = open_page("map.py", model="online_retail", tab="recency-and-frequency")
    page.only(rfm_group=["Champions"])
    [cells] = page.chart("rfm_grid")["data"]
    counted = [int(t.split("<br>")[0].replace(",", "")) for row in cells["text"] for t in row if t]
    assert sum(counted) == own > 0
    page = open_page("map.py", model="online_retail", tab="triangle")
    page.only(rfm_group=["Champions"])
    traces = page.chart("ternary")["data"]
    assert sum(numbers(trace["marker"]["size"]).sum() for trace in traces) == own


def test_axes_can_be_two_features(look, saved):
    model = saved("mall")
    page = look("map.py", axes="features", across="income", up="spending_score")
    chart = page.chart("map_2d")
    for label, cloud in enumerate(chart["data"]):
        own = model.customers[model.customers.segment == label]
        assert numbers(cloud["x"]).tolist() == own.income.tolist()
        assert numbers(cloud["y"]).tolist() == own.spending_score.tolist()
    titles = [chart["layout"][axis]["title"]["text"] for axis in ("xaxis", "yaxis")]
    assert titles == ["Annual income (thousand $) →", "Spending score (of 100) →"]
    assert "Right: more annual income. Up: more spending score." in page.text


def test_skewed_features_are_drawn_as_the_model_logs_them(look, saved):
    model = saved("online_retail")
    page = look("map.py", model="online_retail", axes="features", across="recency", up="monetary")
    chart = page.chart("map_2d")
    own = model.customers[model.customers.segment == 0]
    assert numbers(chart["data"][0]["x"]).tolist() == own.recency.tolist()
    assert numbers(chart["data"][0]["y"]) == pytest.approx(np.log1p(own.monetary))
    axis = chart["layout"]["yaxis"]
    written = [float(tick.replace(",", "")) for tick in axis["ticktext"]]
    assert np.log1p(written) == pytest.approx(numbers(axis["tickvals"]))


def test_points_can_be_as_large_as_customers_spend(look):
    page = look("map.py", model="online_retail", by_spend="true")
    sizes = np.concatenate([numbers(t["marker"]["size"]) for t in page.chart("map_2d")["data"]])
    assert (sizes.min() >= 3, sizes.max()) == (True, 22)
    assert not [toggle for toggle in look("map.py").app.toggle if toggle.key == "by_spend"]


def test_a_customer_is_found_by_number_and_ringed(open_page, saved):
    customers = saved("mall").customers
    wanted = customers.iloc[41]
    page = open_page("map.py")
    page.app.text_input(key="find").set_value(f" {wanted.customer}.0 ")
    page.rerun()
    name = saved("mall").names[wanted.segment]
    assert f"Customer {wanted.customer}: {name}. Age {wanted.age:g} years, " in page.text
    ring = page.chart("map_2d")["data"][-1]
    assert (ring["x"], ring["y"]) == ([wanted.axis_1], [wanted.axis_2])
    assert ring["marker"]["symbol"] == "circle-open"
    assert page.address["find"] == f"{wanted.customer}.0"


def test_a_customer_who_is_not_there_is_said_not_to_be(look):
    page = look("map.py", find="nobody@example.org")
    assert 'Nobody of the 200 customers is called "nobody@example.org".' in page.text
    assert len(page.chart("map_2d")["data"]) == 6


def test_triangle_is_only_for_recency_frequency_and_spend(look):
    charts = look("map.py", model="mall").app.main.get("plotly_chart")
    assert [chart.key for chart in charts] == ["map_2d"]


def test_points_tell_who_the_customer_is(look, saved):
    model = saved("mall")
    first = model.customers[model.customers.segment == 0].iloc[0]
    cloud = look("map.py").chart("map_2d")["data"][0]
    values = [first.customer, first.age, first.income, first.spending_score]
    assert cloud["customdata"][0] == [int(first.name), *values]
    assert cloud["name"] == model.names[0]
    assert cloud["hovertemplate"].removesuffix("<extra></extra>").split("<br>") == [
        "Customer %{customdata[1]}",
        "%{fullData.name}",
        "Age (years): %{customdata[2]:,.12~r}",
        "Annual income (thousand $): %{customdata[3]:,.12~r}",
        "Spending score (of 100): %{customdata[4]:,.12~r}",
    ]
