"""What the API answers, as JSON: taken from the library's answers, field by field."""

from typing import Literal

from pydantic import BaseModel

from segmentation.answering.answer import Answer
from segmentation.answering.fields import Field, asked_fields
from segmentation.answering.missing.incomplete import StillPossible
from segmentation.answering.similar import Similar
from segmentation.card.segments import Action, Segment
from segmentation.customers.bounds import expected_value
from segmentation.models.model import Model
from segmentation.recipes.recipe import Category


class Unusable(BaseModel):
    """A version that is on disk and cannot be used, and what is wrong with it.

    `version` is null where a recipe's whole folder cannot be read, `recipe` where not even the
    folder of all models can.
    """

    recipe: str | None
    version: str | None
    message: str


class Health(BaseModel):
    """`status` is "ok", or "degraded" where anything is unusable; `models` counts recipes on disk.

    `unusable` are newest versions that cannot be used, in place of which an earlier one is.
    """

    status: Literal["ok", "degraded"]
    models: int
    unusable: list[Unusable]


class NamedSegment(BaseModel):
    """`id` is the segment's own for good, through all later models of the recipe."""

    id: int
    name: str


class Wanted(BaseModel):
    """A field that a customer's values have to have: what goes in, and what was seen there.

    `choices` are the values of a category; a number has none.
    """

    name: str
    label: str
    unit: str
    expected: str
    seen: tuple[float, float] | None
    choices: list[str]


class ModelSummary(BaseModel):
    """A recipe's newest usable model, its segments (largest first), and what it asks."""

    recipe: str
    title: str
    version: str
    created: str
    customers: int
    segments: list[NamedSegment]
    fields: list[Wanted]


class ModelList(BaseModel):
    """The newest usable models; newer versions that cannot be used apart."""

    models: list[ModelSummary]
    unusable: list[Unusable]


class ToldSegment(NamedSegment):
    """A segment as it is told of a customer."""

    description: str
    actions: tuple[Action, ...]


class Certainty(BaseModel):
    """How many of the `refits`, retrained models, put the customer in the same segment."""

    words: str
    share: float
    agreeing: int
    refits: int


class Pull(BaseModel):
    """What a feature pulls towards the segment (above 0) or the runner-up (below 0)."""

    feature: str
    pull: float


class CustomerAnswer(BaseModel):
    """All there is to say of one customer.

    `certainty` is null where the model was trained without evidence. `values` are the
    customer's with those that follow from them; `outside` names the features whose value was
    never seen in training. `reasons` say why this segment and not the `runner_up`, and `pulls`
    the same in numbers, the strongest first; `credit` is how to take them. `ideas` are what to
    test with this customer: the segment's `actions` as far as the customer's own values carry
    them, after what the own group says. `changes` are what would place the customer elsewhere;
    `similar` the customers most like this one, with quartiles, averages and ranges of their
    values. `place` is on the map, one number an axis.
    """

    recipe: str
    version: str
    segment: ToldSegment
    certainty: Certainty | None
    unlike_anyone: bool
    cautions: list[str]
    values: dict[str, float]
    outside: list[str]
    reasons: list[str]
    pulls: list[Pull]
    credit: str
    runner_up: NamedSegment
    ideas: list[Action]
    changes: list[str]
    similar: Similar
    place: list[float]
    rfm_group: str | None


class PossibleAnswer(BaseModel):
    """The segments possible for a customer of whom not everything is known, the largest first.

    `conditions` say of each of them with which of the missing values it is possible,
    `deciding` where one value alone settles it, and `reach` which values were thought of.
    """

    recipe: str
    version: str
    segments: list[NamedSegment]
    summary: str
    deciding: list[str]
    conditions: list[str]
    reach: str
    cautions: list[str]


class ShortAnswer(BaseModel):
    """One of many customers.

    `runner_up` is the second nearest segment; `certainty` is a share of retrained models, null
    where the model was trained without evidence; `rfm_group` is the group by recency, frequency
    and spend alone, null where the model does not ask for these.
    """

    segment: NamedSegment
    runner_up: NamedSegment
    certainty: float | None
    unlike_anyone: bool
    rfm_group: str | None


class CustomerProblem(BaseModel):
    """What is wrong with the customer at `index`, counted from 0."""

    index: int
    field: str
    message: str


class BatchAnswer(BaseModel):
    """An answer for each customer, in their order; null for one with errors.

    `errors` are the first 100 problems; `more` says how many others there are, null where
    there are none.
    """

    recipe: str
    version: str
    answers: list[ShortAnswer | None]
    errors: list[CustomerProblem]
    more: str | None


def named(segment: Segment) -> NamedSegment:
    return NamedSegment(id=segment.id, name=segment.name)


def summary(model: Model) -> ModelSummary:
    card = model.card
    return ModelSummary(
        recipe=card.recipe,
        title=card.title,
        version=card.version,
        created=card.created,
        customers=card.customers,
        segments=[named(segment) for segment in card.segments],
        fields=[_wanted(field, model) for field in asked_fields(model)],
    )


def answered(found: Answer, model: Model) -> CustomerAnswer:
    of = found.assignment
    return CustomerAnswer(
        recipe=model.card.recipe,
        version=model.card.version,
        segment=ToldSegment(
            **named(of.segment).model_dump(),
            description=of.segment.description,
            actions=of.segment.actions,
        ),
        certainty=_certainty(found),
        unlike_anyone=of.unlike_anyone,
        cautions=found.cautions,
        values=of.values,
        outside=of.outside,
        reasons=found.reasons,
        pulls=[Pull(feature=pull.feature, pull=pull.pull) for pull in found.pulls],
        credit=found.credit,
        runner_up=named(found.runner_up),
        ideas=found.ideas,
        changes=found.changes,
        similar=found.similar,
        place=of.place,
        rfm_group=of.rfm_group,
    )


def still_possible(found: StillPossible, model: Model) -> PossibleAnswer:
    return PossibleAnswer(
        recipe=model.card.recipe,
        version=model.card.version,
        segments=[named(segment) for segment in found.segments],
        summary=found.summary,
        deciding=found.deciding,
        conditions=found.conditions,
        reach=found.reach,
        cautions=found.cautions,
    )


def _certainty(found: Answer) -> Certainty | None:
    of = found.assignment
    if found.sure is None:
        return None
    return Certainty(words=found.sure, share=of.certainty, agreeing=of.agreeing, refits=of.refits)


def _wanted(field: Field, model: Model) -> Wanted:
    if isinstance(field, Category):
        choices = model.card.one_hot[field.name]
        said = f"one of {', '.join(choices)}"
        return Wanted(
            name=field.name, label=field.label, unit="", expected=said, seen=None, choices=choices
        )
    return Wanted(
        name=field.name,
        label=field.label,
        unit=field.unit.label,
        expected=expected_value(field),
        seen=model.card.everybody.range.get(field.name),
        choices=[],
    )
