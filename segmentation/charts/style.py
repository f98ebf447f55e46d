"""What all charts share: a segment's colour and mark, and the layout.

Backgrounds and fonts are left to the app's theme, so that a chart follows a
switch between light and dark.
"""

from dataclasses import dataclass

import plotly.graph_objects as go

from segmentation.charts.as_written import Chart

# At least 3:1 against the page, and apart for red- and green-blind readers.
LIGHT = ("#7A85E3", "#E06E33", "#47A07D", "#734269", "#615302", "#4B8B99", "#8C5455", "#7F33B3")
DARK = ("#85B3F5", "#EE9751", "#99FCBB", "#C788A2", "#F1EE1A", "#B8EBF9", "#CA5156", "#A15ED4")
MARKS = ("circle", "square", "diamond", "triangle-up", "x", "star", "triangle-down", "cross")
# The marks as CSS shapes, for what is no chart: Streamlit's `st.html` takes out SVG.
OUTLINES = {
    "circle": "circle(46%)",
    "square": "inset(10%)",
    "diamond": "polygon(50% 0, 100% 50%, 50% 100%, 0 50%)",
    "triangle-up": "polygon(50% 6%, 100% 94%, 0 94%)",
    "triangle-down": "polygon(0 6%, 100% 6%, 50% 94%)",
    "x": "polygon(22% 0, 50% 28%, 78% 0, 100% 22%, 72% 50%, 100% 78%, 78% 100%, 50% 72%, "
    "22% 100%, 0 78%, 28% 50%, 0 22%)",
    "cross": "polygon(34% 0, 66% 0, 66% 34%, 100% 34%, 100% 66%, 66% 66%, 66% 100%, 34% 100%, "
    "34% 66%, 0 66%, 0 34%, 34% 34%)",
    "star": "polygon(50% 0, 62% 36%, 100% 38%, 70% 60%, 81% 97%, 50% 75%, 19% 97%, 30% 60%, "
    "0 38%, 38% 36%)",
}
# Three dimensions know no triangles and stars, and draw "x" and "cross" badly.
MARKS_3D = ("circle", "square", "diamond", "circle-open", "square-open", "diamond-open")
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
    mark_3d: str


def segment_style(segment: int, theme: str) -> Style:
    """The style of the segment with this id, in the `light` or the `dark` theme.

    Colour and mark together are one of a kind up to 64 segments.
    """
    colours = DARK if theme == "dark" else LIGHT
    turn, at = divmod(segment, len(colours))
    mark = (at + turn) % len(MARKS)
    return Style(
        colour=colours[at], mark=MARKS[mark], mark_3d=MARKS_3D[(at + turn) % len(MARKS_3D)]
    )


def figure(*traces: go.Figure, height: int, theme: str, **layout: object) -> go.Figure:
    """A figure with the layout that every chart starts from."""
    chart = Chart(list(traces))
    chart.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        showlegend=False,
        dragmode=False,
        hoverlabel={"align": "left"},
        legend_font_color=WRITING[theme],
        **layout,
    )
    writing = {"tickfont_color": WRITING[theme], "title_font_color": WRITING[theme]}
    return chart.update_xaxes(**writing).update_yaxes(**writing)
