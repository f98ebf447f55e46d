"""The form for one customer, built from the recipe and the model."""

from dataclasses import dataclass

import streamlit as st

from pages.widgets.models import View
from pages.widgets.text import plain
from segmentation.assignment import check_value
from segmentation.customers import asked_for
from segmentation.errors import WrongValue
from segmentation.recipes.recipe import Feature
from segmentation.words import exact, with_unit

ANSWERED = "answer"


@dataclass(frozen=True)
class Entry:
    """What the form holds; for each value of a link that is not possible, a sentence."""

    values: dict[str, float]
    wrong: dict[str, str]


def customer_form(view: View) -> Entry:
    """Draw the form. Its values live in the address, as does that it was sent."""
    wrong = _wrong_in_link(view)
    with st.form("customer"):
        values = {
            feature.name: _field(view, feature, bound=feature.name not in wrong)
            for feature in asked_for(view.card.feature_names, view.recipe)
        }
        sent = st.form_submit_button("Find the segment", type="primary", width="stretch")
    if sent:
        st.query_params[ANSWERED] = "shown"
        wrong = {}
    return Entry(values=values, wrong=wrong)


def _wrong_in_link(view: View) -> dict[str, str]:
    """Streamlit drops such values without a word and fills in the default instead."""
    wrong = {}
    for feature in asked_for(view.card.feature_names, view.recipe):
        given = st.query_params.get(feature.name)
        if given is None:
            continue
        try:
            check_value(feature, given)
        except WrongValue as error:
            wrong[feature.name] = str(error)
    return wrong


def was_sent() -> bool:
    """Whether the form was sent, in this visit or in the link that was followed."""
    return ANSWERED in st.query_params


def _field(view: View, feature: Feature, *, bound: bool) -> float:
    kind = int if feature.whole else float
    low, high = view.card.everybody.range[feature.name]
    median = view.card.everybody.median[feature.name]
    _forget_other_unit(feature, kind(round(median, 0 if feature.whole else 2)))
    return st.number_input(
        with_unit(feature.label, feature.unit.label),
        min_value=None if feature.lowest is None else kind(feature.lowest),
        max_value=None if feature.highest is None else kind(feature.highest),
        value=kind(round(median, 0 if feature.whole else 2)),
        step=kind(1),
        key=feature.name,
        # Streamlit stumbles over some values that are not possible, such as "inf".
        bind="query-params" if bound else None,
        help=plain(f"Seen: {exact(low, feature.unit)} to {exact(high, feature.unit)}."),
    )


def _forget_other_unit(feature: Feature, median: float) -> None:
    """An entry is kept when the model is switched, but $90k must not become $90."""
    units = st.session_state.setdefault("entry_units", {})
    if units.setdefault(feature.name, feature.unit) != feature.unit:
        units[feature.name] = feature.unit
        st.session_state[feature.name] = median
