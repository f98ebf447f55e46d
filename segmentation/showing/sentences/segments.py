"""How to take the figures of segments, in sentences."""

from segmentation.card.card import Card
from segmentation.recipes.recipe import Recipe
from segmentation.words import together


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
