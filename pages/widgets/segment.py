"""A segment's mark and name, the same on every page."""

from html import escape

import streamlit as st

from pages.widgets.text import plain
from segmentation.card import Segment
from segmentation.charts.style import segment_style

# The marks of the charts, drawn as CSS shapes since `st.html` takes out SVG.
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


def segment_heading(segment_id: int, name: str, theme: str, *, size: str = "1.35rem") -> None:
    """The segment's mark in its colour, then its name, as a heading of the second level."""
    style = segment_style(segment_id, theme)
    st.html(
        f'<h2 style="font-size:{size};margin:0;padding:0;line-height:1.3;'
        f'display:flex;gap:0.45em">'
        f'<span style="flex:none;width:0.72em;height:0.72em;margin-top:0.3em;'
        f'background:{style.colour};clip-path:{OUTLINES[style.mark]}"></span>'
        f"<span>{escape(name)}</span></h2>"
    )


def named_by_owner(segment: Segment) -> None:
    """A line that says so where the owner named the segment; nothing where the model did."""
    if segment.computed_name:
        st.caption(f"Named by you; the model would call it: {plain(segment.computed_name)}")


def mark_css(segment_id: int, theme: str, key: str) -> str:
    """The rule that draws a segment's mark before the words of the button with this key."""
    style = segment_style(segment_id, theme)
    return (
        f".st-key-{key} button::before {{content:'';flex:none;width:0.8em;height:0.8em;"
        f"margin-right:0.5em;background:{style.colour};clip-path:{OUTLINES[style.mark]}}}"
    )
