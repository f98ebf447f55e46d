"""Changes of a single value that would place a customer in another segment.

Each number of the model is changed, also what no shop can influence, but only to values that
were seen in training; what follows from it is reckoned anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from segmentation.answering.what_if.ranges import (
    Possible,
    Stretch,
    own_rows,
    possible_values,
    stretches,
)
from segmentation.customers.features import asked_for
from segmentation.models.arithmetic import Arithmetic
from segmentation.models.model import Model
from segmentation.recipes.recipe import Feature
from segmentation.words import Unit, exact, rounded_to, span

NO_UNIT = Unit(label="", phrase="{}")
# As people say a border; what lies beyond it on the far side leads there just as well.
FIGURES = 3


@dataclass(frozen=True)
class Change:
    """With `value` for `feature` the customer would be placed in the segment `target`.

    It lies `step` away from the customer's own value, and the same holds from there on to
    `until`. No possible value nearer leads there, or nobody in the data is like any that does.
    """

    target: int
    feature: str
    value: float
    step: float
    until: float


def single_changes(
    model: Model, arithmetic: Arithmetic, typed: Mapping[str, float]
) -> list[Change]:
    """For each other segment and feature, the smallest change that leads there, if any does.

    Args:
        arithmetic: the model's pipeline, as `arithmetic.laid_open` lays it open.
        typed: the customer, as `ranges.typed_values` returns it; what is NaN is not changed.

    Returns:
        Those first that move the customer least in the scaled space.
    """
    here = arithmetic.scaled(own_rows(model, typed))
    own = int(arithmetic.nearest(here))
    features = asked_for(model.card.feature_names, model.recipe)
    names = [f.name for f in features if not f.indicates and not np.isnan(typed[f.name])]
    changes = [
        change
        for name, parts in stretches(model, arithmetic, typed, names).items()
        for change in _nearest_of_each_segment(name, typed[name], parts)
        if change.target != own
    ]
    return nearest_first(changes, model, arithmetic, typed)


def nearest_first(
    changes: Sequence[Change], model: Model, arithmetic: Arithmetic, typed: Mapping[str, float]
) -> list[Change]:
    """Changes in the order of how far they move the customer in the scaled space."""
    here = arithmetic.scaled(own_rows(model, typed))
    there = changed_rows(model, typed, [(change.feature, change.value) for change in changes])
    moves = np.linalg.norm(arithmetic.scaled(there) - here, axis=1)
    return [changes[at] for at in np.argsort(moves, kind="stable")]


def changed_rows(
    model: Model, typed: Mapping[str, float], changes: Sequence[tuple[str, float]]
) -> np.ndarray:
    """Changes x features: the customer with one value changed in each row."""
    columns = {name: np.full(len(changes), value) for name, value in typed.items()}
    for at, (name, value) in enumerate(changes):
        columns[name][at] = value
    return own_rows(model, columns)


def change_in_words(change: Change, model: Model) -> str:
    """A change as a sentence; "or less" and "or more" go as far as the training data.

    "If their spending score were 52 of 100 or less, they would be placed in Low scorers."
    """
    feature = model.recipe.feature(change.feature)
    target = model.card.segments[change.target].name
    if feature.unit.yes_no:
        changed = f'If "{feature.in_a_sentence}" were {exact(change.value, feature.unit)}'
    else:
        figure = _range_in_words(change, feature, possible_values(model, feature))
        changed = f"If their {feature.in_a_sentence} were {figure}"
    no_shop = "" if feature.actionable else "; that is nothing a shop can change"
    return f"{changed}, they would be placed in {target}{no_shop}."


def _nearest_of_each_segment(name: str, value: float, parts: Sequence[Stretch]) -> list[Change]:
    nearest: dict[int, Change] = {}
    for part in parts:
        ends = (part.lowest, part.highest)
        near, far = ends if part.lowest > value else reversed(ends)
        change = Change(part.segment, name, near, near - value, far)
        best = nearest.get(part.segment, change)
        nearest[part.segment] = min(best, change, key=lambda c: abs(c.step))
    return list(nearest.values())


def _range_in_words(change: Change, feature: Feature, possible: Possible) -> str:
    near, far = _rounded(change)
    if change.until == change.value:
        return figure(change.value, feature)
    if change.until == possible.value(possible.first):
        return f"{figure(near, feature)} or less"
    if change.until == possible.value(possible.last):
        return f"{figure(near, feature)} or more"
    low, high = sorted([near, far])
    return f"from {span(low, high, unit_beside_label(feature))}"


def _rounded(change: Change) -> tuple[float, float]:
    """Where a change begins and ends, in three figures where such values lie between the two."""
    up = change.step > 0
    near = rounded_to(change.value, FIGURES, up=up)
    far = rounded_to(change.until, FIGURES, up=not up)
    low, high = sorted([change.value, change.until])
    there = low <= near <= high and low <= far <= high and (near <= far) == up
    return (near, far) if there else (change.value, change.until)


def figure(value: float, feature: Feature) -> str:
    """A value beside the feature's label: "spending score 52 of 100", "orders 12"."""
    return exact(value, unit_beside_label(feature))


def unit_beside_label(feature: Feature) -> Unit:
    """The feature's unit, or none where the label names it already."""
    named = feature.unit.label and feature.unit.label in feature.label.lower()
    return NO_UNIT if named else feature.unit
