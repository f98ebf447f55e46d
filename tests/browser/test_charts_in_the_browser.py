"""The words and figures in charts can be read: large enough, whole, and standing out."""

import io

import pytest
from PIL import Image

CHARTS = (
    "/profiles?segment=0",
    "/profiles?segment=all&model=personality",
    "/map",
    "/map?model=online_retail",
)
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
LARGE_ENOUGH = 10
STANDS_OUT = 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", CHARTS)
def test_writing_in_charts_stands_out(view, theme, visitor):
    guest = visitor(theme=theme, height=1800).open(view)
    picture = Image.open(io.BytesIO(guest.page.screenshot(animations="disabled"))).convert("RGB")
    ratios = {
        written["text"]: round(contrast(written["colour"], picture.getpixel(written["corner"])), 1)
        for written in guest.page.evaluate(WRITTEN)
    }
    assert {text: ratio for text, ratio in ratios.items() if ratio < STANDS_OUT} == {}


@pytest.mark.parametrize("view", CHARTS)
def test_writing_in_charts_is_whole_and_large_enough_on_a_phone(view, visitor):
    written = visitor(width=360).open(view).page.evaluate(WRITTEN)
    assert [text["text"] for text in written if text["cut"]] == []
    assert [text["text"] for text in written if text["size"] < LARGE_ENOUGH] == []


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
