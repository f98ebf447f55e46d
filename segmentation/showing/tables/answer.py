"""What an answer's bars draw: how retrained models vote, and what a missing value leads to."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

import pandas as pd

from segmentation.answering.answer import Answer
from segmentation.answering.missing.incomplete import SegmentOf
from segmentation.card.card import Card
from segmentation.card.segments import Segment
from segmentation.recipes.recipe import Recipe
from segmentation.words import exact

OTHERS = "Others"


@dataclass(frozen=True)
class Votes:
    """How many retrained models say a segment; None stands for all others together."""

    segment: Segment | None
    count: int

    @property
    def name(self) -> str:
        """What is said of them."""
        return self.segment.name if self.segment else OTHERS


def votes_of(found: Answer, card: Card) -> list[Votes]:
    """The votes for the customer's own segment, for the runner-up and for all others.

    Without those that nobody votes for; empty where there are no retrained models.
    """
    counted = [Votes(segment, count) for segment, count in zip(card.segments, found.votes)]
    own = [one for one in counted if one.segment == found.assignment.segment]
    rest = sorted((one for one in counted if one not in own), key=lambda one: -one.count)
    told = [*own, *rest[:1], Votes(None, sum(one.count for one in rest[1:]))]
    return [one for one in told if one.count]


def stretch_table(stretches: Sequence[SegmentOf], card: Card, recipe: Recipe) -> pd.DataFrame:
    """Which segment each stretch of a missing number leads to.

    Columns: segment (its id), name, from_value and to_value (as text), start and end (places on
    an axis, logged where the feature is). A stretch ends where the next begins.
    """
    used = next(used for used in card.features if used.name == stretches[0].feature)
    unit = recipe.feature(used.name).unit
    scaled = log1p if used.log and stretches[0].lowest >= 0 else float
    starts = [stretch.lowest for stretch in stretches]
    ends = [*starts[1:], stretches[-1].highest]
    return pd.DataFrame(
        {
            "segment": [stretch.segment.id for stretch in stretches],
            "name": [stretch.segment.name for stretch in stretches],
            "from_value": [exact(stretch.lowest, unit) for stretch in stretches],
            "to_value": [exact(stretch.highest, unit) for stretch in stretches],
            "start": [scaled(start) for start in starts],
            "end": [scaled(end) for end in ends],
        }
    )
