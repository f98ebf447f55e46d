"""The top of a page: its title, what it answers, and which model is in view."""

from collections.abc import Sequence

import streamlit as st

from pages.widgets.models import View
from pages.widgets.text import plain
from segmentation.showing.sentences.evidence import cautions
from segmentation.showing.tables.about import in_one_line


def page_header(
    view: View,
    title: str,
    answers: str,
    looking_at: Sequence[str] = (),
    *,
    with_cautions: bool = True,
) -> None:
    """Title, one sentence on what the page answers, and the model in view.

    `looking_at` are the sentences that explain the page to somebody who sees it for the first time.
    A page that says itself how far the segments can be trusted goes without the cautions.
    """
    page_top(title, answers, looking_at, plain(in_one_line(view.card)))
    told = cautions(view.card, view.recipe) if with_cautions else []
    if told:
        st.info(plain(" ".join(told)), icon=":material/blur_on:")


def page_top(title: str, answers: str, looking_at: Sequence[str] = (), about: str = "") -> None:
    """The same for a page that shows no model; `about` is a line in Markdown above the title."""
    with st.container(key="page_top", gap="xxsmall"):
        if about:
            st.caption(about)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
            st.title(title, anchor=False, width="content")
            st.markdown(answers, width="content")
            if looking_at:
                _explained(looking_at)


def _explained(looking_at: Sequence[str]) -> None:
    with st.popover("What am I looking at?", icon=":material/help:", type="tertiary"):
        st.markdown(" ".join(looking_at))
