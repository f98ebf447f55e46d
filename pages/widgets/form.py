"""The form for one customer, built from the recipe and the model."""

from dataclasses import dataclass

import streamlit as st

from pages.widgets.models import View
from pages.widgets.text import plain
from segmentation.assignment import check_value
from segmentation.card import FeatureUsed
from segmentation.errors import WrongValue
from segmentation.recipes.recipe import Feature
from segmentation.words import exact

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
            feature.name: _field(
                view, feature, view.recipe.feature(feature.name), bound=feature.name not in wrong
            )
            for feature in view.card.features
        }
        sent = st.form_submit_button("Find the segment", type="primary", width="stretch")
    if sent:
        st.query_params[ANSWERED] = "shown"
        wrong = {}
    return Entry(values=values, wrong=wrong)


def _wrong_in_link(view: View) -> dict[str, str]:
    """Streamlit drops such values without a word and fills in the default instead."""
    wrong = {}
    for name in view.card.feature_names:
        given = st.query_params.get(name)
        if given is None:
            continue
        try:
            check_value(view.recipe.feature(name), given)
        except WrongValue as error:
            wrong[name] = str(error)
    return wrong


def was_sent() -> bool:
    """Whether the form was sent, in this visit or in the link that was followed."""
    return ANSWERED in st.query_params


def _field(view: View, used: FeatureUsed, feature: Feature, *, bound: bool) -> float:
    kind = int if feature.whole else float
    median = view.card.everybody.median[feature.name]
    _forget_other_unit(feature, kind(round(median, 0 if feature.whole else 2)))
    return st.number_input(
        f"{feature.label} ({feature.unit.label})",
        min_value=None if feature.lowest is None else kind(feature.lowest),
        max_value=None if feature.highest is None else kind(feature.highest),
        value=kind(round(median, 0 if feature.whole else 2)),
        step=kind(1),
        key=feature.name,
        # Streamlit stumbles over some values that are not possible, such as "inf".
        bind="query-params" if bound else None,
        help=plain(f"Seen: {exact(used.min, feature.unit)} to {exact(used.max, feature.unit)}."),
    )


def _forget_other_unit(feature: Feature, median: float) -> None:
    """An entry is kept when the model is switched, but $90k must not become $90."""
    units = st.session_state.setdefault("entry_units", {})
    if units.setdefault(feature.name, feature.unit) != feature.unit:
        units[feature.name] = feature.unit
        st.session_state[feature.name] = median
