"""All there is to say of one customer: which segment, how surely, why, what would change it."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from segmentation.answering.assignment import Assignment, assign, checked_values
from segmentation.answering.cautions import cautions
from segmentation.answering.certainty import how_sure
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
from segmentation.answering.what_if.what_would_change import what_would_change
from segmentation.card.segments import Segment
from segmentation.customers.features import asked_for
from segmentation.models.arithmetic import laid_open
from segmentation.models.model import Model
from segmentation.recipes import rfm

NOTHING_CHANGES_IT = "No single change would place this customer elsewhere."


@dataclass(frozen=True)
class Answer:
    """One customer's segment and what follows from it, numbers and sentences.

    `sure` is None where the model cannot tell. `pulls` are each feature's part in the
    segment's being nearer than the `runner_up`, the strongest first; `reasons` say so in
    words and `credit` how to take them. `changes` are what would place the customer elsewhere,
    each proven. `similar` are the training customers most like this one.
    """

    assignment: Assignment
    sure: str | None
    cautions: list[str]
    runner_up: Segment
    pulls: list[Contribution]
    reasons: list[str]
    credit: str
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
    would = what_would_change(model, arithmetic, checked_values(model, asked, values))
    return Answer(
        assignment=assignment,
        sure=None
        if assignment.agreeing is None
        else how_sure(assignment.agreeing, assignment.refits),
        cautions=cautions(model, assignment.values, unlike_anyone=assignment.unlike_anyone),
        runner_up=model.card.segments[other],
        pulls=pulls,
        reasons=reasons_in_words(pulls, assignment.values, model, own, other),
        credit=share_credit_note(model.card.feature_names, model.recipe),
        changes=[
            *(orders_in_words(more, model) for more in would.orders),
            *(change_in_words(change, model) for change in would.changes),
        ]
        or [NOTHING_CHANGES_IT],
        similar=similar_customers(model, scaled, assignment.segment.id),
    )


def group_in_words(group: str) -> str:
    """The group by recency, frequency and spend alone, and what is done with it."""
    return (
        f"By how recently, how often and how much this customer buys alone: {group}. "
        f"{rfm.ACTIONS[group]}"
    )


def pull_table(found: Answer, model: Model) -> pd.DataFrame:
    """Each feature's pull as a chart draws it: label, pull."""
    rows = [(model.recipe.feature(pull.feature).label, pull.pull) for pull in found.pulls]
    return pd.DataFrame(rows, columns=["label", "pull"])
