"""What the address says of a customer: followed where it is new, written when a form is sent.

A link with `answer=shown` lacks the fields that were left empty; without it nobody has asked
yet, and fields that the link lacks start in the middle.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from pages.widgets.address import write
from pages.widgets.models import View
from segmentation.errors import WrongValue
from segmentation.fields import Field, check_field
from segmentation.recipes.recipe import Category
from segmentation.stretches import decimals

ANSWERED, SHOWN = "answer", "shown"
Value = float | str | None


@dataclass(frozen=True)
class _Told:
    """What the address said of a customer when it was last looked at, and its units.

    The unit of a category is what there is to choose from.
    """

    recipe: str
    values: dict[str, str]
    units: dict[str, str]
    answered: bool


def was_sent() -> bool:
    """Whether the form was sent, in this visit or in the link that was followed."""
    return ANSWERED in st.query_params


def follow_address(view: View, fields: Sequence[Field]) -> dict[str, str]:
    """Fill the fields when the address says something new; returns what it says."""
    told = {f.name: st.query_params[f.name] for f in fields if f.name in st.query_params}
    answered = was_sent()
    before: _Told | None = st.session_state.get("told")
    drawn = all(_is_drawn(view, field) for field in fields)
    if before and before.recipe != view.recipe.name and not told and not answered:
        told = _kept_from_other_model(before, view, fields)
    elif before and (told, answered) == (before.values, before.answered) and drawn:
        return told
    wrong = wrong_values(view, fields, told)
    for field in fields:
        st.session_state[field.name] = (
            None
            if answered and field.name not in told and not isinstance(field, Category)
            else _start(view, field, None if field.name in wrong else told.get(field.name))
        )
    _remember(view, fields, told, answered)
    return told


def customer_told() -> dict[str, str]:
    """What was last said of a customer of the model in view, for links to the form."""
    told: _Told | None = st.session_state.get("told")
    if told is None or told.recipe != st.session_state.model:
        return {}
    return {**told.values, ANSWERED: SHOWN} if told.answered else told.values


def tell(view: View, fields: Sequence[Field], values: Mapping[str, Value]) -> None:
    """Write what was sent into the address."""
    told = {
        name: value if isinstance(value, str) else f"{value:.12g}"
        for name, value in values.items()
        if value is not None
    }
    _remember(view, fields, told, answered=True)
    written = {field.name: [told[field.name]] if field.name in told else [] for field in fields}
    write({**written, ANSWERED: [SHOWN]})


def wrong_values(view: View, fields: Sequence[Field], told: Mapping[str, str]) -> dict[str, str]:
    """For each value that is not possible, a sentence."""
    wrong = {}
    for field in fields:
        if field.name not in told:
            continue
        try:
            check_field(field, view.card, told[field.name])
        except WrongValue as error:
            wrong[field.name] = str(error)
    return wrong


def _is_drawn(view: View, field: Field) -> bool:
    """Whether the field holds something that can be drawn: another version has others."""
    if isinstance(field, Category):
        return st.session_state.get(field.name) in view.card.one_hot[field.name]
    return field.name in st.session_state


def _kept_from_other_model(before: _Told, view: View, fields: Sequence[Field]) -> dict[str, str]:
    """Values that mean the same in both models: $90k must not become $90."""
    return {
        f.name: before.values[f.name]
        for f in fields
        if f.name in before.values and before.units.get(f.name) == _unit(view, f)
    }


def _remember(view: View, fields: Sequence[Field], told: Mapping[str, str], answered: bool) -> None:
    units = {field.name: _unit(view, field) for field in fields}
    st.session_state.told = _Told(view.recipe.name, dict(told), units, answered)


def _unit(view: View, field: Field) -> str:
    if isinstance(field, Category):
        return "\n".join(view.card.one_hot[field.name])
    return field.unit.label


def _start(view: View, field: Field, given: str | None) -> float | str:
    """The value a field starts with: the one given, or the middle of everybody."""
    if isinstance(field, Category):
        most_frequent = next(iter(view.card.everybody.categories[field.name]))
        return most_frequent if given is None else given
    value = view.card.everybody.median[field.name] if given is None else float(given)
    lowest = value if field.lowest is None else max(value, field.lowest)
    return round(lowest) if field.whole else float(round(lowest, decimals(view.model, field)))
