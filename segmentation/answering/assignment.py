"""One customer: which segment, and how they stand beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pydantic import BaseModel

from segmentation.answering.certainty import certainty
from segmentation.answering.one_number import plainly, readings
from segmentation.card.novelty import is_unlike_anyone
from segmentation.card.segments import Segment
from segmentation.customers.bounds import expected_value, is_possible, what_is_expected
from segmentation.customers.features import asked_for, complete, follow, rfm_scores
from segmentation.errors import WrongValue
from segmentation.models.arithmetic import laid_open, unclipped
from segmentation.models.model import Model
from segmentation.recipes import rfm
from segmentation.recipes.indicators import indicated
from segmentation.recipes.recipe import Category, Feature
from segmentation.words import with_unit


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


@dataclass(frozen=True)
class Assignments:
    """The segments of many customers, in their order, and the second nearest (`runners_up`).

    `certainty`, `unlike_anyone` and `rfm_groups` as above.
    """

    segments: list[Segment]
    runners_up: list[Segment]
    certainty: list[float | None]
    unlike_anyone: list[bool]
    rfm_groups: list[str | None]


def assign(model: Model, values: Mapping[str, object]) -> Assignment:
    """Assign one customer to a segment, by the pipeline's own `predict`.

    Args:
        values: a number for each feature that is typed in; the others follow from those.
            In place of indicators, a category and its value.

    Raises:
        WrongValue: a value is missing, not a number, or impossible.
    """
    card, recipe = model.card, model.recipe
    typed = checked_values(model, asked_for(card.feature_names, recipe), values)
    known = complete(typed, recipe, card.quintiles)
    checked = {name: known[name] for name in card.feature_names}
    row = pd.DataFrame([checked], columns=card.feature_names)
    # The steps of the pipeline's `predict`, since what comes before K-Means is needed too.
    scaled = model.pipeline[:-1].transform(row)
    labels = model.pipeline[-1].predict(scaled)
    shares = _certainty(model.refits, scaled, labels)
    share = None if shares is None else float(shares[0])
    return Assignment(
        segment=card.segments[int(labels[0])],
        values=checked,
        place=card.projection.place(scaled)[0].tolist(),
        outside=[f.name for f in card.features if not f.min <= checked[f.name] <= f.max],
        certainty=share,
        agreeing=None if share is None else round(share * len(model.refits)),
        refits=len(model.refits),
        unlike_anyone=bool(_unlike_anyone(row, labels, model)[0]),
        rfm_group=_rfm_groups(pd.DataFrame([known]), model)[0],
    )


def assign_many(model: Model, customers: Sequence[Mapping[str, object]]) -> Assignments:
    """Assign many customers at once; each gets what `assign` says of them.

    Args:
        customers: the values of each, as `assign` takes them.

    Raises:
        WrongValue: of the first customer with one.
    """
    card, recipe = model.card, model.recipe
    asked = asked_for(card.feature_names, recipe)
    typed = [checked_values(model, asked, values) for values in customers]
    if not typed:
        return Assignments([], [], [], [], [])
    columns = {f.name: np.array([values[f.name] for values in typed]) for f in asked}
    known = follow(columns, recipe, card.quintiles)
    rows = pd.DataFrame({name: known[name] for name in card.feature_names}, dtype=float)
    scaled = model.pipeline[:-1].transform(rows)
    labels = model.pipeline[-1].predict(scaled)
    seconds = laid_open(model.pipeline, card.feature_names).second_nearest(scaled, labels)
    shares = _certainty(model.refits, scaled, labels)
    return Assignments(
        segments=[card.segments[label] for label in labels],
        runners_up=[card.segments[label] for label in seconds],
        certainty=[None] * len(rows) if shares is None else shares.tolist(),
        unlike_anyone=_unlike_anyone(rows, labels, model).tolist(),
        rfm_groups=_rfm_groups(pd.DataFrame(known), model),
    )


def checked_values(
    model: Model, asked: Sequence[Feature], values: Mapping[str, object]
) -> dict[str, float]:
    """The numbers asked for, those of categories among them, by feature.

    Args:
        asked: as `features.asked_for` returns them.
        values: as `assign` takes them.

    Raises:
        WrongValue
    """
    one_hot, recipe = model.card.one_hot, model.recipe
    for name in one_hot.keys() & values.keys():
        check_choice(recipe.category(name), one_hot[name], values[name])
    if one_hot:
        values = {**values, **indicated(values, recipe)}
    return {feature.name: check_value(feature, values.get(feature.name)) for feature in asked}


def _certainty(refits: np.ndarray, scaled: np.ndarray, labels: np.ndarray) -> np.ndarray | None:
    return certainty(refits, scaled, labels) if len(refits) else None


def _unlike_anyone(rows: pd.DataFrame, labels: np.ndarray, model: Model) -> np.ndarray:
    if model.card.novelty is None:
        return np.zeros(len(rows), dtype=bool)
    return is_unlike_anyone(model.card.novelty, unclipped(model.pipeline, rows), labels)


def _rfm_groups(known: pd.DataFrame, model: Model) -> list[str | None]:
    named, quintiles = model.recipe.rfm, model.card.quintiles
    if named is None or not set(named) <= set(known) & quintiles.keys():
        return [None] * len(known)
    return rfm.groups(*rfm_scores(known, model.recipe, quintiles).values())


def check_value(feature: Feature, value: object) -> float:
    """`value` as a number that is possible for the feature; a text as `one_number` reads it.

    Raises:
        WrongValue
    """
    meanings = _meanings(feature, value)
    if len(meanings) > 1:
        raise WrongValue(
            field=feature.name,
            label=with_unit(feature.label, feature.unit.label),
            expected=expected_value(feature),
            arrived=value,
            meanings=[plainly(number) for number in meanings],
        )
    number = meanings[0] if meanings else np.nan
    if not is_possible(feature, number):
        raise WrongValue(
            field=feature.name,
            label=feature.label,
            expected=what_is_expected(feature, number),
            arrived=value,
        )
    return number


def _meanings(feature: Feature, value: object) -> tuple[float, ...]:
    """The numbers that a value can stand for; none of what is no number."""
    if isinstance(value, str):
        return readings(value, whole=feature.whole)
    try:
        return (float(value),)
    except (TypeError, ValueError, OverflowError):
        return ()


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
            arrived=value,
        )
    return value
