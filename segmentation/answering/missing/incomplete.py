"""All there is to say of a customer of whom not everything is known."""

from collections.abc import Mapping
from dataclasses import dataclass

from segmentation.answering.assignment import check_choice, check_value
from segmentation.answering.cautions import cautions
from segmentation.answering.missing.in_words import condition, deciding, summary, taken_into_account
from segmentation.answering.missing.missing_values import Undecided, with_empty_fields
from segmentation.card.segments import Segment
from segmentation.customers.features import asked_for
from segmentation.models.arithmetic import laid_open
from segmentation.models.model import Model
from segmentation.recipes.indicators import indicated


@dataclass(frozen=True)
class SegmentOf:
    """The segment that a customer has with each value of a feature from `lowest` to `highest`."""

    feature: str
    segment: Segment
    lowest: float
    highest: float


@dataclass(frozen=True)
class StillPossible:
    """The segments that a customer may belong to, the largest first, and what decides.

    `conditions` say for each of the segments with which of the missing values it is possible;
    `deciding` where one value alone settles it; `stretches` which segment each stretch of the only
    missing number leads to, lowest first, empty where several are missing; `reach` which values
    were thought of; `cautions` which of the known ones nobody in the data had.
    """

    segments: list[Segment]
    summary: str
    deciding: list[str]
    conditions: list[str]
    reach: str
    cautions: list[str]
    stretches: list[SegmentOf]


def possible(model: Model, values: Mapping[str, object]) -> StillPossible:
    """The segments that are possible as long as values are missing.

    Args:
        values: as `assignment.assign` takes them, but None for a number that is not known.
            At least one is missing.

    Raises:
        WrongValue: one of the others is not a number, or impossible.
    """
    card, recipe = model.card, model.recipe
    for name in card.one_hot:
        check_choice(recipe.category(name), card.one_hot[name], values.get(name))
    values = {**values, **indicated(values, recipe)}
    known = {
        feature.name: check_value(feature, values[feature.name])
        for feature in asked_for(card.feature_names, recipe)
        if values.get(feature.name) is not None
    }
    found = with_empty_fields(model, laid_open(model.pipeline, card.feature_names), known)
    return StillPossible(
        segments=[card.segments[at] for at in found.segments],
        summary=summary(found, model),
        deciding=deciding(found, model),
        conditions=[condition(at, found, model) for at in found.segments],
        reach=taken_into_account(list(found.fields), model),
        cautions=cautions(model, known),
        stretches=_stretches(found, model),
    )


def _stretches(found: Undecided, model: Model) -> list[SegmentOf]:
    if len(found.fields) != 1:
        return []
    ((name, parts),) = found.fields.items()
    return [
        SegmentOf(name, model.card.segments[part.segment], part.lowest, part.highest)
        for part in sorted(parts, key=lambda part: part.lowest)
    ]
