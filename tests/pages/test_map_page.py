"""Map: every customer where the model places them, flat and in three dimensions."""

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


@pytest.mark.parametrize("recipe", ["online_retail", "loyalty"])
def test_triangle_holds_every_customer_once(recipe, look, saved):
    model = saved(recipe)
    traces = look("map.py", model=recipe).chart("ternary")["data"]
    assert [trace["name"] for trace in traces] == model.names
    sizes = [numbers(trace["marker"]["size"]).sum() for trace in traces]
    assert sizes == [segment["size"] for segment in model.card["segments"]]
    assert sum(sizes) == model.card["customers"]


def test_triangle_places_customers_by_their_fifths(look, saved):
    model = saved("online_retail")
    quintiles = model.card["quintiles"]
    scores = pd.DataFrame(
        {
            name: [fifth(v, quintiles[name], reverse=name == "recency") for v in column]
            for name, column in model.customers[["recency", "frequency", "monetary"]].items()
        }
    )
    traces = look("map.py", model="online_retail").chart("ternary")["data"]
    for label, trace in enumerate(traces):
        own = scores[model.customers.segment == label].value_counts()
        corners = (numbers(trace[corner]) for corner in "abc")
        drawn = dict(zip(zip(*corners), numbers(trace["marker"]["size"])))
        assert drawn == own.to_dict()


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
