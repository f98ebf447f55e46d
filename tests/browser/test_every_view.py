"""Every view, opened once in each theme and once on a phone, and looked at from all sides."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import CHARTS, DESK, TITLES, VIEWS, Visitor, violations
from tests.serving import free_port, served_warm

# The widest of each kind: twelve features, ten columns, six segments.
WIDE = (
    "/profiles?tab=all-compared&model=loyalty",
    "/explore_the_data?tab=together&model=loyalty",
    "/other_methods?model=loyalty",
    "/about_this_model?model=loyalty",
)
PHONE = {"width": 360, "height": 1000}
WIDTHS = (1400, 1280, 768, 390)
FITS = """() => [document.documentElement, document.querySelector("[data-testid=stMain]")]
    .every(part => part.scrollWidth <= part.clientWidth)"""
BACKGROUND = """() => getComputedStyle(document.querySelector("[data-testid=stApp]"))
    .backgroundColor"""
DOUBLED = "html { font-size: 32px !important }"
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
# All that is written in charts: text, colour, height of the letters, and where.
WRITTEN = """() => [...document.querySelectorAll(".js-plotly-plot")].flatMap(chart => {
    const edge = chart.getBoundingClientRect();
    return [...chart.querySelectorAll("text")].filter(text => text.textContent.trim()).map(text => {
        const box = text.getBoundingClientRect();
        return {
            text: text.textContent,
            colour: getComputedStyle(text).fill.match(/\\d+/g).slice(0, 3).map(Number),
            size: parseFloat(getComputedStyle(text).fontSize),
            corner: [box.left + 1, box.top + 1],
            cut: box.left < edge.left - 1 || box.right > edge.right + 1,
        };
    });
})"""
LARGE_ENOUGH = 12
STANDS_OUT = 4.5


@pytest.fixture(scope="module")
def port() -> int:
    """Where one server after the other listens."""
    return free_port()


@pytest.fixture(scope="module", params=(*VIEWS, *WIDE))
def desk(request, visiting, app, trained, port) -> Iterator[Visitor]:
    """A view in light on a wide screen; a page by itself is the first that its server shows."""
    view = request.param
    if view not in TITLES:
        with visiting(app) as guest:
            yield guest.open(view)
        return
    with served_warm(trained, port=port) as server, visiting(server.base) as guest:
        yield guest.open(view)


@pytest.fixture(scope="module", params=VIEWS)
def narrow(request, visiting, app) -> Iterator[Visitor]:
    """A view that is opened in dark on a narrow screen."""
    with visiting(app, theme="dark", **PHONE) as guest:
        yield guest.open(request.param)


@pytest.fixture
def phone(narrow) -> Visitor:
    """A view on a narrow screen."""
    narrow.page.set_viewport_size(PHONE)
    return narrow.settle()


@pytest.fixture
def dark(narrow) -> Visitor:
    """A view in dark on a wide screen."""
    narrow.page.set_viewport_size(DESK)
    expect(narrow.page.get_by_test_id("stSidebar")).to_be_in_viewport(ratio=1)
    return narrow.settle()


# The first of those that each fixture opens.
on_charts = {
    name: pytest.mark.parametrize(name, CHARTS, indirect=True) for name in ("desk", "narrow")
}


@contextmanager
def resized(guest: Visitor, **size: int) -> Iterator[None]:
    """The window in another size; afterwards as it was, for who looks next."""
    before = guest.page.viewport_size
    guest.page.set_viewport_size(before | size)
    try:
        yield
    finally:
        guest.page.set_viewport_size(before)
        guest.settle()


def test_page_opens_by_its_address(desk):
    path = desk.page.url.removeprefix(desk.base).partition("?")[0]
    expect(desk.title).to_have_text(TITLES[path])


def test_page_has_no_accessibility_violations_in_light(desk):
    assert desk.page.evaluate(BACKGROUND) == "rgb(252, 251, 248)"
    assert violations(desk) == []


def test_page_asks_no_other_host_and_reports_no_error(desk):
    assert desk.hosts == {"127.0.0.1"}
    assert desk.complaints == []


def test_page_shows_no_markup_or_placeholder(desk):
    text = desk.page.locator("body").inner_text()
    for leftover in ("\\", "**", "nan", "None", "undefined", "{"):
        assert leftover not in text


def test_page_does_not_scroll_sideways_when_text_is_doubled(desk):
    with resized(desk, width=1280, height=800):
        doubled = desk.page.add_style_tag(content=DOUBLED)
        try:
            desk.settle()
            desk.page.wait_for_function(FITS)
        finally:
            doubled.evaluate("style => style.remove()")


def test_nothing_is_cut_off_at_any_width(desk):
    """Whatever does not fit scrolls, and what scrolls can be reached and has a name."""
    with resized(desk):
        for width in WIDTHS:
            desk.page.set_viewport_size(DESK | {"width": width})
            desk.settle()
            desk.page.wait_for_function(f"() => ({CUT_OFF})().length === 0", timeout=10_000)
            desk.page.wait_for_function(f"() => ({CUT_WRITING})().length === 0", timeout=10_000)
            if width == min(WIDTHS):
                assert violations(desk) == []


@on_charts["desk"]
def test_writing_in_charts_stands_out_in_light(desk):
    with resized(desk, height=1800):
        desk.settle()
        assert hard_to_read(desk) == {}


def test_page_does_not_scroll_sideways_on_a_phone(phone):
    phone.page.wait_for_function(FITS)


@on_charts["narrow"]
def test_writing_in_charts_is_whole_and_large_enough_on_a_phone(narrow, phone):
    written = phone.page.evaluate(WRITTEN)
    assert [text["text"] for text in written if text["cut"]] == []
    assert [text["text"] for text in written if text["size"] < LARGE_ENOUGH] == []


def test_page_has_no_accessibility_violations_in_dark(dark):
    assert dark.page.evaluate(BACKGROUND) == "rgb(21, 23, 28)"
    assert violations(dark) == []


@on_charts["narrow"]
def test_writing_in_charts_stands_out_in_dark(narrow, dark):
    with resized(dark, height=1800):
        dark.settle()
        assert hard_to_read(dark) == {}


def test_keyboard_scrolls_a_table_that_is_too_wide(visitor):
    guest = visitor(width=390).open("/new_data?tab=models&model=mall")
    region = guest.page.get_by_role("region", name="The versions of this model, the newest first.")
    region.focus()
    guest.page.keyboard.press("ArrowRight")
    guest.page.wait_for_function("() => document.activeElement.scrollLeft > 0")


def hard_to_read(guest: Visitor) -> dict[str, float]:
    """What is written in charts and does not stand out from what is behind it, by how little."""
    picture = Image.open(io.BytesIO(guest.page.screenshot(animations="disabled"))).convert("RGB")
    ratios = {
        written["text"]: round(contrast(written["colour"], picture.getpixel(written["corner"])), 1)
        for written in guest.page.evaluate(WRITTEN)
    }
    return {text: ratio for text, ratio in ratios.items() if ratio < STANDS_OUT}


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The contrast ratio of WCAG 2."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: tuple[int, ...]) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
