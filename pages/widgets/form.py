"""The form for one customer, built from the recipe and the model."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.widgets.models import View
from pages.widgets.text import label, plain
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


@dataclass(frozen=True)
class _Told:
    """What the address said of a customer when it was last looked at, and its units."""

    recipe: str
    values: dict[str, str]
    units: dict[str, str]


def customer_form(view: View) -> Entry:
    """Draw the form. What was sent lives in the address, as does that it was sent."""
    fields = asked_for(view.card.feature_names, view.recipe)
    told = _follow_address(view, fields)
    with st.form("customer_form"):
        values = {feature.name: _field(view, feature) for feature in fields}
        sent = st.form_submit_button("Find the segment", type="primary", width="stretch")
    if sent:
        told = {name: f"{value:.12g}" for name, value in values.items()}
        _remember(view, fields, told)
        st.query_params.update({**told, ANSWERED: "shown"})
    return Entry(values=values, wrong=_wrong(fields, told))


def was_sent() -> bool:
    """Whether the form was sent, in this visit or in the link that was followed."""
    return ANSWERED in st.query_params


def _follow_address(view: View, fields: Sequence[Feature]) -> dict[str, str]:
    """Fill the fields when the address says something new; returns what it says."""
    told = {f.name: st.query_params[f.name] for f in fields if f.name in st.query_params}
    before: _Told | None = st.session_state.get("told")
    drawn = fields[0].name in st.session_state
    if before and before.recipe != view.recipe.name:
        told = _kept_from_other_model(before, fields, told)
    elif before and not told and not drawn:
        # Back from another page, whose address does not have them.
        told = before.values
        st.query_params.update({**told, ANSWERED: "shown"} if told else {})
    elif before and told == before.values and drawn:
        return told
    wrong = _wrong(fields, told)
    for feature in fields:
        given = None if feature.name in wrong else told.get(feature.name)
        st.session_state[feature.name] = _start(view, feature, given)
    _remember(view, fields, told)
    return told


def _kept_from_other_model(
    before: _Told, fields: Sequence[Feature], told: dict[str, str]
) -> dict[str, str]:
    """Values that mean the same in both models: $90k must not become $90."""
    kept = {
        f.name: told[f.name]
        for f in fields
        if f.name in told and before.units.get(f.name) == f.unit.label
    }
    for name in [*before.values, ANSWERED]:
        if name in st.query_params and name not in kept:
            del st.query_params[name]
    return kept


def _remember(view: View, fields: Sequence[Feature], told: dict[str, str]) -> None:
    units = {feature.name: feature.unit.label for feature in fields}
    st.session_state.told = _Told(recipe=view.recipe.name, values=told, units=units)


def _wrong(fields: Sequence[Feature], told: dict[str, str]) -> dict[str, str]:
    wrong = {}
    for feature in fields:
        if feature.name not in told:
            continue
        try:
            check_value(feature, told[feature.name])
        except WrongValue as error:
            wrong[feature.name] = str(error)
    return wrong


def _start(view: View, feature: Feature, given: str | None) -> float:
    """The value a field starts with: the one given, or the middle of everybody."""
    value = view.card.everybody.median[feature.name] if given is None else float(given)
    lowest = value if feature.lowest is None else max(value, feature.lowest)
    return round(lowest) if feature.whole else float(round(lowest, 2))


def _field(view: View, feature: Feature) -> float:
    kind = int if feature.whole else float
    low, high = view.card.everybody.range[feature.name]
    return st.number_input(
        label(with_unit(feature.label, feature.unit.label)),
        min_value=None if feature.lowest is None else kind(feature.lowest),
        max_value=None if feature.highest is None else kind(feature.highest),
        step=kind(1),
        key=feature.name,
        help=plain(f"Seen: {exact(low, feature.unit)} to {exact(high, feature.unit)}."),
    )
