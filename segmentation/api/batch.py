"""Many customers of one request, those with wrong values apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from segmentation.answering.assignment import assign_many
from segmentation.answering.fields import Field, asked_fields, count_wrong, wrong_values
from segmentation.api.problems import MOST_TOLD, and_more, problem
from segmentation.api.schemas import BatchAnswer, CustomerProblem, ShortAnswer, named
from segmentation.errors import SegmentationError
from segmentation.models.model import Model
from segmentation.recipes.recipe import Feature

Values = dict[str, Any]


@dataclass(frozen=True)
class Wrong:
    """What cannot be used of one customer's values: by field, and how many fields more."""

    by_field: Mapping[str, SegmentationError]
    more: int

    def __bool__(self) -> bool:
        return bool(self.by_field)


def what_is_wrong(model: Model, values: Values) -> Wrong:
    """What cannot be used of one customer's values."""
    asked = asked_fields(model)
    told = _in_words(asked, values)
    wrong = wrong_values(asked, model.card, told)
    return Wrong(wrong, more=count_wrong(asked, model.card, told) - len(wrong))


def missing(model: Model, values: Values) -> list[str]:
    """The numbers that one customer's values lack."""
    asked = [field.name for field in asked_fields(model) if isinstance(field, Feature)]
    return [name for name in asked if values.get(name) is None]


def wrong_but_missing(model: Model, values: Values) -> Wrong:
    """What cannot be used of one customer's values, though numbers may be missing."""
    wrong, lacking = what_is_wrong(model, values), missing(model, values)
    errors = {field: error for field, error in wrong.by_field.items() if field not in lacking}
    return replace(wrong, by_field=errors)


def assign_all(model: Model, customers: Sequence[Values]) -> BatchAnswer:
    """The segments of all customers whose values can be used, and what is wrong with others.

    Of what is wrong the first hundred are told, and how many more there are.
    """
    asked = asked_fields(model)
    wrong = [count_wrong(asked, model.card, _in_words(asked, values)) for values in customers]
    found = assign_many(model, [values for values, count in zip(customers, wrong) if not count])
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
    told = list(islice(_problems(model, customers, wrong), MOST_TOLD))
    return BatchAnswer(
        recipe=model.card.recipe,
        version=model.card.version,
        answers=[None if count else next(short) for count in wrong],
        errors=told,
        more=and_more(sum(wrong) - len(told)),
    )


def _problems(
    model: Model, customers: Sequence[Values], wrong: Sequence[int]
) -> Iterator[CustomerProblem]:
    """What is wrong with each customer, put into sentences only as far as they are taken."""
    asked = asked_fields(model)
    for index, values in enumerate(customers):
        if not wrong[index]:
            continue
        for field, error in wrong_values(asked, model.card, _in_words(asked, values)).items():
            told = problem(field, error)
            yield CustomerProblem(index=index, field=told.field, message=told.message)


def _in_words(asked: Sequence[Field], values: Values) -> Values:
    """What is neither a number nor a text in words; Python would take `true` for 1."""
    words = {bool: "a truth value", list: "a list", dict: "an object"}
    sent = {field.name: values.get(field.name) for field in asked}
    return values | {name: words.get(type(value), value) for name, value in sent.items()}
