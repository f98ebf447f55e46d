"""What the charts of *Profiles* show, in words, from the same tables."""

from collections.abc import Sequence

import pandas as pd

from segmentation.card.card import Card
from segmentation.card.features import FeatureUsed
from segmentation.card.segments import Segment
from segmentation.recipes.recipe import Recipe
from segmentation.showing.tables.differences import MOST_DIFFERENCES, without_repeats
from segmentation.showing.tables.exploration import is_on_a_log_axis
from segmentation.words import how_many, in_a_sentence, together

LOOKING_AT = (
    "Each segment is a group of customers who are alike, and this page puts its numbers beside "
    "everybody's, or beside another segment's.",
    "Start with Differences, where the wider the gap between two marks, the more the two groups "
    "differ; the other tabs have all segments at once, what kinds of people they are, how widely "
    "they spread, and every number.",
    "Show only some customers narrows all of it down, and the link in your browser keeps what "
    "you chose.",
)


def nobody_shown(names: Sequence[str]) -> str:
    """That a segment has no customer among those shown."""
    return (
        f"Nobody in {together([f'“{name}”' for name in names])} is among the customers shown. "
        "Choose another segment, or show more customers."
    )


def no_difference(segment: Segment, other: Segment | None) -> str:
    """That no feature tells two groups apart."""
    return f"No figure of {segment.name} is different from that of {_named(other)}."


def no_kind(kinds: pd.DataFrame, segment: Segment, other: Segment | None) -> str:
    """That no category tells two groups apart, and which were looked at."""
    if kinds.empty:
        return "Nothing but numbers is known of these customers: no kinds to compare."
    labels = together([in_a_sentence(label) for label in sorted(kinds.category.unique())])
    return f"By {labels}, {segment.name} are much like {_named(other)}."


def read_aloud(rows: pd.DataFrame, segment: Segment, other: Segment | None) -> str:
    """A chart of two groups for who does not see it."""
    told = "; ".join(
        f"{row.label} {row.value} against {row.reference}" for row in rows.itertuples()
    )
    return f"{segment.name} beside {_named(other)}, the largest difference first: {told}."


def differences_words(table: pd.DataFrame, card: Card, recipe: Recipe) -> str:
    """How to read the differences, and which of them are shown."""
    shown, looked_at = min(len(table), MOST_DIFFERENCES), len(without_repeats(card, recipe))
    which = (
        f"The {shown} largest of {how_many(looked_at, 'feature')}."
        if shown < looked_at
        else "All features, the largest difference first."
    )
    return (
        "The wider the gap, the more the two differ, measured by how much customers differ "
        f"anyway. {which}{left_out(card, recipe)}"
    )


def left_out(card: Card, recipe: Recipe) -> str:
    """That scores are not shown, as a sentence that goes on; empty where there are none."""
    if len(without_repeats(card, recipe)) == len(card.features):
        return ""
    return " Scores from 1 to 5 are left out: they say again what their feature says."


def kinds_words(kinds: pd.DataFrame) -> str:
    """How to read the shares, and what does not differ."""
    differing = kinds[kinds.differs].category.unique()
    alike = sorted({*kinds.category} - {*differing})
    rest = f" {_much_alike(alike)}" if alike else ""
    return (
        "Shares of the customers of whom it is known. Only what differs by more than chance and "
        f"a little; the largest difference first.{rest}"
    )


def spread_words(boxes: pd.DataFrame, feature: FeatureUsed) -> str:
    """How to read the boxes, and whether the feature tells segments apart."""
    segments = boxes[boxes.segment >= 0]
    low, high = segments.loc[segments.q3.idxmin()], segments.loc[segments.q1.idxmax()]
    apart = (
        f"The boxes of {high.group} and {low.group} do not overlap."
        if high.q1 > low.q3
        else "All boxes overlap: by this alone segments are hard to tell apart."
    )
    steps = " Each step of the axis is a multiple of the one before."
    scale = steps if is_on_a_log_axis(feature) else ""
    return (
        "A box holds the middle half of a segment, the line in it the middle customer, whose "
        "value is written; the whiskers end at the last value that is not unusual. The dotted "
        f"line is everybody's middle.{scale} {apart}"
    )


def _named(other: Segment | None) -> str:
    return other.name if other else "everybody"


def _much_alike(labels: Sequence[str]) -> str:
    told = together([in_a_sentence(label) for label in labels])
    return f"By {told} the two are much alike."
