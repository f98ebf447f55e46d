"""What all charts share: a segment's colour and mark, and the layout.

Backgrounds and fonts are left to the app's theme, so that a chart follows a
switch between light and dark.
"""

from dataclasses import dataclass
from math import cos, pi, sin

import plotly.graph_objects as go

from segmentation.showing.charts.as_written import Chart

# At least 3:1 against the page, and apart for red- and green-blind readers. The dark ones are the
# light ones, lighter: who looks at the other theme calls them by the same word.
LIGHT = ("#7A85E3", "#E06E33", "#47A07D", "#734269", "#615302", "#4B8B99", "#8C5455", "#7F33B3")
DARK = ("#919DFB", "#FD8D4B", "#77E1B0", "#956086", "#7D6D17", "#8CC9D7", "#C07F7A", "#9B47D6")
# Each with the letter that looks like it: in three dimensions Plotly draws letters only, and
# these are in every font. Of triangles, stars and its own "x" there that is not so.
LETTERS = {
    "circle": "●",
    "square": "■",
    "diamond": "◆",
    "cross": "+",
    "circle-open": "○",
    "x": "×",
    "square-open": "□",
    "diamond-open": "◇",
}
MARKS = tuple(LETTERS)
_DIAMOND = ((50, 0), (100, 50), (50, 100), (0, 50))
_SQUARE = ((10, 10), (90, 10), (90, 90), (10, 90))
_CIRCLE = tuple(
    (round(50 + 46 * cos(turn * pi / 18), 1), round(50 + 46 * sin(turn * pi / 18), 1))
    for turn in range(36)
)


def _polygon(*rings: tuple[tuple[float, float], ...]) -> str:
    """Rings of corners as a CSS shape; where there are two, the inner is a hole."""
    # Back to where it began, or a line would run from one ring to the other and not back.
    corners = [corner for ring in rings for corner in (*ring, ring[0])] + [rings[0][0]]
    return f"polygon(evenodd, {', '.join(f'{x:g}% {y:g}%' for x, y in corners)})"


def _hollow(ring: tuple[tuple[float, float], ...], inner: float) -> str:
    return _polygon(ring, tuple((50 + (x - 50) * inner, 50 + (y - 50) * inner) for x, y in ring))


# The marks as CSS shapes, for what is no chart: Streamlit's `st.html` takes out SVG.
OUTLINES = {
    "circle": "circle(46%)",
    "square": "inset(10%)",
    "diamond": _polygon(_DIAMOND),
    "cross": "polygon(34% 0, 66% 0, 66% 34%, 100% 34%, 100% 66%, 66% 66%, 66% 100%, 34% 100%, "
    "34% 66%, 0 66%, 0 34%, 34% 34%)",
    "circle-open": _hollow(_CIRCLE, 0.62),
    "x": "polygon(22% 0, 50% 28%, 78% 0, 100% 22%, 72% 50%, 100% 78%, 78% 100%, 50% 72%, "
    "22% 100%, 0 78%, 28% 50%, 0 22%)",
    "square-open": _hollow(_SQUARE, 0.58),
    "diamond-open": _hollow(_DIAMOND, 0.58),
}
# How wide the line of a hollow mark is in charts; the thin one of Plotly's own would be faint.
HOLLOW_LINE = 2
WRITTEN = 13
# A colour of this luminance stands out as much from black as from white.
EVEN = 0.179
NEUTRAL = {"light": "#6B7280", "dark": "#9CA3AF"}
WRITING = {"light": "#454B55", "dark": "#C3C9D2"}
STRONG = {"light": "#111827", "dark": "#F9FAFB"}
PAGE = {"light": "#FCFBF8", "dark": "#15171C"}
DIVERGING = {
    "light": ((0, "#D9A866"), (0.5, "#F7F5F0"), (1, "#86AEE0")),
    "dark": ((0, "#7A4F17"), (0.5, "#23262D"), (1, "#2F5D9B")),
}


@dataclass(frozen=True)
class Style:
    """How a segment looks everywhere."""

    colour: str
    mark: str

    @property
    def marker(self) -> dict:
        """As Plotly's flat charts draw it; a size comes from the chart."""
        line = {"width": HOLLOW_LINE, "color": self.colour} if "open" in self.mark else None
        return {"color": self.colour, "symbol": self.mark, "line": line}

    @property
    def letter(self) -> str:
        """The same shape as a letter."""
        return LETTERS[self.mark]


def segment_style(segment: int, theme: str) -> Style:
    """The style of the segment with this id, in the `light` or the `dark` theme.

    Colour and mark together are one of a kind up to 64 segments.
    """
    colours = DARK if theme == "dark" else LIGHT
    turn, at = divmod(segment, len(colours))
    return Style(colour=colours[at], mark=MARKS[(at + turn) % len(MARKS)])


def written_on(colour: str) -> str:
    """Black or white, whichever is easier to read on a colour: always at least 4.5:1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    luminance = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
    return "#000000" if luminance > EVEN else "#FFFFFF"


def figure(*traces: go.Figure, height: int, theme: str, **layout: object) -> go.Figure:
    """A figure with the layout that every chart starts from."""
    chart = Chart(list(traces))
    chart.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        showlegend=False,
        dragmode=False,
        font_size=WRITTEN,
        hoverlabel={"align": "left", "font_size": WRITTEN},
        legend_font={"color": WRITING[theme], "size": WRITTEN},
        **layout,
    )
    font = {"color": WRITING[theme], "size": WRITTEN}
    writing = {"tickfont": font, "title_font": font}
    return chart.update_xaxes(**writing).update_yaxes(**writing)
