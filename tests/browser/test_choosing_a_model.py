"""The chosen model stays: in the address, from page to page, on reload and on going back."""

import re

from playwright.sync_api import expect

MEMBERS = re.compile(r"[?&]model=membership(&|$)")


def test_choice_is_in_the_address_survives_a_reload_and_goes_along_to_every_page(visitor):
    guest = visitor().open("/segments").choose_model("Members")
    expect(guest.page).to_have_url(MEMBERS)
    guest.page.reload()
    guest.settle()
    expect(guest.chooser).to_have_value("Members")
    expect(guest.title).to_have_text("Segments")
    for title in ("Map", "Profiles", "About this model", "Find a segment", "Segments"):
        guest.follow(title)
        expect(guest.chooser).to_have_value("Members")
        expect(guest.page.get_by_text("Members · 1,000 customers")).to_be_visible()
        expect(guest.page).to_have_url(MEMBERS)


def test_sidebar_links_carry_the_choice_to_a_new_tab(visitor):
    guest = visitor().open("/segments?model=membership")
    address = guest.page.get_by_role("link", name="Map").get_attribute("href")
    tab = visitor().open("/" + address.removeprefix(guest.base).lstrip("/"))
    expect(tab.title).to_have_text("Map")
    expect(tab.chooser).to_have_value("Members")


def test_going_back_returns_to_the_page_before(visitor):
    guest = visitor().open("/segments?model=membership").follow("Map")
    expect(guest.page).to_have_url(MEMBERS)
    guest.page.go_back()
    expect(guest.title).to_have_text("Segments")
    expect(guest.chooser).to_have_value("Members")


def test_going_back_returns_to_the_model_before(visitor):
    guest = visitor().open("/segments?model=mall").choose_model("Members")
    expect(guest.page).to_have_url(MEMBERS)
    guest.page.go_back()
    expect(guest.chooser).to_have_value("Mall customers")
    expect(guest.page.get_by_text("Mall customers · 200 customers")).to_be_visible()


def test_going_back_returns_to_the_segment_before(visitor):
    guest = visitor().open("/profiles?model=mall&segment=1")
    name = guest.page.get_by_role("heading", level=2).first.inner_text()
    guest.page.get_by_role("combobox", name="Segment").click()
    guest.page.get_by_role("option", name="Younger customers").first.click()
    expect(guest.page).to_have_url(re.compile("segment=(?!1)"))
    guest.settle()
    guest.page.go_back()
    expect(guest.page.get_by_role("heading", level=2).first).to_have_text(name)
