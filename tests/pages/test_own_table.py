"""A model of a table that none of the recipes is for: every page shows it like any other."""

import pandas as pd
import pytest

from segmentation.recipes import RECIPES
from tests.pages.conftest import Saved, each_page, gym_members, numbers

RECIPE = "own_gym_visits"
TITLE = "Gym $visits$"
LABELS = {
    "numclassvisits": "Class visits",
    "paid_a_year": "Paid a year ($)",
    "joined": "Days since joined (days)",
}


@pytest.fixture
def model(own) -> Saved:
    return Saved(own / RECIPE / "0001")


def typed(values: dict[str, float]) -> dict[str, float]:
    """`values` as they can be typed in."""
    decimals = {"numclassvisits": 0, "paid_a_year": 2, "joined": 0}
    return {name: round(values[name], decimals[name]) for name in LABELS}


@each_page
def test_every_page_opens(page, look, own, model):
    opened = look(page, models=own, model=RECIPE)
    assert opened.address["model"] == RECIPE
    assert f"{TITLE} · 90 customers" in opened.text
    assert opened.errors == opened.warnings == []


def test_it_is_offered_after_the_models_of_the_samples(look, own):
    options = look(models=own).app.selectbox(key="model").options
    assert options == [*(recipe.title for recipe in RECIPES.values()), TITLE]


def test_labels_are_the_headers_as_words(look, own):
    fields = look(models=own, model=RECIPE).form_fields
    shown = {field.key: field.label.replace("\\", "") for field in fields}
    assert {name: label.removesuffix(" (days)") for name, label in shown.items()} == {
        name: label.removesuffix(" (days)") for name, label in LABELS.items()
    }
    assert [field.min for field in fields] == [0, 0, None]


def test_fields_start_at_the_median(look, own):
    table = gym_members()
    days = (table.Joined.max() - table.Joined).map(lambda ago: ago.days)
    fields = look(models=own, model=RECIPE).fields
    assert fields["numclassvisits"] == round(table.NumClassVisits.median())
    assert fields["paid_a_year"] == pytest.approx(table["paid $ *a year*"].median(), abs=0.006)
    assert fields["joined"] == pytest.approx(days.median(), abs=0.5)


def test_answer_is_what_the_saved_pipeline_predicts(open_page, own, model):
    page = open_page(models=own, model=RECIPE)
    for segment in model.card["segments"]:
        values = typed(segment["median"])
        label = model.pipeline.predict(pd.DataFrame([values], columns=model.features))[0]
        page.send(values)
        assert page.fields == values
        assert page.headings == [model.names[label]]
        assert label == segment["id"]
    again = open_page(models=own, **page.address)
    assert again.headings == page.headings


def test_its_three_kinds_of_members_are_its_segments(model):
    kinds = model.customers.customer.str[1:].astype(int) // 30
    assert model.customers.groupby(kinds).segment.nunique().tolist() == [1, 1, 1]
    assert model.customers.segment.nunique() == 3


def test_segments_and_profiles_show_it(look, own, model):
    assert look("segments.py", models=own, model=RECIPE).headings == model.names
    page = look("profiles.py", models=own, model=RECIPE, segment="2")
    assert page.headings == [model.names[2]]


def test_kinds_that_do_not_differ_are_in_a_table_to_open(open_page, own):
    page = open_page("profiles.py", models=own, model=RECIPE, tab="kinds")
    page.app.session_state["all_kinds"] = True
    shares = page.rerun().table("Everybody").set_index("Value").Everybody.to_dict()
    assert shares == pytest.approx(gym_members().Home_Club.value_counts(normalize=True).to_dict())


def test_customers_can_be_narrowed_down_by_its_categories(open_page, own):
    page = open_page("map.py", models=own, model=RECIPE).only(home_club=["North"])
    north = (gym_members().Home_Club == "North").sum()
    assert sum(len(numbers(cloud["x"])) for cloud in page.chart("map_2d")["data"]) == north
    assert f"{north} of 90 customers shown." in page.text


def test_it_is_told_which_columns_are_not_used(look, own):
    page = look("about_this_model.py", models=own, model=RECIPE)
    assert page.table("Column").to_dict("records") == [
        {"Column": "Country", "Why": "the same for every customer"}
    ]


def test_name_of_the_file_is_not_taken_for_markup(look, own):
    page = look("about_this_model.py", models=own, model=RECIPE)
    told = page.table("In this model").set_index("To check")["In this model"]
    assert told["File"] == "gym_$visits$.csv"
    raw = [cell for table in page.app.table for cell in table.value.to_numpy().ravel()]
    assert r"gym\_\$visits\$\.csv" in raw
