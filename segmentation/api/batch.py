"""Many customers of one request, those with wrong values apart."""

from collections.abc import Mapping, Sequence
from typing import Any

from segmentation.api.problems import problem
from segmentation.api.schemas import BatchAnswer, CustomerProblem, ShortAnswer, named
from segmentation.assignment import assign_many
from segmentation.errors import SegmentationError
from segmentation.fields import asked_fields, wrong_values
from segmentation.recipes.recipe import Feature
from segmentation.store import Model

Values = dict[str, Any]
Wrong = Mapping[str, SegmentationError]


def what_is_wrong(model: Model, customers: Sequence[Values]) -> list[Wrong]:
    """For each customer, what cannot be used of what was sent, by field."""
    asked = asked_fields(model)
    return [wrong_values(asked, model.card, _in_words(values)) for values in customers]


def missing(model: Model, values: Values) -> list[str]:
    """The numbers that one customer's values lack."""
    asked = [field.name for field in asked_fields(model) if isinstance(field, Feature)]
    return [name for name in asked if values.get(name) is None]


def wrong_but_missing(model: Model, values: Values) -> Wrong:
    """What cannot be used of one customer's values, though numbers may be missing."""
    (wrong,) = what_is_wrong(model, [values])
    lacking = missing(model, values)
    return {field: error for field, error in wrong.items() if field not in lacking}


def assign_all(model: Model, customers: Sequence[Values]) -> BatchAnswer:
    """The segments of all customers whose values can be used, and what is wrong with others."""
    wrong = what_is_wrong(model, customers)
    found = assign_many(model, [values for values, errors in zip(customers, wrong) if not errors])
    names = {segment.id: named(segment) for segment in model.card.segments}
    short = (
        ShortAnswer(
            segment=names[segment.id],
            runner_up=names[second.id],
            certainty=share,
            unlike_anyone=unlike,
            rfm_group=group,
        )
        for segment, second, share, unlike, group in zip(
            found.segments, found.runners_up, found.certainty, found.unlike_anyone, found.rfm_groups
        )
    )
    return BatchAnswer(
        recipe=model.card.recipe,
        version=model.card.version,
        answers=[None if errors else next(short) for errors in wrong],
        errors=[told for index, errors in enumerate(wrong) for told in _told(index, errors)],
    )


def _told(index: int, errors: Wrong) -> list[CustomerProblem]:
    told = [problem(field, error) for field, error in errors.items()]
    return [CustomerProblem(index=index, field=one.field, message=one.message) for one in told]


def _in_words(values: Values) -> Values:
    """What is neither a number nor a text in words; Python would take `true` for 1."""
    words = {bool: "a truth value", list: "a list", dict: "an object"}
    return {name: words.get(type(value), value) for name, value in values.items()}
