"""What the form can be filled with at once: a customer of the data, or an example of a segment."""

from collections.abc import Mapping, Sequence

import streamlit as st

from pages.widgets.customer_in_address import Value, tell
from pages.widgets.models import View
from pages.widgets.segment import mark_css
from pages.widgets.text import label, plain
from segmentation.answering.examples import examples
from segmentation.answering.fields import Field, asked_fields
from segmentation.answering.lookup import can_be_looked_up, look_up, nobody_is_called
from segmentation.answering.one_number import plainly
from segmentation.card.segments import Segment
from segmentation.models.model import Model
from segmentation.showing.sentences.segments import size_in_words

# Who was looked up last, until something else is sent.
LOOKED_UP, LOOK_UP, NOT_FOUND = "looked_up", "look_up", "not_found"


def looked_up() -> str:
    """What the customer in the form was looked up by; empty for values that were typed in."""
    return st.session_state.get(LOOKED_UP, "")


def look_up_field(view: View) -> None:
    """A field for a customer's number or name; nothing where the data has none."""
    if not can_be_looked_up(view.model):
        return
    with st.container(gap="xxsmall", key="look_up_customer"):
        st.text_input(
            "Look a customer up",
            key=LOOK_UP,
            placeholder="Number or name in the data",
            icon=":material/search:",
            autocomplete="off",
            on_change=_look_up,
            args=(view,),
        )
        if st.session_state.pop(NOT_FOUND, None):
            st.warning(plain(nobody_is_called(view.model, st.session_state[LOOK_UP])))


def example_tiles(view: View) -> None:
    """Each segment with its size and first action; a click shows one of its customers."""
    found, fields = _examples(view.model), asked_fields(view.model)
    st.markdown("**The segments at a glance.** Fill in the form, or choose one for an example.")
    with st.container(key="examples"), st.grid(2, min_column_width=240):
        for segment in view.card.segments:
            _tile(view, segment, fields, found.get(segment.id))


def fill_in(
    view: View, fields: Sequence[Field], values: Mapping[str, Value], who: str = ""
) -> None:
    """Send the form with these values; what is not known is left empty."""
    st.session_state[LOOKED_UP] = who
    written = {
        name: value if isinstance(value, str) else plainly(value)
        for name, value in values.items()
        if value is not None
    }
    tell(view, fields, {field.name: written.get(field.name, "") for field in fields})


def _tile(
    view: View, segment: Segment, fields: Sequence[Field], example: Mapping[str, Value] | None
) -> None:
    key = f"example_{segment.id}"
    with st.container(border=True, height="stretch", gap="xxsmall", key=f"tile_{segment.id}"):
        st.html(f"<style>{mark_css(segment.id, view.theme, key)}</style>")
        st.button(
            label(segment.name),
            key=key,
            type="tertiary",
            wrap=True,
            disabled=example is None,
            on_click=fill_in,
            args=(view, fields, example),
        )
        st.caption(plain(size_in_words(segment)))
        if segment.actions:
            st.markdown(plain(segment.actions[0].what))


def _look_up(view: View) -> None:
    called = st.session_state[LOOK_UP]
    if not called.strip():
        return
    values = look_up(view.model, called)
    if values is None:
        st.session_state[NOT_FOUND] = True
        return
    fill_in(view, asked_fields(view.model), values, called.strip())


@st.cache_data(show_spinner=False, hash_funcs={Model: lambda model: model.card.files})
def _examples(model: Model) -> dict[int, dict[str, Value]]:
    return examples(model)
