"""What every page begins with: the product's mark, the data set, and soon the content."""

import pytest

from tests.browser.conftest import TITLES

# Where the first thing below the title begins.
CONTENT = """() => {
    const top = document.querySelector(".st-key-page_top");
    return top.parentElement.nextElementSibling?.getBoundingClientRect().top
        ?? top.nextElementSibling.getBoundingClientRect().top;
}"""
MARK = """part => {
    const style = getComputedStyle(document.querySelector(`[data-testid=${part}]`),
        part === "stHeader" ? "::after" : "::before");
    return [style.display !== "none" && style.content, style.backgroundImage.slice(0, 24)];
}"""
NAMED = ['"Customer Segments"', 'url("data:image/svg+xml;']


@pytest.mark.parametrize("page", ["/segments", "/map", "/score_a_list"])
def test_content_begins_at_a_hundred_pixels(page, visitor):
    guest = visitor().open(f"{page}?model=mall")
    assert guest.page.evaluate(CONTENT) <= 110
    assert guest.page.evaluate(MARK, "stSidebarHeader") == NAMED


def test_a_phone_has_the_mark_beside_the_button_that_opens_the_sidebar(visitor):
    guest = visitor(width=390).open("/segments?model=mall")
    assert guest.page.evaluate(MARK, "stHeader") == NAMED
    assert guest.page.evaluate(CONTENT) <= 190
    assert guest.title.inner_text() == TITLES["/segments"]
