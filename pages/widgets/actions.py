"""What to do with the customers of a segment."""

import streamlit as st

from pages.widgets.text import plain
from segmentation.card.segments import Segment


def what_to_do(segment: Segment) -> None:
    """The segment's actions as a numbered list, each with its reason; nothing without any."""
    if not segment.actions:
        return
    st.header("What to do", anchor=False)
    st.markdown(
        "\n".join(
            f"{number}. **{plain(action.what)}** {plain(action.why)}"
            for number, action in enumerate(segment.actions, start=1)
        )
    )
