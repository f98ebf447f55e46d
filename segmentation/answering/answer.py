"""All there is to say of one customer: which segment, how surely, why, what would change it."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from segmentation.answering.assignment import Assignment, assign, checked_values
from segmentation.answering.cautions import cautions
from segmentation.answering.certainty import how_sure, votes
from segmentation.answering.ideas import ideas
from segmentation.answering.reasons import (
    Contribution,
    contributions,
    reasons_in_words,
    runner_up,
    share_credit_note,
)
from segmentation.answering.similar import Similar, similar_customers
from segmentation.answering.what_if.more_orders import orders_in_words
from segmentation.answering.what_if.single_changes import change_in_words
from segmentation.answering.what_if.what_would_change import WhatIf, what_would_change
from segmentation.card.segments import Action, Segment
from segmentation.customers.features import asked_for
from segmentation.models.arithmetic import laid_open
from segmentation.models.model import Model

# What is changed are numbers; where categories are features as well, that is said.
NOTHING_CHANGES_IT = "No {change} would place this customer elsewhere, as far as the data goes."
HARDLY_ANYBODY_IS_LIKE_THAT = (
    "No {change} would place this customer elsewhere and leave them like anybody in the data."
)


@dataclass(frozen=True)
class Answer:
    """One customer's segment and what follows from it, numbers and sentences.

    `sure` is None where the model cannot tell, and `votes` then empty: how many retrained models
    say each segment, in the card's order. `pulls` are each feature's part in the
    segment's being nearer than the `runner_up`, the strongest first; `reasons` say so in
    words and `credit` how to take them. `ideas` are what to test with this customer. `changes`
    are what would place the customer elsewhere, each proven. `similar` are the training
    customers most like this one.
    """

    assignment: Assignment
    sure: str | None
    votes: list[int]
    cautions: list[str]
    runner_up: Segment
    pulls: list[Contribution]
    reasons: list[str]
    credit: str
    ideas: list[Action]
    changes: list[str]
    similar: Similar


def answer(model: Model, values: Mapping[str, object]) -> Answer:
    """Everything about one customer.

    Args:
        values: as `assignment.assign` takes them.

    Raises:
        WrongValue
    """
    assignment = assign(model, values)
    arithmetic = laid_open(model.pipeline, model.card.feature_names)
    scaled = arithmetic.scaled([assignment.values[name] for name in arithmetic.features])
    own = model.card.segments.index(assignment.segment)
    other = runner_up(arithmetic, scaled, own)
    pulls = contributions(arithmetic, scaled, own, other)
    asked = asked_for(model.card.feature_names, model.recipe)
    voted = votes(model.refits, scaled) if len(model.refits) else []
    would = what_would_change(model, arithmetic, checked_values(model, asked, values))
    return Answer(
        assignment=assignment,
        sure=_how_sure(model, voted, own, assignment),
        votes=voted,
        cautions=cautions(model, assignment.values, unlike_anyone=assignment.unlike_anyone),
        runner_up=model.card.segments[other],
        pulls=pulls,
        reasons=reasons_in_words(pulls, assignment.values, model, own, other),
        credit=share_credit_note(model.card.feature_names, model.recipe),
        ideas=ideas(model, assignment),
        changes=_changes_in_words(would, model),
        similar=similar_customers(model, scaled, assignment.segment.id),
    )


def group_in_words(group: str) -> str:
    """The group by recency, frequency and spend alone."""
    return f"Going only by how recently, how often and how much this customer buys: {group}."


def pull_table(found: Answer, model: Model) -> pd.DataFrame:
    """Each feature's pull as a chart draws it: label, pull."""
    rows = [(model.recipe.feature(pull.feature).label, pull.pull) for pull in found.pulls]
    return pd.DataFrame(rows, columns=["label", "pull"])


def _how_sure(model: Model, voted: list[int], own: int, assignment: Assignment) -> str | None:
    if not voted:
        return None
    return how_sure(
        voted,
        own,
        [segment.name for segment in model.card.segments],
        unlike_anyone=assignment.unlike_anyone,
        grouped=model.card.structure is None or model.card.structure.verdict != "none",
    )


def _changes_in_words(would: WhatIf, model: Model) -> list[str]:
    """What would place the customer elsewhere, or that nothing would."""
    said = [
        *(orders_in_words(more, model) for more in would.orders),
        *(change_in_words(change, model) for change in would.changes),
    ]
    if said:
        return said
    sentence = HARDLY_ANYBODY_IS_LIKE_THAT if would.unseen else NOTHING_CHANGES_IT
    change = "change of a single number" if model.card.one_hot else "single change"
    return [sentence.format(change=change)]
