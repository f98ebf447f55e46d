"""Whatever does not fit scrolls, and what scrolls can be reached and has a name."""

import pytest

from tests.browser.conftest import VIEWS, violations

# The widest of each kind: twelve features, ten columns, six segments.
WIDE = (
    "/profiles?segment=all&model=loyalty",
    "/explore_the_data?model=personality",
    "/other_methods?model=loyalty",
    "/about_this_model?model=loyalty",
)
WIDTHS = (1400, 1280, 768, 390)
# Parts that hold more than they show, by what becomes of the rest. Streamlit's own are left out:
# a table on a canvas scrolls by itself, and the drop zone's line on sizes has its full text in
# the page. Menus and inputs scroll as one types.
OVERFLOWING = """() => [...document.querySelectorAll("[data-testid=stMain] *")]
    .filter(part => !part.closest("svg, [data-testid=stDataFrame], [data-testid=stFileUploader]"))
    .filter(part => !part.closest("input, [role=combobox], [data-baseweb=select]"))
    .filter(part => part.clientWidth > 1 && part.scrollWidth > part.clientWidth + 1)
    .map(part => ({
        overflow: getComputedStyle(part).overflowX,
        reached: part.tabIndex === 0 && part.role === "region" && Boolean(part.ariaLabel),
        html: part.outerHTML.slice(0, 120),
    }))"""
CUT_OFF = f"""() => ({OVERFLOWING})().filter(part => /hidden|clip/.test(part.overflow)
    || /auto|scroll/.test(part.overflow) && !part.reached).map(part => part.html)"""
CUT_WRITING = """() => [...document.querySelectorAll(".js-plotly-plot")].flatMap(chart => {
    const edge = chart.getBoundingClientRect();
    return [...chart.querySelectorAll("text")].filter(text => {
        const box = text.getBoundingClientRect();
        return box.width && (box.left < edge.left - 1 || box.right > edge.right + 1);
    }).map(text => text.textContent);
})"""


@pytest.mark.parametrize("view", (*VIEWS, *WIDE))
def test_nothing_is_cut_off_at_any_width(view, visitor):
    guest = visitor().open(view)
    for width in WIDTHS:
        guest.page.set_viewport_size({"width": width, "height": 1000})
        guest.settle()
        guest.page.wait_for_function(f"() => ({CUT_OFF})().length === 0", timeout=10_000)
        guest.page.wait_for_function(f"() => ({CUT_WRITING})().length === 0", timeout=10_000)
    assert violations(guest) == []


def test_keyboard_scrolls_a_table_that_is_too_wide(visitor):
    guest = visitor(width=390).open("/profiles?segment=all&model=loyalty")
    region = guest.page.get_by_role("region", name="Every segment's average on every feature")
    region.focus()
    guest.page.keyboard.press("ArrowRight")
    guest.page.wait_for_function("() => document.activeElement.scrollLeft > 0")
