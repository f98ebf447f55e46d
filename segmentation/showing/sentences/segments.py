"""How to take the figures of segments, in sentences."""

from segmentation.card.card import Card
from segmentation.card.segments import Segment
from segmentation.recipes.recipe import Recipe
from segmentation.showing.tables.overview import Money
from segmentation.words import how_many, percent, together


def statistics_in_words(card: Card, recipe: Recipe) -> str:
    """Which statistic the figures are: of some features the typical value, of others the average.

    "Figures are averages; of annual income typical ones, the middle one of all."
    """
    typical = [
        recipe.feature(used.name).in_a_sentence
        for used in card.features
        if used.statistic == "median"
    ]
    if not typical:
        return "Figures are averages."
    if len(typical) == len(card.features):
        return "Figures are typical ones: the middle one of all."
    return f"Figures are averages; of {together(typical)} typical ones, the middle one of all."


def size_in_words(segment: Segment) -> str:
    """How many customers a segment has: "47 customers · 24%"."""
    return f"{how_many(segment.size, 'customer')} · {percent(segment.share)}"


def money_in_words(segment: Segment, money: Money) -> str:
    """What a segment brings: "52% of the money · £1,840 a head"."""
    part = percent(money.parts[segment.id])
    return f"{part} of the money · {money.per_head(segment)} a head"
