"""What the address says of a customer: followed where it is new, written when a form is sent.

Fields hold texts, numbers too: a browser's own field for numbers drops what it does not
understand, and makes 755 of 75,5. A link with `answer=shown` lacks the fields that were left
empty; without it nobody has asked yet, and fields that the link lacks start in the middle.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from pages.widgets.address import write
from pages.widgets.models import View
from segmentation.answering.fields import Field, check_field
from segmentation.answering.one_number import plainly
from segmentation.answering.what_if.ranges import decimals
from segmentation.errors import WrongValue
from segmentation.recipes.recipe import Category

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


def times_sent() -> int:
    """How often the form was sent in this visit, or an example taken."""
    return st.session_state.get("times_sent", 0)


def follow_address(view: View, fields: Sequence[Field]) -> dict[str, str]:
    """Fill the fields when the address says something new; returns what it says."""
    told = {f.name: text for f in fields if (text := st.query_params.get(f.name, "").strip())}
    answered = was_sent()
    before: _Told | None = st.session_state.get("told")
    drawn = all(_is_drawn(view, field) for field in fields)
    if before and before.recipe != view.recipe.name and not told and not answered:
        told = _kept_from_other_model(before, view, fields)
    elif before and (told, answered) == (before.values, before.answered) and drawn:
        return told
    for field in fields:
        st.session_state[field.name] = _start(view, field, told.get(field.name), answered)
    _remember(view, fields, told, answered)
    return told


def customer_told() -> dict[str, str]:
    """What was last said of a customer of the model in view, for links to the form."""
    told: _Told | None = st.session_state.get("told")
    if told is None or told.recipe != st.session_state.model:
        return {}
    return {**told.values, ANSWERED: SHOWN} if told.answered else told.values


def tell(view: View, fields: Sequence[Field], texts: Mapping[str, str]) -> None:
    """Write what was sent into the address and the fields, numbers as they were understood."""
    told = {f.name: _understood(view, f, text) for f in fields if (text := texts[f.name].strip())}
    st.session_state.update({field.name: told.get(field.name, "") for field in fields})
    st.session_state.times_sent = times_sent() + 1
    _remember(view, fields, told, answered=True)
    written = {field.name: [told[field.name]] if field.name in told else [] for field in fields}
    write({**written, ANSWERED: [SHOWN]})


def forget(fields: Sequence[Field]) -> None:
    """Take the customer out of the address, so that the form starts in the middle again."""
    write({**{field.name: [] for field in fields}, ANSWERED: []})


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


def _understood(view: View, field: Field, text: str) -> str:
    """A number as it is read; what cannot be read stays to be corrected."""
    try:
        value = check_field(field, view.card, text)
    except WrongValue:
        return text
    return value if isinstance(value, str) else plainly(value)


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


def _start(view: View, field: Field, told: str | None, answered: bool) -> str:
    """What a field starts with: what was told, or the middle of everybody."""
    if isinstance(field, Category):
        most_frequent = next(iter(view.card.everybody.categories[field.name]))
        return told if told in view.card.one_hot[field.name] else most_frequent
    if told is not None or answered:
        return told or ""
    value = view.card.everybody.median[field.name]
    lowest = value if field.lowest is None else max(value, field.lowest)
    return plainly(round(lowest, decimals(view.model, field)))
