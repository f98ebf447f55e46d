"""Map: every customer where the model places them, flat and in three dimensions."""

import pytest

from tests.pages.conftest import each_recipe, numbers


@each_recipe
@pytest.mark.parametrize("key, axes", [("map_2d", "xy"), ("map_3d", "xyz")])
def test_customers_lie_where_the_model_places_them(recipe, key, axes, open_page, saved):
    model = saved(recipe)
    page = open_page("map.py", model=recipe, in_3d=str(key == "map_3d").lower())
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
def test_map_says_in_words_how_much_it_shows(recipe, open_page, saved):
    axes = saved(recipe).card["projection"]["axes"]
    for shown, in_3d in ((axes[:2], "false"), (axes, "true")):
        text = open_page("map.py", model=recipe, in_3d=in_3d).text
        assert f"{sum(axis['variance'] for axis in shown):.0%} of all the differences" in text
        for axis in shown:
            assert f"{axis['high']}." in text


def test_points_tell_who_the_customer_is(open_page, saved):
    model = saved("mall")
    first = model.customers[model.customers.segment == 0].iloc[0]
    text = open_page("map.py").chart("map_2d")["data"][0]["text"][0]
    assert text.split("<br>") == [
        f"Customer {first.customer}",
        model.names[0],
        f"Age: {first.age:g} years",
        f"Annual income: ${first.income:g}k",
        f"Spending score: {first.spending_score:g} of 100",
    ]
