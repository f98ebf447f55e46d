"""The one sentence on a model that somebody would repeat."""

from segmentation.card.card import Card
from segmentation.card.segments import Difference, Segment
from segmentation.recipes.recipe import Recipe
from segmentation.segments.claims import against_everybody
from segmentation.segments.descriptions import reasons
from segmentation.showing.tables.overview import Money, money_of
from segmentation.words import NUMBERS, percent

# Below this, a segment's part of the money is its share of customers.
WORTH_SAYING = 0.05


def headline(card: Card, recipe: Recipe) -> str:
    """What a model comes to in a sentence: who brings the money, or who differs most.

    Of customers that form no groups only how they were divided up.
    """
    if card.structure is not None and card.structure.verdict == "none":
        return _divided(card)
    money = money_of(card, recipe)
    if money is None:
        return _strongest(card, recipe)
    return _who_brings_it(card, money)


def how_to_read(card: Card, money: Money | None) -> str:
    """How to read the picture below it."""
    if money is None:
        return f"How the {card.customers:,} customers fall into segments."
    return (
        f"Above the customers, below their {money.feature.in_a_sentence}. A segment that widens "
        "on the way down brings more than its share."
    )


def _who_brings_it(card: Card, money: Money) -> str:
    def lead(segment: Segment) -> float:
        return money.parts[segment.id] - segment.share

    first = max(card.segments, key=lead)
    if lead(first) < WORTH_SAYING:
        return "Money is spread as customers are: no segment brings much more than its share."
    return (
        f"{percent(first.share)} of customers bring {percent(money.parts[first.id])} of the "
        f'money: "{first.name}".'
    )


def _strongest(card: Card, recipe: Recipe) -> str:
    found: list[tuple[Segment, Difference]] = [
        (segment, claim) for segment in card.segments for claim in against_everybody(segment.claims)
    ]
    if not found:
        return _divided(card)
    segment, claim = max(found, key=lambda one: abs(one[1].effect))
    said = reasons([claim], recipe)
    return (
        f'"{segment.name}" stand out most, {percent(segment.share)} of customers: '
        f"{said[0].lower()}{said[1:]}"
    )


def _divided(card: Card) -> str:
    shares = sorted(segment.share for segment in card.segments)
    count = NUMBERS[card.k] if card.k < len(NUMBERS) else str(card.k)
    return (
        f"Customers are divided into {count} parts of {percent(shares[0])} to "
        f"{percent(shares[-1])} each."
    )
