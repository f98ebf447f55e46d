"""One customer: which segment, and how they stand beside it."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from pydantic import BaseModel

from segmentation.card import Segment
from segmentation.errors import WrongValue
from segmentation.recipes.recipe import Feature, Recipe
from segmentation.store import Model


class Assignment(BaseModel, frozen=True):
    """The segment of one customer.

    `values` are the customer's own, by feature; `place` is on the map, one number
    an axis; `outside` names the features whose value was never seen in training.
    """

    segment: Segment
    values: dict[str, float]
    place: list[float]
    outside: list[str]


def assign(model: Model, recipe: Recipe, values: Mapping[str, object]) -> Assignment:
    """Assign one customer to a segment, by the pipeline's own `predict`.

    Args:
        values: a number for each feature of the model.

    Raises:
        WrongValue: a value is missing, not a number, or impossible.
    """
    card = model.card
    checked = {
        name: check_value(recipe.feature(name), values.get(name)) for name in card.feature_names
    }
    row = pd.DataFrame([checked], columns=card.feature_names)
    label = int(model.pipeline.predict(row)[0])
    scaled = model.pipeline[:-1].transform(row)
    return Assignment(
        segment=card.segments[label],
        values=checked,
        place=card.projection.place(scaled)[0].tolist(),
        outside=[f.name for f in card.features if not f.min <= checked[f.name] <= f.max],
    )


def expected_value(feature: Feature) -> str:
    """What a value of this feature has to be, in words: "a number from 1 to 100"."""
    if feature.lowest is None:
        return "a number"
    if feature.highest is None:
        return f"a number, {feature.lowest:g} or more"
    return f"a number from {feature.lowest:g} to {feature.highest:g}"


def check_value(feature: Feature, value: object) -> float:
    """`value` as a number that is possible for the feature.

    Raises:
        WrongValue
    """
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = np.nan
    low = -np.inf if feature.lowest is None else feature.lowest
    high = np.inf if feature.highest is None else feature.highest
    if not (np.isfinite(number) and low <= number <= high):
        arrived = "nothing" if value is None else value
        raise WrongValue(
            field=feature.name,
            label=feature.label,
            expected=expected_value(feature),
            arrived=arrived,
        )
    return number
