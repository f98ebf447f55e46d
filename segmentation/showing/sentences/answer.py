"""An answer in few words."""

from collections.abc import Sequence

from segmentation.card.segments import Segment
from segmentation.recipes.recipe import Recipe
from segmentation.segments.descriptions import headline, of_everybody
from segmentation.showing.tables.bars import Reason
from segmentation.showing.tables.overview import size_of

NO_IDEA = "No idea to test stands out for this customer."


def in_two_sentences(segment: Segment, recipe: Recipe) -> list[str]:
    """What kind of customers a segment is, and how many of all."""
    return [headline(segment.claims, recipe), of_everybody(size_of(segment))]


def how_to_read_reasons(reasons: Sequence[Reason], segment: Segment) -> str:
    """What the bars of reasons show, and which of them speak for another segment."""
    against = [reason for reason in reasons if reason.speaks_for.id != segment.id]
    said = "What decides most. The line across is everybody."
    for reason in against:
        said += f" {reason.bar.label} speaks for {reason.speaks_for.name}."
    return said
