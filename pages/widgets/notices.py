"""Sentences that belong at the top of the page, whoever finds out that they are needed."""

import streamlit as st

from pages.widgets.text import plain


def place_notices() -> None:
    """Keep their place; called before anything else is drawn."""
    st.session_state.notices = st.container()


def notice(sentence: str, icon: str) -> None:
    """Show a sentence there."""
    st.session_state.notices.warning(plain(sentence), icon=icon)
