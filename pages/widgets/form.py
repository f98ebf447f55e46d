"""The form for one customer, built from the recipe and the model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from pages.widgets.customer_in_address import (
    Value,
    follow_address,
    forget,
    tell,
    was_sent,
    wrong_values,
)
from pages.widgets.models import View
from pages.widgets.start import LOOKED_UP
from pages.widgets.text import label, plain
from segmentation.answering.cautions import unit_question
from segmentation.answering.fields import Field, asked_fields, check_field
from segmentation.recipes.recipe import Category, Feature
from segmentation.showing.tables.fields import seen
from segmentation.words import with_unit


@dataclass(frozen=True)
class Entry:
    """What was sent, None where a field is empty; with a sentence for each impossible value."""

    values: dict[str, Value]
    wrong: dict[str, str]

    @property
    def complete(self) -> bool:
        """Whether no field is empty."""
        return None not in self.values.values()


def customer_form(view: View) -> Entry:
    """Draw the form. What was sent lives in the address, as does that it was sent."""
    fields = asked_fields(view.model)
    entry = _entry(view, fields, follow_address(view, fields))
    with st.form("customer_form"):
        with st.grid(2, min_column_width=130):
            for at, field in enumerate(fields):
                _draw(view, field, entry, key=field_key(at))
        st.caption("Leave a field empty where you do not know it.")
        st.form_submit_button(
            "Find the segment", type="primary", width="stretch", on_click=_send, args=(view, fields)
        )
    if was_sent():
        st.button(
            "Start again",
            key="start_again",
            icon=":material/restart_alt:",
            type="tertiary",
            on_click=forget,
            args=(fields,),
        )
    return entry


def field_key(at: int) -> str:
    """The key of the container of a field, by its place in the form."""
    return f"field_{at}"


def _entry(view: View, fields: Sequence[Field], told: Mapping[str, str]) -> Entry:
    wrong = wrong_values(view, fields, told)
    values: dict[str, Value] = dict.fromkeys(field.name for field in fields)
    for field in fields:
        # A link may lack a category, which is never empty.
        start = st.session_state[field.name] if isinstance(field, Category) else None
        text = told.get(field.name, start)
        if text is not None and field.name not in wrong:
            values[field.name] = check_field(field, view.card, text)
    return Entry(values=values, wrong=wrong)


def _draw(view: View, field: Field, entry: Entry, *, key: str) -> None:
    """A field, and below it what is wrong with its value, what to ask of it and what was seen."""
    with st.container(gap="xxsmall", key=key):
        if isinstance(field, Category):
            st.selectbox(label(field.label), view.card.one_hot[field.name], key=field.name)
        else:
            said = label(with_unit(field.label, field.unit.label))
            st.text_input(said, placeholder="Not known", key=field.name, autocomplete="off")
        with st.container(gap="xxsmall", key=f"below_{key}"):
            if field.name in entry.wrong:
                st.error(plain(entry.wrong[field.name]))
            if isinstance(field, Feature):
                value = entry.values[field.name]
                question = None if value is None else unit_question(view.model, field, value)
                if question:
                    st.warning(plain(question))
                st.caption(plain(seen(view.model, field)))


def _send(view: View, fields: Sequence[Field]) -> None:
    st.session_state[LOOKED_UP] = ""
    tell(view, fields, {field.name: st.session_state[field.name] for field in fields})
