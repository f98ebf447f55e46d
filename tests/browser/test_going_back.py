"""The way back in the browser's history: one press for each step that was made."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import TITLES


def back(guest, title):
    """Press Back once; gives the address one is at when the page stands there."""
    guest.page.go_back()
    expect(guest.title).to_have_text(title)
    guest.settle()
    return guest.page.url.removeprefix(guest.base)


def test_the_sidebar_leads_to_every_page_and_one_press_back_to_what_each_showed(visitor):
    guest = visitor().open("/")
    links = guest.page.get_by_test_id("stSidebar").get_by_role("link")
    expect(links).to_have_text([re.compile(f"{title}$") for title in TITLES.values()])
    addresses = [guest.page.url.removeprefix(guest.base)]
    first = guest.page.evaluate("history.length")
    for title in list(TITLES.values())[1:]:
        guest.follow(title)
        addresses.append(guest.page.url.removeprefix(guest.base))
    assert addresses == list(TITLES)
    assert guest.page.evaluate("history.length") == first + len(TITLES) - 1
    titles = list(TITLES.values())
    for at in reversed(range(len(TITLES) - 1)):
        assert back(guest, titles[at]) == addresses[at]


def test_one_press_leads_back_to_an_example_a_profile_and_another_model(visitor):
    guest = visitor().open("/find_a_segment")
    guest.page.locator(".st-key-example_2 button").click()
    expect(guest.answer).to_be_visible()
    segment = guest.settle().answer.inner_text()
    answered = guest.page.url.removeprefix(guest.base)
    guest.follow("Segments")
    guest.page.get_by_role("link", name="See profile").nth(3).click()
    expect(guest.title).to_have_text("Profiles")
    guest.settle()
    assert guest.page.url.endswith("/profiles?segment=3")
    guest.choose_model("Members")
    assert guest.page.url.endswith("/profiles?model=membership")
    assert back(guest, "Profiles") == "/profiles?segment=3"
    # Both models have such a page: the title is there before what belongs to the address is.
    expect(guest.page.get_by_text("Mall customers ·")).to_be_visible()
    guest.settle()
    assert back(guest, "Segments") == "/segments"
    assert back(guest, "Find a segment") == answered
    expect(guest.answer).to_have_text(segment)
    guest.follow("Map").follow("Find a segment")
    assert guest.page.url.removeprefix(guest.base) == answered
    assert back(guest, "Map") == "/map"
    back(guest, "Find a segment")
    expect(guest.answer).to_have_text(segment)
    assert back(guest, "Find a segment") == "/find_a_segment"
    expect(guest.answer).to_have_count(0)
