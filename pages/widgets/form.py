"""The form for one customer, built from the recipe and the model."""

import streamlit as st

from pages.widgets.models import View
from pages.widgets.text import plain
from segmentation.customers import asked_for
from segmentation.recipes.recipe import Feature
from segmentation.words import exact, with_unit

ANSWERED = "answer"


def customer_form(view: View) -> dict[str, float]:
    """Draw the form. Its values live in the address, as does that it was sent."""
    with st.form("customer"):
        values = {
            feature.name: _field(view, feature)
            for feature in asked_for(view.card.feature_names, view.recipe)
        }
        sent = st.form_submit_button("Find the segment", type="primary", width="stretch")
    if sent:
        st.query_params[ANSWERED] = "shown"
    return values


def was_sent() -> bool:
    """Whether the form was sent, in this visit or in the link that was followed."""
    return ANSWERED in st.query_params


def _field(view: View, feature: Feature) -> float:
    kind = int if feature.whole else float
    low, high = view.card.everybody.range[feature.name]
    median = view.card.everybody.median[feature.name]
    return st.number_input(
        with_unit(feature.label, feature.unit.label),
        min_value=None if feature.lowest is None else kind(feature.lowest),
        max_value=None if feature.highest is None else kind(feature.highest),
        value=kind(round(median, 0 if feature.whole else 2)),
        step=kind(1),
        key=feature.name,
        bind="query-params",
        help=plain(f"Seen: {exact(low, feature.unit)} to {exact(high, feature.unit)}."),
    )
