"""Ideas to test, with a segment's customers or with one of them."""

from collections.abc import Sequence

import streamlit as st

from pages.widgets.text import plain
from segmentation.card.segments import Action

IDEAS = "Ideas to test"


def ideas_to_test(actions: Sequence[Action]) -> None:
    """Ideas as a numbered list, each with its reason; nothing without any."""
    if not actions:
        return
    st.header(IDEAS, anchor=False)
    st.markdown(
        "\n".join(
            f"{number}. **{plain(action.what)}** {plain(action.why)}"
            for number, action in enumerate(actions, start=1)
        )
    )
