"""The form of a model that is built on a category: one choice, not a number for each value."""

import numpy as np
import pandas as pd
import pytest

import train
from tests.pages.conftest import Saved, each_page

VALUES = ["Clothing", "Electronics", "Groceries", "Home & Garden", "Sports"]
NUMBERS = {"age": 40, "income": 80_000, "spending_score": 50}


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    """Version 0001 is built on a category as well, version 0002 on numbers alone."""
    folder = tmp_path_factory.mktemp("one_hot")
    for option in (["--one-hot", "preferred_category"], ["--no-evidence"]):
        assert train.main(["membership", *option, "--segments", "5", "--models", str(folder)]) == 0
    return folder


@pytest.fixture
def opened(models, open_page):
    return lambda page="find_a_segment.py", **about: open_page(
        page, models=models, model="membership", version="0001", **about
    )


@pytest.fixture
def model(models):
    return Saved(models / "membership" / "0001")


def choice(page):
    return page.app.selectbox(key="preferred_category")


def test_category_is_one_choice(opened, model):
    page = opened()
    assert (choice(page).label, choice(page).options) == ("Preferred category", VALUES)
    assert choice(page).value == model.customers.preferred_category.mode()[0]
    assert [name for name in page.fields if name.startswith("preferred")] == []


def test_answer_is_what_the_saved_pipeline_predicts(opened, model):
    page = opened()
    for value in VALUES:
        choice(page).set_value(value)
        page.send(NUMBERS)
        row = model.customers[model.features].iloc[:1].astype(float)
        row[list(page.fields)] = list(page.fields.values())
        row[model.features[-5:]] = [float(value == other) for other in VALUES]
        assert page.headings == [model.names[model.pipeline.predict(row)[0]]]
        assert page.address["preferred_category"] == value


def test_example_has_the_category_of_its_customer(opened, model):
    for segment in model.card["segments"]:
        page = opened()
        page.click(f"example_{segment['id']}")
        assert page.headings == [segment["name"]]
        own = model.customers[model.customers.segment == segment["id"]]
        own = own[(own[list(NUMBERS)] == [page.fields[name] for name in NUMBERS]).all(axis=1)]
        assert choice(page).value in set(own.preferred_category)


def test_number_may_be_empty_beside_a_category(opened, model):
    page = opened()
    choice(page).set_value("Sports")
    page.send({**NUMBERS, "income": None})
    assert page.address["preferred_category"] == "Sports"
    low, high = model.card["everybody"]["range"]["income"]
    row = model.customers[model.features].iloc[:1].astype(float)
    row[list(page.fields)] = [np.nan if value is None else value for value in page.fields.values()]
    row[model.features[-5:]] = [float(value == "Sports") for value in VALUES]
    tried = pd.concat([row.assign(income=value) for value in np.linspace(low, high, 200)])
    found = {model.names[label] for label in model.pipeline.predict(tried)}
    assert found <= set(page.headings)
    assert "Without annual income" in page.text or len(page.headings) == 1


def test_address_of_an_answer_opens_the_same_answer(opened):
    page = opened()
    choice(page).set_value("Home & Garden")
    page.send(NUMBERS)
    again = opened(preferred_category="Home & Garden", answer="shown", age="40")
    assert choice(again).value == "Home & Garden"
    again.send(NUMBERS)
    assert again.headings == page.headings


def test_value_in_a_link_that_is_not_there_is_refused(opened, model):
    page = opened(preferred_category="Boats", answer="shown")
    assert page.errors == [
        "Preferred category must be one of Clothing, Electronics, Groceries, Home & Garden, "
        'Sports; "Boats" is not.'
    ]
    assert choice(page).value == model.customers.preferred_category.mode()[0]


def test_values_stay_when_the_visitor_looks_at_another_page(opened):
    page = opened()
    choice(page).set_value("Groceries")
    answer = page.send(NUMBERS).headings
    page.go_to("segments.py").go_to("find_a_segment.py")
    assert (choice(page).value, page.headings) == ("Groceries", answer)


def test_other_version_asks_for_its_own_fields(opened):
    page = opened()
    page.choose("version", "newest")
    assert "preferred_category" not in [box.key for box in page.app.selectbox]
    page.choose("version", "0001")
    assert choice(page).value in VALUES
    assert page.errors == []


@each_page
def test_every_page_opens(page, opened):
    assert opened(page).errors == []
