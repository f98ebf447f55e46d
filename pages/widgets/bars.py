"""Small bars, each with both its values in words."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from segmentation.showing.tables.bars import Bar


def small_bars(bars: Sequence[Bar], colours: Sequence[str]) -> None:
    """A bar under its label and values; a line across it where everybody is."""
    items = "".join(
        f"<li><span>{escape(bar.label)}</span><span>{escape(bar.said)}</span>"
        f'<div class="track" aria-hidden="true">'
        f'<i style="left:{bar.start:.1%};width:{bar.end - bar.start:.1%};background:{colour}"></i>'
        f'<b style="left:{bar.mark:.1%}"></b></div></li>'
        for bar, colour in zip(bars, colours, strict=True)
    )
    st.html(f'<ul class="bars">{items}</ul>')
