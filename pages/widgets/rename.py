"""Giving a segment a name of one's own."""

import streamlit as st

from pages.widgets.models import View, recipe_folder
from pages.widgets.text import plain
from segmentation.card.segments import Segment
from segmentation.errors import SegmentationError
from segmentation.models.own_names import LONGEST, rename, why_fixed


def rename_popover(view: View, segment: Segment) -> None:
    """A button that opens a field for the name; where names cannot be given, why."""
    reason = why_fixed(recipe_folder())
    if reason:
        st.caption(plain(reason))
        return
    computed = segment.computed_name or segment.name
    with (
        st.popover("Rename", icon=":material/edit:"),
        st.form(f"rename_form_{segment.id}", border=False),
    ):
        name = st.text_input(
            "Name of this segment",
            value=segment.name,
            max_chars=LONGEST,
            placeholder=computed,
            key=f"rename_{segment.id}",
        )
        st.caption(
            "Everybody who uses this app sees the name, also after a retrain. "
            f"Left empty, it is the model's again: {plain(computed)}."
        )
        if st.form_submit_button("Save the name", type="primary"):
            _save(view, segment, name)


def _save(view: View, segment: Segment, name: str | None) -> None:
    try:
        rename(recipe_folder(), view.card.segments, segment.id, name or "")
    except SegmentationError as error:
        st.error(plain(str(error)), icon=":material/edit:")
        return
    st.rerun()
