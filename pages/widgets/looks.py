"""The segments of any number of segments: names, sizes and a sentence each."""

import os
from html import escape

import pandas as pd
import streamlit as st

from pages.widgets.models import View
from pages.widgets.segment import mark_of
from segmentation.server.settings import takes_new_data
from segmentation.showing.sentences.numbers import training_command
from segmentation.words import how_many, percent


def segment_list(segments: pd.DataFrame, theme: str) -> None:
    """A line for each segment, its share as a bar below.

    Args:
        segments: as `showing.tables.evidence.segments_of` returns it.
    """
    widest = segments.share.max()
    rows = "".join(_row(segment, widest, theme) for segment in segments.itertuples())
    st.html(f'<ul style="list-style:none;margin:0;padding:0;max-width:46rem">{rows}</ul>')


def take(view: View, segments: int) -> None:
    """The way to a model with so many segments."""
    if takes_new_data(os.environ):
        st.page_link(
            "new_data.py",
            label=f"Take {segments} segments",
            icon=":material/model_training:",
            query_params={"again": view.card.recipe, "segments": str(segments)},
        )
        return
    st.caption(f"To take {segments} segments, run this in the project's folder:")
    st.code(training_command(view.model, segments), language="shell", wrap_lines=True)


def _row(segment: object, widest: float, theme: str) -> str:
    mark = "" if segment.segment is None else mark_of(segment.segment, theme)
    about = "about " if segment.is_about else ""
    size = f"{about}{how_many(segment.size, 'customer')} · {percent(segment.share)}"
    return (
        '<li style="margin:0 0 0.9rem;padding:0;line-height:1.45">'
        '<div style="display:flex;flex-wrap:wrap;gap:0.1em 0.5em;align-items:baseline">'
        f'<span style="display:flex;gap:0.5em">{mark}'
        f'<strong style="overflow-wrap:anywhere">{escape(segment.name)}</strong></span>'
        f'<span style="margin-left:auto;white-space:nowrap;font-variant-numeric:tabular-nums">'
        f"{escape(size)}</span></div>"
        '<div style="height:0.45rem;margin:0.2rem 0 0.3rem;background:rgba(128,128,128,0.15)">'
        f'<div style="height:100%;width:{100 * segment.share / widest:.1f}%;'
        'background:rgba(128,128,128,0.75)"></div></div>'
        f"{escape(segment.sentence)}</li>"
    )
