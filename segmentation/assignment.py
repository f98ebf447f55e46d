"""One customer: which segment, and how they stand beside it."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from pydantic import BaseModel

from segmentation import rfm
from segmentation.card import Segment
from segmentation.certainty import certainty
from segmentation.customers import asked_for, complete, rfm_scores
from segmentation.errors import WrongValue
from segmentation.novelty import is_unlike_anyone
from segmentation.pipeline import unclipped
from segmentation.recipes.indicators import indicated
from segmentation.recipes.recipe import Category, Feature
from segmentation.store import Model


class Assignment(BaseModel, frozen=True):
    """The segment of one customer.

    `values` are the customer's own, by feature; `place` is on the map, one number
    an axis; `outside` names the features whose value was never seen in training;
    `certainty` is the share of retrained models in which it is the same segment, `agreeing`
    how many of the `refits` these are, None where the model was trained without these;
    `unlike_anyone` says that nobody in training was like this customer; `rfm_group` is the
    group by recency, frequency and spend alone, where these are known.
    """

    segment: Segment
    values: dict[str, float]
    place: list[float]
    outside: list[str]
    certainty: float | None
    agreeing: int | None
    refits: int
    unlike_anyone: bool
    rfm_group: str | None


def assign(model: Model, values: Mapping[str, object]) -> Assignment:
    """Assign one customer to a segment, by the pipeline's own `predict`.

    Args:
        values: a number for each feature that is typed in; the others follow from those.
            In place of indicators, a category and its value.

    Raises:
        WrongValue: a value is missing, not a number, or impossible.
    """
    card, recipe = model.card, model.recipe
    for name in card.one_hot.keys() & values.keys():
        check_choice(recipe.category(name), card.one_hot[name], values[name])
    values = {**values, **indicated(values, recipe)}
    typed = {
        f.name: check_value(f, values.get(f.name)) for f in asked_for(card.feature_names, recipe)
    }
    known = complete(typed, recipe, card.quintiles)
    checked = {name: known[name] for name in card.feature_names}
    row = pd.DataFrame([checked], columns=card.feature_names)
    # The steps of the pipeline's `predict`, since what comes before K-Means is needed too.
    scaled = model.pipeline[:-1].transform(row)
    label = int(model.pipeline[-1].predict(scaled)[0])
    share = _certainty(model.refits, scaled, label)
    return Assignment(
        segment=card.segments[label],
        values=checked,
        place=card.projection.place(scaled)[0].tolist(),
        outside=[f.name for f in card.features if not f.min <= checked[f.name] <= f.max],
        certainty=share,
        agreeing=None if share is None else round(share * len(model.refits)),
        refits=len(model.refits),
        unlike_anyone=_unlike_anyone(row, label, model),
        rfm_group=_rfm_group(known, model),
    )


def _certainty(refits: np.ndarray, scaled: np.ndarray, label: int) -> float | None:
    return float(certainty(refits, scaled, np.array([label]))[0]) if len(refits) else None


def _unlike_anyone(row: pd.DataFrame, label: int, model: Model) -> bool:
    if model.card.novelty is None:
        return False
    one = unclipped(model.pipeline, row)
    return bool(is_unlike_anyone(model.card.novelty, one, np.array([label]))[0])


def _rfm_group(known: Mapping[str, float], model: Model) -> str | None:
    named = model.recipe.rfm
    if named is None or not set(named) <= known.keys():
        return None
    one = pd.DataFrame([known])
    return rfm.groups(*rfm_scores(one, model.recipe, model.card.quintiles).values())[0]


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


def check_choice(category: Category, values: Sequence[str], value: object) -> str:
    """`value` as one of the category's `values`.

    Raises:
        WrongValue
    """
    if value not in values:
        raise WrongValue(
            field=category.name,
            label=category.label,
            expected=f"one of {', '.join(values)}",
            arrived="nothing" if value is None else value,
        )
    return value
