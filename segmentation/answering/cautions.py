"""What to take care of with a customer like no other: all of it in one caution."""

from collections.abc import Mapping, Sequence

from segmentation.answering.one_number import plainly
from segmentation.models.model import Model
from segmentation.recipes.recipe import Feature
from segmentation.words import exact, span, together

UNLIKE_ANYONE = (
    "Hardly any customer in the data was like this one. The segment is the nearest there is; "
    "take it with care."
)
NEAREST = "The segment is the nearest there is; take it with care."
WITH_CARE = "Take this answer with care."
# What was meant lies this close to what was seen, in times of it.
NEAR = 10


def cautions(
    model: Model, values: Mapping[str, float], *, unlike_anyone: bool = False
) -> list[str]:
    """What to say of values that lie outside the lowest and highest seen: one caution, or none.

    Args:
        values: by feature, those that are known.
        unlike_anyone: whether nobody in training was like the customer as a whole.
    """
    outside = _outside(model, values)
    if not outside:
        return [UNLIKE_ANYONE] if unlike_anyone else []
    asked = [question for f in outside if (question := unit_question(model, f, values[f.name]))]
    never = _never_seen(model, outside, values, named=not asked)
    return [" ".join([*asked, never, NEAREST if unlike_anyone else WITH_CARE])]


def unit_question(model: Model, feature: Feature, value: float) -> str | None:
    """What to ask where a value looks as if it was not written in thousands, else None."""
    low, high = model.card.everybody.range[feature.name]
    is_likely = value > high and low / NEAR <= value / 1000 <= high * NEAR
    if not feature.unit.thousand_of or not is_likely:
        return None
    return f"{feature.label} is in {feature.unit.label}: did you mean {plainly(value / 1000)}?"


def _outside(model: Model, values: Mapping[str, float]) -> list[Feature]:
    """The features never seen with these values; what follows from others only by itself."""
    ranges = model.card.everybody.range
    outside = [
        model.recipe.feature(name)
        for name, value in values.items()
        if not ranges[name][0] <= value <= ranges[name][1]
    ]
    return [feature for feature in outside if feature.typed_in] or outside


def _never_seen(
    model: Model, outside: Sequence[Feature], values: Mapping[str, float], *, named: bool
) -> str:
    ranges = model.card.everybody.range
    if len(outside) == 1:
        (feature,) = outside
        low, high = (exact(bound, feature.unit) for bound in ranges[feature.name])
        start = f"{feature.label}: no" if named else "No"
        value = exact(values[feature.name], feature.unit)
        return f"{start} customer in the data had {value}; they lie between {low} and {high}."
    said = [
        f"{feature.in_a_sentence} {exact(values[feature.name], feature.unit)} "
        f"(seen: {span(*ranges[feature.name], feature.unit)})"
        for feature in outside
    ]
    return f"No customer in the data had such values: {together(said)}."
