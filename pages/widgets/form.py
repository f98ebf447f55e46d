"""The form for one customer, built from the recipe and the model."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.widgets.models import View
from pages.widgets.text import label, plain
from segmentation.errors import WrongValue
from segmentation.fields import Field, asked_fields, check_field
from segmentation.recipes.recipe import Category, Feature
from segmentation.words import exact, with_unit

ANSWERED = "answer"


@dataclass(frozen=True)
class Entry:
    """What the form holds; for each value of a link that is not possible, a sentence."""

    values: dict[str, float | str]
    wrong: dict[str, str]


@dataclass(frozen=True)
class _Told:
    """What the address said of a customer when it was last looked at, and its units.

    The unit of a category is what there is to choose from.
    """

    recipe: str
    values: dict[str, str]
    units: dict[str, str]


def customer_form(view: View) -> Entry:
    """Draw the form. What was sent lives in the address, as does that it was sent."""
    fields = asked_fields(view.model)
    told = _follow_address(view, fields)
    with st.form("customer_form"):
        values = {field.name: _draw(view, field) for field in fields}
        sent = st.form_submit_button("Find the segment", type="primary", width="stretch")
    if sent:
        told = {
            name: value if isinstance(value, str) else f"{value:.12g}"
            for name, value in values.items()
        }
        _remember(view, fields, told)
        st.query_params.update({**told, ANSWERED: "shown"})
    return Entry(values=values, wrong=_wrong(view, fields, told))


def was_sent() -> bool:
    """Whether the form was sent, in this visit or in the link that was followed."""
    return ANSWERED in st.query_params


def _follow_address(view: View, fields: Sequence[Field]) -> dict[str, str]:
    """Fill the fields when the address says something new; returns what it says."""
    told = {f.name: st.query_params[f.name] for f in fields if f.name in st.query_params}
    before: _Told | None = st.session_state.get("told")
    drawn = all(_is_drawn(view, field) for field in fields)
    if before and before.recipe != view.recipe.name:
        told = _kept_from_other_model(before, view, fields, told)
    elif before and not told and not drawn:
        # Back from another page, whose address does not have them.
        told = before.values
        st.query_params.update({**told, ANSWERED: "shown"} if told else {})
    elif before and told == before.values and drawn:
        return told
    wrong = _wrong(view, fields, told)
    for field in fields:
        given = None if field.name in wrong else told.get(field.name)
        st.session_state[field.name] = _start(view, field, given)
    _remember(view, fields, told)
    return told


def _is_drawn(view: View, field: Field) -> bool:
    """Whether the field holds something that can be drawn: another version has others."""
    if isinstance(field, Category):
        return st.session_state.get(field.name) in view.card.one_hot[field.name]
    return field.name in st.session_state


def _kept_from_other_model(
    before: _Told, view: View, fields: Sequence[Field], told: dict[str, str]
) -> dict[str, str]:
    """Values that mean the same in both models: $90k must not become $90."""
    kept = {
        f.name: told[f.name]
        for f in fields
        if f.name in told and before.units.get(f.name) == _unit(view, f)
    }
    for name in [*before.values, ANSWERED]:
        if name in st.query_params and name not in kept:
            del st.query_params[name]
    return kept


def _remember(view: View, fields: Sequence[Field], told: dict[str, str]) -> None:
    units = {field.name: _unit(view, field) for field in fields}
    st.session_state.told = _Told(recipe=view.recipe.name, values=told, units=units)


def _unit(view: View, field: Field) -> str:
    if isinstance(field, Category):
        return "\n".join(view.card.one_hot[field.name])
    return field.unit.label


def _wrong(view: View, fields: Sequence[Field], told: dict[str, str]) -> dict[str, str]:
    wrong = {}
    for field in fields:
        if field.name not in told:
            continue
        try:
            check_field(field, view.card, told[field.name])
        except WrongValue as error:
            wrong[field.name] = str(error)
    return wrong


def _start(view: View, field: Field, given: str | None) -> float | str:
    """The value a field starts with: the one given, or the middle of everybody."""
    if isinstance(field, Category):
        most_frequent = next(iter(view.card.everybody.categories[field.name]))
        return most_frequent if given is None else given
    return _start_number(view, field, given)


def _start_number(view: View, feature: Feature, given: str | None) -> float:
    value = view.card.everybody.median[feature.name] if given is None else float(given)
    lowest = value if feature.lowest is None else max(value, feature.lowest)
    return round(lowest) if feature.whole else float(round(lowest, 2))


def _draw(view: View, field: Field) -> float | str:
    if isinstance(field, Category):
        return st.selectbox(label(field.label), view.card.one_hot[field.name], key=field.name)
    return _number(view, field)


def _number(view: View, feature: Feature) -> float:
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
