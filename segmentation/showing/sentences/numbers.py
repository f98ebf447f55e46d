"""What each number of segments comes to, and which one is in use, in sentences."""

import shlex

import pandas as pd

from segmentation.card.card import Card
from segmentation.card.evidence import STABLE, Candidate, best_by_silhouette
from segmentation.models.model import Model
from segmentation.showing.sentences.evidence import in_use, in_words, instead
from segmentation.words import together

TRAIN_TO_LOOK = (
    "This model was trained before the segments of other numbers were kept. Train it again to "
    "look at them here."
)


def in_short(card: Card) -> str:
    """The number in use, what the data supports instead, and whether the one in use is firm.

    "Six segments are in use, as the recipe asks for. The evidence supports two. Six are weak: a
    stability of 0.66, where 0.8 is firm."
    """
    told = [in_use(card)]
    if card.choice.asked is not None and card.choice.is_full and card.choice.evidence != card.k:
        told.append(instead(card))
    row = card.choice.tried(card.k)
    if row is not None and row.stability is not None:
        count = in_words(card.k).capitalize()
        told.append(f"{count} are {_stable(row)}.")
    return " ".join(told)


def reading_the_strip(card: Card) -> str:
    """How to read the strip of numbers, and what it shows here."""
    choice = card.choice
    if not choice.is_full:
        best = best_by_silhouette(choice.table)
        return (
            "The figure is the silhouette: 1 where segments stand fully apart, 0 where not at all. "
            f"It is best for {in_words(best.k)} segments."
        )
    firm = [str(row.k) for row in choice.table if row.is_stable]
    found = f"{together(firm)} {'is' if len(firm) == 1 else 'are'} firm" if firm else "None is firm"
    return (
        "The figure is the stability: how alike two samples of these customers are divided, 1 "
        f"being the same and 0 chance. From {STABLE} on, within its error, a number is firm. "
        f"{found} here."
    )


def strip_in_words(strip: pd.DataFrame) -> str:
    """The strip of numbers for who cannot see it."""
    told = [
        " ".join([f"{row.k} segments: {row.figure:.2f}", row.told]).strip()
        for row in strip.itertuples()
    ]
    return f"{'; '.join(told)}."


def title_of_a_look(card: Card, segments: int) -> str:
    """What stands above the segments of a number of segments."""
    said = f"{in_words(segments).capitalize()} segments"
    if segments == card.k:
        return f"{said}, in use"
    supported = card.choice.is_full and segments == card.choice.evidence
    return f"{said}, which the data supports" if supported else said


def about_number(row: Candidate) -> str:
    """What was measured of a number of segments, in a line."""
    firm = "" if row.stability is None else f"{_stable(row).capitalize()}. "
    return f"{firm}Silhouette {row.silhouette:.2f}."


def training_command(model: Model, segments: int) -> str:
    """What to type to train this model again with so many segments."""
    card = model.card
    recipe = card.recipe
    if model.mapping:
        recipe = f"models/{card.recipe}/{card.version}/mapping.toml"
    elif model.recipe_source:
        recipe = f"{card.recipe}.py"
    data = shlex.quote(card.source.name)
    return f"python train.py {shlex.quote(recipe)} --data {data} --segments {segments}"


def _stable(row: Candidate) -> str:
    """ "weak: a stability of 0.66, where 0.8 is firm"."""
    if not row.is_stable:
        return f"weak: a stability of {row.stability:.2f}, where {STABLE} is firm"
    if row.stability >= STABLE:
        return f"firm: a stability of {row.stability:.2f}, where {STABLE} is enough"
    return f"firm: a stability of {row.stability:.2f}, which is {STABLE} within its error"
