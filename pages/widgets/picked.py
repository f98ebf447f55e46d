"""The segment that stands out on the page *Score a list*: the address's `pick`."""

from collections.abc import Mapping

import streamlit as st

from pages.widgets.address import write
from pages.widgets.models import View
from pages.widgets.segment import marks_css
from pages.widgets.text import label
from segmentation.showing.tables.scored import EVERYBODY

PICK, WHOSE = "pick", "whose"


def picking(segment_id: int) -> dict[str, str]:
    """The part of an address that picks out a segment."""
    return {PICK: str(segment_id)}


def picked(view: View, *, is_new_visit: bool) -> str | None:
    """What the address picks out; None after another model was chosen, whose ids differ."""
    pick, state = st.query_params.get(PICK), st.session_state
    if is_new_visit or state.get(PICK, (None,))[0] != pick:
        state.pick = pick, view.card.recipe
    return pick if state.pick[1] == view.card.recipe else None


def who_is_picked(pick: str | None, names: Mapping[int | str, str]) -> int | None:
    """The id of the segment that is picked out; None for everybody, or if the list has none of it.

    Args:
        names: as `names_of` the list.
    """
    found = {str(segment): segment for segment in names if segment != EVERYBODY}
    return found.get(pick)


def choose_whom(view: View, names: Mapping[int | str, str], segment: int | None) -> None:
    """Buttons for everybody and each segment that the list has; the choice goes to the address."""
    st.session_state[WHOSE] = EVERYBODY if segment is None else segment
    segments = [key for key in names if key != EVERYBODY]
    with st.container(key="choose_whom"):
        st.html(f"<style>{marks_css(segments, view.theme, 'choose_whom')}</style>")
        st.pills(
            "Which customers",
            list(names),
            format_func=lambda key: label(names[key]),
            key=WHOSE,
            required=True,
            on_change=lambda: _pick(view, st.session_state[WHOSE]),
        )


def pick_by_click(view: View, chart: str, segment: int | None) -> None:
    """Pick out the segment whose bar was clicked; everybody, where that one was picked already."""
    points = st.session_state[chart].selection.points
    if points:
        clicked = points[0]["customdata"][0]
        _pick(view, EVERYBODY if clicked == segment else clicked)


def show_everybody(view: View) -> None:
    """A button that is the way back from one segment."""
    st.button(
        "Show everybody",
        icon=":material/close:",
        key="show_everybody",
        on_click=_pick,
        args=(view, EVERYBODY),
    )


def _pick(view: View, whose: int | str) -> None:
    pick = None if whose == EVERYBODY else str(whose)
    st.session_state.pick = pick, view.card.recipe
    write({PICK: [pick] if pick else []})
