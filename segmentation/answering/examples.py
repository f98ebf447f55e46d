"""A customer to try: for each segment the most ordinary one of those in the data."""

from collections.abc import Mapping

import numpy as np

from segmentation.answering.assignment import assign
from segmentation.answering.what_if.ranges import decimals
from segmentation.card.segments import Segment
from segmentation.customers.features import asked_for
from segmentation.errors import WrongValue
from segmentation.models.model import Model
from segmentation.recipes.recipe import Feature


def examples(model: Model) -> dict[int, dict[str, float | str]]:
    """By segment id, a customer as `assignment.assign` takes them.

    It is the training customer nearest to the segment's centre in the scaled space, of those
    whose values are all known and, as a form shows them, lead to that segment. A segment
    without such a customer is left out.
    """
    found = {segment.id: example_of(model, segment) for segment in model.card.segments}
    return {key: example for key, example in found.items() if example is not None}


def example_of(model: Model, segment: Segment) -> dict[str, float | str] | None:
    """The example of one segment, see `examples`; None where there is none."""
    asked = [f for f in asked_for(model.card.feature_names, model.recipe) if not f.indicates]
    needed = [*(feature.name for feature in asked), *model.card.one_hot]
    own = (model.customers["segment"] == segment.id) & model.customers[needed].notna().all(axis=1)
    places = np.flatnonzero(own)
    centre = np.array([segment.centre[name] for name in model.card.feature_names])
    away = ((model.scaled[places] - centre) ** 2).sum(axis=1)
    for place in places[np.argsort(away, kind="stable")]:
        customer = model.customers.iloc[place]
        values = {f.name: _as_typed(customer[f.name], f, model) for f in asked}
        values |= {name: str(customer[name]) for name in model.card.one_hot}
        if _leads_to(segment, model, values):
            return values
    return None


def _as_typed(value: float, feature: Feature, model: Model) -> float:
    return round(value) if feature.whole else round(float(value), decimals(model, feature))


def _leads_to(segment: Segment, model: Model, values: Mapping[str, object]) -> bool:
    try:
        return assign(model, values).segment.id == segment.id
    except WrongValue:
        # A value in the data may be one that a form does not take.
        return False
