"""Pages: where the answer stands, links, downloads, filters, and a model of one's own table."""

import io
import json
import re

import pandas as pd
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ANSWER, DESK
from tests.conftest import ROOT
from tests.serving import served_warm


def test_answer_stands_below_the_form_on_a_phone_and_beside_it_on_a_desk(visitor):
    guest = visitor(width=360).open(ANSWER)
    form, answer = form_and_answer(guest)
    assert answer["y"] >= form["y"] + form["height"]
    guest.page.set_viewport_size(DESK)
    expect(guest.page.get_by_test_id("stSidebar")).to_be_in_viewport(ratio=1)
    form, answer = form_and_answer(guest)
    assert answer["x"] >= form["x"] + form["width"]
    # A customer is looked up above the form; the answer begins beside that.
    look_up = guest.page.get_by_text("Look a customer up").bounding_box()
    assert answer["y"] == pytest.approx(look_up["y"], abs=12)


def form_and_answer(guest):
    parts = guest.page.get_by_test_id("stForm"), guest.page.locator(".st-key-answer")
    return [part.bounding_box() for part in parts]


def test_link_of_a_segment_opens_its_profile(visitor, trained):
    segments = json.loads((trained / "membership" / "0001" / "card.json").read_text())["segments"]
    guest = visitor().open("/segments?model=membership")
    guest.page.get_by_role("link", name="See profile").nth(2).click()
    expect(guest.title).to_have_text("Profiles")
    expect(guest.page.get_by_role("heading", level=2).first).to_have_text(segments[2]["name"])
    guest.settle()
    assert guest.page.evaluate("location.search") == "?model=membership&segment=2"


def test_downloaded_figures_are_those_of_the_card(visitor, trained):
    card = json.loads((trained / "mall" / "0001" / "card.json").read_text())
    guest = visitor().open("/profiles?model=mall&tab=figures")
    with guest.page.expect_download() as download:
        guest.page.get_by_role("button", name="Download all figures as CSV").click()
    assert download.value.suggested_filename == "mall_profiles.csv"
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    table = pd.read_csv(io.BytesIO(content), encoding="utf-8-sig")
    groups = [card["everybody"], *card["segments"]]
    names = [feature["name"] for feature in card["features"]]
    assert list(table.Mean) == [group["mean"][name] for group in groups for name in names]
    assert list(table.Customers) == [group["size"] for group in groups for _ in names]


def test_downloaded_rows_are_those_that_were_taken_out(visitor):
    guest = visitor().open("/about_this_model?model=loyalty")
    with guest.page.expect_download() as download:
        guest.page.get_by_role("button", name="9 rows: nothing spent").click()
    assert download.value.suggested_filename == "loyalty_nothing_spent.csv"
    table = pd.read_csv(download.value.path(), dtype=str, encoding="utf-8-sig")
    sample = pd.read_csv(ROOT / "data" / "loyalty.csv", dtype=str).drop_duplicates()
    spent_nothing = sample[sample.customer_id.notna() & (sample.total_spent.astype(float) <= 0)]
    assert sorted(table.customer) == sorted(spent_nothing.customer_id)


def test_filter_in_the_address_survives_a_reload(visitor, trained):
    customers = pd.read_parquet(trained / "mall" / "0001" / "customers.parquet")
    told = f"{(customers.gender == 'Female').sum()} of 200 customers shown."
    guest = visitor().open("/map?model=mall&only_gender=Female")
    expect(guest.page.get_by_text(told)).to_be_visible()
    expect(guest.page).to_have_url(re.compile("only_gender=Female"))
    guest.page.reload()
    guest.settle()
    expect(guest.page.get_by_text(told)).to_be_visible()


def test_model_of_a_table_of_ones_own_is_shown_in_words(visitor, own):
    with served_warm(own) as server:
        guest = visitor(server.base).open("/find_a_segment?model=own_gym_visits")
        form = guest.page.get_by_test_id("stForm")
        for label in ("Class visits", "Paid a year ($)", "Days since joined"):
            expect(form.get_by_text(label)).to_be_visible()
        guest.page.get_by_role("button", name="Find the segment").click()
        expect(guest.answer).to_be_visible()
        guest.open("/about_this_model?model=own_gym_visits")
        expect(guest.page.get_by_text("gym_$visits$.csv", exact=True)).to_be_visible()
