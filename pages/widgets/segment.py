"""A segment's mark and name, the same on every page."""

from html import escape

import streamlit as st

from pages.widgets.text import plain
from segmentation.card import Segment
from segmentation.charts.style import OUTLINES, segment_style


def segment_heading(segment_id: int, name: str, theme: str, *, size: str = "1.35rem") -> None:
    """The segment's mark in its colour, then its name, as a heading of the second level."""
    style = segment_style(segment_id, theme)
    st.html(
        f'<h2 style="font-size:{size};margin:0;padding:0;line-height:1.3;'
        f'display:flex;gap:0.45em">'
        f'<span style="flex:none;width:0.72em;height:0.72em;margin-top:0.3em;'
        f'background:{style.colour};clip-path:{OUTLINES[style.mark]}"></span>'
        f'<span style="overflow-wrap:anywhere">{escape(name)}</span></h2>'
    )


def named_by_owner(segment: Segment) -> None:
    """A line that says so where the owner named the segment; nothing where the model did."""
    if segment.computed_name:
        st.caption(f"Named by you; the model would call it: {plain(segment.computed_name)}")


def mark_css(segment_id: int, theme: str, key: str) -> str:
    """The rules that draw a segment's mark before the words of the button with this key."""
    style = segment_style(segment_id, theme)
    button = f".st-key-{key} button"
    # Streamlit's own colour for a button under the pointer is too faint on the dark page.
    return (
        f"{button}::before {{content:'';flex:none;width:0.8em;height:0.8em;margin-right:0.5em;"
        f"background:{style.colour};clip-path:{OUTLINES[style.mark]}}}"
        f"{button}:is(:hover,:active,:focus) {{color:inherit}}"
        f"{button}:hover p {{text-decoration:underline}}"
    )
