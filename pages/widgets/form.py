"""The form for one customer, built from the recipe and the model."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.widgets.models import View
from pages.widgets.segment import mark_css
from pages.widgets.text import label, plain
from pages.widgets.told import Value, follow_address, tell, wrong_values
from segmentation.examples import examples
from segmentation.fields import Field, asked_fields
from segmentation.recipes.recipe import Category, Feature
from segmentation.store import Model
from segmentation.stretches import decimals
from segmentation.views.fields import seen
from segmentation.words import with_unit


@dataclass(frozen=True)
class Entry:
    """What the form holds, None where a field is empty.

    `wrong` has a sentence for each value of a link that is not possible.
    """

    values: dict[str, Value]
    wrong: dict[str, str]

    @property
    def complete(self) -> bool:
        """Whether no field is empty."""
        return None not in self.values.values()


def customer_form(view: View) -> Entry:
    """Draw the form. What was sent lives in the address, as does that it was sent."""
    fields = asked_fields(view.model)
    told = follow_address(view, fields)
    with st.form("customer_form"):
        values = {field.name: _draw(view, field) for field in fields}
        st.caption("Leave a field empty where you do not know it.")
        st.form_submit_button(
            "Find the segment",
            type="primary",
            width="stretch",
            on_click=_send,
            args=(view, fields),
        )
    _example_buttons(view, fields)
    return Entry(values=values, wrong=wrong_values(view, fields, told))


def _draw(view: View, field: Field) -> Value:
    if isinstance(field, Category):
        return st.selectbox(label(field.label), view.card.one_hot[field.name], key=field.name)
    with st.container(gap="xxsmall"):
        value = _number(view, field)
        st.caption(plain(seen(view.model, field)))
    return value


def _number(view: View, feature: Feature) -> float | None:
    kind = int if feature.whole else float
    digits = decimals(view.model, feature)
    return st.number_input(
        label(with_unit(feature.label, feature.unit.label)),
        min_value=None if feature.lowest is None else kind(feature.lowest),
        max_value=None if feature.highest is None else kind(feature.highest),
        # Without a value of its own the field can be emptied.
        value=None,
        step=1 if feature.whole else 10.0 ** (2 - digits),
        format=None if feature.whole else f"%.{digits}f",
        placeholder="Not known",
        key=feature.name,
    )


def _example_buttons(view: View, fields: Sequence[Field]) -> None:
    """One customer of the data for each segment, filled in and answered at a click."""
    found = _examples(view.model)
    st.markdown("**Try an example**")
    with st.container(key="examples", gap="xxsmall"):
        for segment in view.card.segments:
            if segment.id in found:
                key = f"example_{segment.id}"
                st.html(f"<style>{mark_css(segment.id, view.theme, key)}</style>")
                st.button(
                    label(segment.name),
                    key=key,
                    type="tertiary",
                    wrap=True,
                    on_click=_fill_in,
                    args=(view, fields, found[segment.id]),
                )


def _send(view: View, fields: Sequence[Field]) -> None:
    tell(view, fields, {field.name: st.session_state[field.name] for field in fields})


def _fill_in(view: View, fields: Sequence[Field], values: dict[str, Value]) -> None:
    st.session_state.update(values)
    tell(view, fields, values)


@st.cache_data(show_spinner=False, hash_funcs={Model: lambda model: model.card.files})
def _examples(model: Model) -> dict[int, dict[str, Value]]:
    return examples(model)
