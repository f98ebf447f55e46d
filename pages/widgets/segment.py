"""A segment's mark and name, the same on every page."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from pages.widgets.models import View
from pages.widgets.text import plain
from segmentation.card.segments import Segment
from segmentation.showing.charts.style import OUTLINES, Style, segment_style
from segmentation.showing.sentences.evidence import how_firm

# As the theme's headings of the second and the third level.
USUAL, SMALL = "1.375rem", "1.125rem"


def segment_heading(segment_id: int, name: str, theme: str, *, size: str = USUAL) -> None:
    """The segment's mark in its colour, then its name, as a heading of the second level."""
    style = segment_style(segment_id, theme)
    st.html(
        f'<h2 style="font-size:{size};font-weight:600;margin:0;padding:0;line-height:1.3;'
        f'display:flex;gap:0.45em">'
        f'<span style="flex:none;width:0.72em;height:0.72em;margin-top:0.3em;{_mark(style)}">'
        f"</span>"
        f'<span style="overflow-wrap:anywhere">{escape(name)}</span></h2>'
    )


def segment_legend(view: View) -> None:
    """Every segment's mark and name, in as many lines as they need: what a chart's marks mean."""
    entries = "".join(
        f'<li style="display:flex;gap:0.4em;margin:0;padding:0">'
        f"{mark_of(segment.id, view.theme)}{escape(segment.name)}</li>"
        for segment in view.card.segments
    )
    st.html(
        '<ul style="display:flex;flex-wrap:wrap;gap:0.2em 1.4em;margin:0;padding:0;'
        f'list-style:none;font-size:0.9rem;line-height:1.4">{entries}</ul>'
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
        f"{_mark(style)}}}"
        f"{button}:is(:hover,:active,:focus) {{color:inherit}}"
        f"{button}:hover p {{text-decoration:underline}}"
    )


def marks_css(segments: Sequence[int], theme: str, key: str) -> str:
    """The rules that draw marks before the buttons of a group, from its second on.

    Args:
        key: that of the container which the group is in.
    """
    buttons = f".st-key-{key} [data-testid=stButtonGroup] button"
    return "".join(
        f"{buttons}:nth-of-type({at})::before {{content:'';flex:none;width:0.8em;height:0.8em;"
        f"margin-right:0.5em;{_mark(segment_style(segment, theme))}}}"
        for at, segment in enumerate(segments, start=2)
    )


def _mark(style: Style) -> str:
    return f"background:{style.colour};clip-path:{OUTLINES[style.mark]}"


def mark_of(segment_id: int, theme: str) -> str:
    """A segment's mark as HTML, to stand before its name in a line."""
    return (
        '<span style="flex:none;width:0.75em;height:0.75em;align-self:center;'
        f'{_mark(segment_style(segment_id, theme))}"></span>'
    )


def firmness(segment: Segment) -> None:
    """A line on how far other samples give this segment again; nothing where it is not known."""
    told = how_firm(segment)
    if told:
        st.caption(plain(told))
