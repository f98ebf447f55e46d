"""Ideas to test with one customer: what their own group and values say comes first."""

from segmentation.answering.assignment import Assignment
from segmentation.card.segments import Action, Claim, Difference, MoreCommon
from segmentation.models.model import Model
from segmentation.recipes.rfm import RFM_GROUP
from segmentation.segments.actions import (
    MOST_ACTIONS,
    group_action,
    group_makes_sense,
    makes_sense,
    without_contradictions,
)


def ideas(model: Model, found: Assignment) -> list[Action]:
    """At most three ideas for one customer, none of which contradicts another.

    What is done with the customer's own group by recency, frequency and spend comes first. Of
    the segment's ideas those stay that the customer's own values carry as well.
    """
    held = [
        action
        for action in found.segment.actions
        if all(_holds(found.segment.claims[place], action, found, model) for place in action.claims)
    ]
    return without_contradictions([*_of_the_group(found, model), *held])[:MOST_ACTIONS]


def _of_the_group(found: Assignment, model: Model) -> list[Action]:
    if not found.rfm_group or not all(
        group_makes_sense(found.rfm_group, model.recipe.feature(name), value)
        for name, value in found.values.items()
    ):
        return []
    why = (
        f'This customer counts as "{found.rfm_group}" by how recently, how often and how much '
        "they buy."
    )
    return [group_action(found.rfm_group, why)]


def _holds(claim: Claim, action: Action, found: Assignment, model: Model) -> bool:
    """Whether what carries an idea for the segment is so of the customer, as far as is known."""
    if isinstance(claim, MoreCommon) and claim.category == RFM_GROUP:
        return found.rfm_group in (None, claim.value)
    if not isinstance(claim, Difference):
        return True
    value = found.values[claim.feature]
    further = value - claim.reference if claim.direction == "higher" else claim.reference - value
    return further > 0 and makes_sense(action.what, model.recipe.feature(claim.feature), value)
