"""Ideas to test, with a segment's customers or with one of them."""

from collections.abc import Sequence

import streamlit as st

from pages.widgets.text import plain
from segmentation.card.segments import Action

IDEAS = "Ideas to test"


def ideas_to_test(actions: Sequence[Action], without: str = "") -> None:
    """Ideas as a numbered list, each with its reason; what to say without any, else nothing."""
    if not actions and not without:
        return
    st.header(IDEAS, anchor=False)
    if not actions:
        st.markdown(without)
        return
    st.markdown(
        "\n".join(
            f"{number}. **{plain(action.what)}** {plain(action.why)}"
            for number, action in enumerate(actions, start=1)
        )
    )
