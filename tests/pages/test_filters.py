"""Only some customers: in the address, on every chart of a page, and on the way to others."""

import pytest

from tests.pages.conftest import numbers
from tests.pages.test_profiles_page import figures_shown


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
    page = open_page("profiles.py", model=recipe, tab="spread").only(**wanted)
    name = model.features[0]
    medians = kept.groupby("segment")[name].median()
    drawn = page.chart("boxes")["data"]
    assert [box["name"] for box in drawn] == [model.names[label] for label in medians.index]
    assert [numbers(box["median"])[0] for box in drawn] == pytest.approx(medians.to_list())
    everybody = len(model.customers)
    assert 0 < len(kept) < everybody
    assert f"{len(kept):,} of {everybody:,} customers shown." in page.text


def test_ranges_in_the_address_hold_for_every_tab(look, saved):
    customers = saved("mall").customers
    kept = customers[customers.age.between(20, 40)]
    asked = {"from_age": "20", "to_age": "40", "model": "mall"}
    figures = figures_shown(look("profiles.py", tab="figures", **asked))
    assert figures.Everybody.to_list()[:2] == [f"{len(kept)}", f"{kept.age.mean():.1f}"]
    page = look("profiles.py", tab="spread", **asked)
    told = f"{len(kept)} of 200 customers shown. Only age from 20 years to 40 years."
    assert told in page.text
    medians = [numbers(box["median"])[0] for box in page.chart("boxes")["data"]]
    assert medians == kept.groupby("segment").age.median().to_list()


def test_a_range_is_chosen_and_taken_back(open_page):
    page = open_page("profiles.py", model="mall", tab="figures").open_filters()
    page.app.select_slider(key="range_age").set_value((20, 40))
    page.rerun()
    assert page.address == {"model": "mall", "tab": "figures", "from_age": "20", "to_age": "40"}
    page.click("show_all")
    assert page.address == {"model": "mall", "tab": "figures"}
    assert "customers shown" not in page.text


def test_a_range_that_is_no_number_is_told_of(look):
    page = look("profiles.py", model="mall", from_age="young")
    assert page.warnings == ['"young" is no number, so Age is not filtered by it.']


def test_nobody_left_is_said_with_what_to_do(look):
    page = look("profiles.py", model="mall", from_age="69", only_gender="Female", to_income="20")
    assert "0 of 200 customers shown." in page.text
    assert page.notes[-1].startswith("No customer is like that.")
    assert not page.app.main.get("plotly_chart")


def test_a_segment_of_whom_nobody_is_left_is_said(look, saved):
    page = look("profiles.py", model="mall", only_segment=saved("mall").names[1], segment="0")
    assert page.headings == [saved("mall").names[0]]
    assert page.notes[-1].startswith(f"Nobody in “{saved('mall').names[0]}” is among")


def test_links_of_the_sidebar_carry_filters_along(look):
    page = look("profiles.py", model="mall", from_age="20", only_gender="Female", tab="spread")
    links = {
        link.proto.label: link.proto.query_string for link in page.app.sidebar.get("page_link")
    }
    assert links["Map"] == links["Segments"] == "model=mall&from_age=20&only_gender=Female"


def test_filters_offer_what_is_known_of_the_customers(open_page, saved):
    page = open_page("profiles.py", model="online_retail").open_filters()
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
    assert [slider.key for slider in page.app.select_slider] == [
        f"range_{name}" for name in model.features
    ]


def test_filters_are_drawn_only_when_opened(look):
    assert len(look("profiles.py", model="online_retail").app.multiselect) == 0


def test_filters_of_another_model_do_not_hide_customers(open_page):
    page = open_page("profiles.py", model="mall", tab="figures").only(
        segment=[5], gender=["Female"]
    )
    page.choose("model", "online_retail")
    assert "customers shown" not in page.text
    page.app.session_state["tab"] = "Figures"
    assert figures_shown(page.rerun()).Everybody[0] == "1,050"


def test_filter_that_is_not_there_is_told_of_and_gone_once_another_is_chosen(open_page):
    page = open_page("profiles.py", model="mall", only_gender="Robot", segment="3")
    assert page.warnings == ['There is no "Robot" under Gender; it is left out of the filter.']
    page.only(gender=["Female"])
    assert page.warnings == []
    assert page.address == {"model": "mall", "segment": "3", "only_gender": "Female"}
