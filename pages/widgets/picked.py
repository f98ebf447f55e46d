"""The segment that a link to the page *Score a list* picks out: the address's `pick`."""

import streamlit as st

from pages.widgets.models import View
from segmentation.showing.tables.scored import EVERYBODY

PICK = "pick"


def picking(segment_id: int) -> dict[str, str]:
    """The part of an address that picks out a segment."""
    return {PICK: str(segment_id)}


def picked(view: View, *, is_new_visit: bool) -> str | None:
    """What the address picks out; None after another model was chosen, whose ids differ."""
    pick, state = st.query_params.get(PICK), st.session_state
    if is_new_visit or state.get("pick", (None,))[0] != pick:
        state.pick = pick, view.card.recipe
    return pick if state.pick[1] == view.card.recipe else None


def preselect(pick: str | None, names: dict[int | str, str]) -> None:
    """Choose the picked segment where the list has it; later choices are the visitor's."""
    state = st.session_state
    if state.get("whose") not in names or state.get("preselected") != pick:
        state.whose = {str(segment): segment for segment in names}.get(pick, EVERYBODY)
        state.preselected = pick
